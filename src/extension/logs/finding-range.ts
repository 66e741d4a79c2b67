import * as vscode from 'vscode';
import type { LogFinding } from '../../core/log/report.ts';

/** The decisive words as VS Code counts them: lines and columns from 0. */
export function findingRange({ line, column, endLine, endColumn }: LogFinding): vscode.Range {
  return new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}
