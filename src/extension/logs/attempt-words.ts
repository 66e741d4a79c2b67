import { problems } from '../../core/problem/catalogue.ts';
import type { LogAttempt } from '../../core/log/report.ts';
import { shownText } from '../shown-text.ts';

const outcomes: Readonly<Record<LogAttempt['outcome'], string>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  'not-due': 'not due yet',
  open: 'not finished in this log',
};

/** Names in a row of the outline before the rest is counted. */
const maxNames = 3;

/** Whom an attempt was for: `www.example.com, example.com and 2 more`; "attempt" where its lines do not say. */
export function attemptName({ names }: Pick<LogAttempt, 'names'>): string {
  if (names.length === 0) return 'attempt';
  const shown = names.slice(0, maxNames).map((name) => shownText(name, 253));
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What came of an attempt, and when: `failed: Port 80 refuses connections · 2026-11-22 07:46:22`. */
export function attemptOutcome({ outcome, cause, time }: Pick<LogAttempt, 'outcome' | 'cause' | 'time'>): string {
  const why = outcome === 'failed' && cause !== null ? `: ${problems[cause.problem].title}` : '';
  return [`${outcomes[outcome]}${why}`, ...(time === undefined ? [] : [time.replace('T', ' ').slice(0, 19)])].join(
    ' · ',
  );
}
