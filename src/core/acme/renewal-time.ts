/** Between which moments the CA wants a certificate to be renewed (RFC 9773 §4.2). Hostile until it was read. */
export interface RenewalWindow {
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  /** Why it is other than usual; hostile text, at most 300 characters. */
  readonly explanationUrl: string | null;
}

/** What is kept of the CA's word on one certificate. */
export interface RenewalWord extends RenewalWindow {
  /** The certificate (RFC 9773 §4.1). */
  readonly certificateId: string;
  /** The moment that was drawn from the window, ISO 8601. Drawn once: whoever draws at each look comes too early. */
  readonly chosen: string;
  /** The CA is not asked again before, ISO 8601. */
  readonly askAgain: string;
}

const day = 86_400_000;
const longestUrl = 300;
/** RFC 9773 §4.3.2 leaves the limits to the client, and proposes these. */
const soonestMs = 60_000;
const latestMs = day;
/** RFC 9773 §4.3.3, where the CA says nothing of the next look. */
const usualMs = 6 * 3_600_000;
const shortLived = 10 * day;

/** Reads the body of a renewalInfo resource; null where it is none. */
export function readRenewalWindow(body: unknown): RenewalWindow | null {
  const { suggestedWindow, explanationURL } = asRecord(body);
  const { start, end } = asRecord(suggestedWindow);
  const [from, until] = [Date.parse(String(start)), Date.parse(String(end))];
  // RFC 9773 §4.2: a window that ends before it begins is none.
  if (Number.isNaN(from) || Number.isNaN(until) || until <= from) return null;
  return {
    start: new Date(from).toISOString(),
    end: new Date(until).toISOString(),
    explanationUrl: typeof explanationURL === 'string' ? explanationURL.slice(0, longestUrl) : null,
  };
}

/**
 * When the CA may be asked again: its Retry-After, no sooner than in a minute and no later than in a day.
 * @param retryAfter ISO 8601, see `readRetryAfter`; null: it did not say
 */
export function askAgainAt(retryAfter: string | null, now: Date): string {
  const asked = retryAfter === null ? usualMs : Date.parse(retryAfter) - now.getTime();
  return new Date(now.getTime() + Math.min(Math.max(asked, soonestMs), latestMs)).toISOString();
}

/**
 * The moment to renew within a window: drawn evenly, so that not all come at once (RFC 9773 §4.2). What was drawn before
 * stays as long as it lies within what the CA says now.
 * @param random 0 to 1
 */
export function chosenTime(window: RenewalWindow, before: string | null, random: number): string {
  const [start, end] = [Date.parse(window.start), Date.parse(window.end)];
  const kept = before === null ? NaN : Date.parse(before);
  return new Date(kept >= start && kept <= end ? kept : start + (end - start) * random).toISOString();
}

/** When a certificate should be renewed, and by whose word. */
export interface RenewalDue {
  readonly from: Date;
  readonly by: 'ca' | 'lifetime';
}

/**
 * From when a certificate should be renewed. Without the CA's word a third of its lifetime before its end, of one that
 * lives less than ten days a half (Let's Encrypt's integration guide). The CA's word is not followed past the last tenth:
 * a window that is wrong must not let the certificate expire.
 */
export function renewalDue(
  { notBefore, notAfter }: { readonly notBefore: Date; readonly notAfter: Date },
  chosen: string | null,
): RenewalDue {
  const [start, end] = [notBefore.getTime(), notAfter.getTime()];
  const life = end - start;
  const told = chosen === null ? NaN : Date.parse(chosen);
  if (!Number.isNaN(told)) return { from: new Date(Math.min(told, end - life / 10)), by: 'ca' };
  return { from: new Date(end - (life < shortLived ? life / 2 : life / 3)), by: 'lifetime' };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
