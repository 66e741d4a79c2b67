import * as vscode from 'vscode';
import { foldRanges } from '../../core/log/fold-ranges.ts';
import { Disposable } from '../disposable.ts';
import type { LogReports } from './log-reports.ts';

/** Folds a log by its attempts, tracebacks and exchanges with the CA. */
export class LogFolding extends Disposable implements vscode.FoldingRangeProvider {
  readonly #reports: LogReports;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeFoldingRanges = this.#changed.event;

  constructor(reports: LogReports) {
    super();
    this.#reports = reports;
    this.own(
      reports.onDidChange(() => {
        this.#changed.fire();
      }),
    );
  }

  async provideFoldingRanges(document: vscode.TextDocument): Promise<vscode.FoldingRange[]> {
    const attempts = (await this.#reports.upToDate(document))?.attempts ?? [];
    const lines = { count: document.lineCount, lineAt: (line: number) => document.lineAt(line - 1).text };
    return foldRanges(lines, attempts).map(({ startLine, endLine, kind }) =>
      // Regions are what "Fold All Regions" folds: the attempts.
      kind === 'attempt'
        ? new vscode.FoldingRange(startLine - 1, endLine - 1, vscode.FoldingRangeKind.Region)
        : new vscode.FoldingRange(startLine - 1, endLine - 1),
    );
  }
}
