import { durationWords, momentWords } from '../../certificate/lifetime.ts';
import type { EvidenceRow } from '../evidence.ts';
import type { TimedAttempt } from '../look.ts';
import { machineRow, plain, type Collect } from './rows.ts';

/** What takes this many times as long as usual, and at least a minute longer, hangs. */
const factor = 3;
const leastExcessMs = 60_000;

/** How long the newest attempt takes, held against the earlier ones, and the step at which it stands. */
export const attemptDurations: Collect = (intent, { report, known }) => {
  const attempts = known.attempts ?? [];
  const [newest, ...earlier] = attempts;
  if (newest === undefined)
    return plain([], 'No attempt was recorded: neither a run of Cert Doctor nor a log that was read tells of one.');
  const now = Date.parse(report.at);
  const done = earlier.filter(({ outcome, endedAt }) => outcome === 'succeeded' && endedAt !== null);
  const usual = median(done.map((one) => lengthOf(one, now)));
  const length = lengthOf(newest, now);
  const isSlow = usual !== null && length > factor * usual && length - usual > leastExcessMs;
  const stage = newest.stages.at(-1);
  const rows: EvidenceRow[] = [
    {
      ...machineRow(
        intent,
        `attempt of ${momentWords(newest.startedAt)}`,
        `${newest.outcome === 'open' ? 'not ended after' : `${newest.outcome} after`} ${exact(length)}`,
        newest.outcome === 'succeeded' && !isSlow
          ? 'fine'
          : isSlow
            ? 'problem'
            : newest.outcome === 'failed'
              ? 'problem'
              : 'unknown',
      ),
      expected:
        usual === null
          ? null
          : `about ${exact(usual)}, as ${done.length} earlier ${done.length === 1 ? 'run' : 'runs'}`,
    },
  ];
  if (newest.outcome === 'open' && stage !== undefined) {
    const since = now - Date.parse(stage.at);
    rows.push(
      machineRow(
        intent,
        'step that has begun and not ended',
        `${stage.what}, for ${exact(since)}`,
        isSlow ? 'problem' : 'unknown',
      ),
    );
  }
  const missing =
    usual === null ? 'No earlier attempt that succeeded is known, so nothing says how long it usually takes.' : null;
  return plain(rows, missing);
};

function lengthOf({ startedAt, endedAt }: TimedAttempt, now: number): number {
  return (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt);
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function exact(ms: number): string {
  return ms < 60_000 ? `${Math.max(0, Math.round(ms / 1_000))} s` : durationWords(ms);
}
