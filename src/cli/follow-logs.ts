import type { LogFinding, LogReport } from '../core/log/report.ts';
import { whyReason, whyUnreadable } from '../core/log/unreadable.ts';
import { problems, type ProblemId } from '../core/problem/catalogue.ts';
import { quotedText } from '../core/quoted-text.ts';
import type { FollowReport, Run } from '../engine/engine.ts';
import { pipe } from './find-logs.ts';
import type { ScanCommand } from './options.ts';
import { isLoud, renderRow } from './render-log.ts';
import type { ScanWorld } from './scan-world.ts';
import { safeJson, styled, wrapped, type ExitCode, type Terminal } from './terminal.ts';

/**
 * Writes what is found in the logs as they grow, until stopped: a row for each finding and, the first time, what to do;
 * or a line of JSON for each. In text, what `logs` say already is not said again.
 */
export async function followLogs(
  logs: readonly { readonly path: string; readonly findings: readonly LogFinding[] }[],
  { form }: ScanCommand,
  narrow: (path: string, report: LogReport) => LogReport,
  { engine, terminal, stdin }: ScanWorld,
  run: Run,
  soFar: ExitCode,
): Promise<ExitCode> {
  let failed = soFar === 2;
  let loud = soFar === 1;
  if (logs.length === 0) terminal.err('There is no log to follow: nothing is written to rotated ones.\n');
  const advised = new Set<ProblemId>();
  await Promise.all(
    logs.map(async ({ path, findings }) => {
      const known = new Set(form === 'json' ? [] : findings.map((finding) => keyOf(1, finding)));
      const tellTrouble = troubleNotice(path, terminal);
      const update = (report: FollowReport): void => {
        tellTrouble(report.trouble);
        for (const finding of narrow(path, report).findings) {
          const key = keyOf(report.file, finding);
          if (known.has(key) || !isLoud(finding)) continue;
          known.add(key);
          loud = true;
          if (form === 'json') terminal.out(`${safeJson({ version: 1, path, file: report.file, finding }, 0)}\n`);
          else terminal.out(`${renderNews(path, finding, advised, terminal)}\n`);
        }
      };
      try {
        await engine.followLog(path === pipe ? { path, bytes: stdin() } : { path }, { ...run, update });
      } catch (error) {
        failed = true;
        terminal.err(`${quotedText(path, 300)} is not followed: ${quotedText(whyUnreadable(error), 300)}.\n`);
      }
    }),
  );
  if (failed) return 2;
  return loud ? 1 : 0;
}

/** The file counts, since its lines are counted anew after a rotation. */
function keyOf(file: number, { problem, line, column, subject }: LogFinding): string {
  return `${String(file)} ${String(line)}:${String(column)} ${problem} ${subject}`;
}

function renderNews(file: string, finding: LogFinding, advised: Set<ProblemId>, terminal: Terminal): string {
  const { problem, time } = finding;
  const when = time === undefined ? '' : `  ${styled(quotedText(time, 40), 'dim', terminal)}`;
  const row = `${styled(quotedText(file, 300), 'bold', terminal)}${when}\n${renderRow(finding, 0, terminal)}`;
  if (advised.has(problem)) return row;
  advised.add(problem);
  return `${row}\n${wrapped(`To do: ${problems[problem].fix}`, '    ', terminal)}`;
}

/** Says why a log cannot be read now, and that it is read again, each once. */
function troubleNotice(file: string, { err }: Terminal): (trouble: FollowReport['trouble']) => void {
  const name = quotedText(file, 300);
  let told: FollowReport['trouble'] = null;
  return (trouble) => {
    if (trouble === told) return;
    told = trouble;
    if (trouble === null) err(`${name} is read again.\n`);
    else err(`${name} cannot be read now: ${whyReason(trouble)}. Waiting for it.\n`);
  };
}
