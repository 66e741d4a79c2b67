import * as vscode from 'vscode';
import type { LogReports } from './log-reports.ts';
import { type NamedPlace, placeAtStart, placeOfPath } from '../remedies/named-path.ts';

/** So many links of one document; each costs a look at the disk. */
const maxLinks = 200;

/** Makes the places that the output channel lists, and the files that findings name, clickable where they exist. */
export class OutputLinks implements vscode.DocumentLinkProvider {
  readonly #reports: LogReports;

  constructor(reports: LogReports) {
    this.#reports = reports;
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    const places = [...this.#listedPlaces(document), ...this.#namedFiles(document)].slice(-maxLinks);
    const existing = new Map<string, Promise<boolean>>();
    for (const { path } of places) if (!existing.has(path)) existing.set(path, isFile(path));
    const links: vscode.DocumentLink[] = [];
    for (const { row, path, line, start, end } of places) {
      if (token.isCancellationRequested) return [];
      if ((await existing.get(path)) !== true) continue;
      const target = vscode.Uri.file(path).with({ fragment: line === null ? '' : `L${line}` });
      links.push(new vscode.DocumentLink(new vscode.Range(row, start, row, end), target));
    }
    return links;
  }

  /** Only the product's own lines begin with a place. */
  *#listedPlaces(document: vscode.TextDocument): Generator<NamedPlace & { readonly row: number }> {
    if (document.uri.scheme !== 'output') return;
    for (let row = 0; row < document.lineCount; row++) {
      const place = placeAtStart(document.lineAt(row).text);
      if (place !== null) yield { ...place, row };
    }
  }

  *#namedFiles(document: vscode.TextDocument): Generator<NamedPlace & { readonly row: number }> {
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
}

async function isFile(path: string): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(vscode.Uri.file(path))).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
