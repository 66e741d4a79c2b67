import type { PictureMark } from '../../../core/picture/picture-mark.ts';
import type { StepState } from '../../../core/playbook/run.ts';
import { element } from './element.ts';

const codicons: Readonly<Record<StepState | PictureMark | 'missing', string>> = {
  'to-do': 'circle-large-outline',
  looking: 'loading',
  fine: 'pass-filled',
  warning: 'warning',
  problem: 'error',
  missing: 'circle-slash',
  you: 'account',
  unknown: 'question',
  skipped: 'debug-step-over',
  'done-by-hand': 'check',
};

/** The icon of a state. It is decoration: the words always stand beside it. */
export function stateIcon(state: StepState | PictureMark | 'missing'): HTMLElement {
  return element('span', {
    class: `mark mark-${state} codicon codicon-${codicons[state]}${state === 'looking' ? ' turning' : ''}`,
    'aria-hidden': 'true',
  });
}
