import { readFile } from 'node:fs/promises';
import type { DomainIntent } from '../core/domain/intent.ts';
import type { DomainReport } from '../core/domain/report.ts';
import { quotedText } from '../core/quoted-text.ts';
import type { Engine, Run } from '../engine/engine.ts';
import { InFlight } from '../engine/observe/in-flight.ts';
import type { CheckCommand } from './options.ts';
import { renderReport } from './render-report.ts';
import { safeJson, type ExitCode, type Terminal } from './terminal.ts';

/** Enough to keep the network busy, few enough to show the first reports soon. */
const mostDomainsAtOnce = 8;

/** Checks the domains and writes their reports in the order in which they were given. */
export async function check(command: CheckCommand, engine: Engine, terminal: Terminal, run: Run): Promise<ExitCode> {
  const { intents, complete } = await intentsOf(command, engine, terminal, run);
  const line = new InFlight(mostDomainsAtOnce);
  const pending = intents.map((intent) => line.run(() => engine.check(intent, command.network, run)));
  // Each is awaited below; a rejection that comes before its turn must not end the process.
  for (const one of pending) one.catch(() => undefined);
  const reports: DomainReport[] = [];
  for (const one of pending) {
    const report = await one;
    reports.push(report);
    if (!command.json) terminal.out(`${renderReport(report, terminal)}\n`);
  }
  if (command.json) terminal.out(`${safeJson(jsonOf(reports))}\n`);
  if (run.signal.aborted) terminal.err('Stopped; what was not seen is unknown.\n');
  if (!complete) return 2;
  const code = exitCode(reports);
  return code === 0 && run.signal.aborted ? 2 : code;
}

async function intentsOf(
  { intents, configFile }: CheckCommand,
  engine: Engine,
  terminal: Terminal,
  run: Run,
): Promise<{ readonly intents: readonly DomainIntent[]; readonly complete: boolean }> {
  if (configFile === null) return { intents, complete: true };
  const { domains, errors } = await engine.readConfig(await readFile(configFile, 'utf8'), run);
  for (const { line, message } of errors) terminal.err(`${configFile}:${line}: ${quotedText(message, 300)}\n`);
  if (domains.length === 0) terminal.err(`${configFile}: there is no domain to check in it.\n`);
  return { intents: domains.map(({ intent }) => intent), complete: errors.length === 0 && domains.length > 0 };
}

/** Version 1 of what `check --json` writes. */
function jsonOf(reports: readonly DomainReport[]) {
  return {
    version: 1,
    vantage: reports[0]?.vantage ?? null,
    domains: reports.map(({ name, ssl, sslDetail, names, findings, observations, at, ms }) => {
      return { name, ssl, sslDetail, names, findings, observations, at, ms };
    }),
  };
}

function exitCode(reports: readonly DomainReport[]): ExitCode {
  const findings = reports.flatMap((report) => report.findings);
  if (findings.some(({ severity }) => severity === 'error' || severity === 'warning')) return 1;
  return reports.some(isUnseen) ? 2 : 0;
}

/** A wildcard alone cannot be seen by itself; that its zone answers is all that can be asked. */
function isUnseen({ ssl, names, observations }: DomainReport): boolean {
  const onlyWildcards = names.every(({ name }) => name.startsWith('*.'));
  return (
    (ssl === 'unknown' && !onlyWildcards) ||
    names.some(({ dns }) => dns === 'unknown') ||
    observations.http.some(({ outcome }) => outcome.kind === 'failed' && outcome.reason === 'cancelled')
  );
}
