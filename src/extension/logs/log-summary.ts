import { problems } from '../../core/problem/catalogue.ts';
import type { LogFinding, LogReport } from '../../core/log/report.ts';
import { shownText } from '../shown-text.ts';
import { groupBy } from '../../core/group-by.ts';

const maxListed = 50;

/** What a log came to, in one sentence for a notification. */
export function summarySentence(name: string, report: LogReport): string {
  const cause = causeOf(report);
  if (cause !== null) return `${name}: ${cause.message}`;
  const count = report.findings.filter(isFailure).length;
  if (count === 0) return `${name}: no sign of certificate or DNS trouble in ${counted(report.lines, 'line')}.`;
  return `${name}: ${counted(count, 'finding')}, but these lines do not show one cause.`;
}

/**
 * What a log came to, as lines for the output channel. Places stand first on their line as `PATH:LINE` and two spaces;
 * `placeAtStart` reads them back as links.
 */
export function summaryLines(path: string, report: LogReport): readonly string[] {
  const file = shownText(path, 4096);
  const at = ({ line, message }: LogFinding): string => `${file}:${line}  ${message}`;
  const cause = causeOf(report);
  const told = report.findings.filter(({ severity }) => severity !== 'hint');
  const groups = [...groupBy(told, ({ problem, subject }) => JSON.stringify([problem, subject])).values()];
  const others = groups.flatMap((group) => {
    const newest = group.at(-1);
    if (newest === undefined || (cause !== null && group.includes(cause))) return [];
    return [`${at(newest)}${group.length === 1 ? '' : ` (${group.length} times, the newest here)`}`];
  });
  const format = report.format === 'unknown' ? 'in no format that is known' : `of ${report.format}`;
  return [
    `${file}: read ${counted(report.lines, 'line')} ${format}.`,
    ...(cause === null
      ? [summarySentence('Result', report)]
      : [`The cause: ${problems[cause.problem].title}.`, at(cause)]),
    ...(others.length === 0 ? [] : [cause === null ? 'Findings:' : 'Also seen:']),
    ...others.slice(0, maxListed),
    ...(others.length > maxListed ? [`and ${others.length - maxListed} more.`] : []),
    '',
  ];
}

/** The finding at the root cause; null where the lines do not show one. */
export function causeOf({ cause, findings }: LogReport): LogFinding | null {
  if (cause === null) return null;
  return findings.find(({ problem, line }) => problem === cause.problem && line === cause.line) ?? null;
}

function isFailure({ severity }: LogFinding): boolean {
  return severity === 'error' || severity === 'warning';
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
