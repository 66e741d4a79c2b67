import '@vscode-elements/elements/dist/vscode-badge/index.js';
import { element } from './element.ts';
import { figure } from './figure.ts';
import { fold, type FoldHost } from './fold.ts';
import type { Button, PanelView, Quote, StepView, TableRow } from './messages.ts';
import { stateIcon } from './state-icon.ts';

/** What the detail needs of the page around it. */
export interface DetailHost extends FoldHost {
  act(this: void, id: string): void;
  show(this: void, step: string): void;
}

/** One step: why, what was seen, what it means, what to do, and the rest folded away. */
export function stepDetail(view: PanelView, step: StepView, host: DetailHost): HTMLElement {
  return element(
    'section',
    { class: 'detail', id: 'detail', 'aria-labelledby': 'detail-title' },
    element('h2', { id: 'detail-title' }, step.title),
    element('p', { class: 'why' }, step.why),
    elsewhere(view, step, host),
    step.said === '' ? null : callout(step),
    ...step.pictures.map(figure),
    step.rows.length === 0 || step.pictures.length > 0 ? null : table(step.rows),
    ...meaning(step),
    step.record === null ? null : record(step.record),
    buttons(step, host),
    step.waitsFor === null ? null : waiting(step.waitsFor),
    ...folds(view, step, host),
    ...(isLast(view, step) && view.verdict.mark === 'fine'
      ? [element('h3', {}, 'What happened'), history(view.history)]
      : []),
  );
}

/** Another step needs the user: one way back to it. */
function elsewhere(view: PanelView, step: StepView, host: DetailHost): HTMLElement | null {
  const current = view.steps.find(({ id }) => id === view.current);
  if (current === undefined || current.id === step.id) return null;
  const button = element(
    'button',
    { type: 'button', class: 'link', 'data-key': 'to-current' },
    `Go to: ${current.title}`,
  );
  button.addEventListener('click', () => {
    host.show(current.id);
  });
  return element('p', { class: 'elsewhere' }, button);
}

function callout({ state, stateWords, said }: StepView): HTMLElement {
  return element(
    'div',
    { class: `callout callout-${state}` },
    stateIcon(state),
    element('p', {}, element('strong', {}, `${capital(stateWords)}. `), said),
  );
}

const rowMarks = {
  fine: { state: 'fine', words: 'fine' },
  problem: { state: 'problem', words: 'problem' },
  unknown: { state: 'unknown', words: 'unknown' },
  you: { state: 'you', words: 'for you to say' },
} as const;

function table(rows: readonly TableRow[]): HTMLElement {
  return element(
    'table',
    { class: 'seen' },
    element('caption', { class: 'hidden' }, 'What was seen'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, element('span', { class: 'hidden' }, 'Verdict')),
        element('th', { scope: 'col' }, 'Looked at'),
        element('th', { scope: 'col' }, 'Seen'),
      ),
    ),
    element(
      'tbody',
      {},
      ...rows.map(({ what, seen, expected, mark }) =>
        element(
          'tr',
          {},
          element(
            'td',
            {},
            stateIcon(rowMarks[mark].state),
            element('span', { class: 'hidden' }, rowMarks[mark].words),
          ),
          element('th', { scope: 'row' }, what),
          element(
            'td',
            {},
            element('code', {}, seen),
            expected === null || mark === 'fine'
              ? null
              : element('span', { class: 'expected' }, 'expected ', element('code', {}, expected)),
          ),
        ),
      ),
    ),
  );
}

function quotes(list: readonly Quote[]): HTMLElement {
  return element(
    'dl',
    { class: 'quotes' },
    ...list.map(({ label, text }) =>
      element('div', {}, element('dt', {}, label), element('dd', {}, element('code', {}, text))),
    ),
  );
}

function meaning({ meaning: said, remarks }: StepView): readonly HTMLElement[] {
  if (said === null && remarks.length === 0) return [];
  return [
    element(
      'div',
      { class: 'meaning' },
      element('h3', {}, said?.title ?? 'Worth knowing'),
      ...(said?.paragraphs ?? []).map((text) => element('p', {}, text)),
      ...remarks.map((text) => element('p', { class: 'remark' }, text)),
    ),
  ];
}

function record({ title, fields, note }: NonNullable<StepView['record']>): HTMLElement {
  return element(
    'div',
    { class: 'record' },
    element('h3', {}, title),
    quotes(fields),
    note === '' ? null : element('p', { class: 'quiet' }, note),
  );
}

