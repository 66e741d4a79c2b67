import { randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { link, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { stamp } from './stamp.ts';

const prefix = 'lock-';
const beatMs = 2_000;
/** A holder that did not show itself for so long is asleep or gone. */
export const staleMs = 10_000;

/** Somebody else works in this folder. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
}

/** We were asleep, and somebody else took over: nothing more may be asked or written. */
export class LockLost extends Error {
  override readonly name = 'LockLost';

  constructor() {
    super('This run stood still for a while, and another one took over its work. It has changed nothing since.');
  }
}

export interface FolderLock {
  /**
   * Rejects with `LockLost` where somebody else holds the lock by now. To be asked before each request and each rename: a
   * process that was stopped, or a machine that slept, does not know that its lock is gone.
   */
  validate(): Promise<void>;
  release(): Promise<void>;
}

/**
 * One writer for a folder. Each holder makes the file of the next generation, `lock-<n>`, which only one can make; it is
 * left behind empty, or as the word of one that is dead, and never made again. So a lock is taken over without a moment in
 * which two could hold it, and the number tells a holder that slept that it is none any more (a fencing token). The holder
 * touches the file every two seconds; where it did not for ten, by the clock of whoever waits, the lock is taken from it.
 * Rejects with `LockHeld`.
 */
export async function lockFolder(folder: string, signal?: AbortSignal): Promise<FolderLock> {
  const highest = await highestGeneration(folder);
  if (highest > 0) await demandFree(lockFile(folder, highest), signal);
  const generation = highest + 1;
  const file = lockFile(folder, generation);
  const draft = path.join(folder, `.${prefix}${randomBytes(6).toString('hex')}`);
  // Made beside and linked, so that nobody ever reads it half written.
  await writeFile(draft, ourselves(), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if (isCode(error, 'EEXIST')) throw held(null, file);
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  if ((await highestGeneration(folder)) !== generation) {
    // Whoever slept between looking and making finds generations above.
    await rm(file, { force: true });
    throw held(null, file);
  }
  for (const old of await generations(folder)) {
    if (old < generation) await clearAway(lockFile(folder, old));
  }
  const beat = setInterval(() => {
    const now = new Date();
    // What becomes of it is told by `validate`.
    utimes(file, now, now).catch(() => undefined);
  }, beatMs);
  beat.unref();
  return {
    async validate() {
      const ours = (await highestGeneration(folder)) === generation && (await readHolder(file))?.text === ourselves();
      if (!ours) throw new LockLost();
    },
    async release() {
      clearInterval(beat);
      try {
        // Emptied and not written: a full disk must not keep the lock.
        await truncate(file);
      } catch (error) {
        if (!isCode(error, 'ENOENT')) throw error;
      }
    },
  };
}

/** As `lockFolder`, but waits for others that hold it for moments only. Rejects with `LockHeld` where it takes longer than `patienceMs`. */
export async function lockFolderSoon(folder: string, patienceMs: number, signal: AbortSignal): Promise<FolderLock> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await lockFolder(folder, signal);
    } catch (error) {
      if (!(error instanceof LockHeld) || performance.now() > end) throw error;
    }
    await pause(20 + 60 * Math.random(), undefined, { signal });
  }
}

/** Who works in this folder, and when it last showed itself (milliseconds since the epoch); null where nobody does. */
export async function lockHolder(folder: string): Promise<{ readonly pid: number; readonly beat: number } | null> {
  const highest = await highestGeneration(folder);
  if (highest === 0) return null;
  const file = lockFile(folder, highest);
  const holder = await readHolder(file);
  const beat = await beatOf(file);
  return holder === null || beat === null || isGone(holder) ? null : { pid: holder.pid, beat };
}

/** Rejects with `LockHeld` where its holder lives. */
async function demandFree(file: string, signal: AbortSignal | undefined): Promise<void> {
  const holder = await readHolder(file);
  if (holder === null || isGone(holder)) return;
  const seen = await beatOf(file);
  if (seen === null) return;
  if (Math.abs(Date.now() - seen) < staleMs) throw held(holder.pid, file);
  // Wall clocks jump, and stand still while a machine sleeps: only what is seen not to happen counts.
  await pause(staleMs, undefined, signal === undefined ? {} : { signal });
  if ((await beatOf(file)) !== seen) throw held(holder.pid, file);
}

/** When the holder last showed itself, in milliseconds since the epoch; null where the file is gone. */
async function beatOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function lockFile(folder: string, generation: number): string {
  return path.join(folder, `${prefix}${generation}`);
}

async function generations(folder: string): Promise<readonly number[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^lock-\d{1,12}$/.test(name)).map((name) => Number(name.slice(prefix.length)));
}

async function highestGeneration(folder: string): Promise<number> {
  return Math.max(0, ...(await generations(folder)));
}

interface Holder {
  readonly pid: number;
  readonly text: string;
}

/**
 * Process, thread, when the process began and where: a process that was started again may have the id of the one before,
 * and in another container it is another process, even under the same host name.
 */
function ourselves(): string {
  return `${process.pid} ${threadId} ${performance.timeOrigin} ${here}`;
}

/** The host and, on Linux, the namespace of processes. */
const here = place();

function place(): string {
  let namespace = '';
  try {
    namespace = `/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    // Elsewhere a host has one.
  }
  return `${hostname()}${namespace}`;
}

/** Who holds the lock; null where it was released, or where the file cannot be a holder's. */
async function readHolder(file: string): Promise<Holder | null> {
  try {
    const text = await readFile(file, 'utf8');
    const pid = /^([1-9]\d{0,9})(?: |$)/.exec(text)?.[1];
    return pid === undefined ? null : { pid: Number(pid), text };
  } catch (error) {
    // A folder in its place was made by nobody who holds anything.
    if (isCode(error, 'ENOENT') || isCode(error, 'EISDIR')) return null;
    throw error;
  }
}

async function clearAway(file: string): Promise<void> {
  try {
    await rm(file, { force: true });
  } catch (error) {
    if (!isCode(error, 'ERR_FS_EISDIR')) throw error;
    await rename(file, `${file}.corrupt-${stamp()}`);
  }
}

/** Is it certain that the holder is gone? A process runs one engine's thread at a time, so another thread of ours has ended. */
function isGone({ pid, text }: Holder): boolean {
  const where = text.split(' ')[3] ?? here;
  // On a network drive or in another container its process is not to be seen from here; its touch is.
  if (where !== here) return false;
  if (pid === process.pid) return text !== ourselves();
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: alive, and somebody else's.
    return !isCode(error, 'EPERM');
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}

function held(pid: number | null, file: string): LockHeld {
  const who = pid === null ? 'Another run' : `Process ${pid}`;
  return new LockHeld(`${who} is issuing this certificate right now. If no such run exists, remove ${file}.`);
}
