import { isTxtValue } from './bare-secrets.ts';
import { entropyOf, isHex, restlessness } from './opaque.ts';
import { secretsOut } from './redact.ts';
import { withoutSteering } from './steering.ts';

/** A line of a finished text that may hold a secret. */
export interface Leak {
  /** 1-based. */
  readonly line: number;
  readonly why: 'known-secret' | 'looks-like-a-secret' | 'private-key';
}

/** Drawn text of this length has more than this many bits for each character, words and paths have fewer. */
const leastLength = 30;
const leastBits = 4.2;
/** Those of a key, and of a document around them. */
const mostLinesOfKey = 2_000;

/**
 * Looks once more at what is about to leave, with the rules and with a measure of its own (entropy). Any leak stops it.
 * @param publicValues what may look so: serials, fingerprints, names
 * @param secrets what must not be in it in any form: values from settings, account keys
 */
export function leaksIn(
  text: string,
  publicValues: readonly string[] = [],
  secrets: readonly string[] = [],
): readonly Leak[] {
  const known = new Set(publicValues.map((value) => value.toLowerCase()));
  const forms = secrets.filter((secret) => secret.length >= 6).flatMap(formsOf);
  const leaks: Leak[] = [];
  // Lines of a document stand between those of a block, so each line is held against the rules by itself.
  let linesOfKey = 0;
  for (const [index, line] of withoutSteering(text).split('\n').entries()) {
    const why = forms.some((form) => line.includes(form))
      ? 'known-secret'
      : linesOfKey > 0 && looksLikeBody(line)
        ? 'private-key'
        : line !== secretsOut(line, known) || looksDrawn(line, known)
          ? 'looks-like-a-secret'
          : null;
    if (why !== null) leaks.push({ line: index + 1, why });
    const begins = line.lastIndexOf('-----BEGIN');
    const ends = line.lastIndexOf('-----END');
    if (begins > ends && line.includes('PRIVATE KEY', begins)) linesOfKey = mostLinesOfKey;
    else linesOfKey = ends === -1 ? Math.max(0, linesOfKey - 1) : 0;
  }
  return leaks;
}

/** A secret as it stands, and as other text carries it. */
export function formsOf(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const base64 = btoa(String.fromCharCode(...bytes));
  const url = encodeURIComponent(secret);
  const reversed = Array.from(secret).reverse().join('');
  return [
    ...new Set([
      secret,
      base64.replace(/={1,2}$/, ''),
      base64
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/={1,2}$/, ''),
      hex,
      hex.toUpperCase(),
      url,
      reversed,
    ]),
  ];
}

/** Does the line end in base64, but for what a document puts behind it? */
function looksLikeBody(line: string): boolean {
  const word = (line.trimEnd().split(' ').at(-1) ?? '').replace(/["'`,\\]{1,6}$/, '').replace(/^["'`]{1,6}/, '');
  return /^[A-Za-z0-9+/]{16,4096}={0,2}$/.test(word) && /[0-9]/.test(word) && /[A-Z]/.test(word);
}

function looksDrawn(line: string, known: ReadonlySet<string>): boolean {
  for (const { 0: word, index } of line.matchAll(/[A-Za-z0-9+_-]{30,4096}/g)) {
    if (isTxtValue(line, index, index + word.length)) continue;
    if (word.length < leastLength || known.has(word.toLowerCase()) || isHex(word)) continue;
    if (entropyOf(word) > leastBits && restlessness(word) > 0.14 && !mayLookSo(line, word)) return true;
  }
  return false;
}

/** Challenge tokens and TXT values, which the world may know. */
function mayLookSo(line: string, word: string): boolean {
  return line.includes(`/.well-known/acme-challenge/${word}`) || line.includes(`TXT record "${word}"`);
}
