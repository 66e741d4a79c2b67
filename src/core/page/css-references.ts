import type { ReferenceUse } from './page-observation.ts';

export interface CssReference {
  readonly url: string;
  /** Of the `url(` or the `@import` in the text. */
  readonly offset: number;
  readonly use: Extract<ReferenceUse, 'style' | 'font' | 'image'>;
}

/** Longer addresses are data, not places. */
const longestUrl = 4_096;
const mostReferences = 2_000;

/** What a style sheet loads: `@import`, fonts, images. Reads the text once, from front to back. */
export function cssReferences(css: string): readonly CssReference[] {
  const found: CssReference[] = [];
  const lower = css.toLowerCase();
  let inFontFace = false;
  let importing = false;
  for (let at = 0; at < css.length && found.length < mostReferences;) {
    const character = css[at];
    if (character === '/' && css[at + 1] === '*') {
      const end = css.indexOf('*/', at + 2);
      at = end === -1 ? css.length : end + 2;
    } else if (character === '}' || character === ';') {
      if (character === '}') inFontFace = false;
      importing = false;
      at += 1;
    } else if (character === '@') {
      inFontFace ||= lower.startsWith('@font-face', at);
      importing = lower.startsWith('@import', at);
      at += 1;
    } else if (character === '"' || character === "'") {
      const { text, next } = quoted(css, at);
      if (importing) found.push({ url: text, offset: at, use: 'style' });
      importing = false;
      at = next;
    } else if (character === 'u' || character === 'U') {
      const reference = lower.startsWith('url(', at) ? urlAt(css, at) : null;
      if (reference === null) at += 1;
      else {
        found.push({ url: reference.text, offset: at, use: importing ? 'style' : inFontFace ? 'font' : 'image' });
        importing = false;
        at = reference.next;
      }
    } else at += 1;
  }
  return found;
}

/** `url(...)`, with or without quotes. */
function urlAt(css: string, at: number): { readonly text: string; readonly next: number } {
  let from = at + 4;
  while (css[from] === ' ' || css[from] === '\n' || css[from] === '\t' || css[from] === '\r') from += 1;
  if (css[from] === '"' || css[from] === "'") return quoted(css, from);
  const limit = css.slice(from, from + longestUrl).indexOf(')');
  return limit === -1
    ? { text: '', next: from }
    : { text: css.slice(from, from + limit).trim(), next: from + limit + 1 };
}

/** A string that does not end within its line is none. */
function quoted(css: string, at: number): { readonly text: string; readonly next: number } {
  const rest = css.slice(at + 1, at + 1 + longestUrl);
  const end = rest.indexOf(css[at] ?? '"');
  const line = rest.indexOf('\n');
  if (end === -1 || (line !== -1 && line < end)) return { text: '', next: at + 1 };
  return { text: rest.slice(0, end), next: at + end + 2 };
}
