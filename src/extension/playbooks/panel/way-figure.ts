import type { WayPicture, WayStation } from '../../../core/picture/challenge-way.ts';
import { element, svgElement } from './element.ts';

/** The way as a picture: with all its words where there is room, closer together where there is not. The style sheet decides. */
export function wayFigure({ title, text, stations }: WayPicture): HTMLElement {
  const caption = element('figcaption', { class: 'hidden' }, `${title}: ${text}`);
  return element('figure', { class: 'way' }, wide(stations, text), narrow(stations, text), caption);
}

const spacing = 108;
const narrowSpacing = 58;

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

/** Only the station that matters most says where it is; the others have no room for it. */
function narrow(stations: readonly WayStation[], text: string): SVGSVGElement {
  const y = 14;
  const at = (index: number): number => 29 + index * narrowSpacing;
  const last = stations.length - 1;
  const decisive = stations.findIndex(({ state }) => state === 'broken');
  return drawing('narrow', narrowSpacing * stations.length, 58, text, [
    ...stations.slice(1).map(({ state }, index) => link(state, at(index) + 11, y, at(index + 1) - 11, y)),
    ...stations.flatMap(({ label, detail, state }, index) => [
      station(state, at(index), y),
      words(label, `way-label way-${state}`, at(index), y + 26, 'middle'),
      ...(index === decisive
        ? [words(shortened(detail, 30), 'way-detail', ...besides(index, last, at(index), y + 40))]
        : []),
    ]),
  ]);
}

/** Where words stand below a station so that they do not leave the picture: place and anchor. */
function besides(index: number, last: number, x: number, y: number): [number, number, string] {
  if (index <= 1) return [Math.max(2, x - 27), y, 'start'];
  return index >= last - 1 ? [x + 27, y, 'end'] : [x, y, 'middle'];
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
