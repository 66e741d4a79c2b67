import path from 'node:path';
import * as vscode from 'vscode';
import { exportMarkdown } from '../../core/playbook/export-markdown.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import type { PlaybookRun } from '../../core/playbook/run.ts';
import type { Shell } from '../../core/problem/shell-line.ts';
import { commands } from '../ids.ts';
import type { EditorAction } from './playbook-session.ts';

/** Does what only the editor can do. Nothing is run: a command is typed into a terminal and left there. */
export async function performAction(action: EditorAction, playbook: Playbook, run: PlaybookRun): Promise<void> {
  switch (action.kind) {
    case 'terminal': {
      if (!vscode.workspace.isTrusted) return;
      // A terminal of its own for every line: another one may still hold a line that nobody sent.
      const terminal = vscode.window.createTerminal({ name: 'Cert Doctor' });
      terminal.show();
      terminal.sendText(action.line, false);
      return;
    }
    case 'copy':
      await vscode.env.clipboard.writeText(action.text);
      vscode.window.setStatusBarMessage(`${action.what} is in the clipboard.`, 3_000);
      return;
    case 'open-url':
      await vscode.env.openExternal(vscode.Uri.parse(action.url, true));
      return;
    case 'open-file':
      await openFile(action.path, action.line);
      return;
    case 'open-setting':
      await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${action.id}`);
      return;
    case 'export': {
      const content = exportMarkdown(playbook, run);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
      return;
    }
    case 'add-domain':
      await vscode.commands.executeCommand(commands.addDomain);
      return;
    case 'trust':
      await vscode.commands.executeCommand('workbench.trust.manage');
  }
}

async function openFile(file: string, line: number | null): Promise<void> {
  const at = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
  try {
    await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(at, at) });
  } catch {
    await vscode.window.showInformationMessage(`${file} cannot be read on this machine.`);
  }
}

/** The shell of the user's terminals; null where no line can be written for it (cmd.exe has no safe quoting). */
export function terminalShell(): Shell | null {
  const name = path.win32
    .basename(vscode.env.shell)
    .toLowerCase()
    .replace(/\.exe$/, '');
  if (name === 'fish') return 'fish';
  if (name === 'pwsh' || name === 'powershell') return 'powershell';
  return name === 'cmd' ? null : 'posix';
}
