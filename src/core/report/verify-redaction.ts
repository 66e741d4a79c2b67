import { entropyOf, isHex, restlessness } from './opaque.ts';
import { withoutSecrets } from './redact.ts';

/** A line of a finished text that may hold a secret. */
export interface Leak {
  /** 1-based. */
  readonly line: number;
  readonly why: 'known-secret' | 'looks-like-a-secret' | 'private-key';
}

/** Drawn text of this length has more than this many bits for each character, words and paths have fewer. */
const leastLength = 30;
const leastBits = 4.2;

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
  const lines = text.split('\n');
  const again = withoutSecrets(text, publicValues).split('\n');
  const leaks: Leak[] = [];
  for (const [index, line] of lines.entries()) {
    const why = forms.some((form) => line.includes(form))
      ? 'known-secret'
      : showsKey(line, lines[index + 1] ?? '')
        ? 'private-key'
        : line !== again[index] || looksDrawn(line, known)
          ? 'looks-like-a-secret'
          : null;
    if (why !== null) leaks.push({ line: index + 1, why });
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

/** Does what follows the beginning of a private key look like its body? */
function showsKey(line: string, next: string): boolean {
  const label = line.indexOf('PRIVATE KEY-----');
  if (label === -1 || !line.includes('-----BEGIN ')) return false;
  return [line.slice(label + 16), next].some((text) => {
    const word = text.trim().split(' ').at(-1) ?? '';
    return word.length >= 16 && /^[A-Za-z0-9+/=]+$/.test(word);
  });
}

function looksDrawn(line: string, known: ReadonlySet<string>): boolean {
  for (const [word] of line.matchAll(/[A-Za-z0-9+_-]{30,4096}/g)) {
    if (word.length < leastLength || known.has(word.toLowerCase()) || isHex(word)) continue;
    if (entropyOf(word) > leastBits && restlessness(word) > 0.14 && !mayLookSo(line, word)) return true;
  }
  return false;
}

/** Challenge tokens and TXT values, which the world may know. */
function mayLookSo(line: string, word: string): boolean {
  return line.includes(`/.well-known/acme-challenge/${word}`) || line.includes(`TXT record "${word}"`);
}
