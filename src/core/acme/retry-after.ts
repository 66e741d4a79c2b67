/** Waiting longer than this is never believed; a timer could not hold a much longer one either (2^31-1 ms). */
const longestMs = 30 * 86_400_000;
const shown = 'retry after ';
const stamp = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/;

/**
 * When the CA allows the next try: the Retry-After header (RFC 9110 §10.2.3, seconds or a date), or the time that
 * Let's Encrypt writes into the text ("retry after 2026-11-25 12:00:00 UTC"). ISO 8601, at most 30 days from `now`;
 * null where neither says anything that can be read.
 */
export function readRetryAfter(header: string | null, detail: string, now: Date): string | null {
  const written = retryTimeIn(detail);
  const ms = headerTime(header, now) ?? (written === null ? null : Date.parse(written));
  if (ms === null) return null;
  return new Date(Math.min(Math.max(ms, now.getTime()), now.getTime() + longestMs)).toISOString();
}

function headerTime(header: string | null, now: Date): number | null {
  if (header === null || header.length > 40) return null;
  const text = header.trim();
  if (/^\d{1,12}$/.test(text)) return now.getTime() + Number(text) * 1000;
  return text.endsWith('GMT') ? parsed(text) : null;
}

/** The time in "retry after 2026-11-25 12:00:00 UTC" at or after an offset, as ISO 8601, however far away it is; null where none is written. */
export function retryTimeIn(text: string, from = 0): string | null {
  const at = text.indexOf(shown, from);
  if (at < 0) return null;
  const found = stamp.exec(text.slice(at + shown.length, at + shown.length + 19));
  const ms = found === null ? null : parsed(`${found[0].replace(' ', 'T')}Z`);
  return ms === null ? null : new Date(ms).toISOString();
}

function parsed(text: string): number | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
