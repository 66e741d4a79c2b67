import { watch, type FSWatcher } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { ReadErrorReason } from '../../core/log/unreadable.ts';
import { ReadError, readErrorFrom } from './read-error.ts';

/** What is told of a followed file. Files are numbered from 1, in the order in which they took the path. */
export interface FollowSink {
  begin(file: number): void;
  /** What comes next in the file; the buffer is overwritten afterwards. What this throws ends the following. */
  bytes(file: number, bytes: Buffer): void;
  /** Nothing more is read of it. */
  end(file: number): void;
  /** All that is there now was told. `trouble` is why the path itself cannot be read now. */
  looked(trouble: ReadErrorReason | null): void;
}

/** How often is looked, in milliseconds. */
export interface FollowPace {
  /** Least time between two looks: a busy log is written to thousands of times a second. */
  readonly restMs: number;
  /** Longest time between two looks. Network mounts and links into other folders tell of no change. */
  readonly pollMs: number;
  /** How long after its last growth a file that was rotated away is kept: its writer may have it open still. */
  readonly lingerMs: number;
}

export const usualPace: FollowPace = { restMs: 100, pollMs: 1_000, lingerMs: 10_000 };

const chunkSize = 1 << 20;
/** By so many bytes before the place where reading goes on, a file is known to be the one that was read. */
const anchorSize = 256;
/** Files that were rotated away and are kept open. */
const mostOld = 8;
const mostSiblings = 5_000;

interface OpenFile {
  readonly number: number;
  /** Null after an error of the disk: the file at the path goes on where this one ended, if it holds the same. */
  handle: FileHandle | null;
  offset: number;
  /** The last bytes before `offset`. */
  anchor: Buffer;
  lastGrowth: number;
}

/**
 * Follows what is written to a path, until aborted: each byte once, in order, from the start of the file that is there
 * now. A file that is renamed or deleted is read on while its writer holds it; the file that takes its place is read
 * from its start. A file that shrank or holds other bytes than before was truncated, and counts as a new one; what it
 * lost unread is looked for in the copy that a rotation made of it. Lost is only what is rotated away twice between two
 * looks. Rejects with `ReadError` where the path cannot be read at the start, and with what the sink throws.
 */
