import { blockHashAt, hashSize } from './block-hash.ts';

/** Length of the piece of a message that is looked for. Every signature must have one of this length in safe characters. */
export const windowLength = 9;

/** What a message is found by. */
export interface Window {
  /** A piece of a literal that no escaping changes, as long as it goes. */
  readonly run: string;
  /** Where the window begins in it. */
  readonly offset: number;
}

/**
 * Written alike everywhere. Quotes, slashes, backslashes, `&`, `<`, `>` and `=` are written differently inside JSON,
 * logfmt or HTML.
 */
const safe = new Set(' ()[]{}|~`,.:;_-!?*#@%$0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');

/**
 * Chooses windows by how often their blocks of four characters stand in ordinary lines: a block at the end of a window
 * stops the search wherever it stands, one further in shortens a jump.
 */
export class WindowChoice {
  private readonly frequency = new Uint16Array(hashSize);

  constructor(ordinaryLines: string) {
    for (let end = 3; end < ordinaryLines.length; end++) {
      const hash = blockHashAt(ordinaryLines, end);
      this.frequency[hash] = (this.frequency[hash] ?? 0) + 1;
    }
  }

  /** The window by which a message with these literals is found; null where there is none. */
  of(literals: readonly string[]): Window | null {
    let best: Window | null = null;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const literal of literals) {
      for (const run of safeRuns(literal)) {
        for (let offset = 0; offset + windowLength <= run.length; offset++) {
          const cost = this.cost(run, offset, bestCost);
          if (cost >= bestCost) continue;
          best = { run, offset };
          bestCost = cost;
        }
      }
    }
    return best;
  }

  private cost(run: string, offset: number, enough: number): number {
    let cost = 0;
    const last = offset + windowLength - 1;
    for (let end = last; end >= offset + 3 && cost < enough; end--) {
      const frequency = this.frequency[blockHashAt(run, end)] ?? 0;
      cost += frequency * (end === last ? stopCost : windowLength - 1 - (last - end));
    }
    return cost;
  }
}

/** A stop costs about as much as this many characters that are not jumped over. */
const stopCost = 30;

function safeRuns(literal: string): string[] {
  const runs: string[] = [];
  let start = 0;
  for (let at = 0; at <= literal.length; at++) {
    if (at < literal.length && safe.has(literal.charAt(at))) continue;
    if (at - start >= windowLength) runs.push(literal.slice(start, at));
    start = at + 1;
  }
  return runs;
}
