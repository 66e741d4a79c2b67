import * as vscode from 'vscode';
import { Disposable } from '../disposable.ts';
import { settings } from '../ids.ts';

/** Where a message is ignored: in this workspace, or everywhere for this user. */
export type IgnoreScope = 'workspace' | 'user';

export interface IgnoredSignature {
  readonly signature: string;
  readonly scope: IgnoreScope;
}

const dot = settings.logsIgnore.indexOf('.');
const section = settings.logsIgnore.slice(0, dot);
const key = settings.logsIgnore.slice(dot + 1);

const targets: Readonly<Record<IgnoreScope, vscode.ConfigurationTarget>> = {
  workspace: vscode.ConfigurationTarget.Workspace,
  user: vscode.ConfigurationTarget.Global,
};

/** The messages that the user does not want to hear of, kept in the settings of the workspace and of the user. */
export class IgnoredSignatures extends Disposable {
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changed.event;
  #all: ReadonlySet<string> = idsOf(this.list());

  constructor() {
    super();
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(settings.logsIgnore)) return;
        this.#read();
      }),
    );
    // Until then VS Code hides what the workspace says.
    this.own(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#read();
      }),
    );
  }

  /** Ids of signatures, of both scopes together. */
  get all(): ReadonlySet<string> {
    return this.#all;
  }

  list(): readonly IgnoredSignature[] {
    const found = vscode.workspace.getConfiguration(section).inspect(key);
    const of = (value: unknown, scope: IgnoreScope): readonly IgnoredSignature[] =>
      (Array.isArray(value) ? value : [])
        .filter((signature) => typeof signature === 'string')
        .map((signature) => ({ signature, scope }));
    return [...of(found?.workspaceValue, 'workspace'), ...of(found?.globalValue, 'user')];
  }

  async ignore(signature: string, scope: IgnoreScope): Promise<void> {
    await this.#write(scope, [...this.#of(scope).filter((other) => other !== signature), signature]);
  }

  async hear(given: readonly IgnoredSignature[]): Promise<void> {
    for (const scope of ['workspace', 'user'] as const) {
      const again = idsOf(given.filter((one) => one.scope === scope));
      if (again.size === 0) continue;
      await this.#write(
        scope,
        this.#of(scope).filter((signature) => !again.has(signature)),
      );
    }
  }

  #of(scope: IgnoreScope): readonly string[] {
    return this.list()
      .filter((one) => one.scope === scope)
      .map(({ signature }) => signature);
  }

  async #write(scope: IgnoreScope, signatures: readonly string[]): Promise<void> {
    const value = signatures.length === 0 ? undefined : signatures;
    await vscode.workspace.getConfiguration(section).update(key, value, targets[scope]);
  }

  #read(): void {
    this.#all = idsOf(this.list());
    this.#changed.fire();
  }
}

function idsOf(list: readonly IgnoredSignature[]): ReadonlySet<string> {
  return new Set(list.map(({ signature }) => signature));
}
