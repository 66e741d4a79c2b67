import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { panelPage } from '../../../src/extension/playbooks/panel-page.ts';
import type { PanelView } from '../../../src/extension/playbooks/panel/messages.ts';
import { themes, type ThemeName } from './themes.ts';

const root = path.join(import.meta.dirname, '../../..');
const nonce = 'panel-test';

/** Serves the real page, script and style as VS Code would, with its security policy. */
export class PanelHost {
  readonly #server: Server;
  readonly #origin: string;

  private constructor(server: Server) {
    this.#server = server;
    this.#origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<PanelHost> {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: { panel: 'src/extension/playbooks/panel/panel.ts' },
      outdir: 'panel',
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      target: 'chrome138',
      logLevel: 'error',
    });
    const codicons = path.join(root, 'node_modules/@vscode/codicons/dist');
    const files = new Map<string, readonly [type: string, content: string | Uint8Array]>([
      ...outputFiles.map((file): [string, [string, string]] => [
        `/${path.basename(file.path)}`,
        [file.path.endsWith('.css') ? 'text/css' : 'text/javascript', file.text],
      ]),
      ['/codicon.css', ['text/css', await readFile(path.join(codicons, 'codicon.css'), 'utf8')]],
      ['/codicon.ttf', ['font/ttf', await readFile(path.join(codicons, 'codicon.ttf'))]],
    ]);
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const file = files.get(pathname);
      if (file !== undefined) response.setHeader('content-type', file[0]).end(file[1]);
      else if (pathname === '/') {
        const cspSource = `http://${request.headers.host ?? ''}`;
        response
          .setHeader('content-type', 'text/html')
          .end(panelPage({ cspSource, nonce, script: 'panel.js', style: 'panel.css', codicons: 'codicon.css' }));
      } else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new PanelHost(server);
  }

  /** Opens the page in a theme, with the editor's API replaced by one that writes down what the page sends. */
  async open(page: Page, theme: ThemeName, view: PanelView, state?: unknown): Promise<void> {
    await page.addInitScript({ content: editorApi(theme, state) });
    await page.goto(this.#origin);
    await this.post(page, view);
  }

  async post(page: Page, view: PanelView): Promise<void> {
    await page.evaluate(`window.postMessage(${JSON.stringify({ kind: 'view', view })}, '*')`);
    await page.locator('#detail').waitFor();
    await page.evaluate('document.fonts.ready.then(() => undefined)');
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** What the page finds of the editor; `sent` and `keptState` let a test see what came of it. */
function editorApi(theme: ThemeName, state: unknown): string {
  return `
    globalThis.sent = [];
    globalThis.keptState = ${JSON.stringify(state ?? null)};
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => sent.push(message),
      getState: () => keptState,
      setState: (next) => { globalThis.keptState = next; },
    });
    document.addEventListener('DOMContentLoaded', () => {
      document.body.className = 'vscode-${theme}';
      for (const [name, value] of Object.entries(${JSON.stringify(themes[theme])})) {
        document.documentElement.style.setProperty('--vscode-' + name, value);
      }
    });`;
}
