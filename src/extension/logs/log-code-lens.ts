import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import { commands } from '../ids.ts';
import { failureTitle } from './failure-title.ts';
import type { FindingAdvice } from './finding-advice.ts';
import { findingRange } from './finding-range.ts';
import type { LogReports } from './log-reports.ts';

/** Of all actions, those that stand above the line. */
const shownActions = ['Verify now', 'Playbook'];

/** Says above the line of the root cause what failed; says nothing over a log in which nothing is wrong. */
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

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const cause = this.#reports.findings(document.uri).find(({ isCause }) => isCause);
    if (cause === undefined) return [];
    const range = document.validateRange(findingRange(cause.finding));
    const links = this.#advice.actions(cause).filter(({ label }) => shownActions.includes(label));
    return [
      new vscode.CodeLens(range, {
        title: failureTitle(cause),
        command: commands.explainProblem,
        arguments: [cause.finding.problem],
      }),
      ...links.map(
        ({ label, title, command, args }) =>
          new vscode.CodeLens(range, { title: label, tooltip: title, command, arguments: [...args] }),
      ),
    ];
  }
}
