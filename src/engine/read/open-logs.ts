import { LogDiagnosis } from '../../core/log/diagnose.ts';
import { changeBetween, type LogChange } from '../../core/log/log-change.ts';
import type { LogReport } from '../../core/log/report.ts';
import type { Scanner } from '../../core/log/scanner.ts';
import type { LineEdit, OpenLog } from '../engine.ts';
import { linesOf } from './log-lines.ts';

/** The engine holds no log of this id: its thread was started again, or it held too much. Open it again. */
export class UnknownLog extends Error {
  override readonly name = 'UnknownLog';
}

/** Logs that are kept; the editor hands over documents of up to 50 MB. */
const mostLogs = 64;
const mostCharacters = 256 * 1024 * 1024;

interface Held {
  lines: string[];
  report: LogReport;
  characters: number;
}

/** The logs that an editor has open, each with what it says. Beyond a limit, those that rested longest are forgotten. */
export class OpenLogs {
  readonly #scanner: () => Scanner;
  /** Least recently used first. */
  readonly #logs = new Map<string, Held>();

  constructor(scanner: () => Scanner) {
    this.#scanner = scanner;
  }

  open({ id, text }: OpenLog): LogReport {
    this.#logs.delete(id);
    const lines = [...editorLines(text)];
    const report = this.#read(lines);
    this.#keep(id, { lines, report, characters: text.length });
    return report;
  }

  /** Throws `UnknownLog`. */
  change(id: string, edits: readonly LineEdit[]): LogChange {
    const log = this.#logs.get(id);
    if (log === undefined) throw new UnknownLog(id);
    for (const { fromLine, removed, lines } of edits) {
      log.characters += lengthOf(lines) - lengthOf(log.lines.slice(fromLine - 1, fromLine - 1 + removed));
      log.lines = [...log.lines.slice(0, fromLine - 1), ...lines, ...log.lines.slice(fromLine - 1 + removed)];
    }
    const before = log.report;
    log.report = this.#read(log.lines);
    this.#logs.delete(id);
    this.#keep(id, log);
    return changeBetween(before, log.report);
  }

  close(id: string): void {
    this.#logs.delete(id);
  }

  #keep(id: string, log: Held): void {
    this.#logs.set(id, log);
    let characters = 0;
    for (const held of this.#logs.values()) characters += held.characters;
    for (const [oldest, held] of this.#logs) {
      if (oldest === id || (this.#logs.size <= mostLogs && characters <= mostCharacters)) break;
      this.#logs.delete(oldest);
      characters -= held.characters;
    }
  }

  #read(lines: readonly string[]): LogReport {
    const diagnosis = new LogDiagnosis(this.#scanner());
    for (const line of lines) diagnosis.push(line);
    return diagnosis.finish(lengthOf(lines) + lines.length - 1);
  }
}

/** As an editor counts them: behind the last line end stands one more, empty line. */
function* editorLines(text: string): Generator<string> {
  yield* linesOf(text);
  if (text === '' || text.endsWith('\n') || text.endsWith('\r')) yield '';
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
