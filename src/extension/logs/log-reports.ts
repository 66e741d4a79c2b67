import * as vscode from 'vscode';
import type { LogReport } from '../../core/log/report.ts';
import type { Engine } from '../../engine/engine.ts';
import { Disposable } from '../disposable.ts';
import { Cancelled } from '../engine-client.ts';
import { quietRun } from '../long-job.ts';
import { findingNames } from './finding-name.ts';
import { type KnownFinding, KnownFindings } from './known-findings.ts';
import { isLog } from './log-documents.ts';
import { shownText } from '../shown-text.ts';
import { whyUnreadable } from '../../core/log/unreadable.ts';

/** How long an edited log must rest before it is read again, in milliseconds; a large one costs more to hand over. */
const restMs = 300;
const largeRestMs = 3_000;
const largeLength = 5_000_000;

interface Scan {
  readonly timer: NodeJS.Timeout;
  readonly abort: AbortController;
}

/** What the engine found in every open log. Only reads text that the editor holds, so it works without trust too. */
export class LogReports extends Disposable {
  readonly #engine: Engine;
  readonly #tell: (line: string) => void;
  readonly #findings = new KnownFindings();
  readonly #reports = new Map<string, LogReport>();
  readonly #scans = new Map<string, Scan>();
  readonly #changed = this.own(new vscode.EventEmitter<vscode.Uri>());

  /** Another report, or none any more, for the log at this URI. */
  readonly onDidChange = this.#changed.event;

  /** @param tell takes a sentence for the user about a log that could not be read */
  constructor(engine: Engine, tell: (line: string) => void) {
    super();
    this.#engine = engine;
    this.#tell = tell;
    this.own(
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#schedule(document, 0);
      }),
    );
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        const known = this.#reports.get(document.uri.toString());
        this.#schedule(document, (known?.bytes ?? 0) > largeLength ? largeRestMs : restMs);
      }),
    );
    this.own(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
    );
    this.own({
      dispose: () => {
        for (const key of this.#scans.keys()) this.#stop(key);
      },
    });
    for (const document of vscode.workspace.textDocuments) this.#schedule(document, 0);
  }

  report(uri: vscode.Uri): LogReport | null {
    return this.#reports.get(uri.toString()) ?? null;
  }

  /** In line order. */
  findings(uri: vscode.Uri): readonly KnownFinding[] {
    return this.#findings.in(uri.toString());
  }

  /** @param id from anybody */
  find(id: unknown): KnownFinding | null {
    return this.#findings.find(id);
  }

  #schedule(document: vscode.TextDocument, waitMs: number): void {
    if (!isLog(document)) return;
    const key = document.uri.toString();
    this.#stop(key);
    const abort = new AbortController();
    const timer = setTimeout(() => void this.#scan(document, abort), waitMs);
    this.#scans.set(key, { timer, abort });
  }

  async #scan(document: vscode.TextDocument, abort: AbortController): Promise<void> {
    const { version, uri } = document;
    const path = uri.scheme === 'file' ? uri.fsPath : null;
    try {
      const report = await this.#engine.scan({ log: { text: document.getText(), path } }, quietRun(abort.signal));
      // A later version has a scan of its own on the way.
      if (abort.signal.aborted || document.isClosed || document.version !== version) return;
      this.#keep(uri, report);
    } catch (error) {
      if (abort.signal.aborted || error instanceof Cancelled) return;
      // Not about the output channel itself: the sentence would change it and start the next scan.
      if (uri.scheme === 'output') return;
      this.#tell(
        `${shownText(vscode.workspace.asRelativePath(uri), 4_096)} could not be read: ${whyUnreadable(error)}.`,
      );
    }
  }

  #keep(uri: vscode.Uri, report: LogReport): void {
    const key = uri.toString();
    this.#reports.set(key, report);
    this.#findings.replace(key, report, findingNames(report.findings));
    this.#changed.fire(uri);
  }

  #forget(uri: vscode.Uri): void {
    const key = uri.toString();
    this.#stop(key);
    this.#findings.forget(key);
    if (this.#reports.delete(key)) this.#changed.fire(uri);
  }

  #stop(key: string): void {
    const scan = this.#scans.get(key);
    if (scan === undefined) return;
    clearTimeout(scan.timer);
    scan.abort.abort();
    this.#scans.delete(key);
  }
}
