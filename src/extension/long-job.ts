import * as vscode from 'vscode';
import { shellLine } from '../core/problem/shell-line.ts';
import type { PlannedAct, Run } from '../engine/engine.ts';

/** A run for work that is short, quiet and asks nothing. */
export function quietRun(signal: AbortSignal = new AbortController().signal): Run {
  return { signal, progress: () => undefined, confirm: () => Promise.resolve(false) };
}

/**
 * Shows a job in a notification with its steps and a Cancel button while it runs.
 * @param title what is being done, e.g. "Checking example.com"
 */
export function runWithProgress<T>(title: string, job: (run: Run) => Promise<T>): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const listening = token.onCancellationRequested(() => {
        abort.abort();
      });
      try {
        return await job({
          signal: abort.signal,
          progress: ({ step }) => {
            progress.report({ message: step });
          },
          confirm: confirmAct,
        });
      } finally {
        listening.dispose();
      }
    },
  );
}

/** Shows what would be done, word for word, and asks. Closing the question is a no. */
async function confirmAct(act: PlannedAct): Promise<boolean> {
  const command = act.argv === null ? null : shellLine(act.argv, 'posix');
  if (act.argv !== null && command === null) return false;
  const records = (act.records ?? []).map(({ owner, value }) => `${owner} TXT "${value}"`);
  const detail = [act.why, ...(command === null ? [] : [command]), ...records].join('\n\n');
  const yes = act.argv === null ? 'Continue' : 'Run';
  const show = act.risk === undefined ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  return (await show(act.title, { modal: true, detail }, yes)) === yes;
}
