import { describe, expect, it } from 'vitest';
import { problems } from '../../../src/core/problem/catalogue.ts';
import type { Remedy } from '../../../src/core/problem/remedy.ts';
import { findingActions } from '../../../src/extension/logs/finding-actions.ts';
import { hoverText } from '../../../src/extension/logs/hover-text.ts';
import { anyPrompt } from '../../../src/extension/remedies/terminal-prompt.ts';
import { aContext, aKnownFinding } from './a-finding.ts';

const look = (title: string, ...argv: readonly string[]): Remedy => ({
  kind: 'command',
  title,
  argv,
  root: false,
  note: '',
});
const usual = [look('Look', 'ss', '-ltn'), look('Fetch', 'curl', '-v', 'http://www.example.com/')];

function hover(
  lines: readonly string[],
  different: Parameters<typeof aKnownFinding>[0] = {},
  { remedies = usual, isMarked = true, trusted = true } = {},
): ReturnType<typeof hoverText> {
  const known = aKnownFinding(different);
  const actions = findingActions(known, aContext({ trusted, remedies }));
  return hoverText(known, lines, {
    ...{ remedies, actions, prompt: anyPrompt, note: null, isMarked },
    momentWords: (iso) => `at ${iso}`,
  });
}

describe('the hover', () => {
  it('says the cause, why it matters, and who can fix it', () => {
    const { title, meaning } = problems['http-refused'];
    expect(hover(['x'])).toMatchObject({ cause: title, subject: 'www.example.com', meaning });
  });

  it('does not repeat the advice of the marker above it, and gives it where the marker does not or is not there', () => {
    const { fix } = problems['http-refused'];
    const [first = ''] = fix.split(/(?<=\.) /);
    const message = `Port 80 refuses connections: www.example.com. ${first}`;
    expect(hover(['x'], { message }).fix).toBe('');
    expect(hover(['x'], { message }, { isMarked: false }).fix).toBe(fix);
    expect(hover(['x'], { message: 'Follows from line 4: Port 80 refuses connections.' }).fix).toBe(fix);
  });

  it('names each action by what it does: the best of each kind, and the rest behind one', () => {
    const { links } = hover(['x']);
    expect(links.map(({ label }) => label)).toEqual([
      'Verify now',
      'Type: ss -ltn',
      'Start playbook',
      'Explain',
      'More…',
    ]);
    expect(links[1]?.args.slice(1)).toEqual(['type', 0]);
    expect(links.at(-1)?.args.at(-1)).toBe('all');
    expect(hover(['x'], {}, { trusted: false }).links[0]?.label).toBe('Copy: ss -ltn');
  });

  it('calls a long command by what it is for', () => {
    const remedies = [
      look('Fetch the challenge path', 'curl', '--verbose', `http://www.example.com/${'a'.repeat(60)}`),
    ];
    expect(hover(['x'], {}, { remedies }).links[1]?.label).toBe('Fetch the challenge path (types a command)');
  });

  it('stays one or two lines of links, and carries ids and fixed words only', () => {
    const hostile = { subject: '](command:evil)', captures: { name: '$(id)' } };
    const { links } = hover(['x'], hostile, { remedies: Array.from({ length: 12 }, () => usual).flat() });
    expect(links.map(({ label }) => label).join(' · ').length).toBeLessThan(160);
    for (const value of links.flatMap(({ args }) => args)) expect(String(value)).toMatch(/^(?:[0-9]+|[a-z-]+)$/);
  });

  it('quotes the decisive words without the indentation of the log, in about two lines', () => {
    expect(hover([`${' '.repeat(12)}"detail": "connection refused",`]).evidence).toBe(
      '"detail": "connection refused",',
    );
    const line = `${' '.repeat(12)}"detail": "Get ${'a'.repeat(300)}: dial tcp 203.0.113.20:80: connect: connection refused",`;
    const { evidence } = hover([line], { column: 30, endColumn: line.length - 1 });
    expect(evidence).toContain('connect: connection refused');
    expect(evidence.length).toBeLessThan(120);
  });

  it('quotes a finding of several lines as one', () => {
    expect(hover(['  Type:   connection', '  Detail: Connection refused'], { endLine: 2 }).evidence).toBe(
      'Type:   connection Detail: Connection refused',
    );
  });

  it('keeps the decisive words of a line of a megabyte', () => {
    const column = 700_000;
    const line = `${'a'.repeat(column - 1)}Connection refused${'b'.repeat(300_000)}`;
    const { evidence } = hover([line], { column, endColumn: column + 18 });
    expect(evidence).toContain('Connection refused');
    expect(evidence.length).toBeLessThan(120);
  });

  it('shows characters that deceive as replaced', () => {
    const { evidence } = hover(['a\u202Eb\u001B[31mc\u200Bd\u0000e\u2028f']);
    expect(evidence).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(evidence).toContain('\u{FFFD}');
  });
});
