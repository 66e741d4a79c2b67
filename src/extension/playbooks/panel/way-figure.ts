import type { WayPicture, WayStation } from '../../../core/picture/challenge-way.ts';
import { element, svgElement } from './element.ts';

/** The way as a picture: side by side where there is room, one below the other where there is not. Style sheet decides. */
export function wayFigure({ title, text, stations }: WayPicture): HTMLElement {
  const caption = element('figcaption', { class: 'hidden' }, `${title}: ${text}`);
  return element('figure', { class: 'way' }, wide(stations, text), tall(stations, text), caption);
}

const spacing = 108;
const row = 34;

function wide(stations: readonly WayStation[], text: string): SVGSVGElement {
  const y = 16;
  const at = (index: number): number => 54 + index * spacing;
  const width = spacing * stations.length;
  return drawing('wide', width, 66, text, [
    ...stations.slice(1).map(({ state }, index) => link(state, at(index) + 13, y, at(index + 1) - 13, y)),
    ...stations.flatMap(({ label, detail, state }, index) => [
      station(state, at(index), y),
      words(label, `way-label way-${state}`, at(index), y + 29, 'middle'),
      words(shortened(detail, 18), 'way-detail', at(index), y + 44, 'middle'),
    ]),
  ]);
}

function tall(stations: readonly WayStation[], text: string): SVGSVGElement {
  const at = (index: number): number => 15 + index * row;
  return drawing('tall', 360, row * stations.length, text, [
    ...stations.slice(1).map(({ state }, index) => link(state, 14, at(index) + 11, 14, at(index + 1) - 11)),
    ...stations.flatMap(({ label, detail, state }, index) => [
      station(state, 14, at(index)),
      words(label, `way-label way-${state}`, 34, at(index) + 4, 'start'),
      words(shortened(detail, 38), 'way-detail', 120, at(index) + 4, 'start'),
    ]),
  ]);
}

function drawing(
  kind: string,
  width: number,
  height: number,
  text: string,
  parts: readonly SVGElement[],
): SVGSVGElement {
  const attributes = { class: `way-${kind}`, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': text };
  return svgElement('svg', attributes, ...parts);
}

function words(text: string, style: string, x: number, y: number, anchor: string): SVGElement {
  return svgElement('text', { class: style, x, y, 'text-anchor': anchor }, text);
}

/** What leads to a station: a line where it was seen to hold, a cut line where it broke, dots where nobody knows. */
function link(state: WayStation['state'], x1: number, y1: number, x2: number, y2: number): SVGElement {
  const line = svgElement('line', { class: `way-link way-${state}`, x1, y1, x2, y2 });
  if (state !== 'broken') return line;
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const d = `M${x - 4} ${y - 4} l8 8 M${x + 4} ${y - 4} l-8 8`;
  return svgElement(
    'g',
    {},
    line,
    svgElement('circle', { class: 'way-gap', cx: x, cy: y, r: 6 }),
    svgElement('path', { class: 'way-cut', d }),
  );
}

function station(state: WayStation['state'], x: number, y: number): SVGElement {
  const circle = svgElement('circle', { class: `way-station way-${state}`, cx: x, cy: y, r: 9 });
  return svgElement('g', {}, circle, sign(state, x, y));
}

/** The shape says the same as the colour. */
function sign(state: WayStation['state'], x: number, y: number): SVGElement | null {
  switch (state) {
    case 'fine':
      return svgElement('path', { class: 'way-sign way-fine', d: `M${x - 4} ${y} l3 3.2 l5 -6.2` });
    case 'broken':
      return svgElement('path', { class: 'way-sign way-broken', d: `M${x} ${y - 4.5} v5 M${x} ${y + 3.8} v0.4` });
    case 'unknown':
      return svgElement('text', { class: 'way-query', x, y: y + 4, 'text-anchor': 'middle' }, '?');
    case 'beyond':
      return null;
  }
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
