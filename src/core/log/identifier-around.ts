import { fitsAddress, fitsName } from './hole.ts';

/** A problem document is no longer than this to either side of a detail in it. */
const farthest = 4000;

/**
 * The identifier that the text says a problem at `at` is about: that of the JSON object around it (RFC 8555 §6.7.1), or
 * the `[NAME]` with which lego begins each part of its list. Empty where there is none.
 */
export function identifierAround(text: string, at: number): string {
  return ofPart(text, at) || (text.includes('identifier') ? ofObject(text, at) : '');
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
  for (let at = text.indexOf('identifier', start); at >= 0 && at < end; at = text.indexOf('identifier', at + 1)) {
    if (text.charAt(at + 10) === 's' || depthAt(text, start, at) !== 1) continue;
    const value = text.indexOf('value', at);
    if (value < 0 || value > at + 60) continue;
    const from = skipQuotes(text, value + 5);
    let to = from;
    while (to < from + 254 && to < end && !'"\'}, '.includes(text.charAt(to))) to++;
    return nameOf(text.slice(from, to));
  }
  return '';
}

function depthAt(text: string, start: number, at: number): number {
  let depth = 0;
  for (let index = start; index < at; index++) {
    const char = text.charAt(index);
    if (char === '{') depth++;
    else if (char === '}') depth--;
  }
  return depth;
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
