import { LogDiagnosis } from '../../core/log/diagnose.ts';
import type { LogReport } from '../../core/log/report.ts';
import type { Scanner } from '../../core/log/scanner.ts';
import type { ReadErrorReason } from '../../core/log/unreadable.ts';
import type { Engine, FollowRun } from '../engine.ts';
import { followFile, usualPace, type FollowPace, type FollowSink } from './file-follower.ts';
import { bytesOfStream, encodingOf, isGzipMagic } from './log-bytes.ts';
import { LogLines } from './log-lines.ts';
import { ReadError, readErrorFrom } from './read-error.ts';

/**
 * Reads a log and what is written to it, as `followFile` does, or what a pipe brings, and tells what each file of it says.
 * Resolves when aborted, and at the end of a pipe. Rejects with `ReadError` where the log cannot be read at the start.
 */
export async function followLog(
  log: Parameters<Engine['followLog']>[0],
  { signal, update }: Pick<FollowRun, 'signal' | 'update'>,
  scanner: Scanner,
  pace: FollowPace = usualPace,
): Promise<void> {
  const logs = new FollowedLogs(log.path, update, scanner, pace);
  if ('bytes' in log) await followPipe(log.bytes, log.path, signal, logs, pace);
  else await followFile(log.path, signal, logs, pace);
}

async function followPipe(
  stream: AsyncIterable<Uint8Array>,
  path: string,
  signal: AbortSignal,
  logs: FollowedLogs,
  { restMs }: FollowPace,
): Promise<void> {
  logs.begin(1);
  let timer: NodeJS.Timeout | null = null;
  try {
    for await (const { bytes } of bytesOfStream(stream, path, signal)) {
      logs.bytes(1, bytes);
      timer ??= setTimeout(() => {
        timer = null;
        logs.looked(null);
      }, restMs);
    }
    logs.end(1);
  } catch (error) {
    if (!signal.aborted) throw readErrorFrom(error, path);
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
}

/** What the files of a followed log say; told not more often than the pace allows. */
class FollowedLogs implements FollowSink {
  readonly #path: string;
  readonly #update: FollowRun['update'];
  readonly #scanner: Scanner;
  readonly #pace: FollowPace;
  readonly #logs = new Map<number, FollowedLog>();
  /** Files that say something else than was told. */
  readonly #changed = new Set<number>();
  #newest = 0;
  #trouble: ReadErrorReason | null = null;
  #toldAt = performance.now();

  constructor(path: string, update: FollowRun['update'], scanner: Scanner, pace: FollowPace) {
    this.#path = path;
    this.#update = update;
    this.#scanner = scanner;
    this.#pace = pace;
  }

  begin(file: number): void {
    this.#logs.set(file, new FollowedLog(this.#path, this.#scanner));
    this.#changed.add(file);
    this.#newest = file;
    this.#trouble = null;
  }

  bytes(file: number, bytes: Buffer): void {
    try {
      this.#logs.get(file)?.push(bytes);
    } catch (error) {
      // The user is told at the start; a later file may be followed by a better one.
      if (file === 1) throw error;
    }
    this.#changed.add(file);
    if (performance.now() - this.#toldAt >= this.#pace.restMs) this.#tell();
  }

  end(file: number): void {
    const log = this.#logs.get(file);
    if (log === undefined) return;
    this.#logs.delete(file);
    this.#changed.delete(file);
    this.#send(file, log.finish());
  }

  looked(trouble: ReadErrorReason | null): void {
    const now = trouble ?? this.#logs.get(this.#newest)?.refused ?? null;
    if (now !== this.#trouble) this.#changed.add(this.#newest);
    this.#trouble = now;
    this.#tell();
  }

  #tell(): void {
    for (const file of this.#changed) {
      const log = this.#logs.get(file);
      if (log) this.#send(file, log.report());
    }
    this.#changed.clear();
    this.#toldAt = performance.now();
  }

  #send(file: number, report: LogReport): void {
    this.#update({ ...report, file, trouble: this.#trouble });
  }
}

/** One file of a followed log. */
class FollowedLog {
  readonly #path: string;
  readonly #scanner: Scanner;
  #lines: LogLines | null = null;
  /** Why it is not read. */
  refused: ReadErrorReason | null = null;

  constructor(path: string, scanner: Scanner) {
    this.#path = path;
    this.#scanner = scanner;
  }

  /** Throws `ReadError` for what is no text, and reads nothing more of it. */
  push(bytes: Buffer): void {
    if (this.refused !== null) return;
    // A writer that goes on where it was in a truncated file leaves a hole before it, which reads as NULs.
    const start = this.#lines === null ? bytes.findIndex((byte) => byte !== 0) : 0;
    if (start < 0) return;
    const text = bytes.subarray(start);
    try {
      if (this.#lines === null && isGzipMagic(text)) throw new ReadError('binary', this.#path);
      this.#lines ??= new LogLines(this.#scanner, new LogDiagnosis(this.#scanner), encodingOf(text, this.#path));
    } catch (error) {
      this.refused = 'binary';
      throw error;
    }
    this.#lines.push(text);
  }

  report(): LogReport {
    return (this.#lines ?? this.#nothing()).report();
  }

  finish(): LogReport {
    return (this.#lines ?? this.#nothing()).finish();
  }

  #nothing(): LogLines {
    return new LogLines(this.#scanner, new LogDiagnosis(this.#scanner), null);
  }
}
