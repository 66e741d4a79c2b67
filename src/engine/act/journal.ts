import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { readJournalLine, type JournalEntry, type JournalEvent } from '../../core/acme/attempt.ts';
import { appendDurably, writeAtomically } from './atomic-write.ts';

const mode = 0o600;

/** What was tried for one certificate, line by line, each on the disk before the step after it begins. */
export interface Journal {
  /** In order; `write` adds to it. */
  readonly entries: readonly JournalEntry[];
  /** Where a damaged journal was put aside; null where it was whole. */
  readonly putAside: string | null;
  write(version: string, event: JournalEvent): Promise<void>;
}

/**
 * Reads the journal of a lineage, or begins one. A last line cut short by a crash is dropped: nothing followed from it.
 * Any other damage puts the file aside under a name with the time, and the lines that can be read go on in a new one.
 */
export async function openJournal(lineage: string): Promise<Journal> {
  const file = path.join(lineage, 'journal.jsonl');
  const text = await readText(file);
  const lines = text.split('\n');
  const cut = lines.pop() ?? '';
  const read = lines.map(readJournalLine);
  const entries = read.filter((entry) => entry !== null);
  let putAside: string | null = null;
  if (entries.length < read.length) {
    putAside = `${file}.corrupt-${stamp()}`;
    await rename(file, putAside);
  }
  if (putAside !== null || cut !== '') {
    await writeAtomically(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), mode);
  }
  return {
    entries,
    putAside,
    async write(version, event) {
      const entry: JournalEntry = { at: new Date().toISOString(), version, ...event };
      await appendDurably(file, JSON.stringify(entry), mode);
      entries.push(entry);
    },
  };
}

/** A time that can be part of a file name on every system. */
export function stamp(): string {
  return new Date().toISOString().replaceAll(':', '');
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
