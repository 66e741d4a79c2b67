import { chooseCauseOfLogs } from '../core/log/choose-cause.ts';
import { reportAbout, reportSince } from '../core/log/narrow-report.ts';
import type { LogFinding, LogReport } from '../core/log/report.ts';
import { whyReason, whyUnreadable } from '../core/log/unreadable.ts';
import { quotedText } from '../core/quoted-text.ts';
import type { Run } from '../engine/engine.ts';
import { findLogs, isRotated, pipe, type FoundLog, type FoundLogs } from './find-logs.ts';
import { followLogs } from './follow-logs.ts';
import type { ScanCommand } from './options.ts';
import { isForeign, isLoud, renderLog } from './render-log.ts';
import { sarifOf, type UnreadLog } from './sarif.ts';
import type { ScanWorld } from './scan-world.ts';
import { safeJson, type ExitCode, type Terminal } from './terminal.ts';

/** A log that was read, and the part of its report that was asked for. */
interface ScannedLog extends FoundLog, LogReport {
  readonly isForeign: boolean;
}

/** Reads the logs and says what went wrong in each, and the one cause of all. A log that cannot be read is named; the others count. */
export async function scan(command: ScanCommand, world: ScanWorld, run: Run): Promise<ExitCode> {
  const { engine, terminal, stdin, version } = world;
  const found = await findLogs(command.files);
  const unread: UnreadLog[] = [];
  const logs: ScannedLog[] = [];
  const missed = (path: string, why: string): void => {
    unread.push({ path, why });
    terminal.err(`${quotedText(path, 300)} was not read: ${quotedText(why, 300)}.\n`);
  };
  tellMissing(found, missed, terminal);
  const narrow = narrowing(command, terminal);
  for (const log of found.logs) {
    // It can be read only once.
    if (command.follow && log.path === pipe) continue;
    try {
      const source = log.path === pipe ? { bytes: stdin(), path: pipe } : { path: log.path };
      const report = await engine.scan({ log: source }, run);
      logs.push({ ...log, ...narrow(log.path, report), isForeign: isForeign(report) });
    } catch (error) {
      if (!run.signal.aborted) missed(log.path, whyUnreadable(error));
    }
    if (run.signal.aborted) return 2;
  }
  write(command, logs, unread, terminal, version);
  const hasTrouble = logs.some(({ cause, findings }) => cause?.problem === 'unknown-cause' || findings.some(isLoud));
  const isIncomplete = unread.length > 0 || found.isCut;
  if (command.follow) {
    // A path to which logs are rotated holds another old log each time.
    const growing = [...logs, ...pipesIn(found)].filter(({ path }) => !isRotated(path));
    return await followLogs(growing, command, narrow, world, run, isIncomplete ? 2 : hasTrouble ? 1 : 0);
  }
  if (isIncomplete || logs.length === 0) return 2;
  if (hasTrouble) return 1;
  const isUnseen = logs.some((log) => log.isNamed && log.isForeign) || logs.every((log) => log.isForeign);
  return isUnseen ? 2 : 0;
}

function pipesIn({ logs }: FoundLogs): readonly { readonly path: string; readonly findings: readonly LogFinding[] }[] {
  return logs.filter(({ path }) => path === pipe).map(({ path }) => ({ path, findings: [] }));
}

function tellMissing(
  { logs, missing, isCut }: FoundLogs,
  missed: (path: string, why: string) => void,
  terminal: Terminal,
): void {
  for (const { path, reason } of missing) {
    missed(path, reason === 'permission' ? whyReason('permission') : 'nothing fits this pattern');
  }
  if (isCut) terminal.err('There are more files than are read at once; name the folders that matter.\n');
  else if (logs.length === 0 && missing.length === 0) terminal.err('There is no log in it.\n');
}

/** What the command asks for of a report; told where that cannot be known. */
function narrowing({ domain, since }: ScanCommand, terminal: Terminal): (path: string, report: LogReport) => LogReport {
  const told = new Set<string>();
  return (path, report) => {
    const later = since === null ? report : reportSince(report, since);
    if (later === null && !told.has(path)) {
      told.add(path);
      terminal.err(`${quotedText(path, 300)}: its lines carry no time, so all of it is shown.\n`);
    }
    return domain === null ? (later ?? report) : reportAbout(later ?? report, domain);
  };
}

function write(
  command: ScanCommand,
  logs: readonly ScannedLog[],
  unread: readonly UnreadLog[],
  terminal: Terminal,
  version: string,
): void {
  if (command.form === 'sarif') terminal.out(`${safeJson(sarifOf(logs, unread, version))}\n`);
  else if (command.form === 'text') writeText(command, logs, terminal);
  else if (!command.follow) {
    const chosen = chooseCauseOfLogs(logs);
    const cause = chosen === null ? null : { ...chosen.cause, path: logs[chosen.index]?.path };
    terminal.out(`${safeJson({ version: 1, files: logs.map(logJson), cause })}\n`);
  }
}

/** Version 1 of what `scan --json` writes of a log. */
function logJson({ path, format, lines, bytes, cutLines, findings, attempts, cause }: ScannedLog) {
  return { path, format, lines, bytes, cutLines, findings, attempts, cause };
}

function writeText({ domain, since }: ScanCommand, logs: readonly ScannedLog[], terminal: Terminal): void {
  const about = `${domain === null ? '' : ` with ${domain}`}${since === null ? '' : ' since then'}`;
  // Of what lies in a folder, only what says something is worth a line.
  const isShown = ({ isNamed, findings, cause }: ScannedLog): boolean =>
    isNamed || cause !== null || findings.some(isLoud);
  for (const log of logs.filter(isShown)) terminal.out(`${renderLog(log.path, log, about, terminal)}\n`);
  const quiet = logs.filter((log) => !isShown(log));
  if (quiet.length === 0) return;
  const foreign = quiet.filter((log) => log.isForeign).length;
  const known = quiet.length - foreign;
  if (known > 0) terminal.out(`${logCount(known)} without a sign of certificate or DNS trouble${about}.\n`);
  if (foreign > 0) terminal.out(`${logCount(foreign)} of no form that is known here.\n`);
}

function logCount(count: number): string {
  return count === 1 ? '1 more log' : `${count} more logs`;
}
