import * as vscode from 'vscode';
import { domainRows } from './domain-rows.ts';
import type { Domain, DomainStore } from './domain-store.ts';

/** The domain that a command is about: a row of the tree, a name in the argument, or the user's choice from the list. */
export async function chooseDomain(
  store: DomainStore,
  argument: unknown,
  placeHolder: string,
): Promise<Domain | undefined> {
  const named = nameIn(argument);
  if (named !== null) return store.find(named);
  const picked = await vscode.window.showQuickPick(domainItems(store), { placeHolder, matchOnDescription: true });
  return picked === undefined ? undefined : store.find(picked.label);
}

/** The domains as the tree shows them: icon, status, worst first. The label is the name. */
export function domainItems(store: DomainStore): readonly vscode.QuickPickItem[] & vscode.QuickPickItem[] {
  return domainRows(store.domains).map(({ label, description, icon }) => ({
    label,
    description,
    iconPath: new vscode.ThemeIcon(icon.id, icon.color === null ? undefined : new vscode.ThemeColor(icon.color)),
  }));
}

/** The name that a command's argument holds; written by anybody. */
export function nameIn(argument: unknown): string | null {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null) return null;
  if ('name' in argument && typeof argument.name === 'string') return argument.name;
  if ('domain' in argument) return nameIn(argument.domain);
  return null;
}
