import * as vscode from 'vscode';
import { isFile } from '../remedies/is-file.ts';
import type { FindingAction } from './finding-actions.ts';
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

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const here = this.#reports
      .findings(document.uri)
      .filter(({ finding }) => findingRange(finding).intersection(range) !== undefined);
    return (await Promise.all(here.map((known) => this.#actionsFor(known, context.diagnostics)))).flat();
  }

  async #actionsFor(known: KnownFinding, diagnostics: readonly vscode.Diagnostic[]): Promise<vscode.CodeAction[]> {
    const range = findingRange(known.finding);
    const answered = diagnostics.filter(
      (diagnostic) => diagnostic.source === diagnosticSource && diagnostic.range.intersection(range) !== undefined,
    );
    return (await this.#possible(known)).map(({ title, command, args }, index) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { title, command, arguments: [...args] };
      action.diagnostics = answered;
      // VS Code lists preferred actions first: only the first one of the order may be it.
      if (index === 0) action.isPreferred = true;
      return action;
    });
  }

  /** Without the files that are not on this machine: the log may come from another one. */
  async #possible(known: KnownFinding): Promise<readonly FindingAction[]> {
    const remedies = this.#advice.remedies(known);
    const actions = this.#advice.actions(known);
    const isThere = await Promise.all(
      actions.map(async ({ args }) => {
        const remedy = args[1] === 'open' && typeof args[2] === 'number' ? remedies[args[2]] : undefined;
        return remedy?.kind === 'open-file' ? isFile(remedy.path) : true;
      }),
    );
    return actions.filter((_, index) => isThere[index]);
  }
}
