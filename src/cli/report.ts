import { changesSinceGood } from '../core/domain/history.ts';
import { textOf } from '../core/domain/name.ts';
import { quotedText } from '../core/quoted-text.ts';
import { blockedText, checkedExport } from '../core/report/checked-export.ts';
import { escalationReport } from '../core/report/escalation-report.ts';
import { DomainHistories } from '../engine/act/domain-histories.ts';
import type { Engine, Run } from '../engine/engine.ts';
import { escalationLogs, renewalsOf } from '../engine/escalation-logs.ts';
import type { ReportCommand } from './options.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface ReportWorld {
  readonly engine: Pick<Engine, 'check' | 'scan' | 'readLines' | 'renewals'>;
  readonly terminal: Terminal;
  readonly historyFolder: string;
  readonly version: string;
}

/** Looks at the domain and at the logs, and writes what somebody else needs to help. Nothing is sent. */
export async function report(command: ReportCommand, world: ReportWorld, run: Run): Promise<ExitCode> {
  const { intent, network } = command;
  const { engine, terminal, version } = world;
  const seen = await engine.check(intent, network, run);
  const [history, renewals, { logs, unread }] = await Promise.all([
    new DomainHistories(world.historyFolder).read(textOf(intent.name)),
    renewalsOf(engine, intent, command.storage, run),
    escalationLogs(engine, intent, command.logs, run),
  ]);
  for (const { path, why } of unread) terminal.err(`${quotedText(path, 300)} was not read: ${quotedText(why, 300)}\n`);
  const made = escalationReport({
    ...{ intent, renewals, logs, version },
    report: seen,
    changes: changesSinceGood(history, seen),
    directoryUrl: network.lookAtCa ? network.directoryUrl : null,
    playbook: null,
    note: command.note,
    at: new Date().toISOString(),
  });
  const checked = checkedExport(made, command.form === 'json' ? 'JSON' : 'Markdown');
  if (!checked.ok) {
    terminal.err(`${blockedText(checked)}\n`);
    return 2;
  }
  terminal.out(checked.text);
  return unread.length > 0 || run.signal.aborted ? 2 : 0;
}
