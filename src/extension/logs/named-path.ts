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

/** Where a line names the path, and the line number that follows it as `:42`. Null where it does not. */
export function placeOfPath(line: string, path: string): NamedPlace | null {
  const start = line.indexOf(path);
  if (start === -1 || harmlessPath(path) === null) return null;
  const end = start + path.length;
  const number = lineNumberAt(line, end);
  return { path, line: number?.value ?? null, start, end: number?.end ?? end };
}

/** `PATH:LINE` and two spaces at the start of a line, as the summary writes it. Null for any other line. */
export function placeAtStart(line: string): NamedPlace | null {
  const gap = line.indexOf('  ');
  const head = gap === -1 ? line : line.slice(0, gap);
  const colon = head.lastIndexOf(':');
  const path = colon === -1 ? null : harmlessPath(head.slice(0, colon));
  const number = lineNumberAt(head, colon);
  if (path === null || number?.end !== head.length) return null;
  return { path, line: number.value, start: 0, end: number.end };
}

function lineNumberAt(text: string, at: number): { readonly value: number; readonly end: number } | null {
  const digits = /^:([1-9][0-9]{0,8})(?![0-9])/.exec(text.slice(at, at + 11))?.[1];
  return digits === undefined ? null : { value: Number(digits), end: at + 1 + digits.length };
}
