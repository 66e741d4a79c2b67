import type { IssueSecrets } from '../../../core/acme/issuance.ts';
import type { PlacedChallenge } from '../../../core/acme/placed-challenge.ts';
import type { Run } from '../../engine.ts';
import { writeRecord } from './record-writer.ts';
import { removeToken } from './web-root.ts';

/** Cleaning up goes on after a cancel, but not for ever. */
const longestMs = 30_000;

/**
 * Takes away exactly what was put in place, in this run or in one that was killed. What only the user can take away is
 * left to them. Rejects where it could not be done: it is to be tried again.
 * @param asked whether the user agreed in this run to what is run for it; null: nobody need be asked.
 */
export async function removePlaced(placed: PlacedChallenge, secrets: IssueSecrets, asked: Run | null): Promise<void> {
  switch (placed.by) {
    case 'web-root':
      await removeToken(placed);
      return;
    case 'listener':
      return;
    case 'record': {
      const { record, writer } = placed;
      if (writer.by === 'hand') return;
      const signal = asked?.signal ?? AbortSignal.timeout(longestMs);
      await writeRecord('remove', { record, writer, secrets, signal, confirm: asked?.confirm ?? null });
    }
  }
}
