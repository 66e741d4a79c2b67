import type { ValidityBar, ValidityPicture } from '../../../core/picture/validity-picture.ts';
import { element, svgElement } from './element.ts';
import { stateIcon } from './state-icon.ts';

const height = 20;
const middle = height / 2;

/** The life of each certificate as a bar, all on one time line, with today through all of them. */
export function validityFigure({ now, bars }: ValidityPicture): readonly Node[] {
  return [
    svgElement('svg', { class: 'life-head', width: '100%', height: 16, 'aria-hidden': 'true' }, today(now)),
    ...bars.map((bar) => element('div', { class: 'life' }, line(bar, now), words(bar))),
  ];
}

/** The word stands where it does not leave the picture. */
function today(now: number): SVGElement {
  const anchor = now < 0.1 ? 'start' : now > 0.9 ? 'end' : 'middle';
  return svgElement('text', { class: 'life-today', x: percent(now), y: 12, 'text-anchor': anchor }, 'now');
}

function line({ mark, from, to, renewal }: ValidityBar, now: number): SVGElement {
  const bar = { y: middle - 4, height: 8, rx: 2 };
  return svgElement(
    'svg',
    { class: `life-line life-${mark}`, width: '100%', height, 'aria-hidden': 'true' },
    svgElement('line', { class: 'life-axis', x1: 0, x2: '100%', y1: middle, y2: middle }),
    svgElement('rect', { class: 'life-bar', ...bar, x: percent(from), width: percent(to - from) }),
    svgElement('rect', {
      class: 'life-due',
      ...bar,
      x: percent(renewal.at),
      width: percent(Math.max(0, to - renewal.at)),
    }),
    svgElement('line', { class: 'life-now', x1: percent(now), x2: percent(now), y1: 0, y2: height }),
  );
}

function words({ label, where, mark, words: left, notBefore, notAfter, renewal }: ValidityBar): HTMLElement {
  return element(
    'div',
    { class: 'life-words' },
    element(
      'p',
      {},
      stateIcon(mark),
      element('span', {}, element('strong', {}, left), ' ', element('span', { class: 'quiet' }, `${label} ${where}`)),
    ),
    element(
      'p',
      { class: 'quiet life-dates' },
      element('span', {}, `from ${notBefore}`),
      element('span', {}, `${renewal.words} ${renewal.day}`),
      element('span', {}, `until ${notAfter}`),
    ),
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
