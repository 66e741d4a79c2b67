import { chooseCauseOfLogs } from './choose-cause.ts';
import { partAbout, partSince, type ReportPart } from './report-part.ts';
import type { LogCause, LogReport } from './report.ts';

/** `partAbout`, with the cause of the part. */
export function reportAbout(report: LogReport, name: string): LogReport {
  return withCause(report, partAbout(report, name));
}

/** `partSince`, with the cause of the part. */
export function reportSince(report: LogReport, since: number): LogReport | null {
  const part = partSince(report, since);
  return part === null ? null : withCause(report, part);
}

function withCause({ cause }: LogReport, part: ReportPart): LogReport {
  const kept = { ...part, cause };
  return { ...kept, cause: causeOf(kept) };
}

/** The cause of the whole report where it is in the part; else that of the newest attempt, else of what is left. */
function causeOf(report: LogReport): LogCause | null {
  const loud = report.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const wasKept = (cause: LogCause | null): cause is LogCause =>
    cause !== null && report.findings.some(({ line, problem }) => line === cause.line && problem === cause.problem);
  if (wasKept(report.cause)) return report.cause;
  if (loud.length === 0) return null;
  const ofAttempt = report.attempts.findLast(({ cause }) => wasKept(cause))?.cause;
  if (ofAttempt && loud.some(({ line }) => line === ofAttempt.line)) return ofAttempt;
  const single = loud.map((finding) => ({
    ...report,
    findings: [finding],
    cause: { problem: finding.problem, line: finding.line },
  }));
  return chooseCauseOfLogs(single)?.cause ?? null;
}
