import { LineReader } from './line-reader.ts';
import { viewLine } from './line-view.ts';
import { LogHead } from './log-head.ts';
import { LogJudge } from './log-judge.ts';
import type { Reading } from './reading.ts';
import type { LogReport } from './report.ts';
import type { Scanner } from './scanner.ts';
import { isSameAttempt, isSameFinding } from './same-report.ts';

/** Lines above that a wrapped sentence may begin in. */
const linesThatReachDown = 4;

/** What stands in a line: what was read there, nothing, or the continuation of what was read above. */
type Slot = Reading | 'nothing' | 'continuation';

/**
 * Mirrors the lines of a log that is edited or grows, and says after each change what `LogDiagnosis` says of the same
 * lines. A line that is appended is read alone; after another edit the lines that were touched are read again, and the
 * few whose meaning hangs on them, and what was read before in all lines is judged anew.
 */
export class LogDocument {
  private readonly scanner: Scanner;
  private lines: string[] = [];
  private slots: Slot[] = [];
  private characters = 0;
  private head = new LogHead();
  /** Lines that showed the format. */
  private headLength = 0;
  private judge = new LogJudge(this.head);
  private reader: LineReader;
  private told: LogReport | null = null;

  constructor(scanner: Scanner, lines: Iterable<string>) {
    this.scanner = scanner;
    this.reader = this.readerAt(1);
    for (const line of lines) this.append(line);
  }

  /** Replaces `removed` lines from `fromLine` (1-based; one behind the last line appends) by `lines`. */
  splice(fromLine: number, removed: number, lines: readonly string[]): void {
    const from = Math.min(Math.max(fromLine - 1, 0), this.lines.length);
    const until = Math.min(from + Math.max(removed, 0), this.lines.length);
    if (from === this.lines.length) for (const line of lines) this.append(line);
    else this.replace(from, until, lines);
  }

  /** What the log says. Findings and attempts that did not change since the last report are the same objects. */
  report(): LogReport {
    const report: LogReport = {
      format: this.head.format,
      lines: this.lines.length,
      bytes: this.characters + Math.max(0, this.lines.length - 1),
      ...this.judge.report(this.reader.pending()),
    };
    this.told = this.told === null ? report : withSameObjects(this.told, report);
    return this.told;
  }

  private append(line: string): void {
    const view = viewLine(line);
    const isHead = this.head.open;
    this.head.add(view.text);
    this.lines.push(line);
    if (isHead) this.headLength = this.lines.length;
    this.characters += line.length;
    this.slots.push('nothing');
    this.reader.push(view, isHead);
    if (this.reader.openLines > 1) this.slots[this.lines.length - 1] = 'continuation';
  }

  /** A reader from `line` on, what it reads above `kept` is known already. It judges once it is the document's own. */
  private readerAt(line: number, kept = line): LineReader {
    const reader: LineReader = new LineReader(
      this.scanner,
      (at, reading) => {
        if (at >= kept) this.slots[at - 1] = reading;
        if (this.reader === reader) this.judge.add(at, reading);
      },
      line,
    );
    return reader;
  }

  private replace(from: number, until: number, lines: readonly string[]): void {
    for (let at = from; at < until; at++) this.characters -= this.lines[at]?.length ?? 0;
    for (const line of lines) this.characters += line.length;
    const start = this.startOfReading(from - 1);
    // An editor appends by replacing the empty line behind the last line end.
    const isBelowAll = from >= this.headLength && !this.isReadFrom(from);
    const above = this.slots.slice(start, from);
    this.lines = spliced(this.lines, from, until, lines);
    this.slots = spliced(
      this.slots,
      from,
      until,
      lines.map((): Slot => 'nothing'),
    );
    const grown = lines.length - (until - from);
    let end = from + lines.length;
    if (from < this.headLength) {
      const oldEnd = this.headLength + grown;
      this.readHead();
      // As long as a line helps to show the format, it is read as part of a transcript.
      end = Math.max(end, oldEnd, this.headLength);
    }
    this.reader.move(grown);
    this.readAgain(start, end);
    const isAboveKept = above.every(
      (slot, index) => typeof slot === 'string' || isSame(slot, this.slots[start + index]),
    );
    if (isBelowAll && isAboveKept) this.judgeFrom(start, above);
    else this.judgeAgain();
  }

  /** Whether anything was read in the lines from `start` on. */
  private isReadFrom(start: number): boolean {
    for (let at = start; at < this.slots.length; at++) if (typeof this.slots[at] === 'object') return true;
    return false;
  }

  private readHead(): void {
    this.head = new LogHead();
    this.headLength = 0;
    for (const line of this.lines) {
      if (!this.head.open) break;
      this.head.add(viewLine(line).text);
      this.headLength++;
    }
  }

  /** Reads the lines from `start` anew, to the first line behind `end` that hangs on none of them. */
  private readAgain(start: number, end: number): void {
    const reader = this.readerAt(this.startOfReading(start - linesThatReachDown) + 1, start + 1);
    for (let at = reader.nextLine - 1; at < this.lines.length; at++) {
      if (at >= end + linesThatReachDown && !reader.isOpen && this.slots[at] !== 'continuation') return;
      if (at >= start) this.slots[at] = 'nothing';
      reader.push(viewLine(this.lines[at] ?? ''), at < this.headLength);
      if (reader.openLines > 1 && at >= start) this.slots[at] = 'continuation';
    }
    this.reader = reader;
  }

  private startOfReading(at: number): number {
    let start = Math.max(0, at);
    while (start > 0 && this.slots[start] === 'continuation') start--;
    return start;
  }

  private judgeAgain(): void {
    this.judge = new LogJudge(this.head);
    this.judgeFrom(0);
  }

  /** `judged`: what stood in the first of these lines, and was judged where something was read in them. */
  private judgeFrom(start: number, judged: readonly Slot[] = []): void {
    for (let at = start; at < this.slots.length; at++) {
      const slot = this.slots[at];
      if (typeof slot === 'object' && typeof judged[at - start] !== 'object') this.judge.add(at + 1, slot);
    }
  }
}

function isSame(reading: Reading, slot: Slot | undefined): boolean {
  return JSON.stringify(reading) === JSON.stringify(slot);
}

function spliced<Item>(list: Item[], from: number, until: number, items: readonly Item[]): Item[] {
  // So many arguments can be passed at once.
  if (items.length > 10_000) return [...list.slice(0, from), ...items, ...list.slice(until)];
  list.splice(from, until - from, ...items);
  return list;
}

/** The new report, with the objects of the old one where they say the same. */
function withSameObjects(before: LogReport, now: LogReport): LogReport {
  return {
    ...now,
    findings: sameObjects(before.findings, now.findings, isSameFinding, ({ line, column }) => `${line}:${column}`),
    attempts: sameObjects(before.attempts, now.attempts, isSameAttempt, ({ startLine }) => `${startLine}`),
  };
}

function sameObjects<Item>(
  before: readonly Item[],
  now: readonly Item[],
  isSame: (a: Item, b: Item) => boolean,
  keyOf: (item: Item) => string,
): readonly Item[] {
  let index = 0;
  for (; index < now.length; index++) {
    const old = before[index];
    const item = now[index];
    if (old === undefined || item === undefined || (old !== item && !isSame(old, item))) break;
  }
  const start = before.slice(0, index);
  if (index === now.length) return index === before.length ? before : start;
  const left = new Map(before.slice(index).map((item) => [keyOf(item), item]));
  return [
    ...start,
    ...now.slice(index).map((item) => {
      const old = left.get(keyOf(item));
      return old !== undefined && isSame(old, item) ? old : item;
    }),
  ];
}
