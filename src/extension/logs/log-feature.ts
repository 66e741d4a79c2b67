import * as vscode from 'vscode';
import { caOf } from '../../core/acme/ca-facts.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { Disposable } from '../disposable.ts';
import type { DomainStore } from '../domains/domain-store.ts';
import type { Feature } from '../feature.ts';
import { commands } from '../ids.ts';
import { AnalyzeLog } from './analyze-log.ts';
import { ApplyRemedy } from './apply-remedy.ts';
import { explainProblem, problemPages } from './explain-problem.ts';
import { FindingAdvice } from './finding-advice.ts';
import { LogCodeActions } from './log-code-actions.ts';
import { LogCodeLens } from './log-code-lens.ts';
import { LogDiagnostics } from './log-diagnostics.ts';
import { allLogs, editorLogs } from './log-documents.ts';
import { LogHover } from './log-hover.ts';
import { LogReports } from './log-reports.ts';
import { OutputLinks } from './output-links.ts';
import { shellOf } from '../remedies/terminal-prompt.ts';
import { problemScheme } from './problem-page.ts';
import { VerdictNotes } from './verdict-notes.ts';
import { VerifyFinding } from './verify-finding.ts';

interface Dependencies {
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly store: DomainStore;
  readonly output: vscode.OutputChannel;
}

/** Logs in the editor: what went wrong is underlined, explained, listed and can be acted on. */
export class LogFeature extends Disposable implements Feature {
  readonly #reports: LogReports;
  readonly #advice: FindingAdvice;
  readonly #notes: VerdictNotes;
  readonly handlers: Feature['handlers'];

  constructor({ engine, configuration, store, output }: Dependencies) {
    super();
    const reports = this.own(
      new LogReports(engine, (line) => {
        output.appendLine(line);
      }),
    );
    const advice = new FindingAdvice(
      store,
      () => vscode.workspace.isTrusted,
      () => caOf(configuration.ca().directoryUrl).caaIdentities[0] ?? null,
      () => ({ shell: shellOf(vscode.env.shell), isRoot: process.getuid?.() === 0 }),
    );
    const notes = this.own(new VerdictNotes());
    const verify = new VerifyFinding({ engine, configuration, reports, advice, notes, output });
    const apply = new ApplyRemedy(reports, advice);
    const analyze = new AnalyzeLog(engine, output);
    this.#reports = reports;
    this.#advice = advice;
    this.#notes = notes;
    this.handlers = {
      [commands.verifyFinding]: (id) => verify.run(id),
      [commands.applyRemedy]: (id, use, index) => apply.run(id, use, index),
      [commands.explainProblem]: explainProblem,
      [commands.analyzeLog]: (target) => analyze.run(target),
    };
  }

  register(): this {
    const { languages, workspace } = vscode;
    this.own(new LogDiagnostics(this.#reports, this.#notes));
    this.own(languages.registerHoverProvider(allLogs, new LogHover(this.#reports, this.#advice, this.#notes)));
    this.own(
      languages.registerCodeActionsProvider(
        editorLogs,
        new LogCodeActions(this.#reports, this.#advice),
        LogCodeActions.metadata,
      ),
    );
    this.own(languages.registerCodeLensProvider(editorLogs, this.own(new LogCodeLens(this.#reports, this.#advice))));
    this.own(languages.registerDocumentLinkProvider(allLogs, new OutputLinks(this.#reports)));
    this.own(workspace.registerTextDocumentContentProvider(problemScheme, problemPages));
    return this;
  }
}
