import * as vscode from 'vscode';
import type { Severity } from '../../core/problem/finding.ts';
import { Disposable } from '../disposable.ts';
import { planDiagnostics, type PlannedDiagnostic } from './diagnostic-plan.ts';
import { findingRange } from './finding-range.ts';
import { isEditorLog } from './log-documents.ts';
import type { LogReports } from './log-reports.ts';
import { problemPath, problemScheme } from './problem-page.ts';
import type { VerdictNotes } from './verdict-notes.ts';

export const diagnosticSource = 'Cert Doctor';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Underlines the decisive words of every open log and lists them in the Problems view, until the log is closed. */
export class LogDiagnostics extends Disposable {
  readonly #reports: LogReports;
  readonly #notes: VerdictNotes;
  readonly #collection = this.own(vscode.languages.createDiagnosticCollection('certDoctor.logs'));

  constructor(reports: LogReports, notes: VerdictNotes) {
    super();
    this.#reports = reports;
    this.#notes = notes;
    this.own(
      reports.onDidChange((uri) => {
        this.#show(uri);
      }),
    );
    this.own(
      notes.onDidChange(() => {
        for (const { uri } of vscode.workspace.textDocuments) this.#show(uri);
      }),
    );
  }

  #show(uri: vscode.Uri): void {
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    if (document === undefined || !isEditorLog(document)) {
      this.#collection.delete(uri);
      return;
    }
    const plans = planDiagnostics(this.#reports.findings(uri), (known) => this.#notes.of(known));
    this.#collection.set(
      uri,
      plans.map((plan) => toDiagnostic(plan, document)),
    );
  }
}

function toDiagnostic({ known, severity, message, related }: PlannedDiagnostic, document: vscode.TextDocument) {
  const range = document.validateRange(findingRange(known.finding));
  const diagnostic = new vscode.Diagnostic(range, message, severities[severity]);
  const { problem } = known.finding;
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: problem, target: vscode.Uri.from({ scheme: problemScheme, path: problemPath(problem) }) };
  diagnostic.relatedInformation = related.map(
    ({ at, message }) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(document.uri, document.validateRange(findingRange(at.finding))),
        message,
      ),
  );
  return diagnostic;
}
