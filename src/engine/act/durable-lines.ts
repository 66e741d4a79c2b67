import { lstat, readFile, rename } from 'node:fs/promises';
import { appendDurably, writeAtomically } from './atomic-write.ts';
import { stamp } from './stamp.ts';

const mode = 0o600;

/** A file of lines, each on the disk before the step after it begins. */
export interface DurableLines<T> {
  /** In order; `append` adds to it. */
  readonly entries: readonly T[];
  /** Where a damaged file was put aside; null where it was whole. */
  readonly putAside: string | null;
  append(entry: T): Promise<void>;
}

/**
 * Reads a file of JSON lines, or begins one; only for its one writer. A last line cut short by a crash is dropped: nothing
 * followed from it. Any other damage puts the file aside under a name with the time, and the lines that can be read go on
 * in a new one. So does a symbolic link: what it leads to is not ours to write.
 * @param readLine null for what is no line of this file
 * @param kept what still says something, where the file has grown long
 * @param fence rejects where somebody else has become the writer; asked before each write
 */
export async function openDurableLines<T>(
  file: string,
  readLine: (line: string) => T | null,
  kept: (entries: readonly T[]) => readonly T[],
  fence: () => Promise<void>,
): Promise<DurableLines<T>> {
  const { entries: read, cut, damaged } = await readDurableLines(file, readLine);
  let putAside: string | null = null;
  if (damaged) {
    await fence();
    putAside = `${file}.corrupt-${stamp()}`;
    await rename(file, putAside);
  }
  const entries = [...(read.length > mostLines ? kept(read) : read)];
  if (putAside !== null || cut || entries.length < read.length) {
    await fence();
    await writeAtomically(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), mode);
  }
  return {
    entries,
    putAside,
    async append(entry) {
      await fence();
      await appendDurably(file, JSON.stringify(entry), mode);
      entries.push(entry);
    },
  };
}

const mostLines = 2_000;

/** What can be read now, by whoever is not the writer; nothing where there is no file. */
export async function readDurableLines<T>(
  file: string,
  readLine: (line: string) => T | null,
): Promise<{ readonly entries: readonly T[]; readonly cut: boolean; readonly damaged: boolean }> {
  try {
    if (!(await lstat(file)).isFile()) return { entries: [], cut: false, damaged: true };
    const lines = (await readFile(file, 'utf8')).split('\n');
    const rest = lines.pop() ?? '';
    const entries = lines.map(readLine).filter((entry) => entry !== null);
    // What a crash leaves of a line is its beginning.
    const damaged = entries.length < lines.length || (rest !== '' && !rest.startsWith('{'));
    return { entries, cut: rest !== '', damaged };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { entries: [], cut: false, damaged: false };
    throw error;
  }
}
