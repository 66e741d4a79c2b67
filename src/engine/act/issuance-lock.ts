import { randomBytes } from 'node:crypto';
import { link, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { threadId } from 'node:worker_threads';

const prefix = 'lock-';

/** Somebody else works on this certificate. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
}

export interface IssuanceLock {
  release(): Promise<void>;
}

/**
 * One writer for a lineage. Each holder makes the file of the next generation, `lock-<n>`, which only one can make; it is
 * left behind empty, or as the word of one that is dead, and never made again. So a lock is taken over
 * without a moment in which two could hold it. Rejects with `LockHeld`.
 */
export async function lockLineage(lineage: string): Promise<IssuanceLock> {
  const highest = await highestGeneration(lineage);
  if (highest > 0) {
    const holder = await readHolder(lineageFile(lineage, highest));
    if (holder !== null && isAlive(holder)) throw held(holder.pid, lineageFile(lineage, highest));
  }
  const generation = highest + 1;
  const file = lineageFile(lineage, generation);
  const draft = path.join(lineage, `.${prefix}${randomBytes(6).toString('hex')}`);
  // Made beside and linked, so that nobody ever reads it half written.
  await writeFile(draft, ourselves(), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw held(null, file);
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  if ((await highestGeneration(lineage)) !== generation) {
    // Whoever slept between looking and making finds generations above.
    await rm(file, { force: true });
    throw held(null, file);
  }
  for (const old of await generations(lineage)) {
    if (old < generation) await rm(lineageFile(lineage, old), { force: true });
  }
  return {
    async release() {
      try {
        // Emptied and not written: a full disk must not keep the lock.
        await truncate(file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    },
  };
}

function lineageFile(lineage: string, generation: number): string {
  return path.join(lineage, `${prefix}${generation}`);
}

async function generations(lineage: string): Promise<readonly number[]> {
  const names = await readdir(lineage);
  return names.filter((name) => /^lock-\d{1,12}$/.test(name)).map((name) => Number(name.slice(prefix.length)));
}

async function highestGeneration(lineage: string): Promise<number> {
  return Math.max(0, ...(await generations(lineage)));
}

interface Holder {
  readonly pid: number;
  readonly text: string;
}

/** Process, thread and when the process began: a process that was started again may have the id of the one before. */
function ourselves(): string {
  return `${process.pid} ${threadId} ${performance.timeOrigin}`;
}

/** Who holds the lock; null where it was released, or where the file cannot be a holder's. */
async function readHolder(file: string): Promise<Holder | null> {
  try {
    const text = await readFile(file, 'utf8');
    const pid = /^([1-9]\d{0,9})(?: |$)/.exec(text)?.[1];
    return pid === undefined ? null : { pid: Number(pid), text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A process runs one engine's thread at a time, so another thread of ours has ended, and its lock with it. */
function isAlive({ pid, text }: Holder): boolean {
  if (pid === process.pid) return text === ourselves();
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function held(pid: number | null, file: string): LockHeld {
  const who = pid === null ? 'Another run' : `Process ${pid}`;
  return new LockHeld(`${who} is issuing this certificate right now. If no such run exists, remove ${file}.`);
}
