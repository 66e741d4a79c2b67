import * as vscode from 'vscode';
import type { IgnoredSignatures } from './ignored-signatures.ts';

/** Lists the messages that are ignored; those that are chosen are told of again. */
export async function showIgnored(ignored: IgnoredSignatures): Promise<void> {
  const items = ignored.list().map((one) => ({
    label: one.signature,
    description: one.scope === 'workspace' ? 'in this workspace' : 'everywhere',
    one,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage('No message is ignored. A quick fix on a finding can ignore it.');
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Ignored Messages',
    placeHolder: 'Choose those that you want to hear of again',
    canPickMany: true,
  });
  if (chosen !== undefined && chosen.length > 0) await ignored.hear(chosen.map(({ one }) => one));
}
