import { isProblemId } from './problem-page.ts';
import type { ProblemId } from '../../core/problem/catalogue.ts';
import { nameValue } from './finding-name.ts';

/** What the user wants to be told of, when its time has come. */
export interface RetryReminder {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly problem: ProblemId;
  /** A DNS name as A-labels; null where the log did not say. */
  readonly name: string | null;
}

/** A timer of Node.js holds no longer one, in milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

/** Reads what was stored, by whatever version of the product; what does not fit is dropped. */
export function storedReminders(stored: unknown): readonly RetryReminder[] {
  return (Array.isArray(stored) ? (stored as readonly unknown[]) : []).flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { at, problem, name } = entry as Readonly<Record<string, unknown>>;
    if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || !isProblemId(problem)) return [];
    return [{ at, problem, name: typeof name === 'string' ? nameValue(name) : null }];
  });
}

/** Those whose time has come, and how long to wait for the next of the others, in milliseconds; null where none is left. */
export function dueReminders(
  all: readonly RetryReminder[],
  now: Date,
): {
  readonly due: readonly RetryReminder[];
  readonly later: readonly RetryReminder[];
  readonly waitMs: number | null;
} {
  const isDue = ({ at }: RetryReminder): boolean => Date.parse(at) <= now.getTime();
  const later = all.filter((reminder) => !isDue(reminder));
  const waits = later.map(({ at }) => Date.parse(at) - now.getTime());
  return {
    due: all.filter(isDue),
    later,
    waitMs: waits.length === 0 ? null : Math.min(longestTimerMs, ...waits),
  };
}

/** One sentence for the time that has come. */
export function reminderText({ name }: RetryReminder): string {
  return `The CA allows the next try${name === null ? '' : ` for ${name}`} from now on.`;
}
