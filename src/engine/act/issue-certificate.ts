import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ActRisk } from '../../core/acme/act-risk.ts';
import { hasReached, lastAttempt, type Attempt, type JournalEvent } from '../../core/acme/attempt.ts';
import type { DeployPlan } from '../../core/acme/deploy-plan.ts';
import type {
  IssuanceStep,
  IssueReport,
  IssueRequest,
  IssueSecrets,
  StoredCertificate,
  UnseenAnswers,
} from '../../core/acme/issuance.ts';
import { isFromTrialService } from '../../core/acme/ca-facts.ts';
import { isTrialDirectory } from '../../core/acme/certificate-authorities.ts';
import { stoppedText } from '../../core/acme/stopped-text.ts';
import { needsTrial } from '../../core/acme/trial-first.ts';
import { placeKey, type TxtRecord } from '../../core/acme/placed-challenge.ts';
import type { ProblemId } from '../../core/problem/catalogue.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import type { NetworkOptions, Run } from '../engine.ts';
import { certificatesFromPem } from '../observe/pem-certificates.ts';
import { acceptRisk } from './accept-risk.ts';
import { accountTerms } from './account-terms.ts';
import { openAccount } from './acme-account.ts';
import type { AcmeConnection } from './acme-connection.ts';
import { createAcmeTransport } from '../acme-transport.ts';
import { sweepTemporaries } from './atomic-write.ts';
import { CaLedger } from './ca-ledger.ts';
import { carefulConnection, repeated } from './careful-connection.ts';
import { deployCertificate } from './deploy/deploy-certificate.ts';
import { followIssuance } from './follow-issuance.ts';
import { guardedTransport } from './guarded-transport.ts';
import { removeLeftAnswers } from './challenge/left-answers.ts';
import { demandProvable } from './demand-provable.ts';
import { demandUnowned } from './demand-unowned.ts';
import { IssuanceStop, stoppedBy, type StopContext } from './issuance-stop.ts';
import { demandAdmission, noteFailure, trialOf } from './issuance-admission.ts';
import { LockHeld, lockFolder, lockHolder, type FolderLock } from './issuance-lock.ts';
import { checkIssuedChain } from './issued-chain.ts';
import { openJournal, readJournal, type Journal } from './journal.ts';
import { mendLive } from './mend-live.ts';
import { DeadOrder, obtainCertificate } from './obtain-certificate.ts';
import { demandOwn } from './own-places.ts';
import { createKey, isRequestOf } from './private-key.ts';
import { rememberRequest } from './renew/lineage-request.ts';
import { certificateIdOf, renewalDueOf } from './renewal-info.ts';
import { lookForSerial } from './served-serial.ts';
import { demandKnownFormat } from './storage-format.ts';
import {
  certificateName,
  lineageFolder,
  liveVersion,
  newVersion,
  pointLive,
  prepareFolder,
  proveWritable,
  readLive,
  readRequest,
  storeChain,
  storeRequest,
  trialStorage,
  versionFiles,
} from './storage.ts';

/** How long the CA may take to decide on a name or an order. */
const caPatienceMs = 5 * 60_000;
/** What is not asked about for a trial. */
const trialRisks: readonly ActRisk[] = ['another-certificate', 'too-early', 'owned-by-client'];

/**
 * Issues one certificate, puts it in place and proves that it is served. A run that ended
 * anywhere, even killed, is taken up where it stopped: its key is on the disk before the CA is asked, and what the CA may
 * have done is asked of the CA, never guessed. Rejects only for faults of ours; everything else stands in the report.
 * @param nameText Names the problem behind a text from outside by its exact wording; null where it cannot.
 */
