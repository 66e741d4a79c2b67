import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileState } from '../../../core/host/host-observation.ts';

const largestText = 1024 * 1024;
const largestEnd = 256 * 1024;

/** The machine that is looked at: everything is read below `root`, which is `/` but for tests. */
export interface Machine {
  readonly root: string;
  /** Ends all looks. */
  readonly signal: AbortSignal;
}

/** Where a file of the machine lies. */
export function placeOf({ root }: Machine, file: string): string {
  return path.join(root, file);
}

export type TextRead =
  | { readonly state: 'read'; readonly text: string }
  | { readonly state: Extract<FileState, 'missing' | 'not-permitted'>; readonly text: null };

/** A small text file. A pipe or a device may never end: what is no file counts as missing, like what is too large. */
export async function readText(machine: Machine, file: string, largest = largestText): Promise<TextRead> {
  try {
    await using handle = await open(placeOf(machine, file), 'r');
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > largest) return { state: 'missing', text: null };
    return { state: 'read', text: await handle.readFile({ encoding: 'utf8', signal: machine.signal }) };
  } catch (error) {
    return { state: isRefused(error) ? 'not-permitted' : 'missing', text: null };
  }
}

/** The last 256 KiB of a file, as of a log; what is no file counts as missing. */
export async function readEnd(machine: Machine, file: string): Promise<TextRead> {
  try {
    await using handle = await open(placeOf(machine, file), 'r');
    const stat = await handle.stat();
    if (!stat.isFile()) return { state: 'missing', text: null };
    const bytes = Buffer.alloc(Math.min(stat.size, largestEnd));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, stat.size - bytes.length);
    return { state: 'read', text: bytes.toString('utf8', 0, bytesRead) };
  } catch (error) {
    return { state: isRefused(error) ? 'not-permitted' : 'missing', text: null };
  }
}

/** Names in a folder, sorted as nginx and cron take them; null where this user may not see them, empty where it is not there. */
export async function namesIn(machine: Machine, folder: string): Promise<readonly string[] | null> {
  try {
    return (await readdir(placeOf(machine, folder))).sort();
  } catch (error) {
    return isRefused(error) ? null : [];
  }
}

export function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}

/** Null where this user may not see it. */
export async function isFolder(machine: Machine, file: string): Promise<boolean | null> {
  return await stat(placeOf(machine, file)).then(
    (found) => found.isDirectory(),
    (error: unknown) => (isRefused(error) ? null : false),
  );
}

/** A file that somebody may run, whoever it is. */
export async function isExecutable(machine: Machine, file: string): Promise<boolean> {
  return await stat(placeOf(machine, file)).then(
    (found) => found.isFile() && (found.mode & 0o111) !== 0,
    () => false,
  );
}
