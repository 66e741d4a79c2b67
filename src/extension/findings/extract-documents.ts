import path from 'node:path';
import * as vscode from 'vscode';
import type { LogReport } from '../../core/log/report.ts';
import type { Engine } from '../../engine/engine.ts';
import { Disposable } from '../disposable.ts';
import { languageOfFormat } from './language-of-format.ts';
import { findingRange } from '../logs/finding-range.ts';
import type { KnownFinding } from '../logs/known-findings.ts';
import { quietRun } from '../long-job.ts';
import { chosenFindings, type Extract, makeExtract, rangesOf } from './extract.ts';
import { fileSize } from './file-size.ts';

export const extractScheme = 'cert-doctor-extract';
/** So many are kept for their editors; each has some 100 KB as a rule. */
const maxExtracts = 10;
const selector: vscode.DocumentSelector = { scheme: extractScheme };

/** Large logs as read-only documents of the lines that matter; every line leads to its place in the file. */
export class ExtractDocuments
  extends Disposable
  implements
    vscode.TextDocumentContentProvider,
    vscode.FoldingRangeProvider,
    vscode.DocumentLinkProvider,
    vscode.DefinitionProvider,
    vscode.InlayHintsProvider
{
  readonly #engine: Pick<Engine, 'readLines'>;
  readonly #extracts = new Map<string, Extract>();
  readonly #changed = this.own(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;
  readonly #numbers = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#numbers.event;
  readonly #decisive = this.own(
    vscode.window.createTextEditorDecorationType({
      textDecoration: 'underline wavy var(--vscode-editorError-foreground); text-decoration-skip-ink: none',
      overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.errorForeground'),
    }),
  );

  constructor(engine: Pick<Engine, 'readLines'>) {
    super();
    this.#engine = engine;
    const { languages, window, workspace } = vscode;
    this.own(workspace.registerTextDocumentContentProvider(extractScheme, this));
    this.own(languages.registerFoldingRangeProvider(selector, this));
    this.own(languages.registerDocumentLinkProvider(selector, this));
    this.own(languages.registerDefinitionProvider(selector, this));
    this.own(languages.registerInlayHintsProvider(selector, this));
    this.own(
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#decorate(editor);
      }),
    );
  }

  /** The findings of an extract at the places they have in it; empty for any other document. */
  findings(uri: vscode.Uri): readonly KnownFinding[] {
    return this.#extracts.get(uri.toString())?.findings ?? [];
  }

  /** Reads the lines around the findings and shows them. Rejects as the engine does. */
  async show(
    log: vscode.Uri,
    report: Pick<LogReport, 'lines' | 'bytes' | 'format'>,
    findings: readonly KnownFinding[],
    signal: AbortSignal,
  ): Promise<vscode.TextEditor> {
    const chosen = chosenFindings(findings);
    const ranges = rangesOf(chosen);
    const read = await this.#engine.readLines(log.fsPath, ranges, quietRun(signal));
    const name = path.basename(log.fsPath);
    const found = `${findings.length.toLocaleString('en')} ${findings.length === 1 ? 'finding' : 'findings'}`;
    const extract = makeExtract({
      name,
      summary: `${found} in ${report.lines.toLocaleString('en')} lines, ${fileSize(report.bytes)}`,
      ...{ findings: chosen, left: findings.length - chosen.length, ranges, read },
    });
    const uri = extractUri(log);
    this.#keep(uri, extract);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, languageOfFormat(report.format));
    const cause = extract.findings.find(({ isCause }) => isCause) ?? extract.findings[0];
    const selection = cause === undefined ? {} : { selection: document.validateRange(findingRange(cause.finding)) };
    const editor = await vscode.window.showTextDocument(document, { preview: false, ...selection });
    this.#decorate(editor);
    return editor;
  }

  /** Not until its document is closed: a change of the language closes and opens it. */
  #keep(uri: vscode.Uri, extract: Extract): void {
    const key = uri.toString();
    this.#extracts.delete(key);
    this.#extracts.set(key, extract);
    for (const oldest of [...this.#extracts.keys()].slice(0, -maxExtracts)) this.#extracts.delete(oldest);
    this.#changed.fire(uri);
    this.#numbers.fire();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const file = path.basename(uri.query);
    return (
      this.#extracts.get(uri.toString())?.text ??
      `The extract of ${file} was made before the window was loaded again. Run "Analyze Log File…" to make it anew.\n`
    );
  }

  provideFoldingRanges({ uri }: vscode.TextDocument): vscode.FoldingRange[] {
    const sections = this.#extracts.get(uri.toString())?.sections ?? [];
    return sections.map(({ row, lastRow }) => new vscode.FoldingRange(row, lastRow, vscode.FoldingRangeKind.Region));
  }

  provideDocumentLinks({ uri }: vscode.TextDocument): vscode.DocumentLink[] {
    const sections = this.#extracts.get(uri.toString())?.sections ?? [];
    return sections.map(({ row, link: { start, end, line } }) => {
      const link = new vscode.DocumentLink(
        new vscode.Range(row, start, row, end),
        logOf(uri).with({ fragment: `L${line}` }),
      );
      link.tooltip = 'Open the file at this line';
      return link;
    });
  }

  provideDefinition({ uri }: vscode.TextDocument, position: vscode.Position): vscode.LocationLink[] {
    const line = this.#extracts.get(uri.toString())?.lines[position.line] ?? null;
    if (line === null) return [];
    const target = new vscode.Range(line - 1, 0, line - 1, 0);
    return [{ targetUri: logOf(uri), targetRange: target }];
  }

  /** The numbers of the log's lines before them, each a link. A decoration could show them, too, but long lines would wrap too late. */
  provideInlayHints({ uri }: vscode.TextDocument, { start, end }: vscode.Range): vscode.InlayHint[] {
    const lines = this.#extracts.get(uri.toString())?.lines ?? [];
    const digits = String(lines.reduce<number>((most, line) => Math.max(most, line ?? 0), 0)).length;
    return lines.slice(start.line, end.line + 1).flatMap((line, index) => {
      if (line === null) return [];
      // A normal space would be swallowed at the start of what is shown.
      const part = new vscode.InlayHintLabelPart(String(line).padStart(digits, '\u2007'));
      part.location = new vscode.Location(logOf(uri), new vscode.Position(line - 1, 0));
      const hint = new vscode.InlayHint(new vscode.Position(start.line + index, 0), [part]);
      hint.paddingRight = true;
      return [hint];
    });
  }

  /** The editor can only count its own rows, so its numbers give way to those of the log. */
  #decorate(editor: vscode.TextEditor): void {
    const extract = this.#extracts.get(editor.document.uri.toString());
    if (extract === undefined) return;
    editor.options = { ...editor.options, lineNumbers: vscode.TextEditorLineNumbersStyle.Off };
    editor.setDecorations(
      this.#decisive,
      extract.findings.map(({ finding }) => findingRange(finding)),
    );
  }
}

/** One extract a log; its path is what the tab shows. */
function extractUri(log: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: extractScheme, path: `/${path.basename(log.fsPath)} (extract)`, query: log.fsPath });
}

function logOf({ query }: vscode.Uri): vscode.Uri {
  return vscode.Uri.file(query);
}
