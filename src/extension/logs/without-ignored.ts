import type { LogCause, LogReport } from '../../core/log/report.ts';

/** The report as if the messages of these signatures meant nothing. A cause that was ignored leaves none: none is guessed in its place. */
export function withoutIgnored(report: LogReport, ignored: ReadonlySet<string>): LogReport {
  if (ignored.size === 0) return report;
  const findings = report.findings.filter(({ signature }) => !ignored.has(signature));
  if (findings.length === report.findings.length) return report;
  const left = new Set(findings.map(placeOf));
  const kept = (cause: LogCause | null): LogCause | null => (cause === null || left.has(placeOf(cause)) ? cause : null);
  return {
    ...report,
    findings,
    attempts: report.attempts.map((attempt) => ({ ...attempt, cause: kept(attempt.cause) })),
    cause: kept(report.cause),
  };
}

function placeOf({ problem, line }: LogCause): string {
  return `${line} ${problem}`;
}
