import { access, rmdir } from 'node:fs/promises';
import path from 'node:path';

/** Does something in a folder, and takes away again what of the folder was not there before, as far as it is empty. */
export async function withoutTrace<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  const made = await missingFolders(folder);
  try {
    return await act();
  } finally {
    for (const one of made) {
      const removed = await rmdir(one).then(
        () => true,
        () => false,
      );
      if (!removed) break;
    }
  }
}

/** The deepest first. */
async function missingFolders(folder: string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (let place = folder; place !== path.dirname(place); place = path.dirname(place)) {
    const isThere = await access(place).then(
      () => true,
      () => false,
    );
    if (isThere) break;
    missing.push(place);
  }
  return missing;
}
