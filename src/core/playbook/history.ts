import type { Playbook } from './playbook.ts';
import type { PlaybookRun, Turn } from './run.ts';
import { stateWords } from './state-words.ts';

/** One line of what happened, oldest first. */
export interface HistoryLine {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** May hold outside text. */
  readonly text: string;
}

/** What was done and what came of it, and how the steps turned: a deed stands before the turns of the same moment. */
export function historyOf(playbook: Playbook, { turns, deeds }: PlaybookRun): readonly HistoryLine[] {
  const titleOf = (id: string): string => playbook.steps.find((step) => step.id === id)?.title ?? id;
  return [
    ...deeds.map(({ at, what }) => ({ at, text: what })),
    ...turns.map((turn) => ({ at: turn.at, text: `${titleOf(turn.step)}: ${turnWords(turn)}` })),
  ].sort((one, other) => Number(one.at > other.at) - Number(one.at < other.at));
}

/** How a step turned. What it was before the first look says nothing and is left out. */
function turnWords({ from, to }: Turn): string {
  return from === 'to-do' || from === 'looking' ? stateWords[to] : `${stateWords[from]} → ${stateWords[to]}`;
}
