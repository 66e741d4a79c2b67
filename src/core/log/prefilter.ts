/** Length of the piece of a message that is looked for. Every signature must have one of this length in safe characters. */
export const windowLength = 9;

const hashSize = 1 << 16;
const hash = (first: number, second: number, third: number): number =>
  ((first << 10) ^ (second << 5) ^ third) & (hashSize - 1);
const farthest = windowLength - 2;

/**
 * Finds the few places of a log at which some message may stand (Wu and Manber 1994, blocks of three bytes): most bytes
 * are jumped over. One window per pattern; windows are ASCII, so bytes of UTF-8 and text can be searched alike.
 */
export class Prefilter {
  private readonly shifts = new Uint8Array(hashSize).fill(farthest);
  private readonly buckets = new Map<number, { readonly window: string; readonly id: number }[]>();

  constructor(windows: readonly string[]) {
    windows.forEach((window, id) => {
      for (let at = 2; at < windowLength; at++) {
        const key = hash(window.charCodeAt(at - 2), window.charCodeAt(at - 1), window.charCodeAt(at));
        const shift = windowLength - 1 - at;
        if (shift < (this.shifts[key] ?? 0)) this.shifts[key] = shift;
        if (shift > 0) continue;
        const bucket = this.buckets.get(key) ?? [];
        bucket.push({ window, id });
        this.buckets.set(key, bucket);
      }
    });
  }

  /** Index of the first window at or after `from` and wholly before `to`, or -1. */
  nextInBytes(bytes: Uint8Array, from: number, to: number): number {
    const shifts = this.shifts;
    let end = from + windowLength - 1;
    while (end < to) {
      const key = hash(bytes[end - 2] ?? 0, bytes[end - 1] ?? 0, bytes[end] ?? 0);
      const shift = shifts[key] ?? 0;
      if (shift > 0) {
        end += shift;
        continue;
      }
      const start = end - windowLength + 1;
      for (const { window } of this.buckets.get(key) ?? []) if (standsAt(bytes, start, window)) return start;
      end++;
    }
    return -1;
  }

  /** The patterns whose window stands in the text, each once. */
  inText(text: string): Set<number> {
    const found = new Set<number>();
    const shifts = this.shifts;
    let end = windowLength - 1;
    while (end < text.length) {
      const key = hash(text.charCodeAt(end - 2), text.charCodeAt(end - 1), text.charCodeAt(end));
      const shift = shifts[key] ?? 0;
      if (shift > 0) {
        end += shift;
        continue;
      }
      const start = end - windowLength + 1;
      for (const { window, id } of this.buckets.get(key) ?? []) if (text.startsWith(window, start)) found.add(id);
      end++;
    }
    return found;
  }
}

function standsAt(bytes: Uint8Array, start: number, window: string): boolean {
  for (let at = 0; at < windowLength; at++) if (bytes[start + at] !== window.charCodeAt(at)) return false;
  return true;
}

const isSafe = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  ' ()[],.:;_-+=!?*#@%$'.includes(String.fromCharCode(code));

/**
 * The window by which a message is found: a piece of its literals that no escaping changes (quotes, slashes and
 * backslashes are written differently inside JSON or logfmt) and that ordinary lines hold seldom. Null where there is none.
 */
export function chooseWindow(literals: readonly string[]): string | null {
  let best: string | null = null;
  let bestScore = -1;
  for (const literal of literals) {
    for (let start = 0; start + windowLength <= literal.length; start++) {
      const window = literal.slice(start, start + windowLength);
      let score = 0;
      for (let at = 0; at < windowLength; at++) {
        const code = window.charCodeAt(at);
        if (!isSafe(code)) {
          score = -1;
          break;
        }
        score += rarity(code);
      }
      if (score > bestScore) {
        best = window;
        bestScore = score;
      }
    }
  }
  return best;
}

/** A rough inverse of how often a character stands in logs: frequent letters, digits and blanks make poor windows. */
function rarity(code: number): number {
  if (code >= 48 && code <= 57) return 0;
  if (code >= 65 && code <= 90) return 4;
  const char = String.fromCharCode(code);
  if ('etaoinrs .:-_'.includes(char)) return 1;
  return 'hldcump'.includes(char) ? 2 : 3;
}
