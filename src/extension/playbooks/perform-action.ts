import * as vscode from 'vscode';
import { textOf } from '../../core/domain/name.ts';
import { exportMarkdown } from '../../core/playbook/export-markdown.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { verdictOf, type PlaybookRun } from '../../core/playbook/run.ts';
import { withoutSecrets } from '../../core/report/redact.ts';
import { commands } from '../ids.ts';
import { copyText, openFile, openPage, openSetting, typeCommand } from '../remedies/hand-over.ts';
import type { EditorAction } from './playbook-session.ts';
import { replaceInSource } from './replace-in-source.ts';

/** Does what only the editor can do; false: it was not done. Nothing is run: a command is typed into a terminal and left there. */
export async function performAction(action: EditorAction, playbook: Playbook, run: PlaybookRun): Promise<boolean> {
  switch (action.kind) {
    case 'terminal':
      await typeCommand(action.line);
      return true;
    case 'copy':
      await copyText(action.text, action.what);
      return true;
    case 'open-url':
      await openPage(action.url);
      return true;
    case 'open-file':
      await openFile(action.path, action.line);
      return true;
    case 'open-setting':
      await openSetting(action.id);
      return true;
    case 'export': {
      // It is made to be passed on.
      const content = withoutSecrets(exportMarkdown(playbook, run));
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
      return true;
    }
    case 'report': {
      const { title, text } = verdictOf(playbook, run);
      const walked = { playbook: playbook.title, verdict: `${title}. ${text}` };
      await vscode.commands.executeCommand(commands.createReport, { name: textOf(run.intent.name), ...walked });
      return true;
    }
    case 'try-order':
      // Its result is told by the command; a look from here would not see what the CA saw.
      await vscode.commands.executeCommand(commands.tryOrder, action.name);
      return false;
    case 'add-domain':
      await vscode.commands.executeCommand(commands.addDomain);
      return true;
    case 'trust':
      await vscode.commands.executeCommand('workbench.trust.manage');
      return true;
    case 'edit-source':
      return replaceInSource(action);
  }
}
