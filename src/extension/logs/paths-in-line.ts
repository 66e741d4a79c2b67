import { harmlessPath, type NamedPlace } from '../remedies/named-path.ts';

/** What may stand before a path in a log. */
const before = new Set([' ', '\t', '"', "'", '`', '(', '[', '=', ':', '<', ',']);
/** What ends it, where no quote does. */
const after = new Set([' ', '\t', '"', "'", '`', ')', ']', '<', '>', ',', ';', '|']);
const maxPaths = 8;
/** Of a longer line only so much is read, in characters. */
const maxLength = 4_000;

/** The absolute POSIX paths of a line that may be looked at, each with the number of a line where one follows (`:42`, `", line 42`). */
export function pathsInLine(line: string): readonly NamedPlace[] {
  const text = line.length > maxLength ? line.slice(0, maxLength) : line;
  const places: NamedPlace[] = [];
  let at = text.indexOf('/');
  while (at !== -1 && places.length < maxPaths) {
    let end = at + 1;
    while (end < text.length && !after.has(text.charAt(end))) end++;
    if (at === 0 || (before.has(text.charAt(at - 1)) && text.charAt(at + 1) !== '/')) {
      const place = placeAt(text, at, end);
      if (place !== null) places.push(place);
    }
    at = text.indexOf('/', end);
  }
  return places;
}

function placeAt(text: string, start: number, until: number): NamedPlace | null {
  let end = until;
  while (end > start && '.:'.includes(text.charAt(end - 1))) end--;
  const word = text.slice(start, end);
  const numbered = /:([1-9][0-9]{0,8})$/.exec(word);
  const path = harmlessPath(numbered === null ? word : word.slice(0, numbered.index));
  // A folder's root and a single word after a slash are seldom files: `/order`, `/`.
  if (path?.includes('/', 1) !== true) return null;
  const python = /^", line ([1-9][0-9]{0,8})(?![0-9])/.exec(text.slice(until, until + 20));
  const line = numbered?.[1] ?? python?.[1];
  return { path, line: line === undefined ? null : Number(line), start, end };
}
