import * as vscode from 'vscode';
import { problems } from '../../core/problem/catalogue.ts';
import type { ManualRemedy, Remedy } from '../../core/problem/remedy.ts';
import { commands } from '../ids.ts';
import { copyText, openFile, openPage, openSetting, typeCommand } from '../remedies/hand-over.ts';
import type { FindingAdvice } from './finding-advice.ts';
import type { KnownFinding } from './known-findings.ts';
import type { LogReports } from './log-reports.ts';
import { recordLine, remedyUses, type RemedyUse, type UseKind } from './remedy-use.ts';
import { anyPrompt, commandLine, type TerminalPrompt } from '../remedies/terminal-prompt.ts';

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
    if (use === 'more') return this.#pick(known, this.#advice.moreUses(known));
    if (use === 'all') return this.#pick(known, this.#allUses(known));
    if (isUseKind(use) && typeof index === 'number') await this.#apply(known, use, index);
  }

  /** For a hover, which has room for the best one only. */
  #allUses(known: KnownFinding): readonly RemedyUse[] {
    const prompt = this.#advice.prompt();
    const remedies = this.#advice.remedies(known);
    const { menu, rest } = remedyUses({ trusted: vscode.workspace.isTrusted, prompt, remedies });
    return [...menu, ...rest];
  }

  async #pick(known: KnownFinding, uses: readonly RemedyUse[]): Promise<void> {
    const items = uses.map((use) => ({ label: use.title, use }));
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
    case 'manual':
      await showSteps(remedy);
  }
}

async function showSteps({ title, where, steps, url }: ManualRemedy): Promise<void> {
  const open = `Open ${where}`;
  const detail = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  if ((await vscode.window.showInformationMessage(title, { modal: true, detail }, open)) === open) await openPage(url);
}
