import type { LogFinding, LogReport } from '../../core/log/report.ts';
import { canonicalAddress } from '../../core/dns/address.ts';
import { problems } from '../../core/problem/catalogue.ts';
import { noScope } from '../../core/report/redact.ts';
import { groupBy } from '../../core/group-by.ts';
import type { LogLine } from '../../engine/engine.ts';
import { counted } from '../logs/log-summary.ts';
import { heading, item, text, type Answer } from './answer.ts';
import { validName } from './finding-lines.ts';

/** So many different findings are told, the newest of each, and so many of their lines are quoted. */
const mostFindings = 10;
const mostLines = 10;

/** The findings that say something of their own, the newest of each, the log's cause first. */
export function toldFindings({ findings, cause }: LogReport): readonly LogFinding[] {
  const serious = findings.filter(({ severity, causeLine }) => severity !== 'hint' && causeLine === undefined);
  const newest = [...groupBy(serious, ({ problem, subject }) => `${problem} ${subject}`).values()].flatMap(
    (alike) => alike.at(-1) ?? [],
  );
  const isCause = ({ problem }: LogFinding): boolean => problem === cause?.problem;
  return newest.toSorted((one, other) => Number(isCause(other)) - Number(isCause(one))).slice(0, mostFindings);
}

/**
 * What a log says, by our own diagnosis.
 * @param lines the lines of the findings that are told; they are quoted, without secrets, and never read as ours
 */
export function logAnswer(report: LogReport, lines: readonly LogLine[]): Answer {
  const told = toldFindings(report);
  const names = [...new Set([...told.map(({ subject }) => subject), ...report.attempts.flatMap((one) => one.names)])];
  const failed = report.attempts.filter(({ outcome }) => outcome === 'failed').length;
  const format = report.format === 'unknown' ? 'in no format that is known' : `as ${report.format} writes them`;
  return {
    lines: [
      heading(
        report.cause === null ? 'The log shows no single cause' : `The cause: ${problems[report.cause.problem].title}`,
      ),
      text(
        `${counted(report.lines, 'line')}, ${format}; ${counted(report.attempts.length, 'attempt')}, ${failed} failed.`,
      ),
      ...told.flatMap(({ problem, severity, line, subject, time }) => {
        const { title, meaning, fix } = problems[problem];
        const name = validName(subject);
        const where = [`line ${line}`, ...(name === null ? [] : [name]), ...(time === undefined ? [] : [time])];
        return [item(`${severity}: ${title} (${problem}), ${where.join(', ')}`), text(`  ${meaning} ${fix}`)];
      }),
    ],
    quotes: lines.slice(0, mostLines).map(({ line, text: written }) => ({ label: `line ${line}`, text: written })),
    offers: [],
    scope: {
      ...noScope,
      names: names.flatMap((name) => validName(name) ?? []),
      // What a CA tried is the server of the domain.
      addresses: report.findings.flatMap(({ captures: { address, ip } }) =>
        [address, ip].flatMap((one) => (one === undefined ? [] : (canonicalAddress(one) ?? []))),
      ),
    },
  };
}
