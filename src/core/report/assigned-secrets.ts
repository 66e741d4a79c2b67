import { keyKind, privateMembers, type KeyKind } from './key-names.ts';
import {
  bareEnd,
  behindQuote,
  indexOr,
  isNameAt,
  isQuote,
  isQuotedAt,
  isRemoved,
  kept,
  looksMade,
  skipBlanks,
  wordAt,
} from './line-words.ts';
import { isStateWord } from './state-words.ts';
import { isOpaque } from './opaque.ts';
import type { Span } from './span.ts';

/**
 * Values that stand behind the name of a secret: `token=…`, `"password": "…"`, `Authorization: …`, `--api-key …`,
 * `<secret>…</secret>`, `secret "…"` of BIND, and the words behind `-u`, `-y` and `sshpass -p`.
 */
export function assignedSecrets(line: string): readonly Span[] {
  const spans: Span[] = [];
  const hasNetrc = line.includes('login ') && line.includes('password ');
  for (let at = 0; at < line.length;) {
    if (!isNameAt(line, at)) {
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < line.length && isNameAt(line, end)) end += 1;
    // What stands behind a slash names a file.
    const span = line[at - 1] === '/' || end - at > 120 ? null : valueOf(line, at, end, hasNetrc);
    if (span !== null && span.end > span.start && !isRemoved(line.slice(span.start, span.end))) {
      spans.push(span);
      at = Math.max(end, span.end);
    } else at = end;
  }
  return spans;
}

