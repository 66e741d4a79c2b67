import * as vscode from 'vscode';
import { caOf } from '../../core/acme/ca-facts.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { Disposable } from '../disposable.ts';
import type { DomainStore } from '../domains/domain-store.ts';
import type { Feature } from '../feature.ts';
import { rowFinding, rowProblem } from '../findings/row-argument.ts';
import { commands } from '../ids.ts';
import { ApplyRemedy } from './apply-remedy.ts';
import { explainProblem, problemPages } from './explain-problem.ts';
import { FindingAdvice } from './finding-advice.ts';
import type { IgnoredSignatures } from './ignored-signatures.ts';
import { RetryReminders } from './retry-reminders.ts';
import { showIgnored } from './show-ignored.ts';
import type { FindingRegister, FindingsOfDocument } from './finding-register.ts';
import { LogCodeActions } from './log-code-actions.ts';
import { LogCodeLens } from './log-code-lens.ts';
import { LogDiagnostics } from './log-diagnostics.ts';
import { LogFilter, filterScheme } from './log-filter.ts';
import { LogFolding } from './log-folding.ts';
import { LogLinks } from './log-links.ts';
import { LogOutcomeColours } from './log-outcome-colours.ts';
import { LogOutline } from './log-outline.ts';
import { allLogs, editorLogs } from './log-documents.ts';
import { LogHover } from './log-hover.ts';
import { LogReports } from './log-reports.ts';
import { shellOf } from '../remedies/terminal-prompt.ts';
import type { Output } from '../report/redacted-output.ts';
import { problemScheme } from './problem-page.ts';
import { VerdictNotes } from './verdict-notes.ts';
import { VerifyFinding } from './verify-finding.ts';

interface Dependencies {
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly store: DomainStore;
  readonly output: Output;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
  readonly ignored: IgnoredSignatures;
  /** Findings that no open log holds. */
  readonly elsewhere: FindingRegister;
}

/** Logs in the editor: what went wrong is underlined, explained, listed and can be acted on. */
export class LogFeature extends Disposable implements Feature {
  readonly reports: LogReports;
  readonly advice: FindingAdvice;
  readonly #notes: VerdictNotes;
  readonly #filter: LogFilter;
  readonly handlers: Feature['handlers'];

  constructor({ engine, configuration, store, output, memory, ignored, elsewhere }: Dependencies) {
    super();
    const reports = this.own(
      new LogReports(engine, ignored, (line) => {
        output.appendLine(line);
      }),
    );
    const advice = new FindingAdvice(store, {
      isTrusted: () => vscode.workspace.isTrusted,
      issuer: () => caOf(configuration.ca().directoryUrl).caaIdentities[0] ?? null,
      prompt: () => ({ shell: shellOf(vscode.env.shell), isRoot: process.getuid?.() === 0 }),
      hasFolder: () => (vscode.workspace.workspaceFolders ?? []).length > 0,
      now: () => new Date(),
    });
    const notes = this.own(new VerdictNotes());
    const all: FindingRegister = { find: (id) => reports.find(id) ?? elsewhere.find(id) };
    const verify = new VerifyFinding({ engine, configuration, reports: all, advice, notes, output });
    const reminders = this.own(new RetryReminders(memory));
    const apply = new ApplyRemedy({ reports: all, advice, ignored, reminders, store });
    const filter = this.own(new LogFilter(reports));
    this.#filter = filter;
    this.reports = reports;
    this.advice = advice;
    this.#notes = notes;
    this.handlers = {
      [commands.verifyFinding]: (target) => verify.run(rowFinding(target)),
      [commands.applyRemedy]: (target, use, index) =>
        typeof target === 'string' ? apply.run(target, use, index) : apply.run(rowFinding(target), 'all', index),
      [commands.explainProblem]: (target) => explainProblem(rowProblem(target)),
      [commands.showIgnored]: () => showIgnored(ignored),
      [commands.filterLog]: () => filter.run(),
      [commands.leaveFilter]: () => filter.leave(),
    };
  }

  register(): this {
    const { languages, workspace } = vscode;
    this.own(new LogDiagnostics(this.reports, this.#notes));
    this.explainIn(allLogs, this.reports);
    this.own(languages.registerCodeLensProvider(editorLogs, this.own(new LogCodeLens(this.reports, this.advice))));
    this.own(
      languages.registerCodeActionsProvider(
        editorLogs,
        new LogCodeActions(this.reports, this.advice),
        LogCodeActions.metadata,
      ),
    );
    this.own(languages.registerDocumentLinkProvider(allLogs, new LogLinks(this.reports)));
    this.own(languages.registerFoldingRangeProvider(editorLogs, this.own(new LogFolding(this.reports))));
    this.own(languages.registerDocumentSymbolProvider(editorLogs, new LogOutline(this.reports), LogOutline.metadata));
    this.own(
      languages.registerDocumentSemanticTokensProvider(
        editorLogs,
        this.own(new LogOutcomeColours(this.reports)),
        LogOutcomeColours.legend,
      ),
    );
    this.explainIn({ scheme: filterScheme }, this.#filter);
    this.own(workspace.registerTextDocumentContentProvider(problemScheme, problemPages));
    return this;
  }

  /** Explains findings under the mouse, in open logs or in other documents that show some. */
  explainIn(documents: vscode.DocumentSelector, findings: FindingsOfDocument): void {
    this.own(vscode.languages.registerHoverProvider(documents, new LogHover(findings, this.advice, this.#notes)));
  }
}
