import path from 'node:path';
import * as vscode from 'vscode';
import { linesOfName } from '../../core/log/lines-of-name.ts';
import { nameErrorText, parseDomainName } from '../../core/domain/name.ts';
import { Disposable } from '../disposable.ts';
import { commands } from '../ids.ts';
import type { FindingsOfDocument } from './finding-register.ts';
import type { KnownFinding } from './known-findings.ts';
import { counted } from './log-summary.ts';
import { isLog } from './log-documents.ts';
import type { LogReports } from './log-reports.ts';
import { type MetName, namesMet } from './names-met.ts';

export const filterScheme = 'cert-doctor-filter';
const selector: vscode.DocumentSelector = { scheme: filterScheme };
/** How long a log rests before a filter of it is made anew, in milliseconds. */
const restMs = 500;

/** The lines of one open log that concern one name. */
interface Filtered {
  readonly log: vscode.Uri;
  readonly name: string;
  readonly text: string;
  /** The log's line of each row, from 0. */
  readonly lines: readonly number[];
  readonly total: number;
}

/**
 * Shows of a log only the lines of one domain, in a read-only document whose lines keep their numbers: each leads to its
 * place in the whole log, and the first one back.
 */
export class LogFilter
  extends Disposable
  implements
    vscode.TextDocumentContentProvider,
    vscode.DefinitionProvider,
    vscode.CodeLensProvider,
    vscode.InlayHintsProvider,
    FindingsOfDocument
{
  readonly #reports: LogReports;
  readonly #filtered = new Map<string, Filtered>();
  readonly #changed = this.own(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;
  readonly #lenses = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#lenses.event;
  readonly #numbers = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#numbers.event;
  #rest: NodeJS.Timeout | undefined;

  constructor(reports: LogReports) {
    super();
    this.#reports = reports;
    const { languages, window, workspace } = vscode;
    this.own(workspace.registerTextDocumentContentProvider(filterScheme, this));
    this.own(languages.registerDefinitionProvider(selector, this));
    this.own(languages.registerCodeLensProvider(selector, this));
    this.own(languages.registerInlayHintsProvider(selector, this));
    this.own(
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#dropRowNumbers(editor);
      }),
    );
    this.own(
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#follow(document.uri);
      }),
    );
    this.own(
      workspace.onDidCloseTextDocument((document) => {
        // VS Code says so, too, of a document that only changes its language.
        if (!workspace.textDocuments.includes(document)) this.#filtered.delete(document.uri.toString());
      }),
    );
    this.own({
      dispose: () => {
        clearTimeout(this.#rest);
      },
    });
  }

  /** Asks for one of the names that the log holds, and shows its lines. In such a view: another name of the same log. */
  async run(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const shown = editor === undefined ? undefined : this.#filtered.get(editor.document.uri.toString());
    const log = shown === undefined ? editor?.document : await vscode.workspace.openTextDocument(shown.log);
    if (editor === undefined || log === undefined || !isLog(log)) {
      void vscode.window.showInformationMessage('Open a log first: its lines can be filtered by domain.');
      return;
    }
    const row = editor.selection.active.line;
    const line = shown === undefined ? row : (shown.lines[row] ?? 1) - 1;
    const name = await pickName(this.#namesIn(log.uri), shown?.name);
    if (name !== undefined) await this.#show(log, name, line + 1);
  }

  /** Shows the line of the view in the whole log. */
  async leave(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const shown = editor === undefined ? undefined : this.#filtered.get(editor.document.uri.toString());
    if (editor === undefined || shown === undefined) return;
    const line = (shown.lines[editor.selection.active.line] ?? shown.lines[0] ?? 1) - 1;
    const { viewColumn } = editor;
    const at = new vscode.Range(line, 0, line, 0);
    const { selection } = await vscode.window.showTextDocument(shown.log, {
      selection: at,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });
    vscode.window.activeTextEditor?.revealRange(selection, vscode.TextEditorRevealType.InCenter);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#filtered.get(uri.toString())?.text ?? 'This view was made before the window was loaded again.\n';
  }

  /** The findings of the log at the rows that their lines have here, so that they are explained here, too. */
  findings(uri: vscode.Uri): readonly KnownFinding[] {
    const filtered = this.#filtered.get(uri.toString());
    if (filtered === undefined) return [];
    const rows = new Map(filtered.lines.map((line, row) => [line, row]));
    return this.#reports.findings(filtered.log).flatMap((known): KnownFinding[] => {
      const row = rows.get(known.finding.line);
      const lastRow = rows.get(known.finding.endLine);
      if (row === undefined || lastRow === undefined) return [];
      return [{ ...known, finding: { ...known.finding, line: row + 1, endLine: lastRow + 1 } }];
    });
  }

  provideDefinition({ uri }: vscode.TextDocument, { line }: vscode.Position): vscode.LocationLink[] {
    const filtered = this.#filtered.get(uri.toString());
    const number = filtered?.lines[line];
    if (filtered === undefined || number === undefined) return [];
    return [{ targetUri: filtered.log, targetRange: new vscode.Range(number - 1, 0, number - 1, 0) }];
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const filtered = this.#filtered.get(uri.toString());
    if (filtered === undefined) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const { lines, total, name } = filtered;
    return [
      new vscode.CodeLens(top, { title: '← Back to the whole log', command: commands.leaveFilter }),
      new vscode.CodeLens(top, {
        title: `${lines.length.toLocaleString('en')} of ${counted(total, 'line')} concern ${name}`,
        tooltip: 'Choose another domain',
        command: commands.filterLog,
      }),
    ];
  }

  /** The numbers of the log's lines before them. A decoration could show them, too, but long lines would wrap too late. */
  provideInlayHints({ uri }: vscode.TextDocument, { start, end }: vscode.Range): vscode.InlayHint[] {
    const filtered = this.#filtered.get(uri.toString());
    if (filtered === undefined) return [];
    const digits = String(filtered.lines.at(-1) ?? 0).length;
    return filtered.lines.slice(start.line, end.line + 1).map((line, index) => {
      // A normal space would be swallowed at the start of what is shown.
      const part = new vscode.InlayHintLabelPart(`${String(line).padStart(digits, '\u2007')}\u2007`);
      part.location = new vscode.Location(filtered.log, new vscode.Position(line - 1, 0));
      const hint = new vscode.InlayHint(new vscode.Position(start.line + index, 0), [part]);
      hint.paddingRight = true;
      return hint;
    });
  }

  #namesIn(log: vscode.Uri): readonly MetName[] {
    return namesMet(this.#reports.report(log)?.attempts ?? [], this.#reports.findings(log));
  }

  async #show(log: vscode.TextDocument, name: string, line: number): Promise<void> {
    const filtered = this.#filter(log, name);
    if (filtered.lines.length === 0) {
      void vscode.window.showInformationMessage(`No line of ${path.posix.basename(log.uri.path)} names ${name}.`);
      return;
    }
    const uri = vscode.Uri.from({
      scheme: filterScheme,
      path: `/${path.posix.basename(log.uri.path)} (${name})`,
      query: log.uri.toString(),
    });
    this.#filtered.set(uri.toString(), filtered);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, log.languageId);
    const after = filtered.lines.findIndex((number) => number >= line);
    const row = after === -1 ? filtered.lines.length - 1 : after;
    const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(row, 0, row, 0) });
    this.#dropRowNumbers(editor);
  }

  #filter(log: vscode.TextDocument, name: string): Filtered {
    const others = this.#namesIn(log.uri)
      .map((met) => met.name)
      .filter((other) => other !== name);
    const lines = linesOfName(
      { count: log.lineCount, lineAt: (line) => log.lineAt(line - 1).text },
      ...([name, others] as const),
      {
        attempts: this.#reports.report(log.uri)?.attempts ?? [],
        findings: this.#reports.findings(log.uri).map(({ finding }) => finding),
      },
    );
    const text = lines.map((line) => log.lineAt(line - 1).text).join('\n');
    return { log: log.uri, name, text, lines, total: log.lineCount };
  }

  /** A log that is still written to goes on in its view, too. */
  #follow(log: vscode.Uri): void {
    const views = [...this.#filtered].filter(([, filtered]) => filtered.log.toString() === log.toString());
    if (views.length === 0) return;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === log.toString());
      if (document === undefined) return;
      for (const [key, { name }] of views) {
        if (!this.#filtered.has(key)) continue;
        this.#filtered.set(key, this.#filter(document, name));
        this.#changed.fire(vscode.Uri.parse(key, true));
      }
      this.#lenses.fire();
      this.#numbers.fire();
    }, restMs);
  }

  /** The editor can only count its own rows, so its numbers give way to those of the log. */
  #dropRowNumbers(editor: vscode.TextEditor): void {
    if (!this.#filtered.has(editor.document.uri.toString())) return;
    editor.options = { ...editor.options, lineNumbers: vscode.TextEditorLineNumbersStyle.Off };
  }
}

