import { momentWords } from '../core/certificate/lifetime.ts';
import { groupBy } from '../core/group-by.ts';
import { nextPlace } from '../core/log/message.ts';
import type { LogFinding, LogReport } from '../core/log/report.ts';
import { problems } from '../core/problem/catalogue.ts';
import { quotedText } from '../core/quoted-text.ts';
import { styled, wrapped, type Terminal } from './terminal.ts';

/** More rows than this say nothing new on a terminal; JSON holds all. */
const mostShown = 20;

/** Something that needs somebody. */
export function isLoud({ severity }: Pick<LogFinding, 'severity'>): boolean {
  return severity === 'error' || severity === 'warning';
}

/** Neither its form nor a message in it is known: that nothing was found says nothing. */
export function isForeign({ format, findings }: LogReport): boolean {
  return format === 'unknown' && findings.length === 0;
}

/**
 * One log for a person: what went wrong in it, then the cause, what it means and what to do.
 * @param about what was asked for in particular, e.g. ` with example.com`
 */
export function renderLog(file: string, report: LogReport, about: string, terminal: Terminal): string {
  const { format, lines, cutLines = 0, findings, cause } = report;
  const shown = findings.filter(isLoud);
  const cut = cutLines === 0 ? '' : `, of ${counted(cutLines)} only the first 64 KiB were read`;
  const head = `${styled(quotedText(file, 300), 'bold', terminal)}  ${styled(`${format}, ${counted(lines)}${cut}`, 'dim', terminal)}`;
  // The same trouble again and again is one row.
  const groups = [...groupBy(shown, ({ problem, subject }) => `${problem} ${subject}`).values()];
  const rows = newest(groups).flatMap((group) => {
    const first = group[0];
    return first === undefined ? [] : [renderRow(first, group.length - 1, terminal)];
  });
  const rest = groups.length > mostShown ? [`  and ${groups.length - mostShown} older problems`] : [];
  if (cause === null) {
    const quiet = isForeign(report)
      ? '  This is no log that is known here, so nothing can be said of it.'
      : `  No sign of certificate or DNS trouble${about} in it.`;
    return [head, ...rows, ...rest, ...(shown.length === 0 ? [quiet] : [])].join('\n');
  }
  const { title, meaning, fix } = problems[cause.problem];
  const next = nextPlace(cause.problem, format);
  const finding = findings.find(({ line, problem }) => line === cause.line && problem === cause.problem);
  const until = finding?.captures['retryAfter'];
  const isRemark = finding?.severity === 'info' && cause.problem !== 'unknown-cause';
  return [
    head,
    ...rows,
    ...rest,
    ...(isRemark && shown.length === 0
      ? [`  No sign of certificate or DNS trouble${about} in it that needs you.`]
      : []),
    `  ${styled(`${isRemark ? 'Worth knowing' : 'Cause'}: ${title}`, 'bold', terminal)} ${styled(`[${cause.problem}] line ${cause.line}`, 'dim', terminal)}`,
    wrapped(meaning, '    ', terminal),
    wrapped(`To do: ${next === null ? fix : `${next}.`}`, '    ', terminal),
    ...(until === undefined ? [] : [`    The CA allows the next try at ${quotedText(momentWords(until))}.`]),
  ].join('\n');
}

/** Those that were met last, in the order of the log. */
function newest(groups: readonly (readonly LogFinding[])[]): readonly (readonly LogFinding[])[] {
  if (groups.length <= mostShown) return groups;
  const last = (group: readonly LogFinding[]): number => group.at(-1)?.line ?? 0;
  const kept = new Set([...groups].sort((a, b) => last(b) - last(a)).slice(0, mostShown));
  return groups.filter((group) => kept.has(group));
}

function counted(lines: number): string {
  return lines === 1 ? '1 line' : `${lines} lines`;
}

/** One finding in one row. `again` is how often the same was found after it. */
export function renderRow({ line, severity, problem, subject }: LogFinding, again: number, terminal: Terminal): string {
  const where = `line ${line}${again > 0 ? ` and ${again} more` : ''}`;
  const about = subject === '' ? '' : `: ${quotedText(subject, 200)}`;
  const style = severity === 'error' ? 'red' : 'yellow';
  return `  ${where}  ${styled(severity, style, terminal)}  ${problems[problem].title}${about} ${styled(`[${problem}]`, 'dim', terminal)}`;
}
