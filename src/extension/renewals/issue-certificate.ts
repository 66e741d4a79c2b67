import path from 'node:path';
import * as vscode from 'vscode';
import { shellLine } from '../../core/problem/shell-line.ts';
import type { IssueReport, IssueRequest } from '../../core/acme/issuance.ts';
import { textOf } from '../../core/domain/name.ts';
import { problems } from '../../core/problem/catalogue.ts';
import type { Engine, Run } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { chooseDomain } from '../domains/choose-domain.ts';
import type { Domain, DomainStore } from '../domains/domain-store.ts';
import { commands } from '../ids.ts';
import { runWithProgress } from '../long-job.ts';
import { noticeText } from '../shown-text.ts';
import { issueLines } from './issue-lines.ts';
import { secretsFor } from './kept-secrets.ts';

export interface IssueDependencies {
  readonly context: Pick<vscode.ExtensionContext, 'secrets'>;
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly store: DomainStore;
  readonly output: vscode.OutputChannel;
}

/** Issues or renews one certificate: shows the whole plan, asks, runs it with progress, and says how far it came. */
export async function issueCertificate(deps: IssueDependencies, argument: unknown): Promise<IssueReport | null> {
  if (!vscode.workspace.isTrusted) return null;
  const domain = await chooseDomain(deps.store, argument, 'For which domain is a certificate issued?');
  if (domain === undefined) return null;
  const request = await planRequest(deps, domain);
  return request === null ? null : issueRequest(deps, request, argument);
}

/** Shows the whole plan, asks, issues with progress, and says how far it came. */
export async function issueRequest(
  { engine, configuration, store, output, context }: IssueDependencies,
  request: IssueRequest,
  argument: unknown,
): Promise<IssueReport | null> {
  const name = textOf(request.intent.name);
  if (!(await confirmPlan(request))) return null;
  const secrets = await secretsFor(request, context.secrets);
  if (secrets === null) return null;
  const report = await runWithProgress(`Issuing for ${name}`, (run) =>
    engine.issue(request, secrets, configuration.network(), { ...run, progress: tellBoth(run, argument) }),
  );
  for (const line of issueLines(name, request, report, new Date())) output.appendLine(line);
  // The notification stays until somebody closes it; whoever asked for the certificate need not wait for that.
  void tellOutcome(output, name, report);
  if (store.find(name) !== undefined) await store.check(name);
  return report;
}

/** The steps go to the notification, and to whoever started the command with `{ onProgress }`. */
function tellBoth(run: Run, argument: unknown): Run['progress'] {
  const listener =
    typeof argument === 'object' && argument !== null && 'onProgress' in argument ? argument.onProgress : null;
  return (progress) => {
    run.progress(progress);
    if (typeof listener === 'function') (listener as (words: string) => void)(progress.step);
  };
}

async function planRequest(
  { configuration }: IssueDependencies,
  { intent, name }: Domain,
): Promise<IssueRequest | null> {
  if (intent.method !== 'http-01') {
    await vscode.window.showInformationMessage(
      `${name} is validated by ${intent.method}. Cert Doctor issues by http-01 so far; use your ACME client for this one.`,
    );
    return null;
  }
  const webRoot = intent.webRoot ?? (await askWebRoot(name));
  if (webRoot === null) return null;
  const ca = configuration.ca();
  return {
    intent: { ...intent, webRoot },
    ca: {
      ...{ directoryUrl: ca.directoryUrl, rootFile: ca.rootFile, contact: ca.contact, termsAgreed: true },
      ...{ externalAccount: null, profile: null, preferredChain: null },
    },
    challenge: { type: 'http-01', by: 'web-root', folder: webRoot },
    keyType: 'ec-p256',
    storage: configuration.storage(),
    deploy: configuration.deploy(),
  };
}

async function askWebRoot(name: string): Promise<string | null> {
  const answer = await vscode.window.showInputBox({
    title: 'Issue Certificate',
    prompt: `The folder from which the web server serves ${name}. The CA's token is put there for a moment.`,
    placeHolder: '/var/www/html',
    ignoreFocusOut: true,
    validateInput: (text) => (path.isAbsolute(text) ? null : 'The absolute path of a folder on this machine.'),
  });
  return answer ?? null;
}

async function confirmPlan(request: IssueRequest): Promise<boolean> {
  const { deploy } = request;
  const command = (argv: readonly string[] | null | undefined): string =>
    argv === null || argv === undefined ? 'nothing' : (shellLine(argv, 'posix') ?? 'a command that cannot be shown');
  const detail = [
    `Names: ${request.intent.names.map(textOf).join(', ')}`,
    `CA: ${request.ca.directoryUrl}`,
    `1. Write a new key (ECDSA P-256) and the request under ${request.storage}.`,
    `2. Order at the CA. With this you agree to its terms of service.`,
    `3. Put the token under ${request.intent.webRoot ?? ''}/.well-known/acme-challenge, and remove it afterwards.`,
    `4. Store the certificate beside the old one.`,
    `5. Test: ${command(deploy?.test)}. Reload: ${command(deploy?.reload)}. Each is asked for once more.`,
    `6. Look at every address until the new certificate is served.`,
  ].join('\n');
  const answer = await vscode.window.showInformationMessage(
    `Issue a certificate for ${textOf(request.intent.name)}?`,
    { modal: true, detail },
    'Issue',
  );
  return answer === 'Issue';
}

async function tellOutcome(output: vscode.OutputChannel, name: string, report: IssueReport): Promise<void> {
  const { stopped, certificate } = report;
  if (stopped === null) {
    const state =
      report.reached === 'verified' ? 'and is served on every address' : 'and stored; it is not yet seen on the server';
    await vscode.window.showInformationMessage(`The certificate for ${name} is issued ${state}.`);
    return;
  }
  const kept = certificate === null ? '' : ` The certificate is stored in ${certificate.folder}.`;
  switch (stopped.kind) {
    case 'cancelled':
      await vscode.window.showInformationMessage(`Issuing for ${name} was stopped at "${report.reached}".${kept}`);
      return;
    case 'declined':
      await vscode.window.showInformationMessage(`${stopped.what} was declined.${kept} Nothing was reloaded.`);
      return;
    case 'ca':
    case 'failed': {
      const [finding] = stopped.findings;
      const cause =
        finding === undefined ? (stopped.kind === 'ca' ? stopped.problem.detail : stopped.text) : finding.message;
      const fix = finding === undefined ? '' : ` ${problems[finding.problem].fix}`;
      const answer = await vscode.window.showErrorMessage(
        noticeText(`${name}: ${cause}${fix}${kept}`),
        'Start Playbook',
        'Show Output',
      );
      if (answer === 'Show Output') output.show(true);
      if (answer === 'Start Playbook') {
        await vscode.commands.executeCommand(commands.startPlaybook, { name, problem: finding?.problem });
      }
    }
  }
}