export async function followFile(
  file: string,
  signal: AbortSignal,
  sink: FollowSink,
  pace: FollowPace = usualPace,
): Promise<void> {
  const follower = new FileFollower(file, signal, sink, pace);
  const alarm = new Alarm(file, signal);
  try {
    await follower.start();
    for (;;) {
      await follower.look();
      await alarm.rest(pace.restMs);
      if (signal.aborted) return;
      await alarm.wait(pace.pollMs);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    alarm.stop();
    await follower.close();
  }
}

class FileFollower {
  readonly #path: string;
  readonly #signal: AbortSignal;
  readonly #sink: FollowSink;
  readonly #pace: FollowPace;
  readonly #buffer = Buffer.allocUnsafeSlow(chunkSize);
  /** The newest last; it is the one at the path. */
  #files: OpenFile[] = [];
  #number = 0;
  /** Why the path cannot be read now. */
  #trouble: ReadErrorReason | null = null;

  constructor(file: string, signal: AbortSignal, sink: FollowSink, pace: FollowPace) {
    this.#path = file;
    this.#signal = signal;
    this.#sink = sink;
    this.#pace = pace;
  }

  async start(): Promise<void> {
    try {
      this.#begin(await this.#open());
    } catch (error) {
      throw readErrorFrom(error, this.#path);
    }
  }

  async look(): Promise<void> {
    this.#trouble = await this.#takePath();
    for (const file of this.#files) await this.#read(file);
    await this.#dropOld();
    this.#sink.looked(this.#trouble);
  }

  async close(): Promise<void> {
    for (const file of this.#files) await closed(file);
  }

  /** Opens what is at the path, where that is not open yet. Returns why that is not possible. */
  async #takePath(): Promise<ReadErrorReason | null> {
    const current = this.#files.at(-1);
    try {
      if (current?.handle && isSame(await stat(this.#path, exact), await current.handle.stat(exact))) return null;
      const handle = await this.#open();
      if (current?.handle === null) current.handle = handle;
      else this.#begin(handle);
      return null;
    } catch (error) {
      return reasonOf(error, this.#path);
    }
  }

  async #open(): Promise<FileHandle> {
    const handle = await open(this.#path);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    throw new ReadError('not-a-file', this.#path);
  }

  #begin(handle: FileHandle): OpenFile {
    const number = ++this.#number;
    const file = { number, handle, offset: 0, anchor: Buffer.alloc(0), lastGrowth: performance.now() };
    this.#files.push(file);
    this.#sink.begin(number);
    return file;
  }

  /** Reads to the end of the file; where it was truncated, of the new one that it is now. */
  async #read(file: OpenFile): Promise<void> {
    const { handle } = file;
    try {
      if (handle === null || (await this.#readOn(file, handle))) return;
      await this.#readCopy(file);
    } catch (error) {
      // The sink's.
      if (error instanceof ReadError) throw error;
      const reason = reasonOf(error, this.#path);
      if (file.number === this.#number) this.#trouble = reason;
      await closed(file);
      return;
    }
    file.handle = null;
    this.#drop(file);
    if (file.number === this.#number) await this.#read(this.#begin(handle));
    // A file that was rotated away and is shortened now has nothing to say any more.
    else await handle.close();
  }

  /** Reads what follows what was read. False where the file does not hold any more what was read. */
  async #readOn(file: OpenFile, handle: FileHandle): Promise<boolean> {
    for (;;) {
      this.#signal.throwIfAborted();
      // With the bytes before it in the same read, so that a truncation in between is seen.
      const { bytesRead } = await handle.read(this.#buffer, 0, chunkSize, file.offset - file.anchor.length);
      const bytes = this.#buffer.subarray(0, bytesRead);
      const known = file.anchor.length;
      if (!bytes.subarray(0, known).equals(file.anchor)) return false;
      if (bytesRead === known) return true;
      file.offset += bytesRead - known;
      file.anchor = Buffer.from(bytes.subarray(-anchorSize));
      file.lastGrowth = performance.now();
      this.#sink.bytes(file.number, bytes.subarray(known));
    }
  }

  /** A rotation that copies and then truncates: the copy beside the log has what was not read in time. */
  async #readCopy(file: OpenFile): Promise<void> {
    if (file.offset === 0) return;
    for (const copy of await this.#copies()) {
      const handle = await open(copy).catch(() => null);
      if (handle === null) continue;
      try {
        if ((await handle.stat()).isFile() && (await this.#readOn(file, handle))) return;
      } finally {
        await handle.close();
      }
    }
  }

  /** The newest first: of a short log little is known, and an older one may begin as it does. */
  async #copies(): Promise<readonly string[]> {
    const { dir, base } = path.parse(this.#path);
    const names = (await readdir(dir).catch(() => [])).slice(0, mostSiblings);
    const beside = names.filter((name) => name.startsWith(`${base}.`) || name.startsWith(`${base}-`));
    const dated = await Promise.all(
      beside.map(async (name) => {
        const copy = path.join(dir, name);
        return { copy, written: (await stat(copy, exact).catch(() => null))?.mtimeNs ?? 0n };
      }),
    );
    return dated.sort((a, b) => Number(b.written - a.written)).map(({ copy }) => copy);
  }

  async #dropOld(): Promise<void> {
    const now = performance.now();
    const old = this.#files.slice(0, -1);
    for (const [index, file] of old.entries()) {
      const isQuiet = now - file.lastGrowth > this.#pace.lingerMs;
      if (file.handle !== null && !isQuiet && old.length - index <= mostOld) continue;
      await closed(file);
      this.#drop(file);
    }
  }

  #drop(file: OpenFile): void {
    this.#files = this.#files.filter((other) => other !== file);
    this.#sink.end(file.number);
  }
}

async function closed(file: OpenFile): Promise<void> {
  const { handle } = file;
  file.handle = null;
  await handle?.close().catch(() => undefined);
}

/** Inode numbers of some file systems need all 64 bits. */
const exact = { bigint: true } as const;

function isSame(a: { dev: bigint; ino: bigint }, b: { dev: bigint; ino: bigint }): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}

function reasonOf(error: unknown, file: string): ReadErrorReason {
  const known = readErrorFrom(error, file);
  if (known instanceof ReadError) return known.reason;
  throw known;
}

/** Rings when something happens to a file or to its name, as far as the file system tells. */
class Alarm {
  readonly #signal: AbortSignal;
  readonly #watcher: FSWatcher | null;
  #rang = false;
  #ring = (): void => undefined;

  constructor(file: string, signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#wake);
    this.#watcher = this.#watch(path.parse(path.resolve(file)));
  }

  /** Some time in which nothing is heard but the abort. */
  rest(ms: number): Promise<void> {
    return this.#sleep(ms, false);
  }

  /** Until it rings or is aborted, or rang since it was waited for. */
  async wait(mostMs: number): Promise<void> {
    if (!this.#rang) await this.#sleep(mostMs, true);
    this.#rang = false;
  }

  stop(): void {
    this.#signal.removeEventListener('abort', this.#wake);
    this.#watcher?.close();
  }

  /** The folder, since a watch on a file stays with it when it is renamed. */
  #watch({ dir, base }: path.ParsedPath): FSWatcher | null {
    try {
      const watcher = watch(dir, (_event, name) => {
        if (name === null || name.startsWith(base)) this.#wake();
      });
      // What cannot be watched any more is looked at from time to time.
      watcher.on('error', () => {
        watcher.close();
      });
      return watcher;
    } catch {
      // No right to read the folder, or no watches left.
      return null;
    }
  }

  readonly #wake = (): void => {
    this.#rang = true;
    this.#ring();
  };

  #sleep(ms: number, wakes: boolean): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#ring = () => {
        if (!wakes && !this.#signal.aborted) return;
        clearTimeout(timer);
        resolve();
      };
      if (this.#signal.aborted) this.#ring();
    });
  }
}
