import * as vscode from 'vscode';
import { problems } from '../../core/problem/catalogue.ts';
import { withoutSecrets } from '../../core/report/redact.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { Disposable } from '../disposable.ts';
import type { Feature } from '../feature.ts';
import { commands } from '../ids.ts';
import { explainProblem } from '../logs/explain-problem.ts';
import { findingRange } from '../logs/finding-range.ts';
import type { LogFeature } from '../logs/log-feature.ts';
import { copyText } from '../remedies/hand-over.ts';
import type { Output } from '../report/redacted-output.ts';
import { AllFindings } from './all-findings.ts';
import { AnalyzeLog, isTooLarge } from './analyze-log.ts';
import { chooseLog } from './choose-log.ts';
import { DroppedFiles } from './dropped-files.ts';
import { ExtractDocuments, extractScheme } from './extract-documents.ts';
import { FindingsTree } from './findings-tree.ts';
import { FollowLogs } from './follow-logs.ts';
import { explainForbidden } from './forbidden-log.ts';
import { openAsLog } from './open-as-log.ts';
import type { ReadLogs } from './read-logs.ts';
import { rowFinding, rowLog } from './row-argument.ts';

interface Dependencies {
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly output: Output;
  readonly memory: vscode.Memento;
  readonly read: ReadLogs;
  readonly logs: Pick<LogFeature, 'reports' | 'explainIn'>;
}

/** All findings of all logs in one view; logs of any size, and logs that still grow. */
export class FindingsFeature extends Disposable implements Feature {
  readonly #deps: Dependencies;
  readonly #findings: AllFindings;
  readonly #extracts: ExtractDocuments;
  readonly #analyze: AnalyzeLog;
  readonly #follow: FollowLogs;
  #tree: FindingsTree | null = null;
  /** Takes files that are dropped on a view. */
  readonly drop: DroppedFiles;

  constructor(dependencies: Dependencies) {
    super();
    this.#deps = dependencies;
    const { engine, output, memory, read, logs } = dependencies;
    const forbidden = (path: string): Promise<void> => explainForbidden(engine, path);
    this.#findings = this.own(new AllFindings(logs.reports, read));
    this.#extracts = this.own(new ExtractDocuments(engine));
    this.#analyze = new AnalyzeLog({
      ...{ engine, output, logs: read, extracts: this.#extracts, explainForbidden: forbidden },
      reveal: async (log) => this.#tree?.show(log),
    });
    this.#follow = this.own(new FollowLogs({ engine, logs: read, memory, explainForbidden: forbidden }));
    this.drop = new DroppedFiles((files) => this.#analyzeAll(files));
  }

  readonly handlers: Feature['handlers'] = {
    [commands.analyzeLog]: async (target, selected) => {
      await this.#analyzeAll(await this.#logsFor('Analyze Log File', 'Analyze', target, selected));
    },
    [commands.followLog]: async (target, selected) => {
      const chosen = await this.#logsFor('Follow Log', 'Follow', target, selected);
      for (const uri of chosen) void this.#follow.start(uri);
      const [first] = chosen;
      if (first !== undefined) await this.#tree?.show(first.toString());
    },
    [commands.stopFollowing]: (target) => this.#stopFollowing(target),
    [commands.openFinding]: (target) => this.#open(target),
    [commands.showExtract]: async (target) => {
      const uri = rowLog(target);
      if (uri !== null) await this.#analyze.showExtract(vscode.Uri.parse(uri, true));
    },
    [commands.copyFinding]: (target) => this.#copy(target),
    [commands.groupFindings]: async () => this.#tree?.chooseGrouping(),
    [commands.filterFindings]: async () => this.#tree?.chooseName(),
    [commands.clearFindingsFilter]: () => Promise.resolve(this.#tree?.showOnly(null)),
    [commands.clearFindings]: () => {
      this.#findings.clear();
      return Promise.resolve();
    },
  };

  register(): this {
    this.#tree = this.own(new FindingsTree(this.#findings, this.#deps.memory, this.drop));
    this.#deps.logs.explainIn({ scheme: extractScheme }, this.#extracts);
    this.#follow.resume();
    return this;
  }

  /** Those that the explorer, a row or another extension names; else the user is asked. */
  async #logsFor(title: string, verb: string, target: unknown, selected: unknown): Promise<readonly vscode.Uri[]> {
    const several = Array.isArray(selected) ? selected.filter((one) => one instanceof vscode.Uri) : [];
    if (several.length > 0) return several;
    if (target instanceof vscode.Uri) return [target];
    const log = rowLog(target);
    if (log !== null) return [vscode.Uri.parse(log, true)];
    const { engine, configuration } = this.#deps;
    const explain = (path: string): Promise<void> => explainForbidden(engine, path);
    return chooseLog({ title, verb, engine, paths: configuration.logPaths(), explainForbidden: explain });
  }

  /** One after the other: each shows what it found. */
  async #analyzeAll(uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris) await this.#analyze.run(uri);
  }

  async #stopFollowing(target: unknown): Promise<void> {
    const row = rowLog(target);
    const followed = this.#deps.read.all.filter(({ uri }) => this.#follow.isFollowed(uri)).map(({ uri }) => uri);
    if (row !== null) this.#follow.stop(vscode.Uri.parse(row, true));
    else if (followed.length === 0) void vscode.window.showInformationMessage('No log is followed.');
    else {
      const items = followed.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
      const picked = await vscode.window.showQuickPick(items, { title: 'Stop Following', placeHolder: 'Which log?' });
      if (picked !== undefined) this.#follow.stop(picked.uri);
    }
  }

  /** Jumps to the line, in the file or in the extract; where its number is not known, to the explanation. */
  async #open(target: unknown): Promise<void> {
    const known = this.#findings.find(rowFinding(target));
    const log = known?.log ?? rowLog(target);
    if (log === null) return;
    const uri = vscode.Uri.parse(log.replace(/#rotated$/, ''), true);
    const place = this.#findings.logs().find(({ findings }) => known !== null && findings.includes(known));
    if (known !== null && place?.hasPlaces !== true) {
      await explainProblem(known.finding.problem);
      return;
    }
    const selection = known === null ? {} : { selection: findingRange(known.finding) };
    const report = this.#deps.read.log(uri)?.report ?? null;
    if (uri.path.endsWith('.gz')) await this.#analyze.showExtract(uri);
    else if (report === null || isTooLarge(uri, report))
      await vscode.commands.executeCommand('vscode.open', uri, selection);
    else await vscode.window.showTextDocument(await openAsLog(uri, report.format), selection);
  }

  async #copy(target: unknown): Promise<void> {
    const known = this.#findings.find(rowFinding(target));
    if (known === null) return;
    const { finding, log } = known;
    const { fsPath } = vscode.Uri.parse(log.replace(/#rotated$/, ''), true);
    await copyText(
      withoutSecrets(`${fsPath}:${finding.line}  ${finding.message} [${finding.problem}]`),
      problems[finding.problem].title,
    );
  }
}
