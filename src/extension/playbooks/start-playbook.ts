import * as vscode from 'vscode';
import type { DomainIntent } from '../../core/domain/intent.ts';
import { nameErrorText, parseIdentifier, textOf, type DomainName } from '../../core/domain/name.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { playbooks, playbooksFor } from '../../core/playbook/playbooks.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import type { DomainStore } from '../domains/domain-store.ts';
import { playbookTarget } from './playbook-target.ts';

/** A playbook that is to be opened. */
export interface PlaybookStart {
  readonly playbook: Playbook;
  readonly intent: DomainIntent;
  readonly about: ProblemId | null;
}

/** Finds out which playbook for which domain: from the command's argument, else from the user. Undefined: not started. */
export async function choosePlaybook(store: DomainStore, argument: unknown): Promise<PlaybookStart | undefined> {
  if (!vscode.workspace.isTrusted) {
    await vscode.window.showInformationMessage(
      'A playbook looks at hosts, which Cert Doctor does not do in Restricted Mode. Trust the folder first.',
    );
    return undefined;
  }
  const target = playbookTarget(argument);
  const playbook = target.playbook ?? (await pickPlaybook(target.problem));
  if (playbook === undefined) return undefined;
  const name = target.name ?? (await pickName(store, playbook));
  return name === undefined ? undefined : { playbook, intent: intentOf(store, name), about: target.problem };
}

async function pickPlaybook(problem: ProblemId | null): Promise<Playbook | undefined> {
  const fitting = problem === null ? playbooks : playbooksFor(problem);
  const [only] = fitting;
  if (fitting.length === 1) return only;
  const picked = await vscode.window.showQuickPick(
    (fitting.length > 0 ? fitting : playbooks).map((playbook) => ({
      label: playbook.title,
      detail: playbook.when,
      playbook,
    })),
    {
      title: 'Start Playbook',
      placeHolder:
        problem !== null && fitting.length === 0
          ? `No playbook is made for "${problems[problem].title}" yet. Choose one that may help.`
          : 'Which playbook?',
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  return picked?.playbook;
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
