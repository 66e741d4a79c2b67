import type { LogReport } from '../../core/log/report.ts';
import { findingOfCause } from './finding-at.ts';
import type { KnownFinding } from './known-findings.ts';

export interface FailedAttempt {
  /** Where it begins, 1-based. */
  readonly line: number;
  readonly names: readonly string[];
  readonly cause: KnownFinding;
}

/**
 * The attempts that failed for a cause that is shown, in line order. The cause of a log that stands in no attempt, such
 * as a web server's, counts as one of its own.
 */
export function failedAttempts(
  { attempts }: Pick<LogReport, 'attempts'>,
  findings: readonly KnownFinding[],
): readonly FailedAttempt[] {
  const failed = attempts.flatMap(({ outcome, cause, startLine, names }): FailedAttempt[] => {
    const known = outcome === 'failed' ? findingOfCause(findings, cause, ({ finding }) => finding) : undefined;
    return known === undefined ? [] : [{ line: startLine, names, cause: known }];
  });
  const root = findings.find(({ isCause }) => isCause);
  if (root !== undefined && !failed.some(({ cause }) => cause === root)) {
    failed.push({ line: root.finding.line, names: [], cause: root });
  }
  return failed.sort((a, b) => a.line - b.line);
}
