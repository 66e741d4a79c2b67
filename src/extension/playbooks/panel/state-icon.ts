import type { StepState } from '../../../core/playbook/run.ts';
import { element } from './element.ts';

const codicons: Readonly<Record<StepState, string>> = {
  'to-do': 'circle-large-outline',
  looking: 'loading',
  fine: 'pass-filled',
  problem: 'error',
  you: 'account',
  unknown: 'question',
  skipped: 'debug-step-over',
  'done-by-hand': 'check',
};

/** The icon of a state. It is decoration: the words always stand beside it. */
export function stateIcon(state: StepState): HTMLElement {
  return element('span', {
    class: `mark mark-${state} codicon codicon-${codicons[state]}${state === 'looking' ? ' turning' : ''}`,
    'aria-hidden': 'true',
  });
}
