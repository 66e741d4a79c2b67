import * as vscode from 'vscode';
import { isTrialDirectory, letsEncryptTrial, trialDirectoryOf } from '../../core/acme/certificate-authorities.ts';
import { challengeMeant } from '../../core/acme/challenge-plan.ts';
import { cancelledText, leftRecordLines } from '../../core/acme/issued-text.ts';
import { isReady } from '../../core/acme/issue-plan.ts';
import type { CaDirectory } from '../../core/acme/directory.ts';
import type { IssueReport, IssueRequest, IssueSecrets } from '../../core/acme/issuance.ts';
import { intentFor } from '../../core/domain/intent.ts';
import { parseIdentifier, textOf } from '../../core/domain/name.ts';
import { problems } from '../../core/problem/catalogue.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import type { Engine, Run } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { domainItems, nameIn } from '../domains/choose-domain.ts';
import type { Domain, DomainStore } from '../domains/domain-store.ts';
import { commands } from '../ids.ts';
import { quietRun, runWithProgress } from '../long-job.ts';
import { noticeText } from '../shown-text.ts';
import type { TextPages } from '../text-pages.ts';
import type { Output } from '../report/redacted-output.ts';
import { askForRequest, type WizardStart } from './issue-wizard.ts';
import { issueLines } from './issue-lines.ts';
import { forgetRefused, secretsFor } from './kept-secrets.ts';
import { planSummary, planText } from './plan-text.ts';

export interface IssueDependencies {
  readonly context: Pick<vscode.ExtensionContext, 'secrets'>;
  readonly engine: Engine;
  readonly configuration: Configuration;
  readonly store: DomainStore;
  readonly output: Output;
  readonly pages: TextPages;
}

/** Issues one certificate: for a domain whose way is known at once, else after a few questions. */
export async function issueCertificate(deps: IssueDependencies, argument: unknown): Promise<IssueReport | null> {
  const domain = await chooseStart(deps.store, argument);
  if (domain === undefined) return null;
  const meant = domain === null ? null : meantRequest(deps, domain);
  const request = meant ?? (await askFor(deps, domain));
  return request === null ? null : issueRequest(deps, request, argument, () => askFor(deps, domain));
}

/**
 * Orders at the trial service (staging) of the CA: what is wrong where only a CA looks shows, its limits are wide, and
 * nothing that is in service changes. A CA of which none is known here is stood in for by Let's Encrypt's.
 */
export async function tryOrder(deps: IssueDependencies, argument: unknown): Promise<IssueReport | null> {
  const domain = await chooseStart(deps.store, argument, 'For which domain is an order tried?');
  if (domain === undefined) return null;
  const { directoryUrl } = deps.configuration.ca();
  const trial = isTrialDirectory(directoryUrl) ? directoryUrl : trialDirectoryOf(directoryUrl);
  const ca = {
    ...deps.configuration.ca(),
    ...(trial === null ? { directoryUrl: letsEncryptTrial, rootFile: null } : { directoryUrl: trial }),
  };
  const named = parseIdentifier(nameIn(argument) ?? '');
  const intent = domain?.intent ?? (named.ok ? intentFor(named.name) : null);
  const ask = (): Promise<IssueRequest | null> => askFor(deps, domain, { intent, ca, isTrial: true });
  const meant = domain === null ? null : meantRequest(deps, domain);
  const request = meant === null ? await ask() : { ...meant, ca: { ...meant.ca, ...ca }, deploy: null };
  return request === null ? null : issueRequest(deps, request, argument, ask);
}

/** A domain of the list, null for names that the user types; undefined: neither. */
async function chooseStart(
  store: DomainStore,
  argument: unknown,
  placeHolder = 'For which domain is a certificate issued?',
): Promise<Domain | null | undefined> {
  const named = nameIn(argument);
  if (named !== null) {
    const holds = ({ intent }: Domain): boolean => intent.names.some((one) => textOf(one) === named);
    return store.find(named) ?? store.domains.find(holds) ?? null;
  }
  if (store.domains.length === 0) return null;
  const other = { label: '$(add) Other names…', alwaysShow: true };
  const picked = await vscode.window.showQuickPick([other, ...domainItems(store)], {
    ...{
      title: 'Issue Certificate',
      placeHolder,
      matchOnDescription: true,
    },
  });
  return picked === undefined ? undefined : (store.find(picked.label) ?? null);
}

/** The request that follows from the list and the settings alone; null where something is to be asked. */
function meantRequest({ configuration }: IssueDependencies, { intent }: Domain): IssueRequest | null {
  const challenge = challengeMeant(intent);
  if (challenge === null) return null;
  const noAccount = { termsAgreed: true, externalAccount: null, profile: null, preferredChain: null } as const;
  return {
    ...{ intent, challenge, keyType: 'ec-p256', ca: { ...configuration.ca(), ...noAccount } },
    ...{ storage: configuration.storage(), deploy: configuration.deploy() },
  };
}

