/** What is known of a domain's checks, as far as it says when to look again. Times in milliseconds since 1970. */
export interface CheckPast {
  /** The last check's end; null where there was none. */
  readonly at: number | null;
  /** Something is on its way: a record spreads, a certificate is to come. */
  readonly pending: boolean;
  /** How many checks in a row, up to the last one, said the same. */
  readonly unchanged: number;
}

/** Of what is pending, the first look again comes after so long; each one after twice as long, up to the usual interval. */
const firstPendingMs = 30_000;
/** What never changes is looked at this many times more rarely. */
const mostPatience = 4;
/** Nothing is looked at more rarely than this, for the end of a certificate does not wait. */
const longestMs = 24 * 3_600_000;
/** A share of the interval by which domains drift apart. */
const jitter = 0.2;

/**
 * When to look again by itself (ST-4): soon and then ever later while something is pending, else after the interval,
 * and after up to four intervals where nothing changes.
 * @param intervalMs what the user set; 0: never
 * @param random 0 to 1
 * @returns milliseconds since 1970; null: never
 */
export function nextCheckAt({ at, pending, unchanged }: CheckPast, intervalMs: number, random: number): number | null {
  if (intervalMs <= 0 || at === null) return null;
  const patient = Math.min(
    intervalMs * Math.min(2 ** Math.floor(unchanged / 3), mostPatience),
    Math.max(intervalMs, longestMs),
  );
  const wait = pending ? Math.min(firstPendingMs * 2 ** Math.min(unchanged, 16), intervalMs) : patient;
  return at + wait * (1 - jitter + 2 * jitter * random);
}

/** So many are looked at again by themselves in one go, so that a return after a weekend is no storm. */
export const mostAtOnce = 8;
/** The least time between two goes. */
export const pauseMs = 5_000;

export interface DueCheck {
  readonly name: string;
  readonly at: number | null;
}

/** What is to be looked at now, what waits longest first, and when to ask again; null: not before something changes. */
export function dueChecks(
  checks: readonly DueCheck[],
  now: number,
): { readonly due: readonly string[]; readonly wakeAt: number | null } {
  const coming = checks.flatMap(({ name, at }) => (at === null ? [] : [{ name, at }])).toSorted((a, b) => a.at - b.at);
  const due = coming.filter(({ at }) => at <= now).slice(0, mostAtOnce);
  const [next] = coming.slice(due.length);
  return {
    due: due.map(({ name }) => name),
    wakeAt: next === undefined ? null : Math.max(next.at, now + pauseMs),
  };
}
