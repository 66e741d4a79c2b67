import * as vscode from 'vscode';
import { clientRenewal, type ClientRenewalReport } from '../../core/acme/client-renewal.ts';
import type { ClientRenewalDue } from '../../core/acme/renewal.ts';
import { problems } from '../../core/problem/catalogue.ts';
import { withoutSecrets } from '../../core/report/redact.ts';
import type { Engine } from '../../engine/engine.ts';
import { commands } from '../ids.ts';
import { runWithProgress } from '../long-job.ts';
import { noticeText } from '../shown-text.ts';
import type { TextPages } from '../text-pages.ts';

/** Has the owning client renew, after a dry run where it has one and the user wants it; its words are read as they come. */
export async function renewByClient(
  engine: Pick<Engine, 'renewByClient'>,
  { pages, storage }: { readonly pages: TextPages; readonly storage: string },
  { client: certificate, names }: ClientRenewalDue,
): Promise<ClientRenewalReport | null> {
  const way = clientRenewal(certificate);
  if (way === null) {
    await vscode.window.showInformationMessage(
      `${certificate.client} keeps no record of how it was asked, and no timer or cron job was found that runs it. Run it as it was run the first time.`,
    );
    return null;
  }
  const dryRun = way.dryRun === null ? false : await chooseTry(certificate.client);
  if (dryRun === undefined) return null;
  const title = `${dryRun ? 'Trying' : 'Renewing'} ${noticeText(names[0] ?? certificate.name)} with ${certificate.client}`;
  const report = await runWithProgress(title, (run) =>
    engine.renewByClient(
      { ...certificate, dryRun, storage },
      {
        ...run,
        update: ({ cause, lines }) => {
          const found = cause === null ? '' : ` · ${problems[cause.problem].title}`;
          run.progress({ step: `${lines} ${lines === 1 ? 'line' : 'lines'}${found}` });
        },
      },
    ),
  );
  void tell(report, pages, certificate.client, names[0] ?? '');
  return report;
}

/** Undefined: neither. */
async function chooseTry(client: string): Promise<boolean | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: 'Try first', detail: 'A dry run: nothing changes, and the CA counts nothing.', dryRun: true },
      { label: 'Renew', detail: 'Renews if it is due.', dryRun: false },
    ],
    { title: `Renew with ${client}`, placeHolder: 'How?' },
  );
  return picked?.dryRun;
}

async function tell(report: ClientRenewalReport, pages: TextPages, client: string, name: string): Promise<void> {
  const { outcome, text, findings, output } = report;
  if (outcome === 'declined' || outcome === 'cancelled') return;
  const [finding] = findings;
  const words = noticeText(finding === undefined ? text : `${text} ${finding.message}`);
  const show = 'Show Output';
  const playbook = 'Start Playbook';
  const answer =
    outcome === 'failed'
      ? await vscode.window.showErrorMessage(words, playbook, show)
      : await vscode.window.showInformationMessage(words, show);
  // A log as any other: coloured, diagnosed, with its quick fixes. Clients write tokens and keys when they are asked to.
  if (answer === show) await pages.show(`${client}.log`, withoutSecrets(output), 'acme-log');
  if (answer === playbook) {
    await vscode.commands.executeCommand(commands.startPlaybook, { name, problem: finding?.problem });
  }
}
