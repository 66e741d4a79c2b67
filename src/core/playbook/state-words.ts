import type { StepState } from './run.ts';

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
