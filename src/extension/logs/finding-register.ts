import type * as vscode from 'vscode';
import type { KnownFinding } from './known-findings.ts';

/** Whatever knows findings by their id. */
export interface FindingRegister {
  /** @param id from anybody */
  find(id: unknown): KnownFinding | null;
}

/** Whatever knows where in a document findings stand. */
export interface FindingsOfDocument {
  /** In line order; empty for a document that holds none. */
  findings(uri: vscode.Uri): readonly KnownFinding[];
}
