import * as vscode from 'vscode';
import { problems } from '../../core/problem/catalogue.ts';
import { groupBy } from '../../core/group-by.ts';
import { shownText } from '../shown-text.ts';
import { attemptName, attemptOutcome } from './attempt-words.ts';
import { findingRange } from './finding-range.ts';
import type { KnownFinding } from './known-findings.ts';
import type { LogReports } from './log-reports.ts';

/** So many rows of an outline are read by nobody. */
const maxSymbols = 1_000;

/** The attempts of a log as its outline, what was found in each below it; in a log without attempts, what was found. */
export class LogOutline implements vscode.DocumentSymbolProvider {
  static readonly metadata: vscode.DocumentSymbolProviderMetadata = { label: 'Cert Doctor' };

  readonly #reports: LogReports;

  constructor(reports: LogReports) {
    this.#reports = reports;
  }

  async provideDocumentSymbols(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
    const attempts = (await this.#reports.upToDate(document))?.attempts ?? [];
    const byAttempt = groupBy(this.#reports.findings(document.uri), ({ finding }) => finding.attempt ?? -1);
    const symbols = attempts.map((attempt, index) => {
      const range = document.validateRange(
        new vscode.Range(attempt.startLine - 1, 0, attempt.endLine - 1, Number.MAX_SAFE_INTEGER),
      );
      const first = document.lineAt(range.start.line).range;
      const symbol = new vscode.DocumentSymbol(
        ...([attemptName(attempt), attemptOutcome(attempt), vscode.SymbolKind.Event, range, first] as const),
      );
      symbol.children = symbolsOf(byAttempt.get(index) ?? [], document).filter((child) => range.contains(child.range));
      return symbol;
    });
    return [...symbols, ...symbolsOf(byAttempt.get(-1) ?? [], document)].slice(0, maxSymbols);
  }
}

/** Each problem of each subject once, where it was met first; what only follows from another line is no news. */
function symbolsOf(findings: readonly KnownFinding[], document: vscode.TextDocument): vscode.DocumentSymbol[] {
  const told = findings.filter(({ finding }) => finding.severity !== 'hint');
  return [...groupBy(told, ({ group }) => group).values()].flatMap((group) => {
    const known = group.find(({ isCause }) => isCause) ?? group[0];
    if (known === undefined) return [];
    const { problem, subject } = known.finding;
    const range = document.validateRange(findingRange(known.finding));
    const detail = [shownText(subject, 253), group.length > 1 ? `${group.length} times` : ''];
    const words = detail.filter((part) => part !== '').join(' · ');
    return new vscode.DocumentSymbol(problems[problem].title, words, vscode.SymbolKind.Field, range, range);
  });
}
