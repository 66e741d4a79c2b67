import * as vscode from 'vscode';
import type { Domain, DomainStore } from './domain-store.ts';

/** The domain that a command is about: a row of the tree, a name in the argument, or the user's choice from the list. */
export async function chooseDomain(
  store: DomainStore,
  argument: unknown,
  placeHolder: string,
): Promise<Domain | undefined> {
  const named = nameIn(argument);
  if (named !== null) return store.find(named);
  const picked = await vscode.window.showQuickPick(
    store.domains.map((domain) => ({ label: domain.name, description: domain.report?.sslDetail ?? '', domain })),
    { placeHolder, matchOnDescription: true },
  );
  return picked?.domain;
}

function nameIn(argument: unknown): string | null {
  if (typeof argument === 'string') return argument;
  if (typeof argument !== 'object' || argument === null) return null;
  if ('name' in argument && typeof argument.name === 'string') return argument.name;
  if ('domain' in argument) return nameIn(argument.domain);
  return null;
}
