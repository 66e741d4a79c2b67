import * as vscode from 'vscode';
import { settings } from '../ids.ts';
import { isFile } from './is-file.ts';
import { harmlessPath } from './named-path.ts';

/** How long a new terminal may take to show its prompt where it says so, in milliseconds. */
const promptWaitMs = 3_000;

/**
 * Types a command into a terminal and leaves it there: the user reads it and presses Enter. A terminal of its own for
 * every line, since another one may still hold a line that nobody sent.
 */
export async function typeCommand(line: string): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  const terminal = vscode.window.createTerminal({ name: 'Cert Doctor' });
  terminal.show();
  await promptOf(terminal);
  terminal.sendText(line, false);
}

/** Until the shell is ready to read: what is typed before stands on the screen twice. Shells without integration do not say so. */
function promptOf(terminal: vscode.Terminal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    };
    const timer = setTimeout(done, promptWaitMs);
    const listening = vscode.window.onDidChangeTerminalShellIntegration((event) => {
      if (event.terminal === terminal) done();
    });
    if (terminal.shellIntegration !== undefined) done();
  });
}

/** @param what the words in "Copied …" */
export async function copyText(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`Copied ${what}`, 5_000);
}

/** Opens a file that a log or a configuration names, at its 1-based line, where it exists on this machine. */
export async function openFile(path: string, line: number | null): Promise<void> {
  const harmless = harmlessPath(path);
  if (harmless === null) return;
  const uri = vscode.Uri.file(harmless);
  if (!(await isFile(harmless))) {
    void vscode.window.showInformationMessage(`${harmless} is not on this machine, or may not be read here.`);
    return;
  }
  const at = new vscode.Position((line ?? 1) - 1, 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
}

/** Opens a page of the catalogue's references in the browser. */
export async function openPage(url: string): Promise<void> {
  if (url.startsWith('https://')) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

/** Opens one of the product's own settings. */
export async function openSetting(id: string): Promise<void> {
  if (!(Object.values(settings) as readonly string[]).includes(id)) return;
  await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${id}`);
}
