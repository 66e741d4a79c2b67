import path from 'node:path';
import { readJournalLine, type JournalEntry, type JournalEvent } from '../../core/acme/attempt.ts';
import { openDurableLines, readDurableLines } from './durable-lines.ts';

/** What was tried for one certificate, line by line, each on the disk before the step after it begins. */
export interface Journal {
  /** In order; `write` adds to it. */
  readonly entries: readonly JournalEntry[];
  /** Where a damaged journal was put aside; null where it was whole. */
  readonly putAside: string | null;
  write(version: string, event: JournalEvent): Promise<void>;
}

/**
 * Reads the journal of a lineage, or begins one; for the holder of its lock. Damage is put aside, see `openDurableLines`.
 * @param fence rejects where the lock is lost; asked before each write
 */
export async function openJournal(
  lineage: string,
  fence: () => Promise<void> = () => Promise.resolve(),
): Promise<Journal> {
  const lines = await openDurableLines<JournalEntry>(journalFile(lineage), readJournalLine, (all) => all, fence);
  return {
    entries: lines.entries,
    putAside: lines.putAside,
    write: (version, event) => lines.append({ at: new Date().toISOString(), version, ...event }),
  };
}

/** The journal as it stands, for whoever only looks on; it may be written meanwhile. */
export async function readJournal(lineage: string): Promise<readonly JournalEntry[]> {
  return (await readDurableLines<JournalEntry>(journalFile(lineage), readJournalLine)).entries;
}

function journalFile(lineage: string): string {
  return path.join(lineage, 'journal.jsonl');
}
