import { momentWords } from '../core/certificate/lifetime.ts';
import { chooseCauseOfLogs } from '../core/log/choose-cause.ts';
import { whyUnreadable } from '../core/log/unreadable.ts';
import type { LogFinding, LogReport } from '../core/log/report.ts';
import { problems } from '../core/problem/catalogue.ts';
import { quotedText } from '../core/quoted-text.ts';
import type { Engine, Run } from '../engine/engine.ts';
import type { ScanCommand } from './options.ts';
import { safeJson, styled, wrapped, type ExitCode, type Terminal } from './terminal.ts';
import { groupBy } from '../core/group-by.ts';

interface ScannedFile extends LogReport {
  readonly path: string;
}

/** More rows than this say nothing new on a terminal; JSON holds all. */
const mostShown = 20;

/** Reads the logs and says what went wrong in each, and the one cause of all. A file that cannot be read is named; the others count. */
export async function scan(command: ScanCommand, engine: Engine, terminal: Terminal, run: Run): Promise<ExitCode> {
  const files: ScannedFile[] = [];
  let unread = 0;
  for (const path of command.files) {
    try {
      files.push({ path, ...(await engine.scan({ log: { path } }, run)) });
    } catch (error) {
      unread++;
      terminal.err(`${quotedText(path, 300)} was not read: ${quotedText(whyUnreadable(error), 300)}.\n`);
    }
    if (run.signal.aborted) return 2;
  }
  const chosen = chooseCauseOfLogs(files);
  const cause = chosen === null ? null : { ...chosen.cause, path: files[chosen.index]?.path };
  if (command.json) terminal.out(`${safeJson({ version: 1, files: files.map(fileJson), cause })}\n`);
  else for (const file of files) terminal.out(`${renderFile(file, terminal)}\n`);
  if (unread > 0) return 2;
  // Something failed although no line says what.
  const failed = files.some((file) => file.cause?.problem === 'unknown-cause');
  if (failed || files.flatMap(({ findings }) => findings).some(isLoud)) return 1;
  return files.some(isForeign) ? 2 : 0;
}

/** Neither its form nor a message in it is known: that nothing was found says nothing. */
function isForeign({ format, findings }: LogReport): boolean {
  return format === 'unknown' && findings.length === 0;
}

/** Version 1 of what `scan --json` writes of a file. */
function fileJson({ path, format, lines, bytes, findings, cause }: ScannedFile) {
  return { path, format, lines, bytes, findings, cause };
}

function isLoud({ severity }: LogFinding): boolean {
  return severity === 'error' || severity === 'warning';
}

function renderFile(file: ScannedFile, terminal: Terminal): string {
  const { path, format, lines, findings, cause } = file;
  const shown = findings.filter(isLoud);
  const head = `${styled(quotedText(path, 300), 'bold', terminal)}  ${styled(`${format}, ${lines === 1 ? '1 line' : `${lines} lines`}`, 'dim', terminal)}`;
  // The same trouble again and again is one row.
  const groups = [...groupBy(shown, ({ problem, subject }) => `${problem} ${subject}`).values()];
  const rows = groups.slice(0, mostShown).flatMap((group) => {
    const first = group[0];
    return first === undefined ? [] : [renderRow(first, group.length - 1, terminal)];
  });
  const rest = groups.length > mostShown ? [`  and ${groups.length - mostShown} more problems`] : [];
  if (cause === null) {
    const quiet = isForeign(file)
      ? '  This is no log that is known here, so nothing can be said of it.'
      : '  No sign of certificate or DNS trouble in it.';
    return [head, ...rows, ...rest, ...(shown.length === 0 ? [quiet] : [])].join('\n');
  }
  const { title, meaning, fix } = problems[cause.problem];
  const until = findings.find(({ line, problem }) => line === cause.line && problem === cause.problem)?.captures[
    'retryAfter'
  ];
  return [
    head,
    ...rows,
    ...rest,
    `  ${styled(`Cause: ${title}`, 'bold', terminal)} ${styled(`[${cause.problem}] line ${cause.line}`, 'dim', terminal)}`,
    wrapped(meaning, '    ', terminal),
    wrapped(`To do: ${fix}`, '    ', terminal),
    ...(until === undefined ? [] : [`    The CA allows the next try at ${quotedText(momentWords(until))}.`]),
  ].join('\n');
}

function renderRow({ line, severity, problem, subject }: LogFinding, again: number, terminal: Terminal): string {
  const where = `line ${line}${again > 0 ? ` and ${again} more` : ''}`;
  const about = subject === '' ? '' : `: ${quotedText(subject, 200)}`;
  const style = severity === 'error' ? 'red' : 'yellow';
  return `  ${where}  ${styled(severity, style, terminal)}  ${problems[problem].title}${about} ${styled(`[${problem}]`, 'dim', terminal)}`;
}
