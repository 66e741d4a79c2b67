import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { ActRisk } from '../../core/acme/act-risk.ts';
import { caOf } from '../../core/acme/ca-facts.ts';
import { authorityAt } from '../../core/acme/certificate-authorities.ts';
import { challengeFor, waysOf } from '../../core/acme/challenge-plan.ts';
import type { CaDirectory } from '../../core/acme/directory.ts';
import { planFlaw } from '../../core/acme/deploy-plan.ts';
import { issueSteps, type IssuePlan, type PlanCheck } from '../../core/acme/issue-plan.ts';
import type { IssueRequest, IssueSecrets } from '../../core/acme/issuance.ts';
import { needsTrial } from '../../core/acme/trial-first.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import { isAddress, textOf } from '../../core/domain/name.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { problems, type Area, type ProblemId } from '../../core/problem/catalogue.ts';
import type { Finding } from '../../core/problem/finding.ts';
import { quotedText } from '../../core/quoted-text.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import { resolveCommand } from '../command-runner.ts';
import type { NetworkOptions, Run } from '../engine.ts';
import { knownAccountUrl } from './acme-account.ts';
import { CaLedger } from './ca-ledger.ts';
import { tryWay } from './challenge/try-way.ts';
import { storePrograms } from './deploy/deploy-content.ts';
import { demandProvable } from './demand-provable.ts';
import { lookForOwner } from './demand-unowned.ts';
import { trialOf } from './issuance-admission.ts';
import { actFinding, stoppedBy, type StopContext } from './issuance-stop.ts';
import { withoutTrace } from './without-trace.ts';
import { certificateName, lineageFolder, prepareFolder, readLive, trialStorage } from './storage.ts';

export interface PlanOptions {
  readonly request: IssueRequest;
  readonly secrets: IssueSecrets;
  readonly network: NetworkOptions;
  readonly run: Run;
  /** Looks at the names and at the CA, as for a check. */
  readonly check: (intent: DomainIntent, network: NetworkOptions, run: Run) => Promise<DomainReport>;
  /** Whose ACME clients are looked at; `/` unless given. */
  readonly root?: string;
}

/**
 * Says what an issuance will do, and looks at everything that it needs, before the CA is asked for anything but its
 * directory. To see that it can, it writes files of 64 KiB into the storage and token files into the web roots, opens its own
 * servers for a moment and has name servers check the key of updates; it leaves none of that behind. Rejects only for faults of ours.
 */
export async function planIssuance(options: PlanOptions): Promise<IssuePlan> {
  const { request, run } = options;
  const looks = new PlanLooks(options);
  await looks.demandRequest();
  run.progress({ step: 'Looking at the names and at the CA', fraction: 0.1 });
  const directory = await looks.lookAtNames();
  looks.judgeChoice(directory);
  await looks.lookAtAccount(directory);
  await looks.lookAtStorage();
  await looks.lookAtOwner();
  await looks.lookAtWays();
  await looks.lookAtDeployment();
  const trial = await looks.lookAtLimits();
  run.signal.throwIfAborted();
  return { steps: issueSteps(request, trial), checks: looks.checks, findings: looks.findings, directory };
}

/** What a certificate that is served now, or a page, has wrong does not matter here. */
const mattering: readonly Area[] = ['dns', 'dcv', 'caa', 'limit', 'ca', 'account', 'request'];

class PlanLooks {
  readonly checks: PlanCheck[] = [];
  readonly findings: Finding[] = [];
  readonly #options: PlanOptions;
  readonly #context: StopContext;

  constructor(options: PlanOptions) {
    this.#options = options;
    const { ca, intent, storage } = options.request;
    const host = parsedUrl(ca.directoryUrl)?.host ?? ca.directoryUrl;
    this.#context = { subject: textOf(intent.name), ca: host, storage, nameText: () => null };
  }

  async demandRequest(): Promise<void> {
    const { request, secrets } = this.#options;
    try {
      await demandProvable(request, secrets);
      this.#passed('The request', 'Every name can be proven as it is planned.');
    } catch (error) {
      this.#failedBy('The request', error);
    }
  }

