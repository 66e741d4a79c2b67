import * as vscode from 'vscode';
import { problems } from '../../core/problem/catalogue.ts';
import type { ManualRemedy, Remedy } from '../../core/problem/remedy.ts';
import { settings, commands } from '../ids.ts';
import type { FindingAdvice } from './finding-advice.ts';
import type { KnownFinding } from './known-findings.ts';
import type { LogReports } from './log-reports.ts';
import { harmlessPath } from './named-path.ts';
import { recordLine, type UseKind } from './remedy-use.ts';
import { anyPrompt, commandLine, type TerminalPrompt } from './terminal-prompt.ts';

const terminalName = 'Cert Doctor';

/** Does one thing about a finding. Nothing runs by itself: commands are typed, and the user presses Enter. */
export class ApplyRemedy {
  readonly #reports: LogReports;
  readonly #advice: FindingAdvice;

  constructor(reports: LogReports, advice: FindingAdvice) {
    this.#reports = reports;
    this.#advice = advice;
  }

  /** All three from anybody: what names no finding, or none of its remedies, does nothing. */
  async run(id: unknown, use: unknown, index: unknown): Promise<void> {
    const known = this.#reports.find(id);
    if (known === null) return;
    if (use === 'playbook') return startPlaybook(known);
    if (use === 'more') return this.#pick(known);
    if (isUseKind(use) && typeof index === 'number') await this.#apply(known, use, index);
  }

  async #pick(known: KnownFinding): Promise<void> {
    const items = this.#advice.moreUses(known).map((use) => ({ label: use.title, use }));
    const picked = await vscode.window.showQuickPick(items, {
      title: problems[known.finding.problem].title,
      placeHolder: 'Commands are typed into a terminal and not run',
    });
    if (picked !== undefined) await this.#apply(known, picked.use.kind, picked.use.index);
  }

  async #apply(known: KnownFinding, kind: UseKind, index: number): Promise<void> {
    const remedy = this.#advice.remedies(known)[index];
    if (remedy !== undefined) await applyRemedy(remedy, kind, this.#advice.prompt());
  }
}

function isUseKind(value: unknown): value is UseKind {
  return value === 'type' || value === 'copy' || value === 'open';
}

async function startPlaybook({ finding: { problem }, name }: KnownFinding): Promise<void> {
  await vscode.commands.executeCommand(commands.startPlaybook, name === null ? { problem } : { name, problem });
}

async function applyRemedy(remedy: Remedy, use: UseKind, prompt: TerminalPrompt): Promise<void> {
  switch (remedy.kind) {
    case 'command': {
      const line = commandLine(remedy, use === 'copy' ? anyPrompt : prompt);
      if (line === null) return;
      if (use === 'copy') await copy(line, line);
      else if (use === 'type' && vscode.workspace.isTrusted) typeInTerminal(line);
      return;
    }
    case 'record':
      if (use === 'copy') await copy(recordLine(remedy), `the ${remedy.type} record of ${remedy.name}`);
      return;
    case 'open-file':
      await openFile(remedy.path, remedy.line);
      return;
    case 'documentation':
      await openPage(remedy.url);
      return;
    case 'setting':
      if ((Object.values(settings) as readonly string[]).includes(remedy.id)) {
        await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${remedy.id}`);
      }
      return;
    case 'manual':
      await showSteps(remedy);
  }
}

async function copy(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`Copied ${what}`, 5_000);
}

function typeInTerminal(line: string): void {
  const open = vscode.window.terminals.find(
    ({ name, exitStatus }) => name === terminalName && exitStatus === undefined,
  );
  const terminal = open ?? vscode.window.createTerminal(terminalName);
  terminal.show();
  terminal.sendText(line, false);
}

/** Opens a file that a log names, where it exists on this machine. */
async function openFile(path: string, line: number | null): Promise<void> {
  const harmless = harmlessPath(path);
  if (harmless === null) return;
  const uri = vscode.Uri.file(harmless);
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) throw vscode.FileSystemError.FileNotFound(uri);
  } catch {
    void vscode.window.showInformationMessage(`${harmless} is not on this machine, or may not be read here.`);
    return;
  }
  const at = new vscode.Position((line ?? 1) - 1, 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
}

async function openPage(url: string): Promise<void> {
  if (url.startsWith('https://')) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

async function showSteps({ title, where, steps, url }: ManualRemedy): Promise<void> {
  const open = `Open ${where}`;
  const detail = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  if ((await vscode.window.showInformationMessage(title, { modal: true, detail }, open)) === open) await openPage(url);
}
