import * as vscode from 'vscode';
import type { FindingAdvice } from './finding-advice.ts';
import { findingRange } from './finding-range.ts';
import type { KnownFinding } from './known-findings.ts';
import { diagnosticSource } from './log-diagnostics.ts';
import type { LogReports } from './log-reports.ts';

/** The quick fixes of the findings at a place, in the product's order. */
export class LogCodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  readonly #reports: LogReports;
  readonly #advice: FindingAdvice;

  constructor(reports: LogReports, advice: FindingAdvice) {
    this.#reports = reports;
    this.#advice = advice;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return this.#reports
      .findings(document.uri)
      .filter(({ finding }) => findingRange(finding).intersection(range) !== undefined)
      .flatMap((known) => this.#actionsFor(known, context.diagnostics));
  }

  #actionsFor(known: KnownFinding, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
    const range = findingRange(known.finding);
    const answered = diagnostics.filter(
      (diagnostic) => diagnostic.source === diagnosticSource && diagnostic.range.intersection(range) !== undefined,
    );
    return this.#advice.actions(known).map(({ title, command, args }, index) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { title, command, arguments: [...args] };
      action.diagnostics = answered;
      // VS Code lists preferred actions first: only the first one of the order may be it.
      if (index === 0) action.isPreferred = true;
      return action;
    });
  }
}