  /** What a check says of the names, each by the challenge that is meant for it; the CA's directory. */
  async lookAtNames(): Promise<CaDirectory | null> {
    const { request, network, run, check } = this.#options;
    const { directoryUrl, rootFile } = request.ca;
    const wide: NetworkOptions = { ...network, directoryUrl, lookAtCa: true, caRootFile: rootFile };
    // Its steps are many, and told as one.
    const quiet: Run = { ...run, progress: () => undefined };
    const reports = await Promise.all(this.#intents().map((intent) => check(intent, wide, quiet)));
    run.signal.throwIfAborted();
    const findings = reports.flatMap((report) => report.findings).filter((one) => this.#matters(one));
    const areas = (...wanted: readonly Area[]) =>
      findings.filter(({ problem }) => wanted.includes(problems[problem].area));
    const unseen = reports.flatMap(({ names }) => names.filter(({ dns }) => dns === 'unknown').map(({ name }) => name));
    this.#judged(
      'DNS',
      areas('dns', 'dcv', 'request'),
      unseen,
      'The names and the place of the proof are as they have to be.',
    );
    this.#judged('CAA', areas('caa'), unseen, 'The names allow this CA.');
    const outcome = reports[0]?.observations.ca?.outcome;
    const ahead = outcome?.kind === 'answer' ? outcome.clockAheadMs : null;
    const skewed = findings.filter(({ problem }) => problem === 'clock-skew');
    this.#judged('The CA', areas('ca', 'account'), outcome === undefined ? ['it'] : [], 'Its directory can be read.');
    if (skewed.length > 0) this.#judged('The clock', skewed, [], '');
    else if (ahead === null) this.#unknown('The clock', 'The CA told no time to compare it with.');
    else this.#passed('The clock', 'It agrees with that of the CA.');
    return outcome?.kind === 'answer' ? outcome.directory : null;
  }

  /** Does the CA issue what is wanted, as far as that is known? */
  judgeChoice(directory: CaDirectory | null): void {
    const { ca, intent, keyType } = this.#options.request;
    const title = 'What the CA issues';
    const known = authorityAt(ca.directoryUrl);
    const wildcards = intent.names.filter(({ wildcard }) => wildcard).map(textOf);
    const addresses = intent.names.filter(isAddress).map(textOf);
    const { profile } = ca;
    const { addressProfile } = caOf(ca.directoryUrl);
    if (known?.ended != null) {
      this.#failed(
        title,
        'ca-directory-wrong',
        `${known.name} issues nothing since ${known.ended}. Choose another CA.`,
      );
    } else if (profile !== null && directory !== null && !directory.profiles.includes(profile)) {
      const offered = directory.profiles.map((one) => quotedText(one, 40)).join(', ') || 'none';
      this.#failed(title, 'profile-invalid', `There is no profile ${quotedText(profile)}; offered: ${offered}.`);
    } else if (known?.wildcards === 'no' && wildcards.length > 0) {
      this.#failed(
        title,
        'rejected-identifier',
        `${known.name} issues no wildcards by ACME, such as ${wildcards[0] ?? ''}.`,
      );
    } else if (known?.addresses === 'no' && addresses.length > 0) {
      this.#failed(
        title,
        'rejected-identifier',
        `${known.name} issues for no addresses by ACME, such as ${addresses[0] ?? ''}.`,
      );
    } else if (known !== null && known.id === `sslcom-${keyType.startsWith('ec') ? 'rsa' : 'ecc'}`) {
      this.#failed(title, 'bad-csr', `This directory of SSL.com is for the other kind of key.`);
    } else if (addresses.length > 0 && addressProfile !== undefined && profile !== addressProfile) {
      const text = `For addresses, such as ${addresses[0] ?? ''}, this CA wants the profile ${addressProfile}.`;
      this.#failed(title, 'profile-invalid', text);
    } else if (known?.contactNeeded === true && ca.contact === null) {
      this.#failed(title, 'contact-invalid', `${known.name} wants a mail address for the account.`);
    } else if (known === null) {
      // Of another CA nothing is claimed; plain names are what every one issues for.
      const unusual = [...wildcards, ...addresses];
      if (unusual.length > 0) this.#unknown(title, `Whether this CA issues for ${unusual[0] ?? ''} is not known here.`);
    } else if (known.addresses === 'unknown' && addresses.length > 0) {
      this.#unknown(title, `Whether ${known.name} issues for addresses is not known here.`);
    } else {
      this.#passed(title, [`${known.name} issues for such names.`, known.note].filter((text) => text !== '').join(' '));
    }
  }

  async lookAtAccount(directory: CaDirectory | null): Promise<void> {
    const { request, secrets } = this.#options;
    const { ca, storage } = request;
    const title = 'The account';
    const heldKey = secrets.accountKeys[ca.directoryUrl] ?? null;
    if ((await knownAccountUrl(storage, ca.directoryUrl, heldKey)) !== null) {
      this.#passed(title, 'There is one already with this CA.');
    } else if (directory === null) {
      this.#unknown(title, 'What the CA asks of new accounts was not seen.');
    } else if (directory.externalAccountRequired && ca.externalAccount === null) {
      this.#failed(
        title,
        'eab-required',
        'The CA wants the key of an external account, which it hands out to its customers.',
      );
    } else if (directory.termsOfService !== null && !ca.termsAgreed) {
      this.#failed(
        title,
        'terms-not-agreed',
        `Its terms are to be agreed to: ${quotedText(directory.termsOfService, 200)}`,
      );
    } else {
      this.#passed(title, 'One will be made, with a key that stays on this machine.');
    }
  }

  async lookAtStorage(): Promise<void> {
    const { storage } = this.#options.request;
    try {
      await withoutTrace(storage, () => prepareFolder(storage));
      this.#passed('The disk', `Files can be written and kept under ${storage}.`);
    } catch (error) {
      this.#failedBy('The disk', error);
    }
  }

  /** Does an ACME client of this machine renew the names already? Asked before the first certificate of ours alone. */
  async lookAtOwner(): Promise<void> {
    const { request, run, root } = this.#options;
    const { storage, ca, intent, deploy } = request;
    const title = 'Other clients';
    // The client of another machine is none of this one's.
    if (deploy?.host != null) return;
    if ((await readLive(lineageFolder(storage, ca.directoryUrl, intent.names))) !== null) return;
    const { owner, unseen } = await lookForOwner(intent.names.map(certificateName), run.signal, root);
    if (owner !== null) this.checks.push({ title, state: 'failed', text: owner, risk: 'owned-by-client' });
    else if (unseen !== null) this.#unknown(title, `This user may not see ${quotedText(unseen, 200)}.`);
    else this.#passed(title, 'No ACME client that is seen on this machine keeps a certificate with these names.');
  }

  /** Tries each way of proof without the CA. */
  async lookAtWays(): Promise<void> {
    const { request, network, secrets, run } = this.#options;
    const { signal } = run;
    for (const { plan, names } of waysOf(request)) {
      run.progress({ step: `Trying ${plan.type} without the CA`, fraction: 0.6 });
      const title = `${plan.type} by ${wayWords[plan.by]}`;
      try {
        const { state, text } = await tryWay(plan, names, { network, secrets, signal });
        if (state === 'failed') this.#failed(title, 'http-selfcheck-failed', text, 'token-not-seen');
        else this.checks.push({ title, state, text });
      } catch (error) {
        run.signal.throwIfAborted();
        this.#failedBy(title, error);
      }
    }
  }

  /** Are the programs and the folders there? Those of another machine are looked at when it is their turn. */
  async lookAtDeployment(): Promise<void> {
    const { deploy } = this.#options.request;
    const title = 'The deployment';
    if (deploy === null) return;
    const flaw = planFlaw(deploy);
    if (flaw !== null) {
      this.#failed(title, 'deploy-failed', flaw);
      return;
    }
    try {
      // Key stores are made here, also for another machine.
      for (const program of deploy.files.flatMap(({ content }) => storePrograms(content)))
        await resolveCommand([program]);
      if (deploy.host !== null) {
        this.#unknown(title, `What is on ${quotedText(deploy.host)} is only seen when the files are put there.`);
      } else {
        for (const argv of [deploy.test, deploy.reload]) if (argv !== null) await resolveCommand(argv);
        for (const { path: file } of deploy.files) await access(path.dirname(file), constants.W_OK);
        this.#passed(title, 'Its programs and folders are there.');
      }
    } catch (error) {
      this.#failedBy(title, error);
    }
  }

  /** The trial service's directory where that is tried first. */
  async lookAtLimits(): Promise<string | null> {
    const { request, run } = this.#options;
    const title = 'Rate limits';
    const names = request.intent.names.map(certificateName);
    const now = new Date();
    const ledger = new CaLedger(request.storage, request.ca.directoryUrl, run.signal);
    const { storage, ca, intent } = request;
    const live = await readLive(lineageFolder(storage, ca.directoryUrl, intent.names));
    const { refused, backOff, budget } = await ledger.outlook(names, now, live !== null);
    const spent = budget.find(({ left }) => left === 0);
    if (refused !== null) {
      this.#failed(
        title,
        'ca-overloaded',
        `The CA allows the next try from ${refused.until}: ${quotedText(refused.text, 200)}`,
      );
    } else if (spent !== undefined) {
      this.#failed(
        title,
        'ca-overloaded',
        `What this machine asks of one CA is used up (${spent.what}) until ${spent.moreFrom ?? 'later'}.`,
      );
    } else if (backOff.nextTry !== null) {
      this.#unknown(
        title,
        `The last ${String(backOff.failures)} tries failed; the next one is due at ${backOff.nextTry}.`,
      );
    } else {
      const left = budget.map(
        ({ what, left: count, most }) => `${limitWords[what]} ${String(count)} of ${String(most)}`,
      );
      this.#passed(title, `Left: ${[...new Set(left)].join(', ')}.`);
    }
    const trial = trialOf(request);
    if (trial === null) return null;
    const tried = new CaLedger(trialStorage(request.storage), trial.directoryUrl, run.signal);
    const isNeeded = needsTrial(await ledger.read(), await tried.read(), names, now);
    return isNeeded ? trial.directoryUrl : null;
  }

  /** One intent for each challenge, with the names that it is meant for. */
  #intents(): readonly DomainIntent[] {
    const { request } = this.#options;
    const types = [...new Set(request.intent.names.map((name) => challengeFor(request, name).type))];
    return types.flatMap((method) => {
      const names = request.intent.names.filter((name) => challengeFor(request, name).type === method);
      const [name] = names;
      return name === undefined ? [] : [{ ...request.intent, name, names, method }];
    });
  }

  #matters({ problem, severity }: Finding): boolean {
    const { area } = problems[problem];
    return (severity === 'error' || severity === 'warning') && (mattering.includes(area) || problem === 'clock-skew');
  }

  #judged(title: string, findings: readonly Finding[], unseen: readonly string[], well: string): void {
    const [first] = findings;
    if (first !== undefined) {
      this.findings.push(...findings);
      this.checks.push({ title, state: 'failed', text: first.message });
    } else if (unseen.length > 0) this.#unknown(title, `Not all could be seen of ${unseen.join(', ')}.`);
    else this.#passed(title, well);
  }

  #passed(title: string, text: string): void {
    this.checks.push({ title, state: 'passed', text });
  }

  #unknown(title: string, text: string): void {
    this.checks.push({ title, state: 'unknown', text });
  }

  #failed(title: string, problem: ProblemId, text: string, risk?: ActRisk): void {
    this.findings.push(actFinding(problem, this.#context.subject, text.replace(/\.$/, '')));
    this.checks.push({ title, state: 'failed', text, ...(risk === undefined ? {} : { risk }) });
  }

  /** Errors that are written for the user; others are faults of ours. */
  #failedBy(title: string, error: unknown): void {
    const stopped = stoppedBy(error, this.#context);
    if (stopped?.kind !== 'failed') throw error;
    this.findings.push(...stopped.findings);
    this.checks.push({ title, state: 'failed', text: stopped.text });
  }
}

const wayWords = {
  'web-root': 'a file in the web root',
  listener: 'a server of our own',
  hand: 'hand',
  hook: 'a program',
  rfc2136: 'signed updates',
} as const;

const limitWords = {
  'failed-validations': 'failed validations',
  duplicates: 'certificates for the same names',
  certificates: 'certificates of the domain',
  orders: 'orders',
  accounts: 'accounts',
} as const;
