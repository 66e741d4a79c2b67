import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { InFlight } from '../../observe/in-flight.ts';
import { updateRenewalWord } from '../renewal-info.ts';
import { readLive } from '../storage.ts';
import { recallRequest } from './lineage-request.ts';

const mostAtOnce = 8;

/**
 * Asks the CAs that want to be asked again when to renew each certificate of the storage, and keeps what they say. What
 * goes wrong with one keeps no other from being asked. Rejects with the signal's reason.
 */
export async function updateRenewalWords(storage: string, now: Date, signal: AbortSignal): Promise<void> {
  const folder = path.join(storage, 'certificates');
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const line = new InFlight(mostAtOnce);
  await Promise.all(
    names.map((name) =>
      line.run(async () => {
        signal.throwIfAborted();
        const lineage = path.join(folder, name);
        try {
          const [live, request] = await Promise.all([readLive(lineage), recallRequest(lineage)]);
          if (live !== null && request !== null) await updateRenewalWord(lineage, live.leaf, request.ca, now, signal);
        } catch {
          signal.throwIfAborted();
        }
      }),
    ),
  );
}
