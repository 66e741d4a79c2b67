import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import type { LogReports } from './log-reports.ts';
import { outcomeTokens, outcomeTypes } from './outcome-tokens.ts';

/** Colours the words by which attempts ended, as semantic tokens: themes decide how. */
export class LogOutcomeColours extends Disposable implements vscode.DocumentSemanticTokensProvider {
  static readonly legend = new vscode.SemanticTokensLegend([...outcomeTypes]);

  readonly #reports: LogReports;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeSemanticTokens = this.#changed.event;

  constructor(reports: LogReports) {
    super();
    this.#reports = reports;
    this.own(
      reports.onDidChange(() => {
        this.#changed.fire();
      }),
    );
  }

  async provideDocumentSemanticTokens(document: vscode.TextDocument): Promise<vscode.SemanticTokens> {
    const builder = new vscode.SemanticTokensBuilder(LogOutcomeColours.legend);
    const report = await this.#reports.upToDate(document);
    // Its lines are those of a text that may have changed since.
    const lineAt = (line: number): string => (line < document.lineCount ? document.lineAt(line).text : '');
    for (const { line, start, length, type } of report === null ? [] : outcomeTokens(report, lineAt)) {
      builder.push(line, start, length, outcomeTypes.indexOf(type));
    }
    return builder.build();
  }
}