/** One of the names that were met, or any other that is typed. */
function pickName(met: readonly MetName[], shown: string | undefined): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly name: string | null }>();
  const known = met.map(({ name, words }) => ({
    label: name,
    description: name === shown ? `${words} · shown now` : words,
    name,
  }));
  pick.title = 'Show Only the Lines of a Domain';
  pick.placeholder =
    known.length === 0 ? 'No name was recognised in this log. Type one.' : 'Choose a domain, or type any name';
  pick.matchOnDescription = true;
  pick.items = known;
  return new Promise((resolve) => {
    pick.onDidChangeValue((typed) => {
      const parsed = parseDomainName(typed);
      if (parsed.ok) {
        const name = parsed.name.ascii;
        pick.items = known.some((item) => item.name === name)
          ? known
          : [{ label: name, description: 'not met by name yet', alwaysShow: true, name }, ...known];
      } else if (typed.trim() === '' || known.some(({ name }) => name.includes(typed.trim().toLowerCase()))) {
        pick.items = known;
      } else pick.items = [{ label: typed, description: nameErrorText[parsed.error], alwaysShow: true, name: null }];
    });
    pick.onDidAccept(() => {
      const name = pick.selectedItems[0]?.name ?? null;
      if (name === null) return;
      resolve(name);
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
