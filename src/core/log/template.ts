import { holeType } from './hole.ts';
import type { HoleType } from './hole.ts';

interface Hole {
  readonly name: string;
  readonly type: HoleType;
  /** The value is captured where it fits; the template matches also where it does not. */
  readonly optional: boolean;
  /** Says where it happened (an address, a URL), not what. */
  readonly isPlace: boolean;
}

/** A message in its compiled form: literals in their order, and what may stand before, between and after them. */
export interface Template {
  readonly literals: readonly string[];
  readonly before: Hole | null;
  /** `after[i]` follows `literals[i]`. Only the last one may be missing. */
  readonly after: readonly (Hole | null)[];
  /** Length of all literals: the longer, the more certain that the line means this message. */
  readonly certainty: number;
  /** The literal with which the words begin that say what happened: the longest, where a place stands before it; else the first. */
  readonly decisive: number;
}

export interface TemplateMatch {
  readonly start: number;
  readonly end: number;
  /** Where the words begin that say what happened, behind addresses and URLs. */
  readonly decisive: number;
  readonly captures: Readonly<Record<string, string>>;
}

/** A template that cannot be compiled. Thrown while signatures are loaded, so that a test finds it. */
export class TemplateError extends Error {}

const shortestLongestLiteral = 12;
/** A line in which one message starts this often and never ends is not a log. Keeps matching linear. */
const mostAttempts = 16;

/** Compiles `{name:type}` holes and literals. Throws `TemplateError` on a bad hole, adjacent holes, or too little literal text. */
export function parseTemplate(source: string): Template {
  const literals: string[] = [];
  const after: (Hole | null)[] = [];
  let before: Hole | null = null;
  for (const { literal, hole } of partsOf(source)) {
    const parsed = hole === null ? null : parseHole(hole, source);
    if (literal !== '') {
      literals.push(literal);
      after.push(parsed);
    } else if (literals.length === 0 && before === null) before = parsed;
    else if (parsed !== null) throw new TemplateError(`two holes without text between them: ${source}`);
  }
  if (!literals.some((text) => text.length >= shortestLongestLiteral))
    throw new TemplateError(`no literal of ${String(shortestLongestLiteral)} characters: ${source}`);
  const certainty = literals.reduce((sum, text) => sum + text.length, 0);
  return { literals, before, after, certainty, decisive: decisiveLiteral(literals, before, after) };
}

/** What every text that matches holds, in its order: the literals, each with what the value behind it begins with. */
export function piecesOf(source: string): readonly string[] {
  return partsOf(source).map(({ literal, hole }) => {
    const first = hole === null ? undefined : holeType(hole.slice(hole.indexOf(':') + 1))?.first;
    return first === undefined ? literal : literal + first;
  });
}

interface Part {
  readonly literal: string;
  /** `name:type` of the hole behind the literal; null where the template ends there. */
  readonly hole: string | null;
}

function partsOf(source: string): readonly Part[] {
  const parts: Part[] = [];
  let literal = '';
  let from = 0;
  for (let open = source.indexOf('{'); open >= 0; open = source.indexOf('{', from)) {
    literal += source.slice(from, open);
    if (source.charAt(open + 1) === '{') {
      literal += '{';
      from = open + 2;
      continue;
    }
    const close = source.indexOf('}', open);
    if (close < 0) throw new TemplateError(`hole without end: ${source}`);
    parts.push({ literal, hole: source.slice(open + 1, close) });
    literal = '';
    from = close + 1;
  }
  literal += source.slice(from);
  if (literal !== '') parts.push({ literal, hole: null });
  return parts;
}

function decisiveLiteral(literals: readonly string[], before: Hole | null, after: readonly (Hole | null)[]): number {
  // It begins inside of a URL or a path.
  if (literals[0]?.startsWith('.well-known/') === true) return Math.min(1, literals.length - 1);
  const longest = literals.reduce(
    (best, text, index) => (text.length > (literals[best]?.length ?? 0) ? index : best),
    0,
  );
  return [before, ...after.slice(0, longest)].some((hole) => hole?.isPlace === true) ? longest : 0;
}

