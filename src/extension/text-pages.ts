import * as vscode from 'vscode';
import { Disposable } from './disposable.ts';

const scheme = 'cert-doctor';

/** Read-only pages of text, kept only while they are open. */
export class TextPages extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #pages = new Map<string, string>();

  constructor() {
    super();
    this.own(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.own(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#pages.delete(uri.toString());
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#pages.get(uri.toString()) ?? '';
  }

  /** Shows `text` in an editor of its own. `name` stands in its tab; `language` colours it. */
  async show(name: string, text: string, language: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${name}`, query: String(Date.now()) });
    this.#pages.set(uri.toString(), text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, language);
    await vscode.window.showTextDocument(document, { preview: true });
  }
}
