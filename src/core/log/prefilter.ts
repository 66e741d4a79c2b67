import { blockAt, blockHash, hashSize } from './block-hash.ts';
import { LinePairs, pairsOf } from './line-pairs.ts';
import { windowLength, writingsOf } from './window.ts';
import type { Window } from './window.ts';

const blockLength = 4;
const farthest = windowLength - blockLength + 1;
/** Bytes that are searched at a time. */
export const searchLength = 1 << 16;
/** The search runs at this many places at a time, since a processor waits for each jump before it can do the next. */
const lanesBits = 2;
const lanes = 1 << lanesBits;

/** What some patterns are found by. */
interface Words {
  readonly run: string;
  readonly offset: number;
  readonly patterns: number[];
  /** Whether the run is enough for one of the patterns; if not, one of these pieces must stand beside it. */
  isEnough: boolean;
  readonly before: Uint16Array[];
  readonly after: Uint16Array[];
}

/**
 * Finds the few places of a log at which some message may stand (Wu and Manber 1994, blocks of four bytes): most bytes
 * are jumped over. One window per pattern, in each way in which it may be written; so bytes of UTF-8 and text are searched alike.
 */
export class Prefilter {
  /** How far to jump behind a block with this hash: 0 where a window may end with it. */
  private readonly shifts = new Uint8Array(hashSize).fill(farthest);
  /** The words whose window ends with a block of this hash, as a list: the first one, and for each the next; -1 ends it. */
  private readonly heads = new Int16Array(hashSize).fill(-1);
  private readonly nexts: Int16Array;
  /** The first block of each window: all but one place in a hundred that is wrong is known by it. */
  private readonly firstBlocks: Int32Array;
  private readonly words: readonly Words[];
  private readonly pairsBefore = new LinePairs();
  private readonly pairsAfter = new LinePairs();
  private readonly found = new Int32Array(searchLength);

  constructor(windows: readonly Window[]) {
    this.words = wordsOf(windows);
    this.nexts = new Int16Array(this.words.length).fill(-1);
    this.firstBlocks = new Int32Array(this.words.length);
    this.words.forEach(({ run, offset }, id) => {
      this.add(id, run, offset);
    });
  }

  private add(id: number, run: string, offset: number): void {
    const last = offset + windowLength - 1;
    for (let end = offset + blockLength - 1; end <= last; end++) {
      const hash = blockHash(blockAt(run, end));
      const shift = last - end;
      if (shift < (this.shifts[hash] ?? 0)) this.shifts[hash] = shift;
    }
    const hash = blockHash(blockAt(run, last));
    this.nexts[id] = this.heads[hash] ?? -1;
    this.heads[hash] = id;
    this.firstBlocks[id] = blockAt(run, offset + blockLength - 1);
  }

  /**
   * The places at or after `from` and before `to` at which a window may end, in their order. None is missed in a line
   * without `hidingSigns`, most are wrong: ask `mayStandAt`. At most `searchLength` bytes at a time. The result holds until the next call.
   */
  search(bytes: DataView, from: number, to: number): Int32Array {
    const { shifts, found } = this;
    const length = (to - from + lanes - 1) >>> lanesBits;
    const first = Math.max(from, windowLength - 1);
    const end1 = Math.min(to, from + length);
    const end2 = Math.min(to, end1 + length);
    const end3 = Math.min(to, end2 + length);
    let at1 = first;
    let at2 = Math.max(first, end1);
    let at3 = Math.max(first, end2);
    let at4 = Math.max(first, end3);
    let count1 = 0;
    let count2 = length;
    let count3 = 2 * length;
    let count4 = 3 * length;
    while (at1 < end1 && at2 < end2 && at3 < end3 && at4 < to) {
      const shift1 = shifts[blockHash(bytes.getInt32(at1 - 3, true))] ?? 0;
      const shift2 = shifts[blockHash(bytes.getInt32(at2 - 3, true))] ?? 0;
      const shift3 = shifts[blockHash(bytes.getInt32(at3 - 3, true))] ?? 0;
      const shift4 = shifts[blockHash(bytes.getInt32(at4 - 3, true))] ?? 0;
      at1 += shift1;
      at2 += shift2;
      at3 += shift3;
      at4 += shift4;
      if (shift1 === 0) found[count1++] = at1++;
      if (shift2 === 0) found[count2++] = at2++;
      if (shift3 === 0) found[count3++] = at3++;
      if (shift4 === 0) found[count4++] = at4++;
    }
    count1 = this.searchLane(bytes, at1, end1, count1);
    count2 = this.searchLane(bytes, at2, end2, count2);
    count3 = this.searchLane(bytes, at3, end3, count3);
    count4 = this.searchLane(bytes, at4, to, count4);
    let count = count1;
    found.copyWithin(count, length, count2);
    count += count2 - length;
    found.copyWithin(count, 2 * length, count3);
    count += count3 - 2 * length;
    found.copyWithin(count, 3 * length, count4);
    count += count4 - 3 * length;
    return found.subarray(0, count);
  }