export async function issueCertificate(
  request: IssueRequest,
  secrets: IssueSecrets,
  network: NetworkOptions,
  run: Run,
  nameText: (text: string) => ProblemId | null = () => null,
): Promise<IssueReport> {
  const subject = request.intent.name.ascii;
  const { directoryUrl } = request.ca;
  const context = { subject, ca: parsedUrl(directoryUrl)?.host ?? directoryUrl, storage: request.storage, nameText };
  const issuance = new Issuance({ request, secrets, network, run, context });
  try {
    await issuance.proceed();
    return { ...issuance.outcome(), stopped: null };
  } catch (error) {
    if (!run.signal.aborted) await issuance.noteFailure(error);
    const stopped = run.signal.aborted ? ({ kind: 'cancelled' } as const) : stoppedBy(error, context);
    if (stopped === null) throw error;
    return { ...issuance.outcome(), stopped };
  }
}

interface IssuanceOptions {
  readonly request: IssueRequest;
  readonly secrets: IssueSecrets;
  readonly network: NetworkOptions;
  readonly run: Run;
  readonly context: StopContext;
}

class Issuance {
  reached: IssuanceStep = 'planned';
  certificate: StoredCertificate | null = null;
  /** What was typed by hand and need not stand in DNS any longer. */
  readonly #typedRecords: TxtRecord[] = [];
  /** What could not be taken away when it was last tried. */
  #keptRecords: readonly TxtRecord[] = [];
  /** Of the attempt that this run has begun or taken up; what stops the run before says nothing of those before it. */
  #version: string | null = null;
  /** Keys of the answers to challenges that this run put in place. */
  readonly #placed = new Set<string>();
  readonly #request: IssueRequest;
  readonly #secrets: IssueSecrets;
  readonly #network: NetworkOptions;
  readonly #run: Run;
  readonly #context: StopContext;
  readonly #ledger: CaLedger;
  /** As they stand in the certificate. */
  readonly #names: readonly string[];
  /** What was not looked for this time, as the CA took it for proven, stays as it was. */
  #seenByCaAlone: UnseenAnswers;
  #fence: () => Promise<void> = () => Promise.resolve();

  constructor({ request, secrets, network, run, context }: IssuanceOptions) {
    this.#request = request;
    this.#secrets = secrets;
    this.#network = network;
    this.#run = run;
    this.#seenByCaAlone = request.seenByCaAlone ?? {};
    this.#context = context;
    this.#ledger = new CaLedger(request.storage, request.ca.directoryUrl, run.signal);
    this.#names = request.intent.names.map(certificateName);
  }

