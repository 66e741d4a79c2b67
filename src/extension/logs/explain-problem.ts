import * as vscode from 'vscode';
import { isProblemId, problemPage, problemPath, problemScheme } from './problem-page.ts';

/** The pages of the catalogue as read-only documents. */
export const problemPages: vscode.TextDocumentContentProvider = {
  provideTextDocumentContent: ({ path }) => problemPage(path),
};

/**
 * Opens the problem's page beside the log.
 * @param problem from anybody; what is no id of the catalogue does nothing
 */
export async function explainProblem(problem: unknown): Promise<void> {
  if (!isProblemId(problem)) return;
  const uri = vscode.Uri.from({ scheme: problemScheme, path: problemPath(problem) });
  try {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  } catch {
    // The built-in Markdown extension can be switched off.
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
  }
}
