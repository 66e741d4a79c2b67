import * as vscode from 'vscode';
import type { ManualRemedy, Remedy } from '../../core/problem/remedy.ts';
import { settings, commands } from '../ids.ts';
import type { FindingAdvice } from './finding-advice.ts';
import { recordLine, type RemedyUse } from './finding-actions.ts';
import type { KnownFinding } from './known-findings.ts';
import type { LogReports } from './log-reports.ts';
import { harmlessPath } from './named-path.ts';
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
    const remedy = typeof index === 'number' ? this.#advice.remedies(known)[index] : undefined;
    if (remedy !== undefined && isUse(use)) await applyRemedy(remedy, use, this.#advice.prompt());
  }
}

function isUse(value: unknown): value is Exclude<RemedyUse, 'playbook'> {
  return value === 'type' || value === 'copy' || value === 'open';
}

async function startPlaybook({ finding: { problem }, name }: KnownFinding): Promise<void> {
  await vscode.commands.executeCommand(commands.startPlaybook, name === null ? { problem } : { name, problem });
}

async function applyRemedy(remedy: Remedy, use: Exclude<RemedyUse, 'playbook'>, prompt: TerminalPrompt): Promise<void> {
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
export async function openFile(path: string, line: number | null): Promise<void> {
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
