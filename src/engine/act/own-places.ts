import { stat } from 'node:fs/promises';
import path from 'node:path';

/** Somebody else could have put there what would be run or trusted. */
class NotOurs extends Error {
  override readonly name = 'NotOurs';
}

const writableByOthers = 0o022;

/**
 * Makes sure that nobody but this user and root can have written what lies in the storage, and in one lineage of it: it
 * names programs, and holds keys. Rejects with `NotOurs`, whose message says what to do. On Windows the rights of the
 * folder are the user's to set.
 */
export async function demandOwn(storage: string, lineage?: string): Promise<void> {
  const within = ['accounts', 'certificates'].map((name) => path.join(storage, name));
  for (const place of [storage, ...within, ...(lineage === undefined ? [] : [lineage])]) {
    const why = await notOursFor(place);
    if (why !== null) throw new NotOurs(`${why} Nothing was done.`);
  }
}

/** Why what stands at a place is not to be trusted, as a sentence or two; null where it is, or where nothing stands there. */
export async function notOursFor(place: string): Promise<string | null> {
  const user = process.geteuid?.();
  if (user === undefined) return null;
  let facts;
  try {
    facts = await stat(place);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  if (facts.uid !== user && facts.uid !== 0) {
    return `${place} belongs to another user (number ${facts.uid}), who could put there what is run and trusted. Run this as that user, or choose another folder.`;
  }
  if ((facts.mode & writableByOthers) === 0) return null;
  return `Others than you may write in ${place}. Take that right from them first: chmod go-w, for the folders above it too.`;
}
