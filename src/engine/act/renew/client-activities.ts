import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { readClientActivity, type ClientActivity } from '../../../core/acme/client-activity.ts';
import { createFolder, writeAtomically } from '../atomic-write.ts';

const mostKept = 200;
/** One is 16 KiB of output and some words. */
const largest = 256 * 1024;

/** Keeps what became of a renewal by a client, a file of its own for each, and the last 200 of them. */
export async function keepClientActivity(storage: string, activity: ClientActivity): Promise<void> {
  const folder = folderIn(storage);
  await createFolder(folder, 0o700);
  // Named after its time, as they are sorted; one process asks one client at a time.
  const name = `${activity.startedAt.replaceAll(':', '')}-${process.pid}.json`;
  await writeAtomically(path.join(folder, name), JSON.stringify(activity), 0o600);
  const names = await namesIn(folder);
  // Another process may be taking away the same.
  for (const old of names.slice(0, Math.max(0, names.length - mostKept)))
    await rm(path.join(folder, old), { force: true });
}

/** What was kept, the newest first. What cannot be read is left out. */
export async function clientActivities(storage: string): Promise<readonly ClientActivity[]> {
  const folder = folderIn(storage);
  const names = await namesIn(folder);
  const texts = await Promise.all(
    names.slice(-mostKept).map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')),
  );
  return texts
    .flatMap((text) => (text.length > largest ? [] : (readClientActivity(text) ?? [])))
    .toSorted((one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt));
}

function folderIn(storage: string): string {
  return path.join(storage, 'client-renewals');
}

/** In the order of their times, by which they are named. */
async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.json')).toSorted();
}
