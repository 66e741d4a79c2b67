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

/**
 * A window by its places in its template: where its run begins and ends there, where the window begins in the run, and
 * where the companion begins and ends, if there is one.
 */
export type PlacedWindow = readonly [
  start: number,
  end: number,
  offset: number,
  companion?: number,
  companionEnd?: number,
];

/** Null where the template does not hold its literals as they are (a written-out brace). */
export function placeWindow({ run, offset, companion }: Window, template: string): PlacedWindow | null {
  const start = template.indexOf(run);
  const end = start + run.length;
  if (start < 0) return null;
  if (companion === null) return [start, end, offset];
  const { run: text, side } = companion;
  const at = side === 'after' ? template.indexOf(text, end) : template.slice(0, start).lastIndexOf(text);
  return at < 0 ? null : [start, end, offset, at, at + text.length];
}

/** The window that stands at these places. */
export function windowAt([start, end, offset, companion, companionEnd]: PlacedWindow, template: string): Window {
  return {
    run: template.slice(start, end),
    offset,
    companion:
      companion === undefined
        ? null
        : { run: template.slice(companion, companionEnd), side: companion < start ? 'before' : 'after' },
  };
}

/** What is written alike everywhere. Quotes, slashes, `&`, `<`, `>` and `=` differ inside JSON, logfmt or HTML. */
const safeCharacters = ' ()[]{}|~`,.:;_-!?*#@%$0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

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
  private readonly isSafe = new Uint8Array(1 << 16);
  /** Those of the last blocks, in a ring. */
  private readonly frequencies = new Uint16Array(16);

  constructor(ordinaryLines: string) {
    this.ordinaryLines = ordinaryLines;
    for (let at = 0; at < safeCharacters.length; at++) this.isSafe[safeCharacters.charCodeAt(at)] = 1;
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
    const { isSafe } = this;
    let start = 0;
    for (let at = 0; at <= literal.length; at++) {
      if (at < literal.length && isSafe[literal.charCodeAt(at)] === 1) continue;
      if (at - start >= shortestCompanion) runs.push(this.withWindow(literal.slice(start, at)));
      start = at + 1;
    }
    return runs;
  }

  private withWindow(text: string): Run {
    const { frequency, frequencies } = this;
    let block = 0;
    let inWindow = 0;
    let offset = 0;
    let cost = Infinity;
    for (let at = 0; at < text.length; at++) {
      block = (block >>> 8) | (text.charCodeAt(at) << 24);
      if (at < 3) continue;
      const last = frequency[blockHash(block)] ?? 0;
      frequencies[at & 15] = last;
      inWindow += last;
      if (at < windowLength - 1) continue;
      const own = inWindow * jumpCost + last * (stopCost - jumpCost);
      if (own < cost) {
        cost = own;
        offset = at - windowLength + 1;
      }
      inWindow -= frequencies[(at - windowLength + 4) & 15] ?? 0;
    }
    return { text, offset, cost };
  }

  /** The piece that stands least often in an ordinary line beside the run; of equals one behind it, then the longest. */
  private companion(runs: readonly Run[], found: Run): Window['companion'] {
    if (!this.ordinaryLines.includes(found.text)) return null;
    const lines = this.ordinaryLines.split('\n').filter((line) => line.includes(found.text));
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
