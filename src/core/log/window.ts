import { blockHash, hashSize } from './block-hash.ts';

/** Length of the piece of a message that is looked for. Every signature must have one of this length in safe characters. */
export const windowLength = 9;

/** What a message is found by. */
export interface Window {
  /** A piece of a literal that no escaping changes, as long as it goes. */
  readonly run: string;
  /** Where the window begins in it. */
  readonly offset: number;
  /** Where ordinary lines hold the run: another such piece of the message, which they do not hold on that side of it. */
  readonly companion: { readonly run: string; readonly side: 'before' | 'after' } | null;
}

/** What is written alike everywhere. Quotes, slashes, `&`, `<`, `>` and `=` differ inside JSON, logfmt or HTML. */
const safe: ReadonlySet<number> = new Set(
  Array.from(' ()[]{}|~`,.:;_-!?*#@%$0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', (char) =>
    char.charCodeAt(0),
  ),
);

/** Against a character that is not jumped over: what it costs to look at a block of the text in a jump less, and to stop there. */
const jumpCost = 5;
const stopCost = 30;
const shortestCompanion = 2;

interface Run {
  readonly text: string;
  readonly offset: number;
  readonly cost: number;
}

/**
 * Chooses windows by how often their blocks of four characters stand in ordinary lines: a block at the end of a window
 * stops the search wherever it stands, one further in shortens a jump.
 */
export class WindowChoice {
  private readonly ordinaryLines: string;
  private readonly frequency = new Uint16Array(hashSize);

  constructor(ordinaryLines: string) {
    this.ordinaryLines = ordinaryLines;
    let block = 0;
    for (let at = 0; at < ordinaryLines.length; at++) {
      block = (block >>> 8) | (ordinaryLines.charCodeAt(at) << 24);
      const hash = blockHash(block);
      this.frequency[hash] = (this.frequency[hash] ?? 0) + 1;
    }
  }

  /** The window by which a message with these literals is found; null where there is none. */
  of(literals: readonly string[]): Window | null {
    const runs = literals.flatMap((literal) => this.runsOf(literal));
    const best = runs.reduce<Run | null>((least, run) => (run.cost < (least?.cost ?? Infinity) ? run : least), null);
    if (!best) return null;
    return { run: best.text, offset: best.offset, companion: best.cost === 0 ? null : this.companion(runs, best) };
  }

  /** The safe pieces of a literal, each with its best window. */
  private runsOf(literal: string): Run[] {
    const runs: Run[] = [];
    let start = 0;
    let block = 0;
    let inWindow = 0;
    let offset = 0;
    let cost = Infinity;
    const frequencies: number[] = [];
    for (let at = 0; at <= literal.length; at++) {
      const code = literal.charCodeAt(at);
      if (!safe.has(code)) {
        if (at - start >= shortestCompanion) runs.push({ text: literal.slice(start, at), offset, cost });
        start = at + 1;
        inWindow = 0;
        cost = Infinity;
        continue;
      }
      block = (block >>> 8) | (code << 24);
      const length = at - start + 1;
      if (length < 4) continue;
      const last = this.frequency[blockHash(block)] ?? 0;
      frequencies[at] = last;
      inWindow += last;
      if (length < windowLength) continue;
      const own = inWindow * jumpCost + last * (stopCost - jumpCost);
      if (own < cost) {
        cost = own;
        offset = length - windowLength;
      }
      inWindow -= frequencies[at - windowLength + 4] ?? 0;
    }
    return runs;
  }

  /** The piece that stands least often in an ordinary line beside the run; of equals one behind it, then the longest. */
  private companion(runs: readonly Run[], found: Run): Window['companion'] {
    const lines = this.ordinaryLines.split('\n').filter((line) => line.includes(found.text));
    if (lines.length === 0) return null;
    const own = runs.indexOf(found);
    const others = runs.map(({ text }, index) => ({
      run: text,
      side: index < own ? ('before' as const) : ('after' as const),
      times: lines.filter((line) => line.includes(text)).length,
    }));
    others.splice(own, 1);
    others.sort((a, b) => a.times - b.times || (a.side < b.side ? -1 : 1));
    return others[0] ?? null;
  }
}
