import * as vscode from 'vscode';
import { afterChange } from '../../core/log/log-change.ts';
import type { LogFinding, LogReport } from '../../core/log/report.ts';
import { whyUnreadable } from '../../core/log/unreadable.ts';
import type { Engine, LineEdit } from '../../engine/engine.ts';
import { Disposable } from '../disposable.ts';
import { Cancelled, EngineLost, mustReopen } from '../engine-client.ts';
import { quietRun } from '../long-job.ts';
import { shownText } from '../shown-text.ts';
import type { IgnoredSignatures } from './ignored-signatures.ts';
import { type KnownFinding, KnownFindings } from './known-findings.ts';
import { lineEdits } from './line-edits.ts';
import { isLog } from './log-documents.ts';
import { withoutIgnored } from './without-ignored.ts';

/** Changes of one log that follow one another faster than this are told to the engine together, in milliseconds. */
const restMs = 50;
/** Shorter logs are read so fast that what is on the screen needs no reading of its own. In lines. */
const longLog = 5_000;
/** How long a long log that was just opened waits for the editor that shows it, in milliseconds. */
const editorWaitMs = 50;
/** Lines around those on the screen that are read with them: a message may span several. */
const around = 50;

/** One log that is open, and how far the engine knows it. */
interface OpenLog {
  readonly document: vscode.TextDocument;
  readonly abort: AbortController;
  /** What the engine said last of the whole log; null: it has to be opened there. */
  whole: LogReport | null;
  /** Not told to the engine yet. */
  edits: LineEdit[];
  /** The engine is being told, or that was done just now. */
  isBusy: boolean;
  /** What was told last cannot be edited into what the text is now. */
  isOutdated: boolean;
  /** The report is not yet that of the text as it is now. */
  isBehind: boolean;
  /** Who wants to know when it is. */
  waiting: (() => void)[];
}

/** What the engine found in every open log. Only reads text that the editor holds, so it works without trust too. */
export class LogReports extends Disposable {
  readonly #engine: Engine;
  readonly #ignored: IgnoredSignatures;
  readonly #tell: (line: string) => void;
  readonly #findings = new KnownFindings();
  readonly #reports = new Map<string, LogReport>();
  readonly #logs = new Map<string, OpenLog>();
  readonly #changed = this.own(new vscode.EventEmitter<vscode.Uri>());

  /** Other findings, or none any more, for the log at this URI. */
  readonly onDidChange = this.#changed.event;

