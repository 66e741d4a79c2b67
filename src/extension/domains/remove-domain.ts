import * as vscode from 'vscode';
import { configFileName } from '../ids.ts';
import { chooseDomain } from './choose-domain.ts';
import type { DomainStore } from './domain-store.ts';

/** Takes a domain out of the list after a question. Nothing else is touched: no certificate, no record. */
export async function removeDomain(store: DomainStore, argument: unknown): Promise<void> {
  const domain = await chooseDomain(store, argument, 'Which domain leaves the list?');
  if (domain === undefined) return;
  const answer = await vscode.window.showWarningMessage(
    `Remove ${domain.name} from ${configFileName}?`,
    {
      modal: true,
      detail: 'Its certificate and its DNS records stay as they are. The edit can be undone in the file.',
    },
    'Remove',
  );
  if (answer === 'Remove') await store.remove(domain);
}
