import { readFile, stat, writeFile } from 'node:fs/promises';
import { changeText } from '../core/domain/changes.ts';
import { afterCheck, changesSinceGood, type ChangesSinceGood } from '../core/domain/history.ts';
import { oneVantage } from '../core/domain/one-vantage.ts';
import type { DomainIntent } from '../core/domain/intent.ts';
import { compareAnswers } from '../core/dns/compare-answers.ts';
import { comparisonTable } from '../core/dns/comparison-table.ts';
import { momentWords } from '../core/certificate/lifetime.ts';
import type { DomainReport } from '../core/domain/report.ts';
import { longestRecording, readRecordings, recordingFile, recordingOf, replay } from '../core/judge/recording.ts';
import { quotedText } from '../core/quoted-text.ts';
import { DomainHistories } from '../engine/act/domain-histories.ts';
import type { Engine, Run } from '../engine/engine.ts';
import { InFlight } from '../engine/observe/in-flight.ts';
import { checkSarif, type PlacedReport } from './check-sarif.ts';
import type { CheckCommand } from './options.ts';
import { renderReport } from './render-report.ts';
import { safeJson, styled, wrapped, type ExitCode, type Terminal } from './terminal.ts';

/** Enough to keep the network busy, few enough to show the first reports soon. */
const mostDomainsAtOnce = 8;

export interface CheckWorld {
  readonly engine: Pick<Engine, 'check' | 'readConfig'>;
  readonly terminal: Terminal;
  readonly version: string;
  /** Where it is remembered what was seen of domains. */
  readonly historyFolder: string;
}

interface Task {
  readonly intent: DomainIntent;
  readonly place: PlacedReport['place'];
}

interface Checked extends PlacedReport, Task {
  readonly changes: ChangesSinceGood | null;
}

/** Checks the domains, or judges a recording of such checks, and tells of them in the order in which they were given. */
export async function check(command: CheckCommand, world: CheckWorld, run: Run): Promise<ExitCode> {
  const { terminal, version } = world;
  const { checks, complete } =
    command.replayFile === null
      ? await lookAt(command, world, run)
      : { checks: await replayed(command.replayFile), complete: true };
  const done: Checked[] = [];
  for await (const one of checks) {
    done.push(one);
    if (command.form === 'text') writeText(one, command, terminal);
  }
  if (command.form === 'text' && done.length > 0)
    terminal.out(
      `${styled(wrapped(oneVantage(done.length === 1 ? (done[0]?.report.name ?? null) : null), '', terminal), 'dim', terminal)}\n`,
    );
  if (command.form === 'json') terminal.out(`${safeJson(jsonOf(done, command))}\n`);
  if (command.form === 'sarif') terminal.out(`${safeJson(checkSarif(done, version))}\n`);
  if (command.recordFile !== null) await record(command.recordFile, done);
  if (run.signal.aborted) terminal.err('Stopped; what was not seen is unknown.\n');
  if (!complete) return 2;
  const code = exitCode(done.map(({ report }) => report));
  return code === 0 && run.signal.aborted ? 2 : code;
}

async function lookAt(
  command: CheckCommand,
  world: CheckWorld,
  run: Run,
): Promise<{ readonly checks: AsyncIterable<Checked>; readonly complete: boolean }> {
  const { tasks, complete } = await tasksOf(command, world, run);
  const line = new InFlight(mostDomainsAtOnce);
  const histories = new DomainHistories(world.historyFolder);
  const look = async (task: Task): Promise<Checked> => {
    const report = await world.engine.check(task.intent, command.network, run);
    return { ...task, report, changes: command.remember ? await remembered(report, histories, world.terminal) : null };
  };
  const pending = tasks.map((task) => line.run(() => look(task)));
  // Each is awaited in its turn; a rejection that comes before it must not end the process.
  for (const one of pending) one.catch(() => undefined);
  return { checks: inOrder(pending), complete };
}

async function* inOrder<T>(pending: readonly Promise<T>[]): AsyncIterable<T> {
  for (const one of pending) yield await one;
}

