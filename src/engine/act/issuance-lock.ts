import { randomBytes } from 'node:crypto';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

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
 * left behind as released, or as the word of a process that is dead, and never made again. So a lock is taken over
 * without a moment in which two could hold it. Rejects with `LockHeld`.
 */
export async function lockLineage(lineage: string): Promise<IssuanceLock> {
  const highest = await highestGeneration(lineage);
  if (highest > 0) {
    const holder = await readHolder(lineageFile(lineage, highest));
    if (holder !== null && isAlive(holder)) throw held(holder, lineageFile(lineage, highest));
  }
  const generation = highest + 1;
  const file = lineageFile(lineage, generation);
  const draft = path.join(lineage, `.${prefix}${randomBytes(6).toString('hex')}`);
  // Made beside and linked, so that nobody ever reads it half written.
  await writeFile(draft, String(process.pid), { mode: 0o600, flag: 'wx' });
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
      const released = path.join(lineage, `.${prefix}${randomBytes(6).toString('hex')}`);
      await writeFile(released, 'released', { mode: 0o600, flag: 'wx' });
      await rename(released, file);
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

/** The process that holds the lock; null where it was released, or where the file cannot be a holder's. */
async function readHolder(file: string): Promise<number | null> {
  try {
    const text = await readFile(file, 'utf8');
    return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
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
