import type { NumberedLines } from './fold-ranges.ts';
import { readHead } from './prefix.ts';
import type { LogReport } from './report.ts';

/** What is known of the names in a log before its lines are read for one of them. */
export type NamedParts = Pick<LogReport, 'attempts' | 'findings'>;

/**
 * The lines that concern one name, by their numbers from 1, in order: those that name it, with the lines without a stamp
 * of their own below them; the findings about it; the first and the last line of each attempt for it.
 * @param name as A-labels, lower-case; `*.` and `_acme-challenge.` before it are the same name
 * @param others names at which what belongs to `name` ends, in lines without a stamp
 */
export function linesOfName(
  lines: NumberedLines,
  name: string,
  others: readonly string[],
  { attempts, findings }: NamedParts,
): readonly number[] {
  const kept = new Set<number>();
  let isInEntry = false;
  for (let line = 1; line <= lines.count; line++) {
    const text = lines.lineAt(line);
    if (namesIt(text, name)) {
      isInEntry = true;
      kept.add(line);
    } else if (isInEntry) {
      isInEntry = text.trim() !== '' && readHead(text).message === 0 && !others.some((other) => namesIt(text, other));
      if (isInEntry) kept.add(line);
    }
  }
  const keep = (from: number, to = from): void => {
    for (let line = from; line <= Math.min(to, lines.count); line++) kept.add(line);
  };
  for (const { line, endLine, subject } of findings) if (isName(subject, name)) keep(line, endLine);
  for (const { startLine, endLine, names } of attempts) {
    if (!names.some((one) => isName(one, name))) continue;
    keep(startLine);
    keep(endLine);
  }
  return [...kept].sort((a, b) => a - b);
}

function isName(text: string, name: string): boolean {
  return text.replace(/^(?:\*|_acme-challenge)\./, '').toLowerCase() === name;
}

/** Whether the name stands in the text as itself, and not as a part of a longer one. */
function namesIt(text: string, name: string): boolean {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(name); at !== -1; at = lower.indexOf(name, at + 1)) {
    if (startsThere(lower, at) && endsThere(lower, at + name.length)) return true;
  }
  return false;
}

function startsThere(text: string, at: number): boolean {
  if (text.endsWith('*.', at) || text.startsWith('_acme-challenge.', at - 16)) return true;
  return !/[a-z0-9_.-]/.test(text.charAt(at - 1));
}

function endsThere(text: string, end: number): boolean {
  const next = text.charAt(end);
  return next === '.' ? !/[a-z0-9_-]/.test(text.charAt(end + 1)) : !/[a-z0-9_-]/.test(next);
}
