import * as vscode from 'vscode';
import type { Engine, InspectedFile } from '../../engine/engine.ts';
import { runWithProgress } from '../long-job.ts';
import { noticeText } from '../shown-text.ts';

const inspected = ['pem', 'crt', 'cer', 'der', 'p12', 'pfx'];

/** Asks for a certificate file and judges it, with a password where the store needs one. Null: the user gave up. */
export async function inspectCertificate(engine: Engine, argument: unknown): Promise<InspectedFile | null> {
  const uri = argument instanceof vscode.Uri ? argument : await chooseFile();
  if (uri === undefined) return null;
  const path = uri.fsPath;
  for (let password: string | undefined = ''; password !== undefined;) {
    const request = { paths: [path], password, host: null, rootFiles: [], at: null };
    const [inspected] = await runWithProgress(`Reading ${path}`, (run) => engine.inspect(request, run));
    const error = inspected?.error ?? null;
    if (inspected === undefined || error === null) return inspected ?? null;
    if (error.reason !== 'password') {
      void vscode.window.showErrorMessage(noticeText(`${path}: ${error.message}`));
      return null;
    }
    password = await vscode.window.showInputBox({
      title: 'Inspect Certificate File',
      prompt: password === '' ? 'The password of the key store' : error.message,
      password: true,
      ignoreFocusOut: true,
    });
  }
  return null;
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'Inspect Certificate File',
    openLabel: 'Inspect',
    filters: { Certificates: inspected, 'All Files': ['*'] },
  });
  return chosen?.[0];
}
