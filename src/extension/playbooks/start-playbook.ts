import * as vscode from 'vscode';
import type { DomainIntent } from '../../core/domain/intent.ts';
import { nameErrorText, parseIdentifier, textOf, type DomainName } from '../../core/domain/name.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { searchPlaybooks, shortestLogLine } from '../../core/platform/find-by-words.ts';
import { playbooks, playbooksThatFit, withoutPlaybook } from '../../core/playbook/playbooks.ts';
import type { ProblemId } from '../../core/problem/catalogue.ts';
import type { Engine } from '../../engine/engine.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import type { DomainStore } from '../domains/domain-store.ts';
import { quietRun } from '../long-job.ts';
import { playbookTarget } from './playbook-target.ts';

/** A playbook that is to be opened. */
export interface PlaybookStart {
  readonly playbook: Playbook;
  readonly intent: DomainIntent;
  readonly about: ProblemId | null;
  /** The log with which the user came; null where none. */
  readonly log: string | null;
}

/** Finds out which playbook for which domain: from the command's argument, else from the user. Undefined: not started. */
export async function choosePlaybook(
  store: DomainStore,
  engine: Pick<Engine, 'scan'>,
  argument: unknown,
): Promise<PlaybookStart | undefined> {
  if (!vscode.workspace.isTrusted) {
    await vscode.window.showInformationMessage(
      'A playbook looks at hosts, which Cert Doctor does not do in Restricted Mode. Trust the folder first.',
    );
    return undefined;
  }
  const target = playbookTarget(argument);
  const report = target.name === null ? null : (store.find(target.name)?.report ?? null);
  const playbook = target.playbook ?? (await pickPlaybook(target.problem, report, engine));
  if (playbook === undefined) return undefined;
  const name = target.name ?? (await pickName(store, playbook));
  return name === undefined
    ? undefined
    : { playbook, intent: intentOf(store, name), about: target.problem, log: target.log };
}

interface PlaybookItem extends vscode.QuickPickItem {
  readonly playbook?: Playbook;
}

/** All playbooks, those that fit first; found by what is typed, also by a line of a log or by what older instructions say. */
function pickPlaybook(
  problem: ProblemId | null,
  report: DomainReport | null,
  engine: Pick<Engine, 'scan'>,
): Promise<Playbook | undefined> {
  const fitting = playbooksThatFit(problem, report);
  const usual = sections(fitting, 'Others');
  const pick = vscode.window.createQuickPick<PlaybookItem>();
  pick.title = 'Start Playbook';
  const why = problem === null ? undefined : withoutPlaybook[problem];
  pick.placeholder = why ?? 'Which playbook? Type a symptom, a status, or paste a line of a log.';
  pick.items = usual;
  /** The best is what Enter chooses, whatever stood under the cursor before. */
  const show = (items: readonly PlaybookItem[]): void => {
    pick.items = items;
    pick.activeItems = items.filter(({ playbook }) => playbook !== undefined).slice(0, 1);
  };
  return new Promise((resolve) => {
    let typed = 0;
    pick.onDidChangeValue(async (value) => {
      const turn = ++typed;
      if (value.trim() === '') {
        pick.items = usual;
        return;
      }
      show(sections(searchPlaybooks(value), 'Others'));
      const logged = value.length < shortestLogLine ? [] : await problemsIn(value, engine);
      if (turn === typed && logged.length > 0) show(sections(searchPlaybooks(value, logged), 'Others'));
    });
    pick.onDidAccept(() => {
      const playbook = pick.selectedItems[0]?.playbook;
      if (playbook === undefined) return;
      resolve(playbook);
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function problemsIn(text: string, engine: Pick<Engine, 'scan'>): Promise<readonly ProblemId[]> {
  const report = await engine.scan({ log: { text, path: null } }, quietRun()).catch(() => null);
  const problem = report?.cause?.problem ?? report?.findings[0]?.problem;
  return problem === undefined ? [] : [problem];
}

function sections(first: readonly Playbook[], restTitle: string): readonly PlaybookItem[] {
  // What is shown was chosen here already, by more than its label.
  const item = (playbook: Playbook): PlaybookItem => ({
    label: playbook.title,
    description: playbook.id,
    detail: playbook.when,
    alwaysShow: true,
    playbook,
  });
  const rest = playbooks.filter((playbook) => !first.includes(playbook));
  if (first.length === 0) return rest.map(item);
  const separator = { label: restTitle, kind: vscode.QuickPickItemKind.Separator };
  return [...first.map(item), ...(rest.length === 0 ? [] : [separator, ...rest.map(item)])];
}

/** A domain of the list, or any other name that the user types. */
function pickName(store: DomainStore, playbook: Playbook): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly name: string | null }>();
  pick.title = `Start Playbook: ${playbook.title}`;
  pick.placeholder = 'For which domain? Choose one, or type any name.';
  pick.matchOnDescription = true;
  const known = store.domains.map(({ name, report }) => ({ label: name, description: report?.sslDetail ?? '', name }));
  pick.items = known;
  pick.onDidChangeValue((value) => {
    const parsed = parseIdentifier(value);
    if (!parsed.ok) {
      const hint = {
        label: '$(info) Not a domain name yet',
        detail: nameErrorText[parsed.error],
        alwaysShow: true,
        name: null,
      };
      pick.items = value.trim() === '' || known.some(({ name }) => name.includes(value)) ? known : [hint];
      return;
    }
    const name = textOf(parsed.name);
    const typed = { label: name, description: 'not in cert-doctor.json', alwaysShow: true, name };
    pick.items = known.some((item) => item.name === name) ? known : [...known, typed];
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const name = pick.selectedItems[0]?.name ?? null;
      if (name === null) return;
      resolve(name);
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** What should be true of the name: what the list says of the domain that holds it, else only that it validates. */
function intentOf(store: DomainStore, name: string): DomainIntent {
  const holds = ({ names }: DomainIntent): boolean => names.some((one) => textOf(one) === name);
  const listed = store.find(name) ?? store.domains.find(({ intent }) => holds(intent));
  return listed?.intent ?? plainIntent(domainName(name));
}

function plainIntent(name: DomainName): DomainIntent {
  return {
    name,
    names: [name],
    method: name.wildcard ? 'dns-01' : 'http-01',
    addresses: [],
    delegationTarget: null,
    webRoot: null,
  };
}

/** The name was validated before; this only takes its text apart. */
function domainName(text: string): DomainName {
  return text.startsWith('*.') ? { ascii: text.slice(2), wildcard: true } : { ascii: text, wildcard: false };
}
