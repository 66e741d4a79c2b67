import * as vscode from 'vscode';
import { independentChecks, looksAt, type IndependentCheck } from '../../core/problem/independent-check.ts';
import { shellLine } from '../../core/problem/shell-line.ts';
import { windowsCheck } from '../../core/problem/windows-check.ts';
import type { Configuration } from '../configuration.ts';
import { copyText, typeCommand } from '../remedies/hand-over.ts';
import type { TerminalPrompt } from '../remedies/terminal-prompt.ts';
import { chooseDomain } from './choose-domain.ts';
import type { DomainStore } from './domain-store.ts';
import { sightArgument } from './row-argument.ts';
import type { Sight } from './row.ts';

interface Dependencies {
  readonly configuration: Configuration;
  readonly store: DomainStore;
  prompt(this: void): TerminalPrompt;
}

interface Item extends vscode.QuickPickItem {
  readonly line: string;
}

/** Shows the commands by which anybody sees the same as a row of the tree, to be typed into a terminal or copied. Nothing is run. */
export async function seeYourself(deps: Dependencies, argument: unknown): Promise<void> {
  const sight = sightArgument(argument) ?? (await chosenSight(deps.store));
  if (sight === null) return;
  const prompt = deps.prompt();
  const items = commandItems(sight, deps.configuration, prompt);
  const what = 'look' in sight ? sight.name : sight.subject;
  if (items.length === 0) {
    void vscode.window.showInformationMessage('There is no command that shows the same on this system.');
    return;
  }
  const picked = await pick(items, `See ${what} without Cert Doctor`);
  if (picked === undefined) return;
  // A shell whose quoting is not known is typed nothing into.
  if (picked.copy || prompt.shell === null || !vscode.workspace.isTrusted) await copyText(picked.line, picked.line);
  else await typeCommand(picked.line);
}

async function chosenSight(store: DomainStore): Promise<Sight | null> {
  const domain = await chooseDomain(store, undefined, 'Which domain do you want to look at yourself?');
  return domain === undefined ? null : { look: 'name', name: domain.intent.name.ascii };
}

function commandItems(sight: Sight, configuration: Configuration, { shell }: TerminalPrompt): readonly Item[] {
  const { httpPort, httpsPort, resolvers } = configuration.network();
  const options = {
    ports: { http: httpPort, https: httpsPort },
    ...('address' in sight ? { address: sight.address } : {}),
    ...(resolvers[0] === undefined || resolvers[0].includes('://') ? {} : { resolver: resolvers[0] }),
  };
  const checks =
    'look' in sight
      ? looksAt(sight.look, sight.name, options)
      : independentChecks(sight.problem, sight.subject, options);
  const copyButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('copy'), tooltip: 'Copy' };
  const onWindows = process.platform === 'win32';
  const reader = shell ?? (onWindows ? 'powershell' : 'posix');
  const own: readonly (IndependentCheck | null)[] =
    onWindows && reader === 'powershell' ? checks.map(windowsCheck) : checks;
  const lines = own.flatMap((check): readonly Item[] => {
    const line = check === null ? null : shellLine(check.argv, reader);
    return check === null || line === null ? [] : [{ label: check.title, detail: line, line, buttons: [copyButton] }];
  });
  return lines.filter(({ line }, index) => lines.findIndex((other) => other.line === line) === index);
}

/** The one that was chosen, and whether it was chosen to be copied. */
function pick(
  items: readonly Item[],
  title: string,
): Promise<{ readonly line: string; readonly copy: boolean } | undefined> {
  const box = vscode.window.createQuickPick<Item>();
  box.title = title;
  box.placeholder = 'Enter types the command into a terminal, where you run it; the button copies it';
  box.matchOnDetail = true;
  box.items = [...items];
  return new Promise((resolve) => {
    box.onDidTriggerItemButton(({ item }) => {
      resolve({ line: item.line, copy: true });
      box.dispose();
    });
    box.onDidAccept(() => {
      const [item] = box.selectedItems;
      if (item === undefined) return;
      resolve({ line: item.line, copy: false });
      box.dispose();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
