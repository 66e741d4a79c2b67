import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { Disposable } from '../disposable.ts';
import type { Feature } from '../feature.ts';
import { commands } from '../ids.ts';
import { certificateText } from './certificate-text.ts';
import { inspectCertificate } from './inspect-certificate.ts';

const scheme = 'cert-doctor-certificate';

/** Certificate files shown as a page of text. What was read is kept only while its page is open. */
export class CertificatesFeature extends Disposable implements Feature, vscode.TextDocumentContentProvider {
  readonly #engine: Engine;
  readonly #pages = new Map<string, string>();

  constructor(engine: Engine) {
    super();
    this.#engine = engine;
  }

  readonly handlers = {
    [commands.inspectCertificate]: (argument: unknown) => this.#inspect(argument),
  };

  register(): this {
    this.own(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.own(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#pages.delete(uri.toString());
      }),
    );
    return this;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#pages.get(uri.toString()) ?? '';
  }

  async #inspect(argument: unknown): Promise<void> {
    const read = await inspectCertificate(this.#engine, argument);
    if (read === null) return;
    const uri = vscode.Uri.from({ scheme, path: `${read.path}.txt`, query: String(Date.now()) });
    this.#pages.set(uri.toString(), certificateText(read.path, read.file, new Date()));
    await vscode.window.showTextDocument(uri, { preview: true });
  }
}