function buttons({ primary, others }: StepView, host: DetailHost): HTMLElement | null {
  if (primary === null && others.length === 0) return null;
  return element(
    'div',
    { class: 'buttons' },
    primary === null ? null : actionButton(primary, host, 'primary', false),
    ...others.map((other, index) => actionButton(other, host, `other:${index}`)),
  );
}

/** A button that asks the extension for an action. The key is its place: what stands there next inherits the focus. */
export function actionButton(
  { id, label, icon }: Button,
  host: Pick<DetailHost, 'act'>,
  key: string,
  secondary = true,
): HTMLElement {
  // The library's own icon loads its style sheet anew for every button, and is not there until then.
  const sign = element('span', { slot: 'content-before', class: `codicon codicon-${icon}`, 'aria-hidden': 'true' });
  // It would set its tabindex itself, but only later: until then nothing could give it the focus.
  const button = element('vscode-button', { secondary, tabindex: 0, 'data-key': key }, sign, label);
  button.addEventListener('click', () => {
    host.act(id);
  });
  return button;
}

/** What it waits for; the page itself writes when it looks again, so that a look redraws nothing. */
function waiting(waitsFor: string): HTMLElement {
  return element(
    'p',
    { class: 'waiting' },
    element('vscode-progress-ring', { role: 'presentation', 'aria-live': 'off', 'aria-hidden': 'true' }),
    element('span', {}, `${waitsFor} `, element('span', { 'data-next': true })),
  );
}

function folds(view: PanelView, step: StepView, host: DetailHost): readonly (HTMLElement | null)[] {
  return [
    fold(
      host,
      `${step.id}/table`,
      'The same as a table',
      step.pictures.length === 0 || step.rows.length === 0 ? [] : [table(step.rows)],
    ),
    fold(host, `${step.id}/quotes`, 'Evidence, word for word', step.quotes.length === 0 ? [] : [quotes(step.quotes)]),
    fold(
      host,
      `${step.id}/more`,
      counted('More that can be done', step.more),
      step.more.map((one, index) => actionButton(one, host, `more:${index}`)),
    ),
    fold(
      host,
      `${step.id}/places`,
      counted('Where to do it', step.places),
      step.places.map(({ title, steps, button }) =>
        element(
          'div',
          { class: 'place' },
          element('h4', {}, title),
          element('ol', {}, ...steps.map((text) => element('li', {}, text))),
          button === null ? null : linkButton(button, host, `${button.label}: ${title}`),
        ),
      ),
    ),
    fold(
      host,
      `${step.id}/commands`,
      counted('The same in a terminal', step.commands),
      step.commands.map(({ title, line, buttons: offered }) =>
        element(
          'div',
          { class: 'command' },
          element('h4', {}, title),
          element('pre', { tabindex: 0, role: 'group', 'aria-label': title }, element('code', {}, line)),
          element('div', { class: 'links' }, ...offered.map((one) => linkButton(one, host, `${one.label}: ${title}`))),
        ),
      ),
    ),
    fold(
      host,
      `${step.id}/notes`,
      'Older advice, and what is true today',
      step.notes.map(({ old, today, checked, button }) =>
        element(
          'div',
          { class: 'note' },
          element('p', { class: 'old' }, element('vscode-badge', {}, 'Older'), element('span', {}, old)),
          element('p', {}, element('vscode-badge', {}, 'Today'), element('span', {}, today)),
          element(
            'p',
            { class: 'quiet' },
            `Compared on ${checked}. `,
            linkButton(button, host, `${button.label} of: ${today}`),
          ),
        ),
      ),
    ),
    !isLast(view, step) || view.verdict.mark === 'fine' || view.history.length === 0
      ? null
      : fold(host, `${step.id}/history`, counted('What happened', view.history), [history(view.history)]),
  ];
}

function counted(title: string, things: readonly unknown[]): string {
  return `${title} (${things.length})`;
}

function isLast({ steps }: PanelView, { id }: StepView): boolean {
  return steps.at(-1)?.id === id;
}

function history(turns: PanelView['history']): HTMLElement {
  return element(
    'ol',
    { class: 'history' },
    ...turns.map(({ at, text }) =>
      element('li', {}, element('time', { datetime: at }, new Date(at).toLocaleTimeString()), text),
    ),
  );
}

function linkButton({ id, label }: Button, host: DetailHost, accessible: string): HTMLElement {
  const attributes = { type: 'button', class: 'link', 'data-key': `link:${id}`, 'aria-label': accessible };
  const button = element('button', attributes, label);
  button.addEventListener('click', () => {
    host.act(id);
  });
  return button;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