  private searchLane(bytes: DataView, from: number, to: number, count: number): number {
    let found = count;
    for (let at = from; at < to;) {
      const shift = this.shifts[blockHash(bytes.getInt32(at - 3, true))] ?? 0;
      if (shift === 0) this.found[found++] = at++;
      else at += shift;
    }
    return found;
  }

  /** Whether a pattern may stand around the window that ends at `end`: its run does, and nothing speaks against it. */
  mayStandAt(bytes: DataView, end: number): boolean {
    const { nexts, firstBlocks } = this;
    const start = end - windowLength + 1;
    const first = bytes.getInt32(start, true);
    for (let id = this.heads[blockHash(bytes.getInt32(end - 3, true))] ?? -1; id >= 0; id = nexts[id] ?? -1) {
      if (firstBlocks[id] !== first) continue;
      const words = this.words[id];
      if (!words || !standsAround(bytes, start, words)) continue;
      if (words.isEnough || this.mayHaveCompany(bytes, start, words)) return true;
    }
    return false;
  }

  private mayHaveCompany(bytes: DataView, start: number, { before, after }: Words): boolean {
    if (after.length > 0) {
      this.pairsAfter.readAfter(bytes, start + windowLength);
      for (const pairs of after) if (this.pairsAfter.mayHold(pairs)) return true;
    }
    if (before.length > 0) {
      this.pairsBefore.readBefore(bytes, start);
      for (const pairs of before) if (this.pairsBefore.mayHold(pairs)) return true;
    }
    return false;
  }

  /** Whether the run of some pattern stands in the text. */
  isInText(text: string): boolean {
    const { shifts, heads, nexts } = this;
    for (let end = windowLength - 1; end < text.length;) {
      const hash = blockHash(blockAt(text, end));
      const shift = shifts[hash] ?? 0;
      if (shift > 0) {
        end += shift;
        continue;
      }
      for (let id = heads[hash] ?? -1; id >= 0; id = nexts[id] ?? -1) {
        const words = this.words[id];
        if (words && text.startsWith(words.run, end - windowLength + 1 - words.offset)) return true;
      }
      end++;
    }
    return false;
  }

  /** The patterns whose run stands in the text, each once, in their order. */
  inText(text: string): number[] {
    const { shifts, heads, nexts } = this;
    const found: number[] = [];
    for (let end = windowLength - 1; end < text.length;) {
      const hash = blockHash(blockAt(text, end));
      const shift = shifts[hash] ?? 0;
      if (shift > 0) {
        end += shift;
        continue;
      }
      for (let id = heads[hash] ?? -1; id >= 0; id = nexts[id] ?? -1) {
        const words = this.words[id];
        if (!words || !text.startsWith(words.run, end - windowLength + 1 - words.offset)) continue;
        for (const pattern of words.patterns) if (!found.includes(pattern)) found.push(pattern);
      }
      end++;
    }
    return found.length > 1 ? found.sort((a, b) => a - b) : found;
  }
}

function wordsOf(windows: readonly Window[]): readonly Words[] {
  const all: Words[] = [];
  const byRun = new Map<string, Words>();
  const add = ({ run, offset, companion }: Window, pattern: number): void => {
    let words = byRun.get(run);
    if (words?.offset !== offset) {
      words = { run, offset, patterns: [], isEnough: false, before: [], after: [] };
      byRun.set(run, words);
      all.push(words);
    }
    words.patterns.push(pattern);
    if (companion === null) words.isEnough = true;
    else words[companion.side].push(pairsOf(companion.run));
  };
  windows.forEach((window, pattern) => {
    const { run, offset, companion } = window;
    add(window, pattern);
    const writings = writingsOf(run.slice(offset, offset + windowLength));
    for (let index = 1; index < writings.length; index++)
      add({ run: writings[index] ?? '', offset: 0, companion }, pattern);
  });
  return all;
}

/** Whether the run stands around its window, whose first and last block do. */
function standsAround(bytes: DataView, start: number, { run, offset }: Words): boolean {
  const origin = start - offset;
  if (origin < 0 || origin + run.length > bytes.byteLength) return false;
  for (let at = 0; at < run.length; at++) if (bytes.getUint8(origin + at) !== run.charCodeAt(at)) return false;
  return true;
}
