import * as vscode from 'vscode';
import { harmlessPath } from './named-path.ts';

/** Whether a path that a log or a configuration names is a file of this machine, where looking is harmless. */
export async function isFile(path: string): Promise<boolean> {
  const harmless = harmlessPath(path);
  if (harmless === null) return false;
  try {
    return ((await vscode.workspace.fs.stat(vscode.Uri.file(harmless))).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
