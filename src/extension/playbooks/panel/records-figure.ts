import '@vscode-elements/elements/dist/vscode-badge/index.js';
import type { DrawnRecord, NameRecords, RecordsPicture } from '../../../core/picture/records-picture.ts';
import { element } from './element.ts';
import { stateIcon } from './state-icon.ts';

const marks = { expected: 'fine', wrong: 'problem', missing: 'missing', extra: 'unknown' } as const;

/** Each name, beside it its records, and behind each record what answers there. */
export function recordsFigure({ names, left }: RecordsPicture): readonly Node[] {
  return [
    ...names.map((name) => element('div', { class: 'name' }, owner(name), records(name.records))),
    ...(left === 0 ? [] : [element('p', { class: 'quiet' }, `and ${left} more`)]),
  ];
}

function owner({ name, mark, words }: NameRecords): HTMLElement {
  return element(
    'p',
    { class: 'name-owner' },
    stateIcon(mark),
    element('span', {}, element('strong', {}, name), ' ', element('span', { class: 'quiet' }, words)),
  );
}

function records(list: readonly DrawnRecord[]): HTMLElement {
  return element(
    'ol',
    { class: 'name-records' },
    ...list.map(({ type, value, state, words, server }) =>
      element(
        'li',
        { class: `record-row record-${state}` },
        element(
          'span',
          { class: 'record-data' },
          element('vscode-badge', {}, type),
          element('code', {}, value),
          element('span', { class: 'record-words' }, stateIcon(marks[state]), element('span', {}, words)),
        ),
        server === null
          ? null
          : element(
              'span',
              { class: `record-server record-server-${server.mark}` },
              stateIcon(server.mark),
              element('span', {}, server.words),
            ),
      ),
    ),
  );
}
