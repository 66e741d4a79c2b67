import { problems } from '../problem/catalogue.ts';
import { fitsName } from './hole.ts';
import { hostOf } from './host-of-url.ts';
import type { LogAttempt, LogFinding, LogReport } from './report.ts';

/** Findings and attempts of a part of a log; which of them is its cause is for `narrow-report.ts` to choose. */
export type ReportPart = Omit<LogReport, 'cause'>;

/**
 * The part of a report that concerns a name: attempts for it with all that they hold, findings that name it, and those
 * that name no domain and belong to no attempt, since what is wrong with a server or a client concerns all its names.
 * @param name in A-labels, lower case; a wildcard concerns its base name and what it covers
 */
export function partAbout(report: ReportPart, name: string): ReportPart {
  const attempts = report.attempts.filter(({ names }) => names.some((one) => concerns(one, name)));
  return narrowed(report, attempts, (finding) => {
    const attempt = finding.attempt === undefined ? undefined : report.attempts[finding.attempt];
    if (attempt !== undefined && attempts.includes(attempt)) return true;
    const named = namesIn(finding);
    if (named.length > 0) return named.some((one) => concerns(one, name));
    return attempt === undefined || attempt.names.length === 0;
  });
}

/**
 * The part of a report that was written at a time or later. A line without a time was written at the last time before
 * it; those before the first time, at the first.
 * @param since in milliseconds since 1970
 * @returns null where nothing in the report has a time
 */
export function partSince(report: ReportPart, since: number): ReportPart | null {
  const times = timesIn(report);
  if (times.length === 0) return report.findings.length + report.attempts.length === 0 ? report : null;
  const timeAt = (line: number): number => {
    let low = 0;
    let high = times.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((times[middle]?.line ?? Infinity) <= line) low = middle;
      else high = middle;
    }
    return times[low]?.time ?? 0;
  };
  // What went on until then or later, even if it began before.
  const attempts = report.attempts.filter(({ endLine }) => timeAt(endLine) >= since);
  return narrowed(report, attempts, ({ line }) => timeAt(line) >= since);
}

function timesIn({ findings, attempts }: ReportPart): readonly { readonly line: number; readonly time: number }[] {
  const said = [
    ...findings.map(({ line, time }) => ({ line, time })),
    ...attempts.map(({ startLine, time }) => ({ line: startLine, time })),
  ];
  return said
    .flatMap(({ line, time }) => {
      // Without a zone, it is the zone of whoever asks.
      const at = time === undefined ? Number.NaN : Date.parse(time);
      return Number.isNaN(at) ? [] : [{ line, time: at }];
    })
    .sort((a, b) => a.line - b.line);
}

function narrowed(
  report: ReportPart,
  attempts: readonly LogAttempt[],
  isKept: (finding: LogFinding) => boolean,
): ReportPart {
  const places = new Map(attempts.map((attempt, index) => [attempt, index]));
  const findings = report.findings.filter(isKept).map(({ attempt, ...finding }): LogFinding => {
    const of = attempt === undefined ? undefined : report.attempts[attempt];
    const place = of === undefined ? undefined : places.get(of);
    return place === undefined ? finding : { ...finding, attempt: place };
  });
  return { ...report, findings, attempts };
}

/** The domains that a finding is about; what it says of a CA or a client is about none, whatever host it names. */
function namesIn({ problem, subject, captures }: LogFinding): readonly string[] {
  const { area } = problems[problem];
  if (area === 'ca' || area === 'account' || area === 'client') return [];
  const said = [subject, captures['name'], captures['record'], hostOf(captures['url'])];
  return said.filter((value) => value !== undefined && fitsName(value.replace(/^\*\./, ''))) as readonly string[];
}

function concerns(said: string, name: string): boolean {
  const lower = said.toLowerCase();
  const bare = lower.replace(/^(?:\*|_acme-challenge)\./, '');
  if (bare === name) return true;
  return lower.startsWith('*.') && name.slice(name.indexOf('.') + 1) === bare;
}
