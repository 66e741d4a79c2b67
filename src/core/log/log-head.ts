import { FormatVote } from './format.ts';
import type { LogFormat } from './format.ts';
import { readHead } from './prefix.ts';
import { areComparable, readStamp } from './stamp.ts';

/** So often a later line must be older than the one before it, for a log whose newest line stands first. */
const fewestDescents = 3;
const descentsPerAscent = 4;

/** What the first lines of a log show: which tool wrote it, and whether its newest line stands first. */
export class LogHead {
  private readonly vote = new FormatVote();
  private last: number | null = null;
  private ascents = 0;
  private descents = 0;

  /** Whether more lines are wanted. */
  get open(): boolean {
    return this.vote.open;
  }

  get format(): LogFormat {
    return this.vote.format;
  }

  get isNewestFirst(): boolean {
    return this.descents >= fewestDescents && this.descents > this.ascents * descentsPerAscent;
  }

  /** `text` is a line without colours and escapes. */
  add(text: string): void {
    if (!this.open) return;
    this.vote.add(text);
    const order = readStamp(text, readHead(text).message)?.order ?? this.last;
    if (this.last !== null && order !== null && areComparable(order, this.last) && order !== this.last) {
      if (order < this.last) this.descents++;
      else this.ascents++;
    }
    this.last = order;
  }
}
