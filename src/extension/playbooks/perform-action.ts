import * as vscode from 'vscode';
import { exportMarkdown } from '../../core/playbook/export-markdown.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import type { PlaybookRun } from '../../core/playbook/run.ts';
import { commands } from '../ids.ts';
import { copyText, openFile, openPage, openSetting, typeCommand } from '../remedies/hand-over.ts';
import type { EditorAction } from './playbook-session.ts';

/** Does what only the editor can do. Nothing is run: a command is typed into a terminal and left there. */
export async function performAction(action: EditorAction, playbook: Playbook, run: PlaybookRun): Promise<void> {
  switch (action.kind) {
    case 'terminal':
      await typeCommand(action.line);
      return;
    case 'copy':
      await copyText(action.text, action.what);
      return;
    case 'open-url':
      await openPage(action.url);
      return;
    case 'open-file':
      await openFile(action.path, action.line);
      return;
    case 'open-setting':
      await openSetting(action.id);
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
