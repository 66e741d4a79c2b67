import { isOpaque, restlessness } from './opaque.ts';
import { keyKind, privateMembers, type KeyKind } from './key-names.ts';
import { removed, type Span } from './span.ts';

/** Values that say nothing. */
const empty = new Set(['', 'null', 'none', 'nil', 'true', 'false', 'undefined', 'yes', 'no', 'on', 'off', '*', '***']);

/**
 * Values that stand behind the name of a secret: `token=…`, `"password": "…"`, `Authorization: …`, `--api-key …`,
 * `<secret>…</secret>`, `secret "…"` of BIND, and the words behind `-u`, `-y` and `sshpass -p`.
 */
export function assignedSecrets(line: string): readonly Span[] {
  const spans: Span[] = [];
  const hasNetrc = line.includes('login ') && line.includes('password ');
  for (let at = 0; at < line.length;) {
    if (!isNameCode(line.charCodeAt(at))) {
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < line.length && isNameCode(line.charCodeAt(end))) end += 1;
    // What stands behind a slash names a file.
    const span = line[at - 1] === '/' || end - at > 120 ? null : valueOf(line, at, end, hasNetrc);
    if (span !== null && span.end > span.start && !isRemoved(line.slice(span.start, span.end))) {
      spans.push(span);
      at = Math.max(end, span.end);
    } else at = end;
  }
  return spans;
}

function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46
  );
}

function valueOf(line: string, start: number, end: number, hasNetrc: boolean): Span | null {
  const word = line.slice(start, end);
  const dashes = word.startsWith('--') ? 2 : word.startsWith('-') ? 1 : 0;
  const name = word.slice(dashes);
  if (dashes > 0) {
    const span = wordOfOption(line, word, end);
    if (span !== null) return span;
  }
  const quoted = isQuote(line[end] ?? '') || line.startsWith('\\"', end);
  const kind = keyKind(name) ?? (quoted && privateMembers.has(name) ? 'perhaps' : null);
  if (kind === null) return null;
  if (line[start - 1] === '<' && line[end] === '>') return { start: end + 1, end: indexOr(line, '<', end + 1) };

  const afterQuote = line.startsWith('\\"', end) ? end + 2 : quoted ? end + 1 : end;
  const separator = skipBlanks(line, afterQuote);
  const sign = line[separator] ?? '';
  if (sign === '=' || sign === ':') {
    let from = separator + 1;
    while (from < separator + 3 && (line[from] === '>' || line[from] === '=')) from += 1;
    const value = skipBlanks(line, from);
    return assigned(line, { kind, start, quoted, sign, value, close: value === from });
  }
  const spaced = separator > afterQuote && separator < line.length && !line.startsWith('-', separator);
  if (!spaced || quoted) return null;
  if (dashes > 0 && (kind === 'password' || kind === 'secret')) return kept(line, wordAt(line, separator), false);
  if (hasNetrc && kind === 'password') return wordAt(line, separator);
  // BIND and nsupdate: secret "base64";
  if (name === 'secret' && isQuote(line[separator] ?? '')) {
    const value = wordAt(line, separator);
    return isOpaque(line.slice(value.start, value.end)) ? value : null;
  }
  return null;
}

interface Assignment {
  readonly kind: KeyKind;
  /** Where the name begins. */
  readonly start: number;
  /** The name stands in quotes of its own. */
  readonly quoted: boolean;
  readonly sign: string;
  readonly value: number;
  /** No blank stands between the sign and the value. */
  readonly close: boolean;
}