  /** @param tell takes a sentence for the user about a log that could not be read */
  constructor(engine: Engine, ignored: IgnoredSignatures, tell: (line: string) => void) {
    super();
    this.#engine = engine;
    this.#ignored = ignored;
    this.#tell = tell;
    this.own(
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#open(document);
      }),
    );
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        this.#change(document, contentChanges);
      }),
    );
    this.own(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#close(uri);
      }),
    );
    this.own(
      ignored.onDidChange(() => {
        for (const { document, whole } of this.#logs.values()) if (whole !== null) this.#keep(document.uri, whole);
      }),
    );
    this.own({
      dispose: () => {
        for (const { abort } of this.#logs.values()) abort.abort();
      },
    });
    for (const document of vscode.workspace.textDocuments) this.#open(document);
  }

  /** Of the whole log; null before all of it was read. */
  report(uri: vscode.Uri): LogReport | null {
    return this.#reports.get(uri.toString()) ?? null;
  }

  /** In line order. Of a long log that was just opened, those on the screen come first. */
  findings(uri: vscode.Uri): readonly KnownFinding[] {
    return this.#findings.in(uri.toString());
  }

  /**
   * The report of the text as it is now, once it is there; null for what is no open log, or cannot be read. VS Code asks
   * for some things, such as the outline, once for each text, and early.
   */
  async upToDate({ uri }: Pick<vscode.TextDocument, 'uri'>): Promise<LogReport | null> {
    const log = this.#logs.get(uri.toString());
    if (log?.isBehind === true) await new Promise<void>((resolve) => log.waiting.push(resolve));
    return this.report(uri);
  }

  /** @param id from anybody */
  find(id: unknown): KnownFinding | null {
    return this.#findings.find(id);
  }

  #open(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (!isLog(document) || this.#logs.has(key)) return;
    const log: OpenLog = {
      ...{ document, abort: new AbortController(), whole: null, edits: [] },
      ...{ isBusy: false, isOutdated: false, isBehind: true, waiting: [] },
    };
    this.#logs.set(key, log);
    void this.#keepUp(log);
  }

  /** Looks at the lines that changed, and at no other: a log of 50 MB is edited as fast as a short one. */
  #change(document: vscode.TextDocument, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    const log = this.#logs.get(document.uri.toString());
    if (log === undefined || changes.length === 0) return;
    const edits = lineEdits(changes, (line) => document.lineAt(line).text);
    log.isBehind = true;
    if (edits === null) log.isOutdated = true;
    else for (const edit of edits) log.edits.push(edit);
    void this.#keepUp(log);
  }

  #close(uri: vscode.Uri): void {
    const key = uri.toString();
    const log = this.#logs.get(key);
    if (log === undefined) return;
    log.abort.abort();
    this.#logs.delete(key);
    catchUp(log);
    this.#findings.forget(key);
    this.#reports.delete(key);
    this.#changed.fire(uri);
    // Where its thread ended, it forgot by itself.
    this.#engine.closeLog({ id: key }).catch(() => undefined);
  }

  /** Tells the engine, one thing after the other, until it knows all of the log. */
  async #keepUp(log: OpenLog): Promise<void> {
    if (log.isBusy) return;
    log.isBusy = true;
    try {
      do {
        if (log.whole === null || log.isOutdated) await this.#readWhole(log);
        else await this.#tellEdits(log, log.whole);
        if (!hasMore(log)) catchUp(log);
        await pause(restMs, log.abort.signal);
      } while (!log.abort.signal.aborted && hasMore(log));
    } catch (error) {
      log.whole = null;
      if (!log.abort.signal.aborted) this.#explain(log.document.uri, error);
      catchUp(log);
    } finally {
      log.isBusy = false;
    }
  }

  async #readWhole(log: OpenLog): Promise<void> {
    const { document, abort } = log;
    const id = document.uri.toString();
    if (document.lineCount > longLog) await this.#readVisible(log);
    const open = async (): Promise<LogReport> => {
      log.edits = [];
      log.isOutdated = false;
      return this.#engine.openLog({ id, text: document.getText() }, quietRun(abort.signal));
    };
    // Once more where the engine's thread was lost over somebody else's work.
    const whole = await open().catch((error: unknown) => {
      if (error instanceof EngineLost) return open();
      throw error;
    });
    if (abort.signal.aborted) return;
    log.whole = whole;
    this.#keep(document.uri, whole);
  }

  /** What is on the screen of a long log is read first, by itself. Whatever goes wrong here goes wrong in the whole, too. */
  async #readVisible({ document, abort }: OpenLog): Promise<void> {
    const range = await visibleLines(document, abort.signal);
    if (range === null) return;
    const text = document.getText(range);
    const offset = range.start.line;
    void this.#engine
      .scan({ log: { text, path: null } }, quietRun(abort.signal))
      .then(({ findings, format }) => {
        const log = this.#logs.get(document.uri.toString());
        if (log?.document !== document || log.whole !== null || log.edits.length > 0) return;
        this.#show(document.uri, { findings: shifted(findings, offset), attempts: [], format, cause: null });
      })
      .catch(() => undefined);
  }

  async #tellEdits(log: OpenLog, whole: LogReport): Promise<void> {
    const { document, edits, abort } = log;
    if (edits.length === 0) return;
    log.edits = [];
    try {
      const change = await this.#engine.changeLog({ id: document.uri.toString(), edits }, quietRun(abort.signal));
      if (abort.signal.aborted) return;
      log.whole = afterChange(whole, change);
      this.#keep(document.uri, log.whole, whole);
    } catch (error) {
      if (!mustReopen(error)) throw error;
      log.whole = null;
    }
  }

  /** @param before what was kept of the log until now: where it says the same, nobody is told */
  #keep(uri: vscode.Uri, whole: LogReport, before: LogReport | null = null): void {
    const report = withoutIgnored(whole, this.#ignored.all);
    this.#reports.set(uri.toString(), report);
    if (before === null || !saysTheSame(before, whole)) this.#show(uri, report);
  }

  #show(uri: vscode.Uri, report: Pick<LogReport, 'findings' | 'attempts' | 'format' | 'cause'>): void {
    this.#findings.replace(uri.toString(), report);
    this.#changed.fire(uri);
  }

  #explain(uri: vscode.Uri, error: unknown): void {
    // Not about the output channel itself: the sentence would change it and be read, too.
    if (error instanceof Cancelled || uri.scheme === 'output') return;
    this.#tell(`${shownText(vscode.workspace.asRelativePath(uri), 4_096)} could not be read: ${whyUnreadable(error)}.`);
  }
}

function hasMore({ edits, whole, isOutdated }: OpenLog): boolean {
  return edits.length > 0 || whole === null || isOutdated;
}

function catchUp(log: OpenLog): void {
  log.isBehind = false;
  for (const tell of log.waiting.splice(0)) tell();
}

function saysTheSame(a: LogReport, b: LogReport): boolean {
  const same = a.findings === b.findings && a.attempts === b.attempts && a.format === b.format;
  return same && a.cause?.line === b.cause?.line && a.cause?.problem === b.cause?.problem;
}

function shifted(findings: readonly LogFinding[], lines: number): readonly LogFinding[] {
  return findings.map(({ causeLine, ...finding }) => ({
    ...finding,
    line: finding.line + lines,
    endLine: finding.endLine + lines,
    ...(causeLine === undefined ? {} : { causeLine: causeLine + lines }),
  }));
}

/** What an editor shows of the document, with a little around it; null where none shows it within a moment. */
async function visibleLines(document: vscode.TextDocument, signal: AbortSignal): Promise<vscode.Range | null> {
  const editor = editorOf(document) ?? (await editorToCome(document, signal));
  const [visible] = editor?.visibleRanges ?? [];
  if (visible === undefined) return null;
  return document.validateRange(
    new vscode.Range(Math.max(0, visible.start.line - around), 0, visible.end.line + around, 0),
  );
}

function editorOf(document: vscode.TextDocument): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find((editor) => editor.document === document);
}

function editorToCome(document: vscode.TextDocument, signal: AbortSignal): Promise<vscode.TextEditor | undefined> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve(editorOf(document));
    };
    const timer = setTimeout(done, editorWaitMs);
    const listening = vscode.window.onDidChangeVisibleTextEditors(() => {
      if (editorOf(document) !== undefined) done();
    });
    signal.addEventListener('abort', done, { once: true });
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
