import * as vscode from 'vscode';
import type { CertificateFile } from '../../engine/observe/certificate-file.ts';
import type { Engine } from '../../engine/engine.ts';
import { EngineError } from '../engine-client.ts';
import { runWithProgress } from '../long-job.ts';
import { noticeText } from '../shown-text.ts';

const inspected = ['pem', 'crt', 'cer', 'der', 'p12', 'pfx'];

/** Asks for a certificate file and reads it, with a password where the store needs one. Null: the user gave up. */
export async function inspectCertificate(
  engine: Engine,
  argument: unknown,
): Promise<{ readonly path: string; readonly file: CertificateFile } | null> {
  const uri = argument instanceof vscode.Uri ? argument : await chooseFile();
  if (uri === undefined) return null;
  const path = uri.fsPath;
  for (let password: string | undefined = ''; password !== undefined;) {
    const tried: string = password;
    try {
      const file = await runWithProgress(`Reading ${path}`, (run) => engine.readCertificateFile(path, tried, run));
      return { path, file };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (error.reason !== 'password') {
        void vscode.window.showErrorMessage(noticeText(`${path}: ${error.message}`));
        return null;
      }
      password = await vscode.window.showInputBox({
        title: 'Inspect Certificate File',
        prompt: tried === '' ? 'The password of the key store' : error.message,
        password: true,
        ignoreFocusOut: true,
      });
    }
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
