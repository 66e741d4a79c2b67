import { describe, expect, it } from 'vitest';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import { FindingAdvice } from '../../../src/extension/logs/finding-advice.ts';
import { anyPrompt } from '../../../src/extension/remedies/terminal-prompt.ts';
import { aKnownFinding } from './a-finding.ts';

const intent: DomainIntent = {
  name: { ascii: 'example.com', wildcard: false },
  names: [
    { ascii: 'example.com', wildcard: false },
    { ascii: 'www.example.com', wildcard: false },
  ],
  method: 'http-01',
  addresses: ['203.0.113.9'],
  delegationTarget: null,
  webRoot: null,
};
type Domains = ConstructorParameters<typeof FindingAdvice>[0]['domains'];

function advice(intents: readonly DomainIntent[] = []): FindingAdvice {
  const domains = intents.map((intent) => ({ intent })) as unknown as Domains;
  return new FindingAdvice(
    { domains },
    {
      isTrusted: () => true,
      issuer: () => 'letsencrypt.org',
      prompt: () => anyPrompt,
      hasFolder: () => true,
      now: () => new Date('2026-11-26T12:00:00Z'),
    },
  );
}

describe('advice on a finding', () => {
  it('knows what the list of domains says of any of its names', () => {
    expect(advice([intent]).intent(aKnownFinding({ subject: 'www.example.com' }))).toBe(intent);
    expect(advice([intent]).intent(aKnownFinding({ subject: 'other.example.com' }))).toBeNull();
    const missing = aKnownFinding({ problem: 'dns-no-address', subject: 'www.example.com' });
    expect(advice([intent]).remedies(missing)).toContainEqual(
      expect.objectContaining({ kind: 'record', name: 'www.example.com', value: '203.0.113.9' }),
    );
  });

  it('opens the file that the line names, at its line', () => {
    const known = aKnownFinding({
      problem: 'nginx-config-parse',
      subject: '/etc/nginx/nginx.conf:42',
      captures: { path: '/etc/nginx/nginx.conf:42' },
    });
    expect(advice().remedies(known)).toContainEqual(
      expect.objectContaining({ kind: 'open-file', path: '/etc/nginx/nginx.conf', line: 42 }),
    );
  });

  it('quotes a path for the shell', () => {
    const known = aKnownFinding({ problem: 'permission-denied', subject: '', captures: { path: '/tmp/my file' } });
    expect(advice().actions(known)).toContainEqual(
      expect.objectContaining({ title: `Copy "sudo namei --long -- '/tmp/my file'"` }),
    );
  });

  it.each(['/tmp/x; rm -rf /', '/tmp/$(id)', '/tmp/`id`', '/tmp/\u001b[2J', '--config=/etc/x', "/tmp/'x"])(
    'types nothing that a shell would read as more than a word: %j',
    (path) => {
      const known = aKnownFinding({ problem: 'permission-denied', subject: path, captures: { path } });
      for (const { title, label } of advice().actions(known)) {
        if (label !== 'Type command' && label !== 'Copy command') continue;
        const line = title.slice(title.indexOf('"') + 1, title.lastIndexOf('"'));
        // What stands outside single quotes is all that a POSIX shell interprets.
        expect(line.replaceAll("'\\''", '').replace(/'[^']*'/g, '')).not.toMatch(/[;$`|&<>()\\]|\p{Cc}/u);
      }
    },
  );
});
