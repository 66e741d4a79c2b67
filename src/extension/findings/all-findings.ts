import * as vscode from 'vscode';
import type { LogReport } from '../../core/log/report.ts';
import { Disposable } from '../disposable.ts';
import type { KnownFinding } from '../logs/known-findings.ts';
import { isEditorLog } from '../logs/log-documents.ts';
import type { LogReports } from '../logs/log-reports.ts';
import { listedFindings, type LogFindings } from './log-findings.ts';
import type { ReadLogs } from './read-logs.ts';

/** What is found in all logs that the user has to do with: in editors, analysed, followed. */
export class AllFindings extends Disposable {
  readonly #open: LogReports;
  readonly #read: ReadLogs;
  /** What open logs said when the view was cleared: not told again until they say something else. */
  #cleared: ReadonlySet<LogReport> = new Set();
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;

  constructor(open: LogReports, read: ReadLogs) {
    super();
    this.#open = open;
    this.#read = read;
    const tell = (): void => {
      this.#changed.fire();
    };
    this.own(open.onDidChange(tell));
    this.own(read.onDidChange(tell));
  }

  find(id: unknown): KnownFinding | null {
    return this.#open.find(id) ?? this.#read.find(id);
  }

  /** Each log once. What an editor holds is newer than what was read from its file. */
  logs(): readonly LogFindings[] {
    const open = new Set<string>();
    const logs: LogFindings[] = [];
    const read = this.#read.all;
    for (const document of vscode.workspace.textDocuments) {
      const report = isEditorLog(document) ? this.#open.report(document.uri) : null;
      if (report === null || this.#cleared.has(report)) continue;
      const log = document.uri.toString();
      open.add(log);
      const alsoRead = read.find(({ uri, state }) => uri.toString() === log && state.kind !== 'rotated');
      logs.push({
        ...{ log, name: nameOf(document.uri), hasPlaces: true },
        state: alsoRead === undefined || alsoRead.state.kind === 'read' ? { kind: 'open' } : alsoRead.state,
        findings: listedFindings(this.#open.findings(document.uri)),
        attempts: report.attempts,
      });
    }
    for (const { uri, state, report, findings, hasPlaces } of read) {
      const log = uri.toString();
      if (state.kind !== 'rotated' && open.has(log)) continue;
      logs.push({ log, name: nameOf(uri), state, findings, attempts: report?.attempts ?? [], hasPlaces });
    }
    return logs;
  }

  clear(): void {
    const reports = vscode.workspace.textDocuments.map(({ uri }) => this.#open.report(uri));
    this.#cleared = new Set(reports.filter((report) => report !== null));
    this.#read.clear();
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' || uri.scheme === 'vscode-remote' ? vscode.workspace.asRelativePath(uri) : uri.path;
}