function assigned(line: string, { kind, start, quoted, sign, value, close }: Assignment): Span | null {
  const before = line[start - 1] ?? '';
  const open = /^[ub]["']/.test(line.slice(value, value + 2)) ? value + 1 : value;
  const isString = isQuote(line[open] ?? '') || line.startsWith('\\"', open);
  if (isString) {
    const span = wordAt(line, open);
    const text = line.slice(span.start, span.end);
    if (kind === 'perhaps' && text.length < 12) return null;
    return kept(line, span, kind === 'password' || kind === 'header');
  }
  // The name and its value stand in quotes together: 'token = abc', "Authorization: Bearer abc".
  const enclosing = !quoted && isQuote(before) ? indexOr(line, before, value) : null;
  const inQuery = before === '?' || before === '&';
  const leads = isLeading(line, start);
  if (kind === 'header') return { start: value, end: enclosing ?? line.trimEnd().length };
  if (enclosing !== null && kind !== 'perhaps')
    return kept(line, { start: value, end: enclosing }, kind === 'password');
  if (leads && !inQuery && (kind === 'password' || (kind === 'secret' && sign === '=')))
    return kept(line, { start: value, end: line.trimEnd().length }, kind === 'password');
  const span = { start: value, end: bareEnd(line, value, inQuery) };
  const sure = kind === 'password' || (kind === 'secret' && (sign === '=' || inQuery));
  if (sure || looksMade(line.slice(span.start, span.end), kind === 'secret' && close ? 6 : 8))
    return kept(line, span, kind === 'password');
  return null;
}

/** Unless it is nothing to hide: an empty word, a path, an address of a page. */
function kept(line: string, span: Span, whatever: boolean): Span | null {
  const text = line.slice(span.start, span.end);
  if (empty.has(text.toLowerCase()) || isRemoved(text)) return null;
  if (whatever) return span;
  if (/^https?:\/\//.test(text)) return null;
  const isPath = /^(?:~?\/|\.{1,2}\/|[A-Za-z]:\\)/.test(text);
  const isDrawn = text.split(/[\\/]/).some(isOpaque) || restlessness(text.replaceAll('/', '')) >= 0.4;
  return isPath && !isDrawn ? null : span;
}

/** What was put in the place of a secret, in the quotes that were around that or that a document adds. */
function isRemoved(text: string): boolean {
  let at = 0;
  while (at < 6 && /[\s"'`\\]/.test(text[at] ?? '')) at += 1;
  return text.startsWith(removed, at);
}

/** Nothing but blanks, a comment sign or `export` before it. */
function isLeading(line: string, start: number): boolean {
  const before = line.slice(Math.max(0, start - 80), start).trim();
  return (start <= 80 && before === '') || before === '#' || before === ';' || before === 'export' || before === '-';
}

function looksMade(text: string, least: number): boolean {
  // Dates and times.
  if (text.length < least || /^[0-9.,:/TZ-]+$/.test(text)) return false;
  return /[0-9+=_!@#$%^&*]/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text.slice(1)));
}

function wordOfOption(line: string, option: string, end: number): Span | null {
  const attached = /^-u[^-]/.test(option) && line[end] === ':';
  if (attached) return { start: end - option.length + 2, end: bareEnd(line, end, false) };
  const value = skipBlanks(line, end);
  const joined = line[end] === '=';
  if (value === end && !joined) return null;
  const span = wordAt(line, joined ? end + 1 : value);
  const text = line.slice(span.start, span.end);
  const pair = text.includes(':') && !text.includes('://');
  if (['-u', '-U', '--user', '--proxy-user', '-y'].includes(option)) return pair && !isRemoved(text) ? span : null;
  return option === '-p' && line.includes('sshpass') ? span : null;
}

/** The word at a place, without its quotes. */
function wordAt(line: string, at: number): Span {
  const escaped = line.startsWith('\\"', at);
  const quote = escaped ? '\\"' : (line[at] ?? '');
  if (!escaped && !isQuote(quote)) return { start: at, end: bareEnd(line, at, false) };
  const start = at + quote.length;
  for (let end = line.indexOf(quote, start); end !== -1; end = line.indexOf(quote, end + 1))
    if (escaped || line[end - 1] !== '\\') return { start, end };
  return { start, end: line.length };
}

function bareEnd(line: string, at: number, inQuery: boolean): number {
  for (let end = at; end < line.length; end += 1) {
    const character = line[end] ?? '';
    if (character <= ' ' || character === '"' || character === "'" || character === '`' || character === '<')
      return end;
    if (inQuery && (character === '&' || character === '#')) return end;
  }
  return line.length;
}

function skipBlanks(line: string, at: number): number {
  let next = at;
  while (next < at + 40 && (line[next] === ' ' || line[next] === '\t')) next += 1;
  return next;
}

function indexOr(line: string, text: string, from: number): number {
  const at = line.indexOf(text, from);
  return at === -1 ? line.length : at;
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'" || character === '`';
}
