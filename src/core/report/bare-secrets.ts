import { isHex, isOpaque, restlessness } from './opaque.ts';
import type { Span } from './span.ts';

/** How the tokens of services begin, and how long they are at least. */
const beginnings: readonly (readonly [string, number])[] = [
  ['AKIA', 20],
  ['ASIA', 20],
  ['AIza', 30],
  ['ghp_', 20],
  ['gho_', 20],
  ['ghs_', 20],
  ['github_pat_', 30],
  ['glpat-', 20],
  ['dop_v1_', 30],
  ['xoxb-', 20],
  ['xoxp-', 20],
  ['sk_live_', 16],
  ['rk_live_', 16],
  ['SG.', 30],
  ['npm_', 30],
  ['hvs.', 20],
  ['eyJ', 24],
];

const challengePath = '/.well-known/acme-challenge/';

/**
 * What looks like a secret wherever it stands: tokens of known services, JSON Web Tokens, key authorizations, what a machine
 * drew, octets in hexadecimal, the user's part of a URL. What the world may know stays: challenge tokens in their path, TXT
 * values that a CA quotes, serials and fingerprints where the line calls them so, and what is in `known`.
 */
export function bareSecrets(line: string, known: ReadonlySet<string>): readonly Span[] {
  return [...userInfo(line), ...octets(line, known), ...tokens(line, known)];
}

/** RFC 3986 §3.2.1. */
function userInfo(line: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = line.indexOf('://'); at !== -1; at = line.indexOf('://', at + 3)) {
    const start = at + 3;
    let end = start;
    let sign = -1;
    while (end < line.length && !/[\s/?#"'<>]/.test(line[end] ?? '')) {
      if (line[end] === '@') sign = end;
      end += 1;
    }
    if (sign > start && line.slice(start, sign) !== '[removed]') spans.push({ start, end: sign });
  }
  return spans;
}

/** Octets as OpenSSL prints the parts of a key: `00:c3:5a:…`. */
function octets(line: string, known: ReadonlySet<string>): readonly Span[] {
  const spans: Span[] = [];
  for (const match of line.matchAll(/(?:[0-9a-fA-F]{2}:){11,}(?:[0-9a-fA-F]{2})?/g)) {
    const plain = match[0].replaceAll(':', '').toLowerCase();
    if (!known.has(plain) && !isNamed(line, match.index))
      spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

function tokens(line: string, known: ReadonlySet<string>): readonly Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < line.length;) {
    if (!isTokenCode(line.charCodeAt(at))) {
      at += 1;
      continue;
    }
    let end = at + 1;
    while (end < line.length && isTokenCode(line.charCodeAt(end))) end += 1;
    end += paddingAt(line, end);
    if (end - at >= 16) spans.push(...secretsAt(line, { start: at, end }, known));
    at = end;
  }
  return spans;
}

