import * as vscode from 'vscode';
import { isLog } from '../logs/log-documents.ts';
import { languageOfFormat } from './language-of-format.ts';

/** The document in a language of logs, so that it is coloured, underlined and explained whatever its name is. */
export async function openAsLog(uri: vscode.Uri, format: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  return isLog(document) ? document : vscode.languages.setTextDocumentLanguage(document, languageOfFormat(format));
}
