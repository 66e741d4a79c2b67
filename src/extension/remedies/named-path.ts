import { pathValue } from '../../core/problem/template.ts';

/** A place in a file as a line of text names it. Columns are 0-based UTF-16 units, `end` exclusive. */
export interface NamedPlace {
  readonly path: string;
  /** 1-based; null where the text does not say. */
  readonly line: number | null;
  readonly start: number;
  readonly end: number;
}

/** Folders where looking alone has effects: devices, the kernel's files, automounts of other machines. */
const untouchable = ['/dev/', '/proc/', '/sys/', '/net/'];

/**
 * The path, where looking at it is harmless: absolute, without `..`, no device and no other machine's share (on Windows
 * `//host/share` would send the user's credentials there). Null otherwise.
 */
export function harmlessPath(text: string): string | null {
  const windows = /^[A-Za-z]:[\\/]/.test(text);
  const path = pathValue(windows ? `/${text.replaceAll('\\', '/')}` : text);
  if (path === null || path.startsWith('//') || untouchable.some((folder) => path.startsWith(folder))) return null;
  return windows ? text : path;
}

/** The path and, where it ends in `:42`, the line: configuration errors name both in one word. */
export function splitPlace(text: string): { readonly path: string; readonly line: number | null } {
  const colon = text.lastIndexOf(':');
  const number = lineNumberAt(text, colon);
  return number?.end === text.length ? { path: text.slice(0, colon), line: number.value } : { path: text, line: null };
}

/** Where a line names the path, with the line number that stands at its end or follows it. Null where it does not. */
export function placeOfPath(text: string, named: string): NamedPlace | null {
  const start = text.indexOf(named);
  const { path, line } = splitPlace(named);
  if (start === -1 || harmlessPath(path) === null) return null;
  const end = start + named.length;
  const following = line === null ? lineNumberAt(text, end) : null;
  return { path, line: line ?? following?.value ?? null, start, end: following?.end ?? end };
}

/** `PATH:LINE` and two spaces at the start of a line, as the summary writes it. Null for any other line. */
export function placeAtStart(text: string): NamedPlace | null {
  const gap = text.indexOf('  ');
  const head = gap === -1 ? text : text.slice(0, gap);
  const { path, line } = splitPlace(head);
  return line === null || harmlessPath(path) === null ? null : { path, line, start: 0, end: head.length };
}

function lineNumberAt(text: string, at: number): { readonly value: number; readonly end: number } | null {
  const digits = /^:([1-9][0-9]{0,8})(?![0-9])/.exec(text.slice(at, at + 11))?.[1];
  return digits === undefined ? null : { value: Number(digits), end: at + 1 + digits.length };
}