function valueOf(line: string, start: number, end: number, hasNetrc: boolean): Span | null {
  const word = line.slice(start, end);
  const dashes = word.startsWith('--') ? 2 : word.startsWith('-') ? 1 : 0;
  const name = word.slice(dashes);
  if (dashes > 0) {
    const span = wordOfOption(line, word, end);
    if (span !== null) return span;
  }
  const quoted = isQuotedAt(line, end);
  const kind =
    compoundKind(line, start, name) ?? keyKind(name) ?? (quoted && privateMembers.has(name) ? 'perhaps' : null);
  if (kind === null) return null;
  const tagged = isTag(line, start) ? contentOf(line, end) : null;
  if (tagged !== null && (kind !== 'perhaps' || isOpaque(line.slice(tagged.start, tagged.end)))) return tagged;

  const afterQuote = quoted ? behindQuote(line, end) : end;
  const separator = skipBlanks(line, afterCloser(line, afterQuote, quoted));
  const sign = signAt(line, separator);
  if (sign === '=' || sign === ':') {
    let from = separator + (line[separator] === '%' ? 3 : 1);
    while (from < separator + 5 && (line[from] === '>' || line[from] === '=')) from += 1;
    const value = skipBlanks(line, from);
    const encoded = line[separator] === '%';
    return assigned(line, { kind, start, quoted, sign, value, encoded, close: value === from });
  }
  // define('DB_PASSWORD', 'x'), setPassword("x")
  const isArgument = (quoted && line[separator] === ',') || (!quoted && line[separator] === '(');
  if (isArgument && (kind === 'password' || kind === 'secret')) {
    const value = skipBlanks(line, separator + 1);
    if (!isQuotedAt(line, value)) return null;
    const span = wordAt(line, value);
    const text = line.slice(span.start, span.end);
    const isSure = kind === 'password' || quoted;
    return isSure || looksMade(text, 12) ? kept(line, span, kind === 'password') : null;
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
  /** The sign is written as a URL has it, and so the value ends at the next escape. */
  readonly encoded: boolean;
  /** No blank stands between the sign and the value. */
  readonly close: boolean;
}

function assigned(line: string, { kind, start, quoted, sign, value, encoded, close }: Assignment): Span | null {
  const before = line[start - 1] ?? '';
  // The value is what the brackets hold: "password": {"value": …
  if (/^\{\s{0,8}(?:\\{0,7}["']|$)/.test(line.slice(value, value + 20))) return null;
  const open = /^[ub]["']/.test(line.slice(value, value + 2)) ? value + 1 : value;
  if (isQuotedAt(line, open)) {
    const span = wordAt(line, open);
    const text = line.slice(span.start, span.end);
    if (kind === 'perhaps' && text.length < 12) return null;
    return kept(line, span, kind === 'password' || kind === 'header');
  }
  // The name and its value stand in quotes together: 'token = abc', "Authorization: Bearer abc".
  const enclosing = !quoted && isQuote(before) ? indexOr(line, before, value) : null;
  const inQuery = before === '?' || before === '&';
  if (encoded) {
    const span = {
      start: value,
      end: value + (/^[^%&\s"'<>]*/.exec(line.slice(value, value + 4096))?.[0].length ?? 0),
    };
    return kind === 'perhaps' && !looksMade(line.slice(span.start, span.end), 8) ? null : kept(line, span, false);
  }
  // auth=('admin', 'x'), auth=HTTPBasicAuth('admin', 'x')
  const pair = kind === 'header' ? null : secondOfPair(line, value);
  if (pair !== null) return kept(line, pair, true);
  const leads = isLeading(line, start);
  if (kind === 'header') return { start: value, end: enclosing ?? line.trimEnd().length };
  const first = { start: value, end: bareEnd(line, value, inQuery) };
  // A sentence about it: "token: has expired". The end of the line is the same whether or not a document encloses it.
  if (kind === 'secret' && sign === ':' && (enclosing !== null || leads)) {
    const all = { start: value, end: enclosing ?? line.trimEnd().length };
    const isSaid = all.end - all.start < 6 || isStateWord(line.slice(first.start, first.end));
    if (!isSaid) return kept(line, all, false);
  } else if (enclosing !== null && kind !== 'perhaps')
    return kept(line, { start: value, end: enclosing }, kind === 'password');
  if (leads && !inQuery && (kind === 'password' || (kind === 'secret' && sign === '=')))
    return kept(line, { start: value, end: line.trimEnd().length }, kind === 'password');
  const sure = kind === 'password' || (kind === 'secret' && (sign === '=' || inQuery));
  const text = line.slice(first.start, first.end);
  const isLast = kind === 'secret' && text.length >= 8 && line.slice(first.end).trim() === '' && !isStateWord(text);
  if (sure || isLast || looksMade(text, kind === 'secret' && close ? 6 : 8))
    return kept(line, first, kind === 'password');
  return null;
}

/** Nothing but blanks, a comment sign or `export` before it. */
function isLeading(line: string, start: number): boolean {
  const before = line.slice(Math.max(0, start - 80), start).trim();
  return (start <= 80 && before === '') || before === '#' || before === ';' || before === 'export' || before === '-';
}

/** "API key", "access token", "mot de passe": words that are a name together. */
export function compoundKind(line: string, start: number, name: string): KeyKind | null {
  if (!/^(?:keys?|phrase|passe|code|word)$/i.test(name)) return null;
  const before = /([A-Za-z]{1,20}) $/.exec(line.slice(Math.max(0, start - 21), start))?.[1];
  const kind = before === undefined ? null : keyKind(`${before}${name.replace(/s$/, '')}`);
  return /^passe$/i.test(name) ? 'password' : kind === 'perhaps' ? null : kind;
}

/** `=`, also as a URL escapes it; `:`; else whatever stands there. */
function signAt(line: string, at: number): string {
  return line.startsWith('%3D', at) || line.startsWith('%3d', at) ? '=' : (line[at] ?? '');
}

/** Behind what closes the index of a list: `$cfg['password'] = …`. */
function afterCloser(line: string, at: number, quoted: boolean): number {
  return quoted && line[at] === ']' ? at + 1 : at;
}

/** Does a tag of XML begin before the name, be it in a namespace? */
function isTag(line: string, start: number): boolean {
  if (line[start - 1] === '<') return true;
  return line[start - 1] === ':' && /<[A-Za-z0-9_.-]{1,64}:$/.test(line.slice(Math.max(0, start - 66), start));
}

/** What the element holds whose name ends here. */
function contentOf(line: string, end: number): Span | null {
  const opened = /^(?:\s[^<>]{0,400})?>/.exec(line.slice(end, end + 402))?.[0];
  if (opened === undefined || opened.endsWith('/>')) return null;
  const start = end + opened.length;
  const data = '<![CDATA[';
  return line.startsWith(data, start)
    ? { start: start + data.length, end: indexOr(line, ']]>', start) }
    : { start, end: indexOr(line, '<', start) };
}

/** The second string of a pair in brackets: `('admin', 'x')`. */
function secondOfPair(line: string, at: number): Span | null {
  const open = /^[A-Za-z_.]{0,40}[([]\s{0,8}/.exec(line.slice(at, at + 60))?.[0];
  if (open === undefined || !isQuotedAt(line, at + open.length)) return null;
  const first = behindQuote(line, wordAt(line, at + open.length).end);
  const comma = skipBlanks(line, first);
  if (line[comma] !== ',' && line[comma] !== ':') return null;
  const second = skipBlanks(line, comma + 1);
  return isQuotedAt(line, second) ? wordAt(line, second) : null;
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
