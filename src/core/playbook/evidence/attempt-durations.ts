import { durationWords, momentWords } from '../../certificate/lifetime.ts';
import { textOf } from '../../domain/name.ts';
import type { Finding } from '../../problem/finding.ts';
import type { EvidenceRow } from '../evidence.ts';
import type { TimedAttempt } from '../look.ts';
import { machineRow, plain, type Collect } from './rows.ts';

/** What takes this many times as long as usual, and at least a minute longer, hangs. */
const factor = 3;
const leastExcessMs = 60_000;

/** How long the newest attempt takes, held against the earlier ones, and the step at which it stands. */
export const attemptDurations: Collect = (intent, { report, known }) => {
  const attempts = known.attempts ?? [];
  if (attempts.length === 0)
    return plain([], 'No attempt was recorded: neither a run of Cert Doctor nor a log that was read tells of one.');
  const [newest, ...earlier] = attempts.filter(isTimed);
  if (newest === undefined) return plain([], 'Attempts were recorded, but their times cannot be read.');
  const now = Date.parse(report.at);
  const done = earlier.filter(({ outcome, endedAt }) => outcome === 'succeeded' && endedAt !== null);
  const usual = median(done.map((one) => lengthOf(one, now)));
  const length = lengthOf(newest, now);
  const isSlow = usual !== null && length > factor * usual && length - usual > leastExcessMs;
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
      expected: usual === null ? null : `about ${exact(usual)}, as ${runs(done.length)}`,
    },
  ];
  const held = newest.outcome === 'open' ? lastStage(newest, now) : isSlow ? longestStage(newest, done, now) : null;
  if (held !== null) {
    const what = newest.outcome === 'open' ? 'step that has begun and not ended' : 'step that took most of it';
    const before = median(
      done.flatMap((one) => stagesOf(one, now).filter(({ key }) => key === held.key)).map(({ ms }) => ms),
    );
    rows.push({
      ...machineRow(intent, what, `${held.what}, for ${exact(held.ms)}`, isSlow ? 'problem' : 'unknown'),
      expected: before === null ? null : `about ${exact(before)}`,
    });
  }
  const missing =
    newest !== attempts[0]
      ? 'The times of the newest attempt cannot be read.'
      : usual === null
        ? 'No earlier attempt that succeeded is known, so nothing says how long it usually takes.'
        : null;
  const evidence = plain(rows, missing);
  if (newest.outcome !== 'open' || !isSlow) return evidence;
  const at = held === null ? '' : ` It stands at: ${held.what}.`;
  const message = `The attempt of ${momentWords(newest.startedAt)} has not ended after ${exact(length)}; ${runs(done.length)} took about ${exact(usual)}.${at}`;
  const finding: Finding = {
    problem: 'automation-stuck',
    severity: 'warning',
    subject: textOf(intent.name),
    message,
    evidence: [],
  };
  return { ...evidence, findings: [finding] };
};

/** A journal or a log may hold anything in the place of a time. */
function isTimed({ startedAt, endedAt, stages }: TimedAttempt): boolean {
  return [startedAt, ...(endedAt === null ? [] : [endedAt]), ...stages.map(({ at }) => at)].every(
    (at) => !Number.isNaN(Date.parse(at)),
  );
}

function runs(count: number): string {
  return `${count} earlier ${count === 1 ? 'run' : 'runs'}`;
}

/** What an attempt did from one line of its record to the next; `key`: its words without what differs between attempts. */
interface Stage {
  readonly key: string;
  readonly what: string;
  readonly ms: number;
}

/** The stages of an attempt with how long each took. What it does several times in one attempt counts as one. */
function stagesOf({ stages, endedAt }: TimedAttempt, now: number): readonly Stage[] {
  const end = endedAt === null ? now : Date.parse(endedAt);
  const byKey = new Map<string, Stage>();
  for (const [index, { at, what }] of stages.entries()) {
    const key = what.split(/[:(]/, 1)[0]?.trim() ?? what;
    const next = stages[index + 1];
    const ms = (next === undefined ? end : Date.parse(next.at)) - Date.parse(at) + (byKey.get(key)?.ms ?? 0);
    byKey.set(key, { key, what, ms });
  }
  return [...byKey.values()];
}

/** The line at which an attempt stands, and since when. */
function lastStage({ stages }: TimedAttempt, now: number): Stage | null {
  const last = stages.at(-1);
  return last === undefined
    ? null
    : (stagesOf({ stages: [last], endedAt: null, startedAt: last.at, outcome: 'open' }, now)[0] ?? null);
}

/** The stage that took longer than in the earlier attempts by most; null where the record has no stages. */
function longestStage(attempt: TimedAttempt, earlier: readonly TimedAttempt[], now: number): Stage | null {
  const known = earlier.flatMap((one) => stagesOf(one, now));
  const excess = ({ key, ms }: Stage): number =>
    ms - (median(known.filter((one) => one.key === key).map((one) => one.ms)) ?? 0);
  return stagesOf(attempt, now).toSorted((one, other) => excess(other) - excess(one))[0] ?? null;
}

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
