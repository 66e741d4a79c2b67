import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import { commands } from '../ids.ts';
import { failedAttempts } from './failed-attempts.ts';
import { failureTitle } from './failure-title.ts';
import type { FindingAdvice } from './finding-advice.ts';
import type { LogReports } from './log-reports.ts';

/** Of all actions, those that stand above the line. */
const shownActions = ['Verify now', 'Playbook'];

/** Says above each attempt that failed what made it fail; says nothing over what went well. */
export class LogCodeLens extends Disposable implements vscode.CodeLensProvider {
  readonly #reports: LogReports;
  readonly #advice: FindingAdvice;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(reports: LogReports, advice: FindingAdvice) {
    super();
    this.#reports = reports;
    this.#advice = advice;
    this.own(
      reports.onDidChange(() => {
        this.#changed.fire();
      }),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const report = await this.#reports.upToDate(document);
    if (report === null) return [];
    return failedAttempts(report, this.#reports.findings(document.uri)).flatMap(({ line, names, cause }) => {
      const range = document.validateRange(new vscode.Range(line - 1, 0, line - 1, 0));
      const lens = (title: string, tooltip: string, command: string, args: readonly (string | number)[]) =>
        new vscode.CodeLens(range, { title, tooltip, command, arguments: [...args] });
      return [
        lens(failureTitle(cause, names), `Go to line ${cause.finding.line}, which shows it`, commands.openFinding, [
          cause.id,
        ]),
        ...this.#advice
          .plainActions(cause)
          .filter(({ label }) => shownActions.includes(label))
          .map(({ label, title, command, args }) => lens(label, title, command, args)),
        lens('Copy report', 'Copy what failed, the line that shows it and what to do', commands.applyRemedy, [
          cause.id,
          'copy-report',
        ]),
      ];
    });
  }
}
