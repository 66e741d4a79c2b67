import * as vscode from 'vscode';
import { problems } from '../../core/problem/catalogue.ts';
import { intentFor, type DomainIntent } from '../../core/domain/intent.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { Cancelled } from '../engine-client.ts';
import { reportLines } from '../domains/report-lines.ts';
import { runWithProgress } from '../long-job.ts';
import type { FindingAdvice } from './finding-advice.ts';
import type { KnownFinding } from './known-findings.ts';
import type { FindingRegister } from './finding-register.ts';
import { noticeText } from '../shown-text.ts';
import type { Output } from '../report/redacted-output.ts';
import { canBeVerified, judgeVerdict, type Verdict, verdictNote } from './verdict.ts';
import { localTime } from './local-time.ts';
import type { VerdictNotes } from './verdict-notes.ts';

interface Dependencies {
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly reports: FindingRegister;
  readonly advice: FindingAdvice;
  readonly notes: VerdictNotes;
  readonly output: Output;
}

/** Looks at the world to see whether what a log says is still so. */
export class VerifyFinding {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** @param id a finding's id, from anybody */
  async run(id: unknown): Promise<void> {
    const known = this.#deps.reports.find(id);
    if (known?.name == null || !canBeVerified(known.finding.problem)) return;
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showInformationMessage(
        'This folder is open in Restricted Mode, so no host is looked at. Trust the folder to check live.',
      );
      return;
    }
    const { name } = known;
    const intent = intentOf(known, name, this.#deps.advice.intent(known));
    try {
      const report = await runWithProgress(`Checking ${name}`, (run) =>
        this.#deps.engine.check(intent, this.#deps.configuration.network(), run),
      );
      const verdict = judgeVerdict(known.finding.problem, name, report);
      this.#deps.notes.set(known, verdict);
      this.#write(name, report, verdict);
      this.#say(known, name, verdict);
    } catch (error) {
      if (error instanceof Cancelled) return;
      const why = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(noticeText(`${name} could not be checked: ${why}`));
    }
  }

  #say({ finding }: KnownFinding, name: string, verdict: Verdict): void {
    const text = noticeText(`${name}, ${problems[finding.problem].title}: ${verdictNote(verdict, localTime)}`);
    const show = verdict.kind === 'refuted' ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    const details = 'Show Details';
    void show(text, details).then((pressed) => {
      if (pressed === details) this.#deps.output.show(true);
    });
  }

  #write(name: string, report: DomainReport, verdict: Verdict): void {
    const lines = [`${name}: ${verdictNote(verdict, localTime)}`, ...reportLines(report), ''];
    this.#deps.output.appendLine(lines.join('\n'));
  }
}

/** One name alone, by what the workspace's list says of its domain; without a list only the name is known. */
function intentOf({ finding }: KnownFinding, ascii: string, listed: DomainIntent | null): DomainIntent {
  const name = listed?.names.find((candidate) => candidate.ascii === ascii) ?? { ascii, wildcard: false };
  const byDns = problems[finding.problem].area === 'dcv';
  return intentFor(name, listed === null ? (byDns ? { method: 'dns-01' } : {}) : { ...listed, names: [name] });
}
