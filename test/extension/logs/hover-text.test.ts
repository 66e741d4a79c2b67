import { describe, expect, it } from 'vitest';
import { problems } from '../../../src/core/problem/catalogue.ts';
import type { Remedy } from '../../../src/core/problem/remedy.ts';
import { findingActions } from '../../../src/extension/logs/finding-actions.ts';
import { hoverText } from '../../../src/extension/logs/hover-text.ts';
import { anyPrompt } from '../../../src/extension/remedies/terminal-prompt.ts';
import { aKnownFinding } from './a-finding.ts';

const look = (argv: readonly string[]): Remedy => ({ kind: 'command', title: 'Look', argv, root: false, note: '' });
const remedies = [look(['ss', '-ltn']), look(['curl', '-v', 'http://www.example.com/'])];

function hover(line: string, different: Parameters<typeof aKnownFinding>[0] = {}): ReturnType<typeof hoverText> {
  const known = aKnownFinding(different);
  const actions = findingActions(known, { trusted: true, prompt: anyPrompt, remedies });
  return hoverText(known, line, { remedies, actions, note: null });
}

describe('the hover', () => {
  it('says the cause, quotes the line, says why it matters, what to do, and how it looks in the terminal', () => {
    const { title, meaning, fix } = problems['http-refused'];
    expect(hover('  Detail: Connection refused')).toMatchObject({
      cause: title,
      meaning,
      fix,
      evidence: '  Detail: Connection refused',
      terminal: 'ss -ltn',
    });
  });

  it('links each kind of action once, the first of its kind', () => {
    const { links } = hover('x');
    expect(links.map(({ label }) => label)).toEqual([
      'Verify now',
      'Type command',
      'Copy command',
      'Playbook',
      'Explain',
    ]);
    expect(links[1]?.args.at(-1)).toBe(0);
  });

  it('keeps the decisive words of a line of a megabyte', () => {
    const column = 700_000;
    const { evidence } = hover(`${'a'.repeat(column - 1)}Connection refused${'b'.repeat(300_000)}`, { column });
    expect(evidence).toContain('Connection refused');
    expect(evidence.length).toBeLessThan(500);
  });

  it('shows characters that deceive as replaced', () => {
    const { evidence } = hover('a\u202Eb\u001B[31mc\u200Bd\u0000e\u2028f');
    expect(evidence).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(evidence).toContain('\u{FFFD}');
  });
});
