import { lstat, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { createAtomically, createFolder } from './atomic-write.ts';
import { stamp } from './stamp.ts';

/** Rises when files in the storage are written in a way that what is out there would read wrongly. */
const ownFormat = 1;

/** A newer Cert Doctor wrote here. Reading goes on, writing would lose what this one does not know. */
class StorageTooNew extends Error {
  override readonly name = 'StorageTooNew';
}

/**
 * Makes sure that this program may write in the storage, and says there by which format. A file that says nothing is put
 * aside. Rejects with `StorageTooNew`.
 */
export async function demandKnownFormat(storage: string): Promise<void> {
  const file = path.join(storage, 'format.json');
  const format = await formatIn(file);
  if (format === 'unreadable') await rename(file, `${file}.corrupt-${stamp()}`);
  if (typeof format === 'number') {
    if (format <= ownFormat) return;
    throw new StorageTooNew(
      `The files in ${storage} were written by a newer Cert Doctor. This one only reads them; update it to issue or renew here.`,
    );
  }
  await createFolder(storage, 0o700);
  await createAtomically(file, `${JSON.stringify({ format: ownFormat })}\n`, 0o600);
}

async function formatIn(file: string): Promise<number | 'unreadable' | null> {
  let text: string;
  try {
    if (!(await lstat(file)).isFile()) return 'unreadable';
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : null;
    return typeof format === 'number' && Number.isInteger(format) && format > 0 ? format : 'unreadable';
  } catch {
    return 'unreadable';
  }
}
