import { countedEntries, setOf, type LedgerEntry } from './ca-ledger.ts';

const minute = 60_000;
/** Let's Encrypt's advice (https://letsencrypt.org/docs/integration-guide/): one minute, ten, a hundred, then once a day. */
const pausesMs = [minute, 10 * minute, 100 * minute, 24 * 60 * minute];
/** Many that failed together must not come back together. */
const jitter = 0.25;
/** Longer than this is never believed, see `readRetryAfter`. */
const longestMs = 30 * 24 * 60 * minute;

/**
 * When to try again after a failure.
 * @param failuresBefore those since the last certificate, without this one
 * @param retryAfter the CA's word (ISO 8601), the least that is waited; null: none
 * @param random 0 to 1
 */
export function nextTryAfter(failuresBefore: number, retryAfter: string | null, now: Date, random: number): Date {
  const pauseMs = pausesMs[Math.min(failuresBefore, pausesMs.length - 1)] ?? longestMs;
  const own = now.getTime() + pauseMs * (1 + jitter * random);
  const asked = retryAfter === null ? NaN : Date.parse(retryAfter);
  const wanted = Number.isNaN(asked) ? own : Math.max(own, asked);
  return new Date(Math.min(wanted, now.getTime() + longestMs));
}

/** Where a certificate stands between two tries. */
export interface BackOff {
  /** Since the last certificate. */
  readonly failures: number;
  /** Of the last failure, ISO 8601; null where there is none. */
  readonly lastFailure: string | null;
  readonly text: string;
  /** Our own patience; null where a try is due. The user may say otherwise. */
  readonly nextTry: string | null;
}

/** @param names as they stand in the certificate */
export function backOffOf(entries: readonly LedgerEntry[], names: readonly string[], now: Date): BackOff {
  const set = setOf(names);
  let failures = 0;
  let last: Extract<LedgerEntry, { readonly event: 'failed' }> | null = null;
  for (const entry of countedEntries(entries, now)) {
    if (setOf(entry.names) !== set) continue;
    if (entry.event === 'issued') [failures, last] = [0, null];
    if (entry.event === 'failed') [failures, last] = [failures + 1, entry];
  }
  if (last === null) return { failures: 0, lastFailure: null, text: '', nextTry: null };
  return { failures, lastFailure: last.at, text: last.text, nextTry: stillAhead(last.nextTry, now) };
}

/** Until when the CA has refused to be asked for these names, or at all; null where it has not. */
export function refusedUntil(
  entries: readonly LedgerEntry[],
  names: readonly string[],
  now: Date,
): { readonly until: string; readonly text: string } | null {
  const set = setOf(names);
  const open = countedEntries(entries, now).flatMap((entry) => {
    if (entry.event !== 'refused' || (entry.names.length > 0 && setOf(entry.names) !== set)) return [];
    const until = stillAhead(entry.until, now);
    return until === null ? [] : [{ until, text: entry.text }];
  });
  return open.toSorted((one, other) => other.until.localeCompare(one.until))[0] ?? null;
}

/** A time that lies further ahead than anybody is made to wait comes from a clock that was wrong. */
function stillAhead(iso: string, now: Date): string | null {
  const ms = Date.parse(iso);
  return ms > now.getTime() && ms <= now.getTime() + longestMs ? new Date(ms).toISOString() : null;
}
