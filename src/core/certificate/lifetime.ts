import type { CertificateFacts } from './facts.ts';

export interface Lifetime {
  /** `unreadable`: its dates are no dates. */
  readonly state: 'not-yet-valid' | 'valid' | 'expiring' | 'expired' | 'unreadable';
  /** Milliseconds until it ends; negative after its end. */
  readonly leftMs: number;
  /** Milliseconds until it begins; negative after its begin. */
  readonly startsInMs: number;
}

const day = 86_400_000;

/**
 * Where a certificate stands in its life. `expiring` is less than a quarter of the lifetime, at most 30 days: automation
 * renews when a third is left (half, for less than 10 days; Let's Encrypt's integration guide, read 2026-07), so what
 * comes to its last quarter has been missed, while a certificate just inside its renewal window raises no alarm.
 * 90 days warn from 22 days on, 45 days from 11, 6 days from 1.6.
 */
export function lifetimeOf(certificate: CertificateFacts, now: Date): Lifetime {
  const start = Date.parse(certificate.notBefore);
  const end = Date.parse(certificate.notAfter);
  const leftMs = end - now.getTime();
  const startsInMs = start - now.getTime();
  const state = () => {
    if (!Number.isFinite(start) || !Number.isFinite(end)) return 'unreadable';
    // RFC 5280 §4.1.2.5: the last second belongs to it, and it knows no smaller part.
    if (leftMs <= -1000) return 'expired';
    if (startsInMs > 0) return 'not-yet-valid';
    return leftMs < Math.min((end - start) / 4, 30 * day) ? 'expiring' : 'valid';
  };
  return { state: state(), leftMs, startsInMs };
}

/** A moment for people, to the minute: `2026-11-22 11:46 UTC`; what is no date stays as it is. */
export function momentWords(iso: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` : iso;
}

/** A duration for people, rounded down to its greatest unit: `61 days`, `1 day`, `5 hours`, `3 minutes`. */
export function durationWords(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes >= 1440) return plural(Math.floor(minutes / 1440), 'day');
  if (minutes >= 60) return plural(Math.floor(minutes / 60), 'hour');
  return plural(minutes, 'minute');
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
