import * as vscode from 'vscode';
import type { Renewal } from '../../core/acme/renewal.ts';
import { byUrgency, ownerWords, stateWords } from '../../core/acme/renewal-words.ts';
import { shownText } from '../shown-text.ts';
import type { RenewalsStore } from './renewals-store.ts';

/** The certificate that a command is about: a row of the view, a name in the argument, or the user's choice. */
export async function chooseRenewal(
  store: RenewalsStore,
  argument: unknown,
  placeHolder: string,
  fits: (renewal: Renewal) => boolean = () => true,
): Promise<Renewal | undefined> {
  const report = await store.look();
  if (report === null) return undefined;
  const now = new Date();
  const all = byUrgency(report.renewals.filter(fits), now);
  // A row was made from an earlier look, and an argument is written by anybody: only what is there now counts.
  const names = namesIn(argument);
  const named = names === null ? all : all.filter((one) => names.every((name) => one.names.includes(name)));
  if (names !== null && named.length === 1) return named[0];
  if (all.length === 0) {
    await vscode.window.showInformationMessage(
      'No such certificate was found: nothing was issued here by Cert Doctor, and no ACME client keeps one that can be read.',
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    (named.length > 0 ? named : all).map((renewal) => ({
      label: shownText(renewal.names.join(', '), 200),
      description: `${stateWords(renewal, now)} · ${ownerWords(renewal)}`,
      renewal,
    })),
    { placeHolder, matchOnDescription: true },
  );
  return picked?.renewal;
}

function namesIn(argument: unknown): readonly string[] | null {
  if (typeof argument === 'string') return [argument];
  if (typeof argument !== 'object' || argument === null) return null;
  if ('renewal' in argument) return namesIn(argument.renewal);
  if ('name' in argument && typeof argument.name === 'string') return [argument.name];
  if ('names' in argument && Array.isArray(argument.names)) {
    return argument.names.filter((name) => typeof name === 'string');
  }
  return null;
}
