import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import type { LineRange, LogLine, Run } from '../engine.ts';
import { bytesOfFile, encodingOf } from './log-bytes.ts';
import { longestLine } from './log-lines.ts';
import { readErrorFrom } from './read-error.ts';

const lf = 10;
const cr = 13;

/**
 * Reads some lines of a log, plain or gzip, in constant memory, and stops behind the last one. Lines are counted as the
 * scan counts them; those that the file does not have are left out. Rejects with `ReadError`, or with the signal's reason.
 * @param ranges in order and apart from each other
 */
export async function readLines(
  path: string,
  ranges: readonly LineRange[],
  { signal }: Pick<Run, 'signal'>,
): Promise<readonly LogLine[]> {
  const picked = new PickedLines(ranges);
  try {
    await using handle = await open(path);
    let decoder: TextDecoder | null = null;
    let isFirst = true;
    for await (const { bytes } of bytesOfFile(handle, path, signal)) {
      if (isFirst) {
        const encoding = encodingOf(bytes, path);
        decoder = encoding === null ? null : new TextDecoder(encoding);
        isFirst = false;
      }
      picked.push(decoder === null ? bytes : Buffer.from(decoder.decode(bytes, { stream: true })));
      if (picked.isComplete) break;
    }
    return picked.finish();
  } catch (error) {
    signal.throwIfAborted();
    throw readErrorFrom(error, path);
  }
}

/** Counts the lines of a stream of UTF-8 and keeps those that are asked for. */
class PickedLines {
  readonly #ranges: readonly LineRange[];
  readonly #found: LogLine[] = [];
  /** The range that is wanted next or being read. */
  #range = 0;
  #line = 1;
  #kept: Buffer[] = [];
  #keptLength = 0;
  /** Something of the current line was met, so that it counts even without an end. */
  #isBegun = false;
  #endedInCr = false;

  constructor(ranges: readonly LineRange[]) {
    this.#ranges = ranges;
  }

  get isComplete(): boolean {
    return this.#range >= this.#ranges.length;
  }

  /** The chunk may be reused afterwards. */
  push(chunk: Buffer): void {
    let at = this.#endedInCr && chunk[0] === lf ? 1 : 0;
    if (chunk.length > 0) this.#endedInCr = false;
    // A search for the next CR costs as much as that for the next LF, and most logs hold none.
    const hasCr = chunk.includes(cr, at);
    while (at < chunk.length && !this.isComplete) {
      const newline = chunk.indexOf(lf, at);
      const carriage = hasCr ? chunk.subarray(at, newline < 0 ? chunk.length : newline).indexOf(cr) : -1;
      const end = carriage < 0 ? newline : at + carriage;
      if (end < 0) {
        this.#keep(chunk.subarray(at));
        return;
      }
      this.#keep(chunk.subarray(at, end));
      this.#endLine();
      at = end + 1;
      if (chunk[end] === cr) {
        if (at === chunk.length) this.#endedInCr = true;
        else if (chunk[at] === lf) at++;
      }
    }
  }

  finish(): readonly LogLine[] {
    if (this.#isBegun) this.#endLine();
    return this.#found;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#isBegun = true;
    if (this.#line < (this.#ranges[this.#range]?.first ?? Infinity)) return;
    const room = longestLine - this.#keptLength;
    if (room <= 0) return;
    const kept = Buffer.from(part.subarray(0, room));
    this.#kept.push(kept);
    this.#keptLength += kept.length;
  }

  #endLine(): void {
    const range = this.#ranges[this.#range];
    if (range !== undefined && this.#line >= range.first) {
      const text = Buffer.concat(this.#kept).toString('utf8');
      this.#found.push({ line: this.#line, text: this.#line === 1 ? text.replace(/^\uFEFF/, '') : text });
    }
    this.#line++;
    while ((this.#ranges[this.#range]?.last ?? Infinity) < this.#line) this.#range++;
    this.#kept = [];
    this.#keptLength = 0;
    this.#isBegun = false;
  }
}
