import { element } from './element.ts';
import type { PanelView } from './messages.ts';
import { stateIcon } from './state-icon.ts';

/** The steps, one stop for the Tab key; inside it the arrow keys move. */
export function stepList(view: PanelView, shown: string, show: (step: string) => void): HTMLElement {
  const buttons = view.steps.map((step) => {
    const button = element(
      'button',
      {
        type: 'button',
        class: `step step-${step.state}`,
        'data-key': `step:${step.id}`,
        'aria-current': step.id === shown ? 'step' : null,
        'aria-controls': 'detail',
        tabindex: step.id === shown ? 0 : -1,
      },
      stateIcon(step.state),
      element('span', { class: 'step-title' }, step.title),
      element('span', { class: 'step-words' }, step.stateWords),
    );
    button.addEventListener('click', () => {
      show(step.id);
    });
    return button;
  });
  const list = element('ol', {}, ...buttons.map((button) => element('li', {}, button)));
  list.addEventListener('keydown', (event) => {
    const from = buttons.findIndex((button) => button === document.activeElement);
    const to = target(event.key, from, buttons.length);
    const step = to === null ? undefined : view.steps[to];
    if (step === undefined) return;
    event.preventDefault();
    show(step.id);
  });
  return element('nav', { class: 'steps', 'aria-label': 'Steps' }, list);
}

function target(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(from + 1, count - 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(from - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