/** Shows the whole plan, asks, issues with progress, and says how far it came. */
export async function issueRequest(
  deps: IssueDependencies,
  request: IssueRequest,
  argument: unknown,
  change: (() => Promise<IssueRequest | null>) | null = null,
): Promise<IssueReport | null> {
  const { engine, configuration, store, output, context } = deps;
  const name = textOf(request.intent.name);
  const secrets = await secretsFor(request, context.secrets, configuration.accountKeys());
  if (secrets === null) return null;
  const answer = await confirmPlan(deps, request, secrets, change !== null);
  if (answer === 'change') {
    const changed = await change?.();
    return changed == null ? null : issueRequest(deps, changed, argument, change);
  }
  if (answer === 'no') return null;
  const report = await runWithProgress(`Issuing for ${name}`, (run) =>
    engine.issue(request, secrets, configuration.network(), { ...run, progress: tellBoth(run, argument) }),
  );
  const { stopped } = report;
  if (stopped !== null && 'findings' in stopped) await forgetRefused(request, stopped.findings, context.secrets);
  for (const line of issueLines(name, request, report, new Date())) output.appendLine(line);
  // The notification stays until somebody closes it; whoever asked for the certificate need not wait for that.
  const renewals = await engine.renewals(configuration.storage(), quietRun()).catch(() => null);
  void tellLeftRecords(output, report);
  void tellOutcome(output, request, report, renewals?.schedule !== null);
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

/** The questions, with what is known of the domain and the settings as answers; null where the user left. */
function askFor(
  { configuration, engine }: IssueDependencies,
  domain: Domain | null,
  fixed: Pick<WizardStart, 'intent' | 'ca' | 'isTrial'> = {
    intent: domain?.intent ?? null,
    ca: configuration.ca(),
    isTrial: false,
  },
): Promise<IssueRequest | null> {
  const seen = new Map<string, Thenable<CaDirectory | null>>();
  const directoryOf: WizardStart['directoryOf'] = (ca) => {
    const key = JSON.stringify([ca.directoryUrl, ca.rootFile]);
    const reading =
      seen.get(key) ??
      runWithProgress(`Reading what ${parsedUrl(ca.directoryUrl)?.host ?? 'the CA'} offers`, (run) =>
        engine.readCaDirectory(ca, run).catch(() => null),
      );
    seen.set(key, reading);
    return reading;
  };
  return askForRequest({
    ...{ storage: configuration.storage(), deploy: configuration.deploy() },
    ...fixed,
    served: domain?.report?.observations.host?.files ?? [],
    directoryOf,
  });
}

/** Looks at everything that the issuance needs, shows each step and command, and asks. */
async function confirmPlan(
  { engine, configuration, pages, context }: IssueDependencies,
  request: IssueRequest,
  secrets: IssueSecrets,
  mayChange: boolean,
): Promise<'yes' | 'no' | 'change'> {
  const name = textOf(request.intent.name);
  const plan = await runWithProgress(`Looking at what issuing for ${name} needs`, (run) =>
    engine.planIssue(request, secrets, configuration.network(), run),
  );
  await forgetRefused(request, plan.findings, context.secrets);
  const issue = isReady(plan) ? 'Issue' : 'Issue Anyway';
  const [change, show] = ['Change…', 'Show All'];
  const answer = await vscode.window.showInformationMessage(
    isReady(plan) ? `Issue a certificate for ${name}?` : `Not everything is ready for ${name}. Issue anyway?`,
    { modal: true, detail: planSummary(plan) },
    ...[issue, ...(mayChange ? [change] : []), show],
  );
  if (answer === show) await pages.show(`Plan for ${name}.md`, planText(name, plan), 'markdown');
  return answer === issue ? 'yes' : answer === change ? 'change' : 'no';
}

/** What stands in DNS and has served goes unseen otherwise: only the user can take it away. */
async function tellLeftRecords(output: Output, report: IssueReport): Promise<void> {
  const [text, ...records] = leftRecordLines(report);
  if (text === undefined) return;
  const show = 'Show Output';
  const said = await vscode.window.showInformationMessage(noticeText([text, ...records].join(' ')), show);
  if (said === show) output.show(true);
}

async function tellOutcome(
  output: Output,
  { intent, ca }: IssueRequest,
  report: IssueReport,
  renewsAlone: boolean,
): Promise<void> {
  const name = textOf(intent.name);
  const { stopped, certificate } = report;
  if (stopped === null && isTrialDirectory(ca.directoryUrl)) {
    await vscode.window.showInformationMessage(
      `The trial service issued for ${name}: from every place from which it looks it saw what it needs. No browser trusts this certificate; it is stored apart.`,
    );
    return;
  }
  if (stopped === null) {
    const state =
      report.reached === 'verified' ? 'and is served on every address' : 'and stored; it is not yet seen on the server';
    const text = `The certificate for ${name} is issued ${state}.`;
    // An editor is no scheduler: without one, somebody has to think of it.
    if (!renewsAlone) {
      const schedule = 'Renew on Its Own…';
      const said = await vscode.window.showInformationMessage(`${text} Nothing on this machine renews it.`, schedule);
      if (said === schedule) await vscode.commands.executeCommand(commands.writeSchedule);
      return;
    }
    await vscode.window.showInformationMessage(text);
    return;
  }
  const kept = certificate === null ? '' : ` The certificate is stored in ${certificate.folder}.`;
  switch (stopped.kind) {
    case 'cancelled': {
      const show = 'Show Activity';
      const text = `Issuing for ${name} ${cancelledText(report.reached)}${kept}`;
      if ((await vscode.window.showInformationMessage(text, show)) === show) {
        await vscode.commands.executeCommand(commands.showActivity);
      }
      return;
    }
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
