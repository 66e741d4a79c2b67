import { Judgement } from './judgement.ts';
import type { LogHead } from './log-head.ts';
import type { Reading } from './reading.ts';
import type { LogReport } from './report.ts';

/** Of a log whose newest line stands first, the readings that are kept: the newest. */
const mostNewestFirst = 20_000;

interface Placed {
  readonly line: number;
  readonly reading: Reading;
}

/**
 * Takes readings in the order of the lines and judges them in the order of time. Until the head of the log has shown
 * which that is, and whose log it is, they are held back.
 */
export class LogJudge {
  private readonly head: LogHead;
  private held: Placed[] = [];
  private judgement: Judgement | null = null;

  constructor(head: LogHead) {
    this.head = head;
  }

  add(line: number, reading: Reading): void {
    if (!this.head.open && !this.head.isNewestFirst) this.settled().add(line, reading);
    else if (this.held.length < mostNewestFirst) this.held.push({ line, reading });
  }

  /** What the log says so far; `pending` is its last line where that may go on. Can be asked again and again. */
  report(pending: Placed | null): Pick<LogReport, 'findings' | 'attempts' | 'cause'> {
    if (this.head.open || this.head.isNewestFirst) {
      const judgement = new Judgement(this.head.format);
      const all = pending ? [...this.held, pending] : this.held;
      for (const { line, reading } of this.head.isNewestFirst ? oldestFirst(all) : all) judgement.add(line, reading);
      return judgement.report();
    }
    const judgement = this.settled();
    if (!pending) return judgement.report();
    const withPending = judgement.fork();
    withPending.add(pending.line, pending.reading);
    return withPending.report();
  }

  private settled(): Judgement {
    if (this.judgement) return this.judgement;
    this.judgement = new Judgement(this.head.format);
    for (const { line, reading } of this.held) this.judgement.add(line, reading);
    this.held = [];
    return this.judgement;
  }
}

/** Turns records around; what belongs to a record stays below it. */
function oldestFirst(newestFirst: readonly Placed[]): Placed[] {
  const records: Placed[][] = [];
  for (const placed of newestFirst) {
    const record = records.at(-1);
    if (record && !placed.reading.hasHead) record.push(placed);
    else records.push([placed]);
  }
  return records.reverse().flat();
}