async function replayed(file: string): Promise<AsyncIterable<Checked>> {
  // It is read into one text.
  if ((await stat(file)).size > longestRecording) throw new Error(`${file} was not read: it is too long.`);
  const text = await readFile(file, 'utf8');
  try {
    const reports = readRecordings(text).map((one) => ({ intent: one.intent, report: replay(one) }));
    return inOrder(reports.map((one) => Promise.resolve({ ...one, place: null, changes: null })));
  } catch (error) {
    throw new Error(`${file} was not read: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
}

async function record(file: string, done: readonly Checked[]): Promise<void> {
  const recordings = done.map(({ intent, report }) => recordingOf(intent, report));
  // It may tell of the machine's own configuration.
  await writeFile(file, `${safeJson(recordingFile(recordings), 0)}\n`, { mode: 0o600 });
}

async function remembered(
  report: DomainReport,
  histories: DomainHistories,
  terminal: Terminal,
): Promise<ChangesSinceGood | null> {
  const history = await histories.read(report.name);
  try {
    await histories.write(report.name, afterCheck(history, report));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    terminal.err(`What was seen of ${report.name} cannot be remembered: ${quotedText(why, 300)}\n`);
  }
  return changesSinceGood(history, report);
}

async function tasksOf(
  { intents, configFile }: CheckCommand,
  { engine, terminal }: CheckWorld,
  run: Run,
): Promise<{ readonly tasks: readonly Task[]; readonly complete: boolean }> {
  if (configFile === null) return { tasks: intents.map((intent) => ({ intent, place: null })), complete: true };
  const { domains, errors } = await engine.readConfig(await readFile(configFile, 'utf8'), run);
  for (const { line, message } of errors) terminal.err(`${configFile}:${line}: ${quotedText(message, 300)}\n`);
  if (domains.length === 0) terminal.err(`${configFile}: there is no domain to check in it.\n`);
  return {
    tasks: domains.map(({ intent, line }) => ({ intent, place: { file: configFile, line } })),
    complete: errors.length === 0 && domains.length > 0,
  };
}

function writeText({ report, changes }: Checked, { compare }: CheckCommand, terminal: Terminal): void {
  terminal.out(`${renderReport(report, terminal)}\n`);
  if (changes !== null) {
    const head = `  Since it was last well (${momentWords(changes.since)})`;
    const lines = changes.changes.map((change) => wrapped(quotedText(changeText(change), 2_000), '    ', terminal));
    terminal.out(
      `${lines.length === 0 ? `${head}, nothing changed of what was seen both times.` : `${head}:\n${lines.join('\n')}`}\n\n`,
    );
  }
  if (compare)
    terminal.out(
      `${comparisonTable(comparisonOf(report))
        .map((line) => `  ${line}`.trimEnd())
        .join('\n')}\n\n`,
    );
}

function comparisonOf({ observations }: DomainReport) {
  return compareAnswers(observations.dns, observations.authority ?? []);
}

/** Version 1 of what `check --json` writes. */
function jsonOf(checks: readonly Checked[], { compare, remember }: CheckCommand) {
  return {
    version: 1,
    vantage: checks[0]?.report.vantage ?? null,
    domains: checks.map(({ report, changes }) => {
      const { name, ssl, sslDetail, names, findings, observations, at, ms } = report;
      return {
        ...{ name, ssl, sslDetail, names, findings, observations, at, ms },
        ...(compare ? { comparison: comparisonOf(report) } : {}),
        ...(remember ? { changes } : {}),
      };
    }),
  };
}

function exitCode(reports: readonly DomainReport[]): ExitCode {
  const findings = reports.flatMap((report) => report.findings);
  if (findings.some(({ severity }) => severity === 'error' || severity === 'warning')) return 1;
  return reports.some(isUnseen) ? 2 : 0;
}

function isUnseen({ ssl, names, observations }: DomainReport): boolean {
  return (
    ssl === 'unknown' ||
    names.some(({ dns }) => dns === 'unknown') ||
    observations.http.some(({ outcome }) => outcome.kind === 'failed' && outcome.reason === 'cancelled')
  );
}