function parseHole(source: string, template: string): Hole {
  const colon = source.indexOf(':');
  const optional = source.endsWith('?');
  const name = source.slice(0, Math.max(colon, 0));
  const typeName = source.slice(colon + 1, optional ? -1 : undefined);
  const type = holeType(typeName);
  if (name === '' || !type) throw new TemplateError(`unknown hole {${source}} in: ${template}`);
  return { name, type, optional, isPlace: typeName === 'url' || typeName === 'ip' };
}

/** The first place at or after `from` where the template stands in `text`. Ordered literal search: no backtracking into holes. */
export function matchTemplate(template: Template, text: string, from: number): TemplateMatch | null {
  const first = template.literals[0] ?? '';
  let at = text.indexOf(first, from);
  if (at < 0 || !standInOrder(template.literals, text, at + first.length)) return null;
  for (let attempt = 0; at >= 0 && attempt < mostAttempts; attempt++) {
    const match = matchAt(template, text, at, from);
    if (match) return match;
    at = text.indexOf(first, at + 1);
  }
  return null;
}

/** Whether the literals after the first one stand in the text at all. Most lines that are no match end here, at no cost. */
function standInOrder(literals: readonly string[], text: string, from: number): boolean {
  let position = from;
  for (let index = 1; index < literals.length; index++) {
    const literal = literals[index] ?? '';
    const at = text.indexOf(literal, position);
    if (at < 0) return false;
    position = at + literal.length;
  }
  return true;
}

function matchAt(template: Template, text: string, at: number, from: number): TemplateMatch | null {
  const { literals, before, after } = template;
  const values: string[] = [];
  let position = at + (literals[0]?.length ?? 0);
  let decisive = at;
  for (let index = 1; index < literals.length; index++) {
    const literal = literals[index] ?? '';
    const end = text.indexOf(literal, position);
    if (end < 0 || end - position > (after[index - 1]?.type.longest ?? 0)) return null;
    values.push(text.slice(position, end));
    position = end + literal.length;
    if (template.decisive === index) decisive = end;
  }
  // The edges first: where they do not fit, what lies between need not be looked at.
  const last = after[literals.length - 1];
  if (last) {
    const value = readForwards(last, text, position);
    if (value === '' && !last.optional) return null;
    values.push(value);
    position += value.length;
  }
  const captures: Record<string, string> = {};
  let start = at;
  if (before) {
    const value = readBackwards(before, text, at, from);
    if (value === '' && !before.optional) return null;
    if (value !== '') captures[before.name] = value;
    start -= value.length;
  }
  for (const [index, value] of values.entries()) {
    const hole = after[index];
    if (!hole) continue;
    if (hole === last ? value !== '' : hole.type.fits(value)) captures[hole.name] = value;
    else if (!hole.optional) return null;
  }
  while ('": '.includes(text.charAt(decisive)) && decisive < position) decisive++;
  return { start, end: position, decisive, captures };
}

function readBackwards(hole: Hole, text: string, end: number, floor: number): string {
  const lowest = Math.max(floor, end - hole.type.longest);
  let start = end;
  while (start > lowest && hole.type.continues(text.charCodeAt(start - 1))) start--;
  const value = text.slice(start, end);
  return value !== '' && hole.type.fits(value) ? value : '';
}

function readForwards(hole: Hole, text: string, start: number): string {
  const highest = Math.min(text.length, start + hole.type.longest);
  let end = start;
  while (end < highest && hole.type.continues(text.charCodeAt(end))) end++;
  // Punctuation of the sentence around it is no part of the value; the bracket of `[2001:db8::10]` is.
  while (end > start && '.,;:)]'.includes(text.charAt(end - 1))) {
    if (text.charAt(end - 1) === ']' && hole.type.fits(text.slice(start, end))) break;
    end--;
  }
  const value = text.slice(start, end);
  return value !== '' && hole.type.fits(value) ? value : '';
}
