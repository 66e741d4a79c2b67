import { X509Certificate } from 'node:crypto';
import { lstat, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { validityOf } from '../observe/validity-of.ts';
import { stamp } from './stamp.ts';
import { liveVersion, pointLive, readLive, versionFiles, versionsOf } from './storage.ts';

/**
 * Lets `live` lead to a certificate again where it leads to none that is whole: to the one that is valid longest. What
 * stands in its place and is no pointer is put aside. A pointer that leads to a whole version stays, however old it is.
 * Resolves to the version to which it was moved; null where nothing was done. Only for the holder of the lock.
 */
export async function mendLive(lineage: string, fence: () => Promise<void>): Promise<string | null> {
  const pointer = path.join(lineage, 'live');
  const stands = await lstat(pointer).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (stands !== null && !stands.isSymbolicLink()) {
    await fence();
    await rename(pointer, `${pointer}.corrupt-${stamp()}`);
  } else if (stands !== null) {
    const version = await liveVersion(lineage);
    if (version !== null && (await endOf(lineage, version)) !== null) return null;
  }
  const whole: { readonly version: string; readonly end: number }[] = [];
  for (const version of await versionsOf(lineage)) {
    const end = await endOf(lineage, version);
    if (end !== null) whole.push({ version, end });
  }
  const [best] = whole.toSorted((one, other) => other.end - one.end);
  if (best === undefined) return null;
  await fence();
  await pointLive(lineage, best.version);
  return best.version;
}

/** When the certificate of a version ends, in milliseconds; null where key, certificate and chain are not whole. */
async function endOf(lineage: string, version: string): Promise<number | null> {
  // A pointer that leads out of the lineage leads to nothing of ours.
  if (!/^\d{4,9}$/.test(version)) return null;
  const live = await readLive(lineage, version);
  if (live === null) return null;
  try {
    const { certificate, chain, fullChain } = versionFiles(lineage, version);
    const [own, rest, both] = await Promise.all([certificate, chain, fullChain].map((file) => readFile(file, 'utf8')));
    return both === `${own ?? ''}${rest ?? ''}` ? validityOf(new X509Certificate(own ?? '')).notAfter.getTime() : null;
  } catch {
    return null;
  }
}
