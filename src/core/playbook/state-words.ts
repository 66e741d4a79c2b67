import type { StepState, Turn } from './run.ts';

/** What each state is called; the words stand beside every icon. */
export const stateWords: Readonly<Record<StepState, string>> = {
  'to-do': 'to do',
  looking: 'looking',
  fine: 'fine',
  problem: 'problem',
  you: 'waits for you',
  unknown: 'unknown',
  skipped: 'skipped',
  'done-by-hand': 'done by hand, not seen',
};

/** How a step turned. What it was before the first look says nothing and is left out. */
export function turnWords({ from, to }: Turn): string {
  return from === 'to-do' || from === 'looking' ? stateWords[to] : `${stateWords[from]} → ${stateWords[to]}`;
}
