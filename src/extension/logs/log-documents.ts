import type * as vscode from 'vscode';
import { languages } from '../ids.ts';

const logLanguages: readonly string[] = Object.values(languages);

/** Where logs are text that VS Code underlines and offers quick fixes for. */
const editorSchemes = ['file', 'vscode-remote', 'untitled'];

/** Output channels. Their panel is read-only: no squiggles and no quick fixes, but hovers and links (microsoft/vscode#299732). */
const outputScheme = 'output';

/** Logs in editors. */
export const editorLogs: vscode.DocumentSelector = selector(editorSchemes);

/** Logs in editors and the product's own output channel. */
export const allLogs: vscode.DocumentSelector = selector([...editorSchemes, outputScheme]);

function selector(schemes: readonly string[]): vscode.DocumentFilter[] {
  return schemes.flatMap((scheme) => logLanguages.map((language) => ({ scheme, language })));
}

type DocumentId = Pick<vscode.TextDocument, 'languageId'> & { readonly uri: Pick<vscode.Uri, 'scheme'> };

export function isEditorLog({ uri, languageId }: DocumentId): boolean {
  return editorSchemes.includes(uri.scheme) && logLanguages.includes(languageId);
}

export function isLog(document: DocumentId): boolean {
  return isEditorLog(document) || (document.uri.scheme === outputScheme && logLanguages.includes(document.languageId));
}