/** How many signs of padding stand here; a sign behind which a value stands assigns it. */
function paddingAt(line: string, end: number): number {
  const signs = /^={0,2}/.exec(line.slice(end, end + 2))?.[0].length ?? 0;
  const isAssigned = /^(?:["'][^\s,;)\]}"'\\]|[A-Za-z0-9/[+_-])/.test(line.slice(end + signs, end + signs + 2));
  return isAssigned ? 0 : signs;
}

/** Letters, digits and `+ / _ - %`. */
function isTokenCode(code: number): boolean {
  const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return isLetter || (code >= 47 && code <= 57) || code === 43 || code === 95 || code === 45 || code === 37;
}

function secretsAt(line: string, span: Span, known: ReadonlySet<string>): readonly Span[] {
  const text = line.slice(span.start, span.end);
  const beginning = beginnings.find(([word]) => text.startsWith(word));
  if (beginning !== undefined) {
    const end = endOfDotted(line, span.end);
    return end - span.start >= beginning[1] ? [{ start: span.start, end }] : [];
  }
  // Escapes of a URL, each of which stands for one sign.
  const plain = text.includes('%') ? text.replace(/%[0-9A-Fa-f]{2}/g, '+') : text;
  if (!plain.includes('/')) return isSecret(line, span, plain, known) ? [span] : [];
  const isPath = plain.startsWith('/') || /[:.~\\]/.test(line[span.start - 1] ?? '');
  if (!isPath && (plain.includes('+') || plain.endsWith('=')) && isOpaque(plain)) return [span];
  const segments = splitAt(text, '/').map(({ at, word }) => ({
    word,
    span: { start: span.start + at, end: span.start + at + word.length },
  }));
  const found = segments.filter((one) => isSecret(line, one.span, one.word, known));
  // Base64 may hold slashes, as paths do; but no ordinary words stand between them.
  const isDrawn = segments.every(({ word }) => word.length < 4 || /[0-9A-Z+=]/.test(word.slice(1)));
  if (found.length > 0) return isDrawn && !isPath ? [span] : found.map((one) => one.span);
  const rest = text.includes('acme-challenge/') ? 0 : restlessness(text.replaceAll('/', ''));
  return rest >= (isPath ? 0.45 : isDrawn ? 0.3 : 0.35) ? [span] : [];
}

function endOfDotted(line: string, from: number): number {
  let end = from;
  while (end < line.length && (line[end] === '.' || line[end] === '=' || isTokenCode(line.charCodeAt(end)))) end += 1;
  return end;
}

function isSecret(line: string, { start, end }: Span, word: string, known: ReadonlySet<string>): boolean {
  if (!isOpaque(word) || known.has(word.toLowerCase())) return false;
  if (isHex(word) && isNamed(line, start)) return false;
  const before = line.slice(Math.max(0, start - 40), start);
  // The token alone; with a dot and a digest behind it, it is a key authorization (RFC 8555 §8.1).
  if (before.endsWith(challengePath)) return line[end] === '.' && isTokenCode(line.charCodeAt(end + 1));
  // RFC 8555 §8.4: the digest of a key authorization, which stands in DNS for all to read.
  if (isTxtValue(line, start, end)) return false;
  return !isInKnownName(line, start, end, known);
}

/** RFC 8555 §8.4: 43 characters that stand in DNS for all to read, where the line says so. Behind a dot they are a key authorization's. */
export function isTxtValue(line: string, start: number, end: number): boolean {
  if (end - start !== 43 || line[start - 1] === '.' || (line[end] === '.' && isTokenCode(line.charCodeAt(end + 1))))
    return false;
  const before = line.slice(Math.max(0, start - 200), start);
  return (
    /(?<![A-Za-z0-9])(?:txt|txtvalue|txt_value|_acme-challenge)(?![A-Za-z0-9])/i.test(before) &&
    !/key|token|secret|passw|auth/i.test(before.replace(/_?key_?auth\w*/gi, 'key').slice(-24))
  );
}

/** A label of a name that may be shown, such as those by which a CDN validates. */
function isInKnownName(line: string, start: number, end: number, known: ReadonlySet<string>): boolean {
  if (line[end] !== '.' && line[start - 1] !== '.') return false;
  const isNameCode = (at: number): boolean => line[at] === '.' || isTokenCode(line.charCodeAt(at));
  let [first, last] = [start, end];
  while (first > Math.max(0, start - 253) && isNameCode(first - 1)) first -= 1;
  while (last < Math.min(line.length, end + 253) && isNameCode(last)) last += 1;
  return known.has(line.slice(first, last).toLowerCase());
}

/** Does the line call it a serial or a digest? */
function isNamed(line: string, start: number): boolean {
  return /serial|fingerprint|sha-?1|sha-?256|key[- ]?id|\bSKI\b|\bAKI\b/i.test(
    line.slice(Math.max(0, start - 32), start),
  );
}

function splitAt(text: string, sign: string): readonly { readonly at: number; readonly word: string }[] {
  const parts: { at: number; word: string }[] = [];
  let at = 0;
  for (const word of text.split(sign)) {
    parts.push({ at, word });
    at += word.length + 1;
  }
  return parts;
}