  outcome(): Omit<IssueReport, 'stopped'> {
    const { reached, certificate } = this;
    const recordsToRemove = [...this.#typedRecords, ...this.#keptRecords];
    return { reached, certificate, ...(recordsToRemove.length > 0 ? { recordsToRemove } : {}) };
  }

  noteFailure(error: unknown): Promise<void> {
    return noteFailure(this.#ledger, this.#names, error);
  }

  async proceed(): Promise<void> {
    const { storage, intent } = this.#request;
    const { directoryUrl } = this.#request.ca;
    await demandProvable(this.#request, this.#secrets);
    this.#run.signal.throwIfAborted();
    const lineage = lineageFolder(storage, directoryUrl, intent.names);
    await demandOwn(storage, lineage);
    await demandKnownFormat(storage);
    await prepareFolder(lineage);
    const lock = await this.#lockOrFollow(lineage);
    if (lock === null) return;
    this.#fence = () => lock.validate();
    try {
      await sweepTemporaries(lineage);
      await mendLive(lineage, this.#fence);
      const journal = await openJournal(lineage, this.#fence);
      if (journal.putAside !== null) {
        this.#run.progress({ step: `The journal was damaged; it is kept as ${path.basename(journal.putAside)}` });
      }
      try {
        await this.#issueAndDeploy(lineage, journal);
      } catch (error) {
        // What a run meets that is not the holder any more says nothing: the other one has gone on.
        await this.#fence();
        const version = this.#version;
        const stopped = this.#run.signal.aborted ? ({ kind: 'cancelled' } as const) : stoppedBy(error, this.#context);
        const text = stopped === null ? String(error) : stoppedText(stopped);
        // The first error is the one to tell; the journal may be what failed.
        if (version !== null) await journal.write(version, { event: 'stopped', text }).catch(() => undefined);
        throw error;
      } finally {
        await this.#fence().then(
          () => this.#removeLeft(journal),
          // Whoever has taken over may need them.
          () => undefined,
        );
      }
    } finally {
      await lock.release();
    }
  }

  /** The lock; null where another process had it, was followed, and has brought the certificate. */
  async #lockOrFollow(lineage: string): Promise<FolderLock | null> {
    const before = await liveVersion(lineage).catch(() => null);
    for (;;) {
      try {
        return await lockFolder(lineage, this.#run.signal);
      } catch (error) {
        if (!(error instanceof LockHeld)) throw error;
      }
      await followIssuance(lineage, this.#run);
      const attempt = lastAttempt(await readJournal(lineage));
      const live = await readLive(lineage);
      const isDone = attempt !== null && hasReached(attempt, 'stored') && (await lockHolder(lineage)) === null;
      if (live === null || !isDone || (await liveVersion(lineage)) === before) continue;
      this.certificate = live.certificate;
      this.reached = attempt.step;
      return null;
    }
  }

  async #issueAndDeploy(lineage: string, journal: Journal): Promise<void> {
    const { intent, deploy } = this.#request;
    const plan = deploy !== null && (deploy.files.length > 0 || deploy.reload !== null) ? deploy : null;
    const last = lastAttempt(journal.entries);
    const open = last === null || last.closed || last.keyType !== this.#request.keyType ? null : last;
    const begun = open === null || hasReached(open, 'stored') ? null : open;
    this.#version = begun?.version ?? null;
    const before = await liveVersion(lineage);
    const stored = begun === null ? await this.#storedBefore(lineage, open, plan) : null;
    // The client of another machine is none of this one's.
    const isFirst = stored === null && begun === null && before === null && deploy?.host == null;
    if (isFirst) await demandUnowned(this.#names, this.#run);
    const attempt = stored ?? (await this.#issueWhenAllowed(lineage, journal, begun));
    await this.#fence();
    await rememberRequest(lineage, { ...this.#request, seenByCaAlone: this.#seenByCaAlone });

    const record = this.#recorder(journal, attempt);
    const serial = this.certificate?.serialNumber ?? '';
    if (stored !== null || plan === null) {
      this.#run.progress({ step: 'Looking at every address', fraction: 0.9 });
      const { everywhere } = await lookForSerial(serial, { ...intent, ...plan }, this.#network, this.#run.signal);
      if (everywhere) await record({ event: 'verified' });
      if (everywhere || plan === null) return;
    }
    await this.#demandMeant(lineage, attempt.version);
    await this.#fence();
    await pointLive(lineage, attempt.version);
    await deployCertificate({
      ...{ plan, intent, serialNumber: serial, record, network: this.#network, run: this.#run, fence: this.#fence },
      files: versionFiles(lineage, attempt.version),
      inService: hasReached(attempt, 'deployed'),
      pointBack: before === null || before === attempt.version ? null : () => pointLive(lineage, before),
      keyStorePassword: this.#secrets.keyStorePassword,
      nameText: this.#context.nameText,
    });
  }

  /**
   * The attempt whose certificate is stored and was never seen on the server: it is put in place, and no other is asked
   * for. Besides a certificate that is not due for renewal, another one is only asked for after a second yes.
   */
  async #storedBefore(lineage: string, attempt: Attempt | null, plan: DeployPlan | null): Promise<Attempt | null> {
    const waits = attempt !== null && plan !== null && attempt.step !== 'verified';
    const live = await readLive(lineage, waits ? attempt.version : 'live');
    if (live === null || (await renewalDueOf(lineage, live.leaf)).from <= new Date()) return null;
    this.certificate = live.certificate;
    this.reached = attempt?.step ?? 'stored';
    if (waits) {
      this.#version = attempt.version;
      return attempt;
    }
    await this.#askForAnother(live.certificate);
    return null;
  }

  async #askForAnother({ notAfter }: StoredCertificate): Promise<void> {
    const why = `There is one for the same names from this CA, valid until ${notAfter}; CAs count every one against their limits.`;
    await acceptRisk('another-certificate', why, this.#run);
  }

  /** A certificate that nobody trusts is put in place only after a yes of its own. */
  async #demandMeant(lineage: string, version: string): Promise<void> {
    const live = await readLive(lineage, version);
    // Only some trial services say so in their names.
    const isTrial = isTrialDirectory(this.#request.ca.directoryUrl) || isFromTrialService(live?.leaf.issuer ?? '');
    if (!isTrial) return;
    const why =
      'It comes from the trial service of the CA. Browsers and programs do not trust it, and will refuse the site.';
    await acceptRisk('trial-certificate', why, this.#run);
  }

  async #issueWhenAllowed(lineage: string, journal: Journal, earlier: Attempt | null): Promise<Attempt> {
    const isNew = earlier?.orderUrl == null;
    await demandAdmission(this.#ledger, this.#names, isNew, this.#run);
    if (isNew) await this.#tryFirst();
    return await this.#issue(lineage, journal, earlier);
  }

  /** Has the CA's trial service issue the same first, where it has one and that is called for. Its files lie apart and are put in place nowhere. */
  async #tryFirst(): Promise<void> {
    const ca = trialOf(this.#request);
    if (ca === null) return;
    const storage = trialStorage(this.#request.storage);
    const trial = new CaLedger(storage, ca.directoryUrl, this.#run.signal);
    const [done, tried] = [await this.#ledger.read(), await trial.read()];
    if (!needsTrial(done, tried, this.#names, new Date())) return;
    const { progress } = this.#run;
    const run: Run = {
      ...this.#run,
      progress: ({ step }) => {
        progress({ step: `Trial at ${parsedUrl(ca.directoryUrl)?.host ?? ca.directoryUrl}: ${step}` });
      },
      // What a trial may cost is not worth a question; the token that is not seen is one for the real try too.
      confirm: (act) =>
        act.risk !== undefined && trialRisks.includes(act.risk) ? Promise.resolve(true) : this.#run.confirm(act),
    };
    const request = { ...this.#request, ca, storage, deploy: null };
    const report = await issueCertificate(request, this.#secrets, this.#network, run, this.#context.nameText);
    this.#typedRecords.push(...(report.recordsToRemove ?? []));
    const { stopped } = report;
    if (stopped === null) return;
    if (stopped.kind === 'ca') {
      const { type, detail, retryAfter } = stopped.problem;
      await this.#ledger.noteFailure(this.#names, `${type}: ${detail}`, retryAfter);
    }
    throw new IssuanceStop(stopped);
  }

  /** From wherever the attempt stands to the certificate behind `live`. */
  async #issue(lineage: string, journal: Journal, earlier: Attempt | null): Promise<Attempt> {
    const { storage } = this.#request;
    const { directoryUrl, rootFile } = this.#request.ca;
    const { signal } = this.#run;
    const roots = rootFile === null ? null : await readRoots(rootFile);
    const account = await openAccount(storage, directoryUrl, this.#secrets.accountKeys[directoryUrl] ?? null);
    const transport = guardedTransport(createAcmeTransport({ directoryUrl, roots, signal }), this.#fence);
    try {
      const { connectToCa } = await import('./acme-client.ts');
      const attempt = (await this.#usable(lineage, journal, earlier)) ?? (await this.#plan(lineage, journal));
      this.reached = 'key';
      // What the CA issues must have room, besides what was written until now.
      await proveWritable(lineage);
      const connect = (): Promise<AcmeConnection> =>
        connectToCa({
          ...{ directoryUrl, transport, signal },
          ...{ accountKey: account.key, accountUrl: account.url, patienceMs: caPatienceMs },
          terms: accountTerms(this.#request.ca, this.#secrets),
        });
      const names = this.#names;
      const live = await readLive(lineage);
      const asked = { names, renewal: live !== null };
      const connection = carefulConnection(await repeated(connect, signal), this.#ledger, asked, signal);
      const files = versionFiles(lineage, attempt.version);
      const record = this.#recorder(journal, attempt);
      const pem = await obtainCertificate({
        ...{ request: this.#request, secrets: this.#secrets, network: this.#network, run: this.#run },
        ...{ connection, account },
        ...{ names, attempt, files, record },
        saw: (places, unseen) => {
          const others = Object.entries(this.#seenByCaAlone).filter(([place]) => !places.includes(place));
          this.#seenByCaAlone = { ...Object.fromEntries(others), ...unseen };
        },
        replaces: live === null ? null : certificateIdOf(live.leaf),
        removeTokens: () => this.#removeLeft(journal),
      });
      const { keyPem } = await readRequest(files);
      const issued = await checked(() => checkIssuedChain(pem, keyPem, names, new Date()), record);
      this.#run.progress({ step: 'Storing the certificate', fraction: 0.7 });
      this.certificate = await storeChain(lineage, attempt.version, issued, this.#fence);
      await record({ event: 'stored', serialNumber: issued.serialNumber });
      return attempt;
    } catch (error) {
      if (!(error instanceof DeadOrder)) throw error;
      const dead = lastAttempt(journal.entries);
      if (dead !== null) await journal.write(dead.version, { event: 'closed', text: error.message });
    } finally {
      transport.close();
    }
    return await this.#issue(lineage, journal, null);
  }

  /** The earlier attempt, if its key is still there to be used. */
  async #usable(lineage: string, journal: Journal, attempt: Attempt | null): Promise<Attempt | null> {
    if (attempt === null) return null;
    try {
      const { keyPem, csr } = await readRequest(versionFiles(lineage, attempt.version));
      if (isRequestOf(keyPem, csr)) return attempt;
    } catch {
      // Killed before both files were there: the CA has not heard of them.
    }
    await journal.write(attempt.version, { event: 'closed', text: 'Its key or request is not whole.' });
    return null;
  }

  /** A new attempt, its key and its request on the disk. */
  async #plan(lineage: string, journal: Journal): Promise<Attempt> {
    const { keyType, intent } = this.#request;
    this.#run.progress({ step: 'Writing the key', fraction: 0.1 });
    const version = await newVersion(lineage);
    const ca = this.#request.ca.directoryUrl;
    await journal.write(version, { event: 'planned', keyType, names: this.#names, ca });
    this.#version = version;
    const { createCertificateRequest } = await import('./x509-writer.ts');
    const keyPem = await createKey(keyType);
    const csr = await createCertificateRequest(keyPem, intent.names.map(certificateName));
    await storeRequest(versionFiles(lineage, version), keyPem, csr);
    await journal.write(version, { event: 'key' });
    return { version, keyType, step: 'key', orderUrl: null, closed: false };
  }

  async #removeLeft(journal: Journal): Promise<void> {
    const options = { secrets: this.#secrets, run: this.#run, placedHere: this.#placed };
    const { typed, kept } = await removeLeftAnswers(journal, options);
    this.#typedRecords.push(...typed);
    this.#keptRecords = kept;
  }

  #recorder(journal: Journal, { version }: Attempt): (event: JournalEvent) => Promise<void> {
    return async (event) => {
      await journal.write(version, event);
      if (event.event === 'challenge') this.#placed.add(placeKey(event.placed));
      this.reached = lastAttempt(journal.entries)?.step ?? this.reached;
    };
  }
}

/** Roots as PEM. Without any, the CA's certificate would be called untrusted, which is not what is wrong. */
async function readRoots(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  let roots: number;
  try {
    roots = certificatesFromPem(text, 100).length;
  } catch {
    roots = 0;
  }
  if (roots > 0) return text;
  throw new IssuanceStop({
    kind: 'failed',
    text: `The file ${file} holds no certificate by which the CA could be trusted.`,
    findings: [],
  });
}

/** A certificate that is whole and wrong will be wrong again: its attempt is over. */
async function checked<T>(check: () => T, record: (event: JournalEvent) => Promise<void>): Promise<T> {
  try {
    return check();
  } catch (error) {
    if (error instanceof Error && error.name === 'WrongCertificate') {
      await record({ event: 'closed', text: error.message });
    }
    throw error;
  }
}
