import { lastAttempt, placedChallenges } from '../../../core/acme/attempt.ts';
import type { IssueSecrets } from '../../../core/acme/issuance.ts';
import { placeKey, type TxtRecord } from '../../../core/acme/placed-challenge.ts';
import type { Run } from '../../engine.ts';
import type { Journal } from '../journal.ts';
import { removePlaced } from './remove-placed.ts';

export interface LeftOptions {
  readonly secrets: IssueSecrets;
  readonly run: Run;
  /** Keys of what this run put in place; for the rest the user is asked before a program runs. */
  readonly placedHere: ReadonlySet<string>;
}

/** Records that still stand in DNS. */
export interface LeftRecords {
  /** Only the user can remove them. */
  readonly typed: readonly TxtRecord[];
  /** They could not be removed; the next run tries again. */
  readonly kept: readonly TxtRecord[];
}

/**
 * Takes away what answered challenges in this run, or in one before that was killed. What cannot be removed stays in the
 * journal for the next run. Never rejects.
 */
export async function removeLeftAnswers(
  journal: Journal,
  { secrets, run, placedHere }: LeftOptions,
): Promise<LeftRecords> {
  const attempt = lastAttempt(journal.entries);
  const typed: TxtRecord[] = [];
  const kept: TxtRecord[] = [];
  for (const placed of placedChallenges(journal.entries)) {
    try {
      await removePlaced(placed, secrets, placedHere.has(placeKey(placed)) ? null : run);
      if (placed.by === 'record' && placed.writer.by === 'hand') typed.push(placed.record);
      if (attempt !== null) await journal.write(attempt.version, { event: 'challenge-removed', placed });
    } catch {
      if (placed.by === 'record') kept.push(placed.record);
    }
  }
  return { typed, kept };
}
