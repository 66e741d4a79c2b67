import { homedir, userInfo } from 'node:os';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { quietRun } from '../long-job.ts';
import { copyText, typeCommand } from '../remedies/hand-over.ts';
import { shownText } from '../shown-text.ts';
import { waysToRead, whyForbidden } from './ways-to-read.ts';

/** Says who may read the log and shows the commands that would let this user; the chosen one is typed and not run. */
export async function explainForbidden(engine: Pick<Engine, 'lookAtPlaces'>, path: string): Promise<void> {
  const [place] = await engine.lookAtPlaces([path], quietRun());
  const forbidden = place ?? {
    ...{ path, group: null, user: userInfo().username },
  };
  const isTrusted = vscode.workspace.isTrusted;
  const items = waysToRead(forbidden, homedir()).map((way) => ({
    label: way.title,
    description: way.command,
    detail: way.detail,
    way,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: shownText(whyForbidden(forbidden), 300),
    placeHolder: isTrusted
      ? 'The command is typed into a terminal and not run'
      : 'The command is copied: in Restricted Mode nothing is typed',
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  if (isTrusted) await typeCommand(picked.way.command);
  else await copyText(picked.way.command, picked.way.command);
}
