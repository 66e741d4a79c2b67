import { shellLine } from '../core/problem/shell-line.ts';
import { quotedText } from '../core/quoted-text.ts';
import type { PlannedAct, Run } from '../engine/engine.ts';
import { styled, wrapped, type Terminal } from './terminal.ts';

/** Reads one line of what the user types; null where nobody is there to type. */
export type AskLine = (question: string) => Promise<string | null>;

/** Shows what is about to be done, word for word, and asks. With `yes` everything that is shown is agreed to. */
export function confirmOn(terminal: Terminal, ask: AskLine, yes: boolean): Run['confirm'] {
  return async (act) => {
    terminal.err(`${actText(act, terminal)}\n`);
    if (yes) return true;
    const answer = await ask('Do it? [y/N] ');
    if (answer === null) terminal.err('Nobody is there to ask, so it is not done. --yes agrees to what is shown.\n');
    return answer !== null && /^y(?:es)?$/i.test(answer.trim());
  };
}

function actText({ title, why, argv, records = [] }: PlannedAct, terminal: Terminal): string {
  const line = argv === null ? null : (shellLine(argv, 'posix') ?? argv.map((word) => quotedText(word)).join(' '));
  return [
    styled(title, 'bold', terminal),
    wrapped(quotedText(why, 2000), '  ', terminal),
    ...(line === null ? [] : [`  $ ${line}`]),
    ...records.map(({ owner, value }) => `  ${owner} TXT "${value}"`),
  ].join('\n');
}
