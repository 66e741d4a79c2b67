import * as vscode from 'vscode';
import { problems } from '../../core/problem/catalogue.ts';
import type { ManualRemedy, Remedy } from '../../core/problem/remedy.ts';
import { commands } from '../ids.ts';
import { copyText, openFile, openPage, openSetting, typeCommand } from '../remedies/hand-over.ts';
import type { DomainStore } from '../domains/domain-store.ts';
import { noticeText } from '../shown-text.ts';
import { attemptReport } from './attempt-report.ts';
import type { FindingAdvice } from './finding-advice.ts';
import type { FindingRegister } from './finding-register.ts';
import type { IgnoredSignatures, IgnoreScope } from './ignored-signatures.ts';
import type { KnownFinding } from './known-findings.ts';
import type { RetryReminders } from './retry-reminders.ts';
import { recordLine, type UseKind } from './remedy-use.ts';
import { anyPrompt, commandLine, type TerminalPrompt } from '../remedies/terminal-prompt.ts';

interface Dependencies {
  readonly reports: FindingRegister;
  readonly advice: FindingAdvice;
  readonly ignored: IgnoredSignatures;
  readonly reminders: RetryReminders;
  readonly store: DomainStore;
}

/** Does one thing about a finding. Nothing runs by itself: commands are typed, and the user presses Enter. */
export class ApplyRemedy {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** All three from anybody: what names no finding, or none of its remedies, does nothing. */
  async run(id: unknown, use: unknown, index: unknown): Promise<void> {
    const known = this.#deps.reports.find(id);
    if (known === null) return;
    switch (use) {
      case 'playbook':
        return startPlaybook(known);
      case 'remind':
        return this.#deps.reminders.remind(known);
      case 'add-domain':
        return this.#addDomain(known);
      case 'copy-report':
        return copyReport(known);
      case 'ignore-here':
        return this.#ignore(known, 'workspace');
      case 'ignore-everywhere':
        return this.#ignore(known, 'user');
      case 'more':
        return this.#pickUse(known);
      case 'all':
        return this.#pickAction(known);
      default:
        if (isUseKind(use) && typeof index === 'number') await this.#apply(known, use, index);
    }
  }

  /** What a menu of quick fixes has no room for. */
  async #pickUse(known: KnownFinding): Promise<void> {
    const items = this.#deps.advice.moreUses(known).map((use) => ({ label: use.title, use }));
    const picked = await pick(known, items);
    if (picked !== undefined) await this.#apply(known, picked.use.kind, picked.use.index);
  }

  /** For a hover, which has room for the best of each kind only. */
  async #pickAction(known: KnownFinding): Promise<void> {
    const items = this.#deps.advice.actions(known).map((action) => ({ label: action.title, action }));
    const picked = await pick(known, items);
    if (picked === undefined) return;
    await vscode.commands.executeCommand(picked.action.command, ...picked.action.args);
  }

  /** One entry with the name alone: what else is known of it can be written into the file, which opens beside. */
  async #addDomain({ name, finding }: KnownFinding): Promise<void> {
    const folder = await chooseFolder();
    if (name === null || folder === undefined || !vscode.workspace.isTrusted) return;
    const byDns = problems[finding.problem].area === 'dcv';
    await this.#deps.store.add(folder, { name, ...(byDns ? { method: 'dns-01' } : {}) });
    await this.#deps.store.check(name);
    vscode.window.setStatusBarMessage(`Added ${name} to cert-doctor.json`, 5_000);
  }

  async #ignore({ finding: { signature, problem } }: KnownFinding, scope: IgnoreScope): Promise<void> {
    await this.#deps.ignored.ignore(signature, scope);
    const undo = 'Undo';
    const where = scope === 'workspace' ? 'in this workspace' : 'everywhere';
    // Not waited for: the message may stay as long as nobody presses anything.
    void vscode.window
      .showInformationMessage(noticeText(`Ignored ${where}: ${problems[problem].title} (${signature}).`), undo)
      .then((pressed) => (pressed === undo ? this.#deps.ignored.hear([{ signature, scope }]) : undefined));
  }

  async #apply(known: KnownFinding, kind: UseKind, index: number): Promise<void> {
    const remedy = this.#deps.advice.remedies(known)[index];
    if (remedy !== undefined) await applyRemedy(remedy, kind, this.#deps.advice.prompt());
  }
}

function pick<T extends vscode.QuickPickItem>({ finding }: KnownFinding, items: readonly T[]): Thenable<T | undefined> {
  return vscode.window.showQuickPick(items, {
    title: problems[finding.problem].title,
    placeHolder: 'Commands are typed into a terminal and not run',
  });
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? (await vscode.window.showWorkspaceFolderPick())?.uri : folders[0]?.uri;
}

function isUseKind(value: unknown): value is UseKind {
  return value === 'type' || value === 'copy' || value === 'open';
}

async function copyReport(known: KnownFinding): Promise<void> {
  const { log, finding } = known;
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === log);
  const last = Math.min(finding.endLine, document?.lineCount ?? 0);
  const lines = Array.from({ length: Math.max(0, last - finding.line + 1) }, (_, index) =>
    document === undefined ? '' : document.lineAt(finding.line - 1 + index).text,
  );
  const path = vscode.workspace.asRelativePath(vscode.Uri.parse(log, true));
  await copyText(attemptReport(known, path, lines), 'the report');
}

async function startPlaybook({ finding: { problem }, name, log }: KnownFinding): Promise<void> {
  const { scheme, fsPath } = vscode.Uri.parse(log, true);
  const target = { problem, ...(name === null ? {} : { name }), ...(scheme === 'file' ? { log: fsPath } : {}) };
  await vscode.commands.executeCommand(commands.startPlaybook, target);
}

/** Does one thing with a remedy: types a command, copies it or a record, opens a file, a page or a setting. Nothing is run. */
export async function applyRemedy(remedy: Remedy, use: UseKind, prompt: TerminalPrompt): Promise<void> {
  switch (remedy.kind) {
    case 'command': {
      const line = commandLine(remedy, use === 'copy' ? anyPrompt : prompt);
      if (line === null) return;
      if (use === 'copy') await copyText(line, line);
      else if (use === 'type') await typeCommand(line);
      return;
    }
    case 'record':
      if (use === 'copy') await copyText(recordLine(remedy), `the ${remedy.type} record of ${remedy.name}`);
      return;
    case 'open-file':
      await openFile(remedy.path, remedy.line);
      return;
    case 'documentation':
      await openPage(remedy.url);
      return;
    case 'setting':
      await openSetting(remedy.id);
      return;
    case 'trial-order':
      await vscode.commands.executeCommand(commands.tryOrder, remedy.name);
      return;
    case 'manual':
      await showSteps(remedy);
  }
}

async function showSteps({ title, where, steps, url }: ManualRemedy): Promise<void> {
  const open = url === null ? [] : [`Open ${where}`];
  const detail = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  const chosen = await vscode.window.showInformationMessage(title, { modal: true, detail }, ...open);
  if (chosen !== undefined && url !== null) await openPage(url);
}
