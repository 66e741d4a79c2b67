import type { ActRisk } from '../core/acme/act-risk.ts';
import { shellLine } from '../core/problem/shell-line.ts';
import { quotedText } from '../core/quoted-text.ts';
import type { PlannedAct, Run } from '../engine/engine.ts';
import { styled, wrapped, type Terminal } from './terminal.ts';

/** Reads one line of what the user types; null where nobody is there to type. */
export type AskLine = (question: string) => Promise<string | null>;

/** What was agreed to when the command was typed. */
export interface Agreed {
  /** Everything that is shown and against which nothing speaks. */
  readonly yes: boolean;
  readonly risks: readonly ActRisk[];
}

/** Shows what is about to be done, word for word, and asks, unless that was agreed to already. */
export function confirmOn(terminal: Terminal, ask: AskLine, { yes, risks }: Agreed): Run['confirm'] {
  return async (act) => {
    terminal.err(`${actText(act, terminal)}\n`);
    if (act.risk === undefined ? yes : risks.includes(act.risk)) return true;
    const answer = await ask('Do it? [y/N] ');
    if (answer === null) {
      const option = act.risk === undefined ? '--yes agrees to what is shown' : `--accept ${act.risk} agrees to this`;
      terminal.err(`Nobody is there to ask, so it is not done. ${option}.\n`);
    }
    return answer !== null && /^y(?:es)?$/i.test(answer.trim());
  };
}

/** For runs without a person: what was not agreed to before is shown, and not done. */
export function refuseOn(terminal: Terminal, risks: readonly ActRisk[]): Run['confirm'] {
  return (act) => {
    if (act.risk !== undefined && risks.includes(act.risk)) return Promise.resolve(true);
    const how = act.risk === undefined ? 'Renew it by name to be asked.' : `--accept ${act.risk} agrees to this.`;
    terminal.err(`${actText(act, terminal)}\nThis was not agreed to before, so it is not done. ${how}\n`);
    return Promise.resolve(false);
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
