import { signatures } from './known-signatures.ts';
import { LineReader, triggers } from './line-reader.ts';
import { viewLine } from './line-view.ts';
import { LogHead } from './log-head.ts';
import { LogJudge } from './log-judge.ts';
import type { LogReport } from './report.ts';
import { Scanner } from './scanner.ts';

/** The scanner for every known message. Building it takes some milliseconds: keep it. */
export function createLogScanner(): Scanner {
  return new Scanner(signatures, triggers);
}

/** Diagnoses the lines of one log. `bytes` is their size where it is known. */
export function diagnoseLog(lines: Iterable<string>, scanner: Scanner = createLogScanner(), bytes = 0): LogReport {
  const diagnosis = new LogDiagnosis(scanner);
  for (const line of lines) diagnosis.push(line);
  return diagnosis.finish(bytes);
}

/** Reads a log line by line and says what it shows (`LineReader`, `Judgement`). Memory does not grow with the log. */
export class LogDiagnosis {
  private readonly head = new LogHead();
  private readonly judge = new LogJudge(this.head);
  private readonly reader: LineReader;

  constructor(scanner: Scanner) {
    this.reader = new LineReader(scanner, (line, reading) => {
      this.judge.add(line, reading);
    });
  }

  /** Whether the next line must be pushed even if it holds no candidate: it may belong to the last one, or show the log's format. */
  get needsNextLine(): boolean {
    return this.head.open || this.reader.isOpen;
  }

  /** Counts lines that hold nothing to read. */
  skip(count: number): void {
    this.reader.skip(count);
  }

  /** Reads one line, without its line end. */
  push(line: string): void {
    const view = viewLine(line);
    const isHead = this.head.open;
    this.head.add(view.text);
    this.reader.push(view, isHead);
  }

  /** What the log says after its last line. */
  finish(bytes: number, cutLines = 0): LogReport {
    this.reader.close();
    return this.report(bytes, cutLines);
  }

  /** What the lines so far say. `cutLines` of them were read in part only. More may be pushed afterwards. */
  report(bytes: number, cutLines = 0): LogReport {
    return {
      format: this.head.format,
      lines: this.reader.nextLine - 1,
      bytes,
      ...(cutLines > 0 ? { cutLines } : {}),
      ...this.judge.report(this.reader.pending()),
    };
  }
}
