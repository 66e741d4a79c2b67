import { describe, expect, it } from 'vitest';
import { remediesFor } from '../../../src/core/problem/advise.ts';
import type { Remedy } from '../../../src/core/problem/remedy.ts';
import { findingActions } from '../../../src/extension/logs/finding-actions.ts';
import { recordLine, remedyUses } from '../../../src/extension/logs/remedy-use.ts';
import { aContext, aKnownFinding } from './a-finding.ts';

const command: Remedy = {
  kind: 'command',
  title: 'Test the configuration',
  argv: ['nginx', '-t'],
  root: true,
  note: 'Changes nothing.',
};
const file: Remedy = { kind: 'open-file', title: 'Open', path: '/etc/nginx/nginx.conf', line: 42 };
const record: Remedy = {
  kind: 'record',
  title: 'Add the TXT record',
  change: 'add',
  name: '_acme-challenge.example.com',
  type: 'TXT',
  value: 'abc',
  note: '',
};
const page: Remedy = { kind: 'documentation', title: 'HTTP-01', url: 'https://letsencrypt.org/docs/challenge-types/' };
const remedies = [command, file, record, page];
const trusted = aContext({ remedies });

describe('quick fixes', () => {
  it('stand in order: live check, remedies, playbook, explanation', () => {
    const actions = findingActions(aKnownFinding(), trusted);
    expect(actions.map(({ title }) => title)).toEqual([
      'Verify now: check www.example.com live',
      'Test the configuration: type "sudo nginx -t" into a terminal',
      'Copy "sudo nginx -t"',
      'Open /etc/nginx/nginx.conf:42',
      'Add the TXT record: copy _acme-challenge.example.com. IN TXT "abc"',
      'Read: HTTP-01',
      'Start playbook for www.example.com…',
      'Explain: Port 80 refuses connections',
      'Add www.example.com to the domains and check it',
      'Ignore this message in this workspace (boulder/refused)',
      'Ignore this message everywhere (boulder/refused)',
    ]);
  });

  it('offer a live check only for what can be seen live, of a name that is known', () => {
    const labels = (...args: Parameters<typeof aKnownFinding>): readonly string[] =>
      findingActions(aKnownFinding(...args), trusted).map(({ label }) => label);
    expect(labels({ problem: 'caa-forbids' })).toContain('Verify now');
    expect(labels({ problem: 'ratelimit-duplicate' })).not.toContain('Verify now');
    expect(labels({ subject: '203.0.113.9' })).not.toContain('Verify now');
  });

  it('look at nothing and type nothing in an untrusted folder', () => {
    const actions = findingActions(aKnownFinding(), { ...trusted, trusted: false });
    expect(actions.map(({ label }) => label)).toEqual([
      'Copy command',
      'Open file',
      'Copy record',
      'Documentation',
      'Explain',
      'Ignore here',
      'Ignore everywhere',
    ]);
  });

  it('type without sudo for root, and nothing into a shell whose quoting is not known', () => {
    const titles = (prompt: typeof trusted.prompt): string =>
      findingActions(aKnownFinding(), { ...trusted, prompt })
        .map(({ title }) => title)
        .join('\n');
    expect(titles({ shell: 'posix', isRoot: true })).toContain('type "nginx -t"');
    expect(titles({ shell: null, isRoot: false })).not.toContain('into a terminal');
  });

  it('offer no command that cannot be written safely', () => {
    const hostile: Remedy = { ...command, argv: ['nginx', '-c', '/tmp/\u001b]52;c;x\u0007'] };
    const actions = findingActions(aKnownFinding(), { ...trusted, remedies: [hostile] });
    expect(actions.map(({ label }) => label)).toEqual([
      ...['Verify now', 'Playbook', 'Explain'],
      ...['Add domain', 'Ignore here', 'Ignore everywhere'],
    ]);
  });

  it('stay a short menu: what has no room stands one step behind it', () => {
    const manual = (where: string): Remedy => ({
      ...{ kind: 'manual', where, title: `Open port 80 in ${where}` },
      ...{ steps: ['Add a rule.'], url: 'https://example.com/' },
    });
    const many = [...Array.from({ length: 6 }, () => command), manual('AWS'), manual('Azure'), page, page];
    const actions = findingActions(aKnownFinding(), { ...trusted, remedies: many });
    expect(actions.map(({ label }) => label)).toEqual([
      ...['Verify now', 'Type command', 'Copy command', 'Type command', 'Type command'],
      ...['Documentation', 'More', 'Playbook', 'Explain', 'Add domain', 'Ignore here', 'Ignore everywhere'],
    ]);
    const { menu, rest } = remedyUses({ ...trusted, remedies: many });
    expect(menu.length + rest.length).toBe(6 * 2 + 2 + 2);
    expect(actions.find(({ label }) => label === 'More')?.title).toBe(`More ways to fix it (${rest.length})…`);
    expect(rest.map(({ title }) => title)).toContain('Open port 80 in AWS…');
  });

  it('carry ids and fixed words only, whatever the log says', () => {
    const hostile = aKnownFinding({
      subject: '](command:evil?%5B%5D)',
      captures: { name: '$(id)', path: '/tmp/`id`' },
    });
    const args = findingActions(hostile, trusted).flatMap(({ args }) => args);
    const words = [
      'type',
      'copy',
      'open',
      'playbook',
      'more',
      'remind',
      'add-domain',
      'ignore-here',
      'ignore-everywhere',
    ];
    for (const value of args) expect([...words, 'http-refused', hostile.id, 0, 1, 2, 3]).toContain(value);
  });

  it('write a record as a zone file does, and its removal without a value', () => {
    expect(recordLine({ ...record, type: 'A', value: '203.0.113.9' })).toBe(
      '_acme-challenge.example.com. IN A 203.0.113.9',
    );
    expect(recordLine({ ...record, change: 'remove', value: null })).toBe('_acme-challenge.example.com. IN TXT');
  });
});

describe('what only the CA sees', () => {
  it('is shown by a trial order, which is offered where the folder is trusted', () => {
    const found = remediesFor({ problem: 'secondary-validation', subject: 'www.example.com' });
    const uses = (isTrusted: boolean): readonly string[] =>
      remedyUses({ ...trusted, trusted: isTrusted, remedies: found }).menu.map(({ title }) => title);
    const order = 'See by a trial order what the CA sees from its other places: www.example.com…';
    expect(uses(true)[0]).toBe(order);
    expect(uses(false)).not.toContain(order);
    expect(
      remediesFor({ problem: 'secondary-validation', subject: '$(reboot)' }).map(({ kind }) => kind),
    ).not.toContain('trial-order');
  });
});
