import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import type { DomainStore } from './domain-store.ts';

/** Marks wrong entries of cert-doctor.json at their place; the other entries work meanwhile. */
export class ConfigDiagnostics extends Disposable {
  readonly #store: DomainStore;
  readonly #collection = this.own(vscode.languages.createDiagnosticCollection('cert-doctor.json'));

  constructor(store: DomainStore) {
    super();
    this.#store = store;
    this.own(
      store.onDidChange(() => {
        void this.#show();
      }),
    );
  }

  async #show(): Promise<void> {
    const { files } = this.#store;
    const shown = await Promise.all(
      files.map(async ({ uri, errors }): Promise<[vscode.Uri, vscode.Diagnostic[]]> => {
        if (errors.length === 0) return [uri, []];
        const document = await vscode.workspace.openTextDocument(uri);
        return [
          uri,
          errors.map(({ message, offset, length }) => {
            const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
            const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
            diagnostic.source = 'Cert Doctor';
            return diagnostic;
          }),
        ];
      }),
    );
    if (files !== this.#store.files) return;
    this.#collection.clear();
    this.#collection.set(shown);
  }
}
