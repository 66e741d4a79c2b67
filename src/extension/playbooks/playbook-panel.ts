import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import { parseFromPage, type ToPage } from './panel/messages.ts';
import { panelPage } from './panel-page.ts';
import type { OfferedView } from './panel-view.ts';
import type { PlaybookSession } from './playbook-session.ts';

/** What the page may load: its own files and nothing else. */
export function panelOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, enableForms: false, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
}

/** The window beside the editor in which a run is shown. It draws what the session says and hands its clicks back. */
export class PlaybookPanel extends Disposable {
  readonly #panel: vscode.WebviewPanel;
  #ready = false;
  #latest: OfferedView | null = null;

  readonly onDidDispose: vscode.Event<void>;

  constructor(panel: vscode.WebviewPanel, extensionUri: vscode.Uri) {
    super();
    this.#panel = this.own(panel);
    this.onDidDispose = panel.onDidDispose;
    panel.iconPath = new vscode.ThemeIcon('checklist');
    panel.webview.options = panelOptions(extensionUri);
    const file = (...parts: readonly string[]): string =>
      panel.webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', ...parts)).toString();
    panel.webview.html = panelPage({
      cspSource: panel.webview.cspSource,
      nonce: randomBytes(24).toString('base64url'),
      script: file('panel.js'),
      style: file('panel.css'),
      codicons: file('codicons', 'codicon.css'),
    });
  }

  /** Connects the page with its session, which the panel does not own. */
  connect(session: PlaybookSession): void {
    this.own(
      this.#panel.webview.onDidReceiveMessage(async (message: unknown) => {
        const known = parseFromPage(message);
        if (known?.kind === 'ready') {
          this.#ready = true;
          session.refresh();
        } else if (known?.kind === 'act') {
          await session.act(known.id);
        }
      }),
    );
    this.own(
      this.#panel.onDidChangeViewState(() => {
        // A hidden page is torn down; it says `ready` again when it comes back.
        if (!this.#panel.visible) this.#ready = false;
        session.setVisible(this.#panel.visible);
      }),
    );
  }

  show(offered: OfferedView): void {
    this.#latest = offered;
    this.#panel.title = `Playbook: ${offered.view.domain}`;
    if (!this.#ready) return;
    const message: ToPage = { kind: 'view', view: this.#latest.view };
    void this.#panel.webview.postMessage(message);
  }

  /** Where it stands; undefined while it is not shown. */
  get column(): vscode.ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  reveal(): void {
    this.#panel.reveal();
  }
}
