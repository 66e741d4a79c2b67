import { fitsAddress, fitsName } from './hole.ts';

/** A problem document is no longer than this to either side of a detail in it. */
const farthest = 4000;
const key = 'identifier';

/**
 * The identifier that the text says a problem at `at` is about: that of the JSON object around it (RFC 8555 §6.7.1), or
 * the `[NAME]` with which lego begins each part of its list. Empty where there is none.
 */
export function identifierAround(text: string, at: number): string {
  return ofPart(text, at) || (text.includes(key) ? ofObject(text, at) : '');
}

function ofPart(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at) + 1;
  if (start === 0 || text.charAt(start) !== '[') return '';
  const close = text.indexOf('] ', start);
  return close < 0 || close > at ? '' : nameOf(text.slice(start + 1, close));
}

/** Goes out from the problem, object by object, to the first that has an identifier of its own. */
function ofObject(text: string, at: number): string {
  const floor = Math.max(0, at - farthest);
  const ceiling = Math.min(text.length, at + farthest);
  let start = at;
  let end = at;
  for (let level = 0; level < 6; level++) {
    start = edge(text, start - 1, -1, floor);
    end = edge(text, end, 1, ceiling);
    if (start < floor || end > ceiling) return '';
    const name = ownIdentifier(text, start, end);
    if (name !== '') return name;
    end++;
  }
  return '';
}

/** The brace that opens or closes the object around; beyond the limit where there is none. */
function edge(text: string, from: number, step: 1 | -1, limit: number): number {
  const [inner, outer] = step === 1 ? ['{', '}'] : ['}', '{'];
  let depth = 0;
  for (let at = from; step === 1 ? at < limit : at >= limit; at += step) {
    const char = text.charAt(at);
    if (char === inner) depth++;
    else if (char === outer && depth-- === 0) return at;
  }
  return limit + step;
}

/** The identifier that is a member of the object itself, not of one inside it. */
function ownIdentifier(text: string, start: number, end: number): string {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const char = text.charAt(at);
    if (char === '{') depth++;
    else if (char === '}') depth--;
    else if (char === 'i' && depth === 1 && text.startsWith(key, at) && text.charAt(at + key.length) !== 's') {
      const name = valueBehind(text, at + key.length, end);
      if (name !== '') return name;
    }
  }
  return '';
}

function valueBehind(text: string, at: number, end: number): string {
  const value = text.slice(at, at + 60).indexOf('value');
  if (value < 0) return '';
  const from = skipQuotes(text, at + value + 5);
  let to = from;
  while (to < from + 254 && to < end && !'"\'}, '.includes(text.charAt(to))) to++;
  return nameOf(text.slice(from, to));
}

function skipQuotes(text: string, from: number): number {
  let at = from;
  // Python writes u'text'.
  while ('"\': ='.includes(text.charAt(at) || '-') || text.startsWith("u'", at)) at++;
  return at;
}

function nameOf(text: string): string {
  return fitsName(text) || fitsAddress(text) ? text : '';
}
