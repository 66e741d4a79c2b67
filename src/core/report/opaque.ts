/** Classes of the characters of a token, by which made-up text differs from words: a change of class is rare in words. */
type CharacterClass = 'lower' | 'upper' | 'digit' | 'sign';

function classOf(code: number): CharacterClass {
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  return code >= 48 && code <= 57 ? 'digit' : 'sign';
}

interface Texture {
  readonly classes: number;
  /** Changes from one class to another, per pair of neighbours that are letters or digits. */
  readonly restlessness: number;
  readonly digits: number;
}

function textureOf(text: string): Texture {
  const seen = new Set<CharacterClass>();
  let [pairs, changes, digits] = [0, 0, 0];
  let before: CharacterClass = 'sign';
  for (let at = 0; at < text.length; at += 1) {
    const now = classOf(text.charCodeAt(at));
    if (now === 'digit') digits += 1;
    if (now !== 'sign') {
      seen.add(now);
      if (before !== 'sign') {
        pairs += 1;
        if (before !== now) changes += 1;
      }
    }
    before = now;
  }
  return { classes: seen.size, restlessness: pairs === 0 ? 0 : changes / pairs, digits };
}

/** Only hexadecimal digits, with letters and figures among them. */
export function isHex(text: string): boolean {
  return /^[0-9a-fA-F]+$/.test(text) && /[0-9]/.test(text) && /[a-fA-F]/.test(text);
}

/**
 * Does a token look as if a machine had drawn it, as keys and access tokens do? Words, names of files, classes and pods do
 * not. Drawn text of 20 letters and figures is missed once in ten thousand, of 24 once in a million.
 */
export function isOpaque(token: string): boolean {
  if (token.length < 20) return false;
  if (token.endsWith('=') || token.includes('+')) return textureOf(token).classes >= 2;
  // Some providers' keys are made of capitals alone. No word is as long.
  if (longRun.test(token) && new Set(token).size >= 8) return true;
  if (token.length >= 32 && isHex(token)) return true;
  const parts = token.split(/[-_]/);
  // Folders that a program makes for a while are called by words and a few drawn letters: `build-cache-a8Xk2Z`.
  if (parts.filter((part) => !/^[a-z]+$/.test(part)).join('').length <= 10) return false;
  const texture = textureOf(token);
  if (texture.classes === 3) return texture.restlessness >= 0.2;
  // Names of pods and hosts are made of such parts too, but of short ones.
  const longest = parts.reduce((one, other) => (other.length > one.length ? other : one), '');
  if (longest.length < 24) return false;
  const part = textureOf(longest);
  if (part.classes === 2) return part.restlessness >= (part.digits >= 2 ? 0.18 : 0.42);
  return false;
}

const longRun = /[A-Z]{32}|[a-z]{36}/;

/** How often letters and figures change places, of text with all three of their kinds; 0 of other or short text. By chance it is 0.6. */
export function restlessness(text: string): number {
  const texture = textureOf(text);
  return text.length >= 24 && texture.classes === 3 ? texture.restlessness : 0;
}

/** Bits of information per character, by how often each occurs (Shannon). */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
