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

/** Words that stand on harmless lines of these logs all the time: letters of theirs do not tell messages apart. */
const commonWords = (
  'challenge certificate certificates identifier authorization directory successfully request requesting received ' +
  'fullchain letsencrypt acme well-known content-type application configuration configurations authentic authenticator ' +
  'validation certbot following encrypt error account server domain renewal plugin response private expires version ' +
  'processing congratulations some all path file order this that with from have been for the is not your and'
).split(' ');

/**
 * The window by which a message is found: a piece of its literals that no escaping changes (quotes, slashes and
 * backslashes are written differently inside JSON or logfmt) and that ordinary lines hold seldom. Null where there is none.
 */
export function chooseWindow(literals: readonly string[]): string | null {
  let best: string | null = null;
  let bestScore = -1;
  for (const literal of literals) {
    const scores = rarities(literal);
    for (let start = 0; start + windowLength <= literal.length; start++) {
      const inside = scores.slice(start, start + windowLength);
      const score = inside.includes(unsafe) ? -1 : inside.reduce((sum, value) => sum + value, 0);
      if (score <= bestScore) continue;
      best = literal.slice(start, start + windowLength);
      bestScore = score;
    }
  }
  return best;
}

const unsafe = -1;

/** For each character a rough inverse of how often it stands in logs; `unsafe` where escaping may change it. */
function rarities(literal: string): number[] {
  const scores = Array.from(literal, (_, at) => (isSafe(literal.charCodeAt(at)) ? rarity(literal.charAt(at)) : unsafe));
  const lower = literal.toLowerCase();
  for (const word of commonWords) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
      for (let inside = at; inside < at + word.length; inside++) if (scores[inside] !== unsafe) scores[inside] = 0;
    }
  }
  return scores;
}

function rarity(char: string): number {
  if (char >= '0' && char <= '9') return 0;
  if (char >= 'A' && char <= 'Z') return 4;
  if ('etaoinrs .:-_'.includes(char)) return 1;
  return 'hldcump'.includes(char) ? 2 : 3;
}
