import * as vscode from 'vscode';
import { caOf } from '../../core/acme/ca-facts.ts';
import { Disposable } from '../disposable.ts';
import type { DroppedFiles } from '../findings/dropped-files.ts';
import type { Feature } from '../feature.ts';
import { commands, configFileName } from '../ids.ts';
import { runWithProgress } from '../long-job.ts';
import { shellOf, type TerminalPrompt } from '../remedies/terminal-prompt.ts';
import { addDomain } from './add-domain.ts';
import { checkDomain, type CheckDependencies } from './check-domain.ts';
import { ConfigDiagnostics } from './config-diagnostics.ts';
import { CheckRhythmTimer } from './check-rhythm-timer.ts';
import { copyRecord } from './copy-record.ts';
import { compareResolvers, showEvidence } from './domain-documents.ts';
import type { Surroundings } from './domain-finding-rows.ts';
import type { DomainStore } from './domain-store.ts';
import { DomainsTree } from './domains-tree.ts';
import { remedyFinding } from './remedy-finding.ts';
import { acceptPlatform } from '../platforms/accept-platform.ts';
import { removeDomain } from './remove-domain.ts';
import { seeYourself } from './see-yourself.ts';

function terminalPrompt(): TerminalPrompt {
  return { shell: shellOf(vscode.env.shell), isRoot: process.getuid?.() === 0 };
}

/** How long an edit of cert-doctor.json rests before the list is read anew, in milliseconds. */
const editPause = 300;

/** The list of domains: its view, its file and its commands. */
export class DomainsFeature extends Disposable implements Feature {
  readonly #deps: CheckDependencies;
  readonly #store: DomainStore;
  readonly #drop: DroppedFiles;
  #afterEdit: NodeJS.Timeout | undefined;

  /** @param drop takes files that are dropped on the view */
  constructor(deps: CheckDependencies, drop: DroppedFiles) {
    super();
    this.#drop = drop;
    this.#deps = deps;
    this.#store = deps.store;
  }

  readonly handlers = {
    [commands.addDomain]: () => addDomain(this.#store),
    [commands.removeDomain]: (argument: unknown) => removeDomain(this.#store, argument),
    [commands.acceptPlatform]: (argument: unknown) => acceptPlatform(this.#store, argument),
    [commands.checkDomain]: (argument: unknown) => checkDomain(this.#deps, argument),
    [commands.checkAllDomains]: () => this.#checkAll(),
    [commands.openConfig]: () => this.#openConfig(),
    [commands.copyRecord]: (argument: unknown) => copyRecord(this.#store, argument),
    [commands.showEvidence]: (argument: unknown) => showEvidence(this.#deps, argument),
    [commands.compareResolvers]: (argument: unknown) => compareResolvers(this.#deps, argument),
    [commands.seeYourself]: (argument: unknown) => seeYourself({ ...this.#deps, prompt: terminalPrompt }, argument),
    [commands.remedyDomainFinding]: (argument: unknown) => remedyFinding(this.#store, this.#around(), argument),
  };

  register(): this {
    const tree = this.own(new DomainsTree(this.#store, () => this.#around(), this.#drop));
    this.#lookAgain(tree);
    this.own(new ConfigDiagnostics(this.#store));
    const watcher = this.own(vscode.workspace.createFileSystemWatcher(`**/${configFileName}`));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.own(event(() => this.#readAndCheckNew()));
    }
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (!document.uri.path.endsWith(`/${configFileName}`)) return;
        clearTimeout(this.#afterEdit);
        this.#afterEdit = setTimeout(() => {
          // The editor may read what was saved elsewhere later than the watcher tells of it.
          void (document.isDirty ? this.#store.read() : this.#readAndCheckNew());
        }, editPause);
      }),
    );
    this.own({
      dispose: () => {
        clearTimeout(this.#afterEdit);
      },
    });
    this.own(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#store.read()));
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#readAndCheck()));
    void this.#readAndCheck();
    return this;
  }

  /** Whatever may change when to look, or whether somebody looks, wakes the one timer. */
  #lookAgain(tree: DomainsTree): void {
    const rhythm = this.own(
      new CheckRhythmTimer({
        domains: () => this.#store.domains,
        check: (names) => this.#store.checkThese(names),
        isSeen: () => tree.visible && vscode.window.state.focused && vscode.workspace.isTrusted,
        intervalMs: () => this.#deps.configuration.checkIntervalMs(),
        now: Date.now,
        random: Math.random,
      }),
    );
    const wake = (): void => {
      rhythm.wake();
    };
    this.own(this.#store.onDidChange(wake));
    this.own(tree.onDidChangeVisibility(wake));
    this.own(vscode.window.onDidChangeWindowState(wake));
    this.own(vscode.workspace.onDidChangeConfiguration(wake));
  }

  #around(): Surroundings {
    return {
      trusted: vscode.workspace.isTrusted,
      prompt: terminalPrompt(),
      issuer: caOf(this.#deps.configuration.ca().directoryUrl).caaIdentities[0] ?? null,
    };
  }

  /** Only what was saved is looked at: a name that is still being typed is nobody's. */
  async #readAndCheckNew(): Promise<void> {
    await this.#store.read();
    await this.#store.checkNew();
  }

  async #readAndCheck(): Promise<void> {
    await this.#store.read();
    await this.#store.checkAll();
  }

  async #checkAll(): Promise<void> {
    await runWithProgress('Checking domains', (run) => this.#store.checkAll(run));
  }

  async #openConfig(): Promise<void> {
    const [file] = this.#store.files;
    if (file !== undefined) await vscode.window.showTextDocument(file.uri);
    else await addDomain(this.#store);
  }
}
