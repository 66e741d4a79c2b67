import * as vscode from 'vscode';
import { commands } from '../ids.ts';
import { isFile } from '../remedies/is-file.ts';
import { type NamedPlace, placeAtStart, placeOfPath } from '../remedies/named-path.ts';
import type { LogReports } from './log-reports.ts';
import { pathsInLine } from './paths-in-line.ts';

/** So many links of one document. */
const maxLinks = 1_000;
/** So many files are looked for on the disk. */
const maxFiles = 200;
/** Of a longer log only the lines around its findings are read for files. */
const maxLines = 20_000;
const around = 20;

type Place = NamedPlace & { readonly row: number };

/**
 * Makes what a log names clickable: files that exist, at the line that is named with them; the domains of its findings,
 * which are checked live; the places that the output channel lists. The editor itself links addresses of pages.
 */
export class LogLinks implements vscode.DocumentLinkProvider {
  readonly #reports: LogReports;

  constructor(reports: LogReports) {
    this.#reports = reports;
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    await this.#reports.upToDate(document);
    const links = this.#domains(document);
    const existing = new Map<string, Promise<boolean>>();
    const seen = new Set<string>();
    // The newest first: it is what a long log is read for.
    for (const { row, path, line, start, end } of [...this.#places(document)].reverse()) {
      if (token.isCancellationRequested || links.length >= maxLinks) break;
      if (!existing.has(path) && existing.size < maxFiles) existing.set(path, isFile(path));
      const place = `${row} ${start}`;
      if (seen.has(place) || (await existing.get(path)) !== true) continue;
      seen.add(place);
      const target = vscode.Uri.file(path).with({ fragment: line === null ? '' : `L${line}` });
      links.push(new vscode.DocumentLink(new vscode.Range(row, start, row, end), target));
    }
    return links;
  }

  *#places(document: vscode.TextDocument): Generator<Place> {
    const rows = document.lineCount <= maxLines ? null : this.#rowsAroundFindings(document);
    for (let index = 0; index < (rows?.length ?? document.lineCount); index++) {
      const row = rows?.[index] ?? index;
      const text = document.lineAt(row).text;
      // Only the product's own lines begin with a place.
      const listed = document.uri.scheme === 'output' ? placeAtStart(text) : null;
      if (listed !== null) yield { ...listed, row };
      if (text.includes('/')) for (const place of pathsInLine(text)) yield { ...place, row };
    }
    // What a signature took for a path may hold spaces, or be one of Windows.
    for (const { finding } of this.#reports.findings(document.uri)) {
      const row = finding.line - 1;
      if (row >= document.lineCount) continue;
      const text = document.lineAt(row).text;
      for (const path of new Set([...Object.values(finding.captures), finding.subject])) {
        const place = placeOfPath(text, path);
        if (place !== null) yield { ...place, row };
      }
    }
  }

  #rowsAroundFindings(document: vscode.TextDocument): readonly number[] {
    const rows = new Set<number>();
    for (const { finding } of this.#reports.findings(document.uri)) {
      const last = Math.min(document.lineCount - 1, finding.endLine - 1 + around);
      for (let row = Math.max(0, finding.line - 1 - around); row <= last; row++) rows.add(row);
    }
    return [...rows].sort((a, b) => a - b);
  }

  /** Only where something was found: a link under each name of a log would be noise. */
  #domains(document: vscode.TextDocument): vscode.DocumentLink[] {
    if (!vscode.workspace.isTrusted) return [];
    const links: vscode.DocumentLink[] = [];
    for (const { finding, name } of [...this.#reports.findings(document.uri)].reverse()) {
      const row = finding.line - 1;
      if (name === null || row >= document.lineCount || links.length >= maxLinks / 2) continue;
      const start = wordAt(document.lineAt(row).text, name);
      if (start === -1) continue;
      // `name` passed the grammar of host names.
      const target = vscode.Uri.parse(
        `command:${commands.checkDomain}?${encodeURIComponent(JSON.stringify([name]))}`,
        true,
      );
      const link = new vscode.DocumentLink(new vscode.Range(row, start, row, start + name.length), target);
      link.tooltip = `Check ${name} live`;
      links.push(link);
    }
    return links;
  }
}

/** Where the name stands by itself, not in a URL (which the editor links) and not in a longer name; -1 where it does not. */
function wordAt(text: string, name: string): number {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!/[\w./@-]/.test(text.charAt(at - 1)) && !/[\w-]/.test(text.charAt(at + name.length))) return at;
  }
  return -1;
}
