import * as vscode from 'vscode';
import type { LogReport } from '../../core/log/report.ts';
import { whyUnreadable } from '../../core/log/unreadable.ts';
import type { Engine, ScanRequest } from '../../engine/engine.ts';
import { Cancelled } from '../engine-client.ts';
import { findingRange } from '../logs/finding-range.ts';
import { causeOf, summaryLines, summarySentence } from '../logs/log-summary.ts';
import { runWithProgress } from '../long-job.ts';
import { noticeText, shownText } from '../shown-text.ts';
import type { Output } from '../report/redacted-output.ts';
import type { ExtractDocuments } from './extract-documents.ts';
import { openAsLog } from './open-as-log.ts';
import type { ReadLogs } from './read-logs.ts';

/** Larger files never reach an extension as a document (microsoft/vscode#31078). */
const maxDocumentBytes = 50_000_000;

interface Dependencies {
  readonly engine: Pick<Engine, 'scan'>;
  readonly output: Output;
  readonly logs: ReadLogs;
  readonly extracts: ExtractDocuments;
  /** Shows the log's findings in the Findings view. */
  readonly reveal: (log: string) => Promise<void>;
  /** What to do about a log that this user may not read. */
  readonly explainForbidden: (path: string) => Promise<void>;
}

/** Reads a log of any size and says what went wrong. */
export class AnalyzeLog {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  async run(uri: vscode.Uri): Promise<void> {
    const { logs } = this.#deps;
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    logs.reading(uri, null);
    let isShown = false;
    try {
      const log = await logAt(uri);
      const report = await runWithProgress(noticeText(`Reading ${name}`), (run) =>
        this.#deps.engine.scan(
          { log },
          {
            ...run,
            progress: ({ step, fraction }) => {
              run.progress({ step: fraction === undefined ? step : `${step}, ${Math.floor(fraction * 100)} %` });
              logs.reading(uri, fraction ?? null);
            },
            preview: (newest) => {
              logs.preview(uri, newest);
              isShown = true;
              void this.#deps.reveal(uri.toString());
            },
          },
        ),
      );
      logs.read(uri, report);
      const path = uri.scheme === 'file' ? uri.fsPath : name;
      this.#deps.output.appendLine(summaryLines(path, report).join('\n'));
      await this.#show(uri, name, report, isShown);
    } catch (error) {
      logs.rest(uri);
      if (error instanceof Cancelled) return;
      if (uri.scheme === 'file' && isForbidden(error)) await this.#deps.explainForbidden(uri.fsPath);
      else void vscode.window.showErrorMessage(noticeText(`${name} could not be read: ${whyUnreadable(error)}.`));
    }
  }

  /** Shows what is known of a log that was read as an extract. */
  async showExtract(uri: vscode.Uri): Promise<void> {
    const log = this.#deps.logs.log(uri);
    if (log?.report == null || !log.hasPlaces || uri.scheme !== 'file') return;
    const { report, findings } = log;
    await this.#deps.extracts.show(uri, report, findings, new AbortController().signal);
  }

  async #show(uri: vscode.Uri, name: string, report: LogReport, isShown: boolean): Promise<void> {
    const { output } = this.#deps;
    const nothing = report.findings.length === 0;
    if (!nothing) {
      if (isTooLarge(uri, report)) {
        await this.showExtract(uri);
        await this.#deps.reveal(uri.toString());
      } else {
        await this.#openAtCause(uri, report);
        output.show(true);
      }
    } else if (isShown) await this.#deps.reveal(uri.toString());
    const say = nothing ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    const details = 'Show Details';
    void say(noticeText(summarySentence(name, report)), details).then((pressed) => {
      if (pressed === details) output.show(true);
    });
  }

  async #openAtCause(uri: vscode.Uri, report: LogReport): Promise<void> {
    const cause = causeOf(report);
    const document = await openAsLog(uri, report.format);
    const first = cause ?? report.findings[0];
    const selection = first === undefined ? {} : { selection: document.validateRange(findingRange(first)) };
    await vscode.window.showTextDocument(document, selection);
    if (cause !== null) {
      const line = document.lineAt(Math.min(cause.line, document.lineCount) - 1);
      this.#deps.output.appendLine(`${shownText(line.text.trim(), 2_000)}\n`);
    }
  }
}

/** Whether the editor has no text of it that extensions see: too many bytes, or packed ones. */
export function isTooLarge({ path }: Pick<vscode.Uri, 'path'>, { bytes }: Pick<LogReport, 'bytes'>): boolean {
  return bytes > maxDocumentBytes || path.endsWith('.gz');
}

export function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'reason' in error && error.reason === 'permission';
}

/** A file is read from disk, however large; what only the editor holds is its text. */
async function logAt(uri: vscode.Uri): Promise<ScanRequest['log']> {
  if (uri.scheme === 'file') return { path: uri.fsPath };
  return { text: (await vscode.workspace.openTextDocument(uri)).getText(), path: null };
}
