import type { LogAttempt, LogFinding, LogReport } from './report.ts';
import { isSameAttempt, isSameFinding } from './same-report.ts';

/** A list told by what is different at its end: the first `keep` of the list before, then `rest`. */
export interface Tail<T> {
  readonly keep: number;
  readonly rest: readonly T[];
}

/** A report, told by its difference to the last one of the same log. */
export interface LogChange extends Omit<LogReport, 'findings' | 'attempts'> {
  readonly findings: Tail<LogFinding>;
  readonly attempts: Tail<LogAttempt>;
}

/** What the first change of a log is told against, where nothing was told before. */
export const emptyReport: LogReport = {
  format: 'unknown',
  lines: 0,
  bytes: 0,
  findings: [],
  attempts: [],
  cause: null,
};

/** How a report differs from the one before. */
export function changeBetween(before: LogReport, after: LogReport): LogChange {
  return {
    ...after,
    findings: tailBetween(before.findings, after.findings, isSameFinding),
    attempts: tailBetween(before.attempts, after.attempts, isSameAttempt),
  };
}

/** The report that `changeBetween` told of; what stayed is the same object as before. */
export function afterChange(before: LogReport, change: LogChange): LogReport {
  return {
    ...change,
    findings: afterTail(before.findings, change.findings),
    attempts: afterTail(before.attempts, change.attempts),
  };
}

function tailBetween<T>(before: readonly T[], after: readonly T[], isSame: (a: T, b: T) => boolean): Tail<T> {
  let keep = 0;
  for (; keep < before.length; keep++) {
    const [old, now] = [before[keep], after[keep]];
    if (old === undefined || now === undefined || !isSame(old, now)) break;
  }
  return { keep, rest: after.slice(keep) };
}

function afterTail<T>(before: readonly T[], { keep, rest }: Tail<T>): readonly T[] {
  return keep === before.length && rest.length === 0 ? before : [...before.slice(0, keep), ...rest];
}
