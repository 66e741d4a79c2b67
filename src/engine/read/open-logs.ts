import { changeBetween, type LogChange } from '../../core/log/log-change.ts';
import { LogDocument } from '../../core/log/log-document.ts';
import type { LogReport } from '../../core/log/report.ts';
import type { Scanner } from '../../core/log/scanner.ts';
import type { LineEdit, OpenLog } from '../engine.ts';
import { linesOf, longestLine } from './log-lines.ts';

/** The engine holds no log of this id: its thread was started again, or it held too much. Open it again. */
export class UnknownLog extends Error {
  override readonly name = 'UnknownLog';
}

/** What is held; an editor hands over documents of up to 50 MB. */
export interface HeldLimits {
  readonly logs: number;
  readonly characters: number;
}

const usualLimits: HeldLimits = { logs: 64, characters: 256 * 1024 * 1024 };

/** The logs that an editor has open, each with what it says. Beyond the limits, those that rested longest are forgotten. */
export class OpenLogs {
  readonly #scanner: () => Scanner;
  readonly #limits: HeldLimits;
  /** Least recently used first. */
  readonly #logs = new Map<string, HeldLog>();

  constructor(scanner: () => Scanner, limits: HeldLimits = usualLimits) {
    this.#scanner = scanner;
    this.#limits = limits;
  }

  open({ id, text }: OpenLog): LogReport {
    const log = new HeldLog(this.#scanner(), text);
    this.#keep(id, log);
    return log.report;
  }

  /** Throws `UnknownLog`. */
  change(id: string, edits: readonly LineEdit[]): LogChange {
    const log = this.#logs.get(id);
    if (log === undefined) throw new UnknownLog(id);
    const change = log.change(edits);
    this.#keep(id, log);
    return change;
  }

  close(id: string): void {
    this.#logs.delete(id);
  }

  #keep(id: string, log: HeldLog): void {
    this.#logs.delete(id);
    this.#logs.set(id, log);
    let characters = 0;
    for (const held of this.#logs.values()) characters += held.report.bytes;
    for (const [oldest, held] of this.#logs) {
      if (oldest === id || (this.#logs.size <= this.#limits.logs && characters <= this.#limits.characters)) break;
      this.#logs.delete(oldest);
      characters -= held.report.bytes;
    }
  }
}

class HeldLog {
  readonly #document: LogDocument;
  /** Lines that are longer than what is read of them. */
  #cut: readonly number[];
  report: LogReport;

  constructor(scanner: Scanner, text: string) {
    const lines = [...editorLines(text)];
    this.#cut = cutLines(lines, 1);
    this.#document = new LogDocument(scanner, lines.map(readPart));
    this.report = this.#read();
  }

  change(edits: readonly LineEdit[]): LogChange {
    for (const { fromLine, removed, lines } of edits) {
      this.#document.splice(fromLine, removed, lines.map(readPart));
      const behind = fromLine + removed;
      this.#cut = [
        ...this.#cut.filter((line) => line < fromLine),
        ...cutLines(lines, fromLine),
        ...this.#cut.filter((line) => line >= behind).map((line) => line + lines.length - removed),
      ];
    }
    const before = this.report;
    this.report = this.#read();
    return changeBetween(before, this.report);
  }

  #read(): LogReport {
    const report = this.#document.report();
    return this.#cut.length === 0 ? report : { ...report, cutLines: this.#cut.length };
  }
}

function readPart(line: string): string {
  return line.slice(0, longestLine);
}

function cutLines(lines: readonly string[], first: number): readonly number[] {
  return lines.flatMap((line, index) => (line.length > longestLine ? [first + index] : []));
}

/** As an editor counts them: behind the last line end stands one more, empty line. */
function* editorLines(text: string): Generator<string> {
  yield* linesOf(text);
  if (text === '' || text.endsWith('\n') || text.endsWith('\r')) yield '';
}
