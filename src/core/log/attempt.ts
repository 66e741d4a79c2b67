import type { ProblemId } from '../problem/catalogue.ts';
import { problems } from '../problem/catalogue.ts';
import type { LogAttempt } from './report.ts';
import { areComparable } from './stamp.ts';

/** What is known of one issuance or renewal. Never changed, only replaced. */
export interface Attempt {
  /** Counts up in the order in which they began. */
  readonly id: number;
  readonly process: string;
  readonly names: readonly string[];
  readonly firstLine: number;
  readonly lastLine: number;
  /** ISO 8601 of its first line that has a time. */
  readonly time: string | null;
  /** Time of its last line, as `Stamp.order`. */
  readonly lastOrder: number | null;
  readonly outcome: Exclude<LogAttempt['outcome'], 'open'> | null;
  /** Whether anything was found in it. */
  readonly hasFindings: boolean;
  /** Whether the CA refused something in it, though no line says yet that it failed. */
  readonly isFailing: boolean;
}

/** A certificate of Let's Encrypt is for at most as many names. */
export const mostNames = 100;

/** What follows so much later on an attempt that has ended is another one; milliseconds. */
const pauseAfterEnd = 10 * 60_000;
/** Clients wait so long for DNS, or before they try again. */
const longestPause = 60 * 60_000;

/** Whether a line written at `order` comes too late to belong to an attempt. */
export function isOver({ outcome, hasFindings, lastOrder }: Attempt, order: number | null): boolean {
  if (order === null || lastOrder === null || (outcome === null && !hasFindings)) return false;
  if (!areComparable(order, lastOrder)) return false;
  return Math.abs(order - lastOrder) > (outcome === null ? longestPause : pauseAfterEnd);
}

/** Whether an attempt has come to nothing yet, so that another beginning may be the same one told more exactly. */
export function isUndecided({ outcome, isFailing }: Attempt): boolean {
  return outcome === null && !isFailing;
}

const areasOfTheCa: ReadonlySet<string> = new Set([
  'reach',
  'dns',
  'dcv',
  'caa',
  'limit',
  'ca',
  'account',
  'request',
  'other',
]);

/** Whether a problem lies in what the CA saw, so that a certificate issued later shows that it was overcome. */
export function isUpToTheCa(problem: ProblemId): boolean {
  return areasOfTheCa.has(problems[problem].area);
}
