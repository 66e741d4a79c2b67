import * as vscode from 'vscode';
import type { OwnRenewal } from '../../core/acme/renewal.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { runWithProgress } from '../long-job.ts';
import { noticeText } from '../shown-text.ts';

/** Brings the certificate before back into service; each step is shown before it is done. */
export async function rollBack(
  engine: Pick<Engine, 'rollBack'>,
  configuration: Configuration,
  { request, names }: OwnRenewal,
): Promise<void> {
  if (request === null) return;
  const title = `Rolling back ${noticeText(names[0] ?? '')}`;
  const { stopped } = await runWithProgress(title, (run) => engine.rollBack(request, configuration.network(), run));
  if (stopped === null) {
    void vscode.window.showInformationMessage(
      noticeText(`${names.join(', ')}: the certificate before is back in service.`),
    );
  } else if (stopped.kind === 'failed') {
    void vscode.window.showErrorMessage(noticeText(stopped.text));
  }
}
