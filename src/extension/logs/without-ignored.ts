import type { LogCause, LogReport } from '../../core/log/report.ts';

/** The report as if the messages of these signatures meant nothing. A cause that was ignored leaves none: none is guessed in its place. */
export function withoutIgnored(report: LogReport, ignored: ReadonlySet<string>): LogReport {
  if (ignored.size === 0) return report;
  const heard = report.findings.filter(({ signature }) => !ignored.has(signature));
  if (heard.length === report.findings.length) return report;
  const lines = new Set(heard.map(({ line }) => line));
  // What only follows from a line that is not heard is not heard, either.
  const findings = heard.filter(
    ({ severity, causeLine }) => severity !== 'hint' || causeLine === undefined || lines.has(causeLine),
  );
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
