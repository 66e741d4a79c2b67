import * as vscode from 'vscode';
import type { LogReport } from '../../core/log/report.ts';
import type { Engine, ScanRequest } from '../../engine/engine.ts';
import { Cancelled } from '../engine-client.ts';
import { languages } from '../ids.ts';
import { runWithProgress } from '../long-job.ts';
import { findingRange } from './finding-range.ts';
import { isLog } from './log-documents.ts';
import { causeOf, summaryLines, summarySentence } from './log-summary.ts';
import { noticeText, shownText } from '../shown-text.ts';
import { whyUnreadable } from '../../core/log/unreadable.ts';

/** Larger files never reach an extension as a document (microsoft/vscode#31078). */
const maxDocumentBytes = 50_000_000;

/** Reads a log of any size and says what went wrong. */
export class AnalyzeLog {
  readonly #engine: Pick<Engine, 'scan'>;
  readonly #output: Pick<vscode.OutputChannel, 'appendLine' | 'show'>;

  constructor(engine: Pick<Engine, 'scan'>, output: Pick<vscode.OutputChannel, 'appendLine' | 'show'>) {
    this.#engine = engine;
    this.#output = output;
  }

  /** @param target the file; asked for where it is none */
  async run(target: unknown): Promise<void> {
    const uri = target instanceof vscode.Uri ? target : await pickFile();
    if (uri === undefined) return;
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    try {
      const log = await logAt(uri);
      const report = await runWithProgress(noticeText(`Reading ${name}`), (run) => this.#engine.scan({ log }, run));
      const path = uri.scheme === 'file' ? uri.fsPath : name;
      this.#output.appendLine(summaryLines(path, report).join('\n'));
      await this.#show(uri, name, report);
    } catch (error) {
      if (error instanceof Cancelled) return;
      void vscode.window.showErrorMessage(noticeText(`${name} could not be read: ${whyUnreadable(error)}.`));
    }
  }

  async #show(uri: vscode.Uri, name: string, report: LogReport): Promise<void> {
    const cause = causeOf(report);
    const nothing = report.findings.length === 0;
    if (!nothing && report.bytes <= maxDocumentBytes) {
      const document = await openAsLog(uri, report.format);
      const first = cause ?? report.findings[0];
      const selection = first === undefined ? {} : { selection: document.validateRange(findingRange(first)) };
      await vscode.window.showTextDocument(document, selection);
      if (cause !== null) this.#output.appendLine(`${shownText(document.lineAt(cause.line - 1).text.trim(), 2_000)}\n`);
    }
    if (!nothing) this.#output.show(true);
    const say = nothing ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    const details = 'Show Details';
    void say(noticeText(summarySentence(name, report)), details).then((pressed) => {
      if (pressed === details) this.#output.show(true);
    });
  }
}

async function pickFile(): Promise<vscode.Uri | undefined> {
  const [picked] = (await vscode.window.showOpenDialog({ title: 'Analyze Log File', openLabel: 'Analyze' })) ?? [];
  return picked;
}

/** A file is read from disk, however large; what only the editor holds is its text. */
async function logAt(uri: vscode.Uri): Promise<ScanRequest['log']> {
  if (uri.scheme === 'file') return { path: uri.fsPath };
  return { text: (await vscode.workspace.openTextDocument(uri)).getText(), path: null };
}

/** The document in a language of logs, so that it is coloured, underlined and explained whatever its name is. */
async function openAsLog(uri: vscode.Uri, format: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  return isLog(document) ? document : vscode.languages.setTextDocumentLanguage(document, languageOf(format));
}

function languageOf(format: string): string {
  if (format === 'nginx-access') return languages.nginxAccessLog;
  return format.startsWith('nginx') ? languages.nginxErrorLog : languages.acmeLog;
}
