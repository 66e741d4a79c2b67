import * as vscode from 'vscode';
import { intentFor } from '../../core/domain/intent.ts';
import { nameErrorText, parseIdentifier, textOf } from '../../core/domain/name.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { languages } from '../ids.ts';
import { runWithProgress } from '../long-job.ts';
import type { TextPages } from '../text-pages.ts';
import { chooseDomain, domainItems, nameIn } from './choose-domain.ts';
import type { DomainStore } from './domain-store.ts';
import { reportLines } from './report-lines.ts';

export interface CheckDependencies {
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly store: DomainStore;
  readonly pages: TextPages;
}

/** Checks a domain of the list, or any other name that is given or chosen; what came of the other name is shown on a page. */
export async function checkDomain(deps: CheckDependencies, argument: unknown): Promise<void> {
  const { engine, configuration, store, pages } = deps;
  if (!vscode.workspace.isTrusted) return;
  const known = argument === undefined ? undefined : await chooseDomain(store, argument, '');
  const name = known?.name ?? nameIn(argument) ?? (await chooseName(store));
  if (name === undefined) return;
  if (store.find(name) !== undefined) {
    await runWithProgress(`Checking ${name}`, (run) => store.check(name, run));
    return;
  }
  const parsed = parseIdentifier(name);
  if (!parsed.ok) return;
  const report = await runWithProgress(`Checking ${name}`, (run) =>
    engine.check(intentFor(parsed.name), configuration.network(), run),
  );
  await pages.show(`${name}.log`, `${reportLines(report).join('\n')}\n`, languages.acmeLog);
}

/** One list for both: the domains that are known, and whatever is typed. */
function chooseName(store: DomainStore): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  const known = domainItems(store);
  pick.title = 'Check Domain';
  pick.placeholder = 'Choose a domain, or type any name';
  pick.items = known;
  return new Promise((resolve) => {
    pick.onDidChangeValue((typed) => {
      const parsed = parseIdentifier(typed);
      const listed = known.some(({ label }) => label.includes(typed.trim().toLowerCase()));
      if (typed.trim() === '' || (listed && !parsed.ok)) pick.items = known;
      else if (parsed.ok) {
        const name = textOf(parsed.name);
        const others = known.filter(({ label }) => label !== name);
        pick.items = [{ label: name, description: 'check this name', alwaysShow: true }, ...others];
      } else pick.items = [{ label: typed, description: nameErrorText[parsed.error], alwaysShow: true }, ...known];
    });
    pick.onDidAccept(() => {
      const parsed = parseIdentifier(pick.selectedItems[0]?.label ?? '');
      if (!parsed.ok) return;
      resolve(textOf(parsed.name));
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
