import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hasReached, lastAttempt, placedChallenges, type Attempt, type JournalEvent } from '../../core/acme/attempt.ts';
import type { DeployPlan } from '../../core/acme/deploy-plan.ts';
import type {
  IssuanceStep,
  IssueReport,
  IssueRequest,
  IssueSecrets,
  StoredCertificate,
} from '../../core/acme/issuance.ts';
import { problems, type ProblemId } from '../../core/problem/catalogue.ts';
import type { NetworkOptions, Run } from '../engine.ts';
import { certificatesFromPem } from '../observe/pem-certificates.ts';
import { openAccount } from './acme-account.ts';
import { createAcmeTransport } from './acme-transport.ts';
import { sweepTemporaries } from './atomic-write.ts';
import { deployCertificate } from './deploy/deploy-certificate.ts';
import { untilAborted } from './until-aborted.ts';
import { removeToken } from './challenge/web-root.ts';
import { actFinding, IssuanceStop, stoppedBy, type StopContext } from './issuance-stop.ts';
import { lockLineage } from './issuance-lock.ts';
import { checkIssuedChain } from './issued-chain.ts';
import { openJournal, type Journal } from './journal.ts';
import { DeadOrder, obtainCertificate } from './obtain-certificate.ts';
import { createKey, isRequestOf } from './private-key.ts';
import { lookForSerial } from './served-serial.ts';
import {
  certificateName,
  lineageFolder,
  liveVersion,
  newVersion,
  pointLive,
  prepareFolder,
  readLive,
  readRequest,
  storeChain,
  storeRequest,
  versionFiles,
} from './storage.ts';

/** How long the CA may take to decide on a name or an order. */
const caPatienceMs = 5 * 60_000;

/**
 * Issues one certificate by http-01 through a web root, puts it in place and proves that it is served. A run that ended
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
  const context = { subject, ca: URL.parse(directoryUrl)?.host ?? directoryUrl, nameText };
  const issuance = new Issuance({ request, secrets, network, run, context });
  try {
    await issuance.proceed();
    return { reached: issuance.reached, certificate: issuance.certificate, stopped: null };
  } catch (error) {
    const stopped = run.signal.aborted ? ({ kind: 'cancelled' } as const) : stoppedBy(error, context);
    if (stopped === null) throw error;
    return { reached: issuance.reached, certificate: issuance.certificate, stopped };
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
  readonly #request: IssueRequest;
  readonly #secrets: IssueSecrets;
  readonly #network: NetworkOptions;
  readonly #run: Run;
  readonly #context: StopContext;

  constructor({ request, secrets, network, run, context }: IssuanceOptions) {
    this.#request = request;
    this.#secrets = secrets;
    this.#network = network;
    this.#run = run;
    this.#context = context;
  }

  async proceed(): Promise<void> {
    const { storage, intent } = this.#request;
    const { directoryUrl } = this.#request.ca;
    const webRoot = this.#demand();
    this.#run.signal.throwIfAborted();
    const lineage = lineageFolder(storage, directoryUrl, intent.names);
    await prepareFolder(lineage);
    const lock = await lockLineage(lineage);
    try {
      await sweepTemporaries(lineage);
      const journal = await openJournal(lineage);
      if (journal.putAside !== null) {
        this.#run.progress({ step: `The journal was damaged; it is kept as ${path.basename(journal.putAside)}` });
      }
      try {
        await this.#issueAndDeploy(lineage, journal, webRoot);
      } catch (error) {
        const attempt = lastAttempt(journal.entries);
        const text = this.#run.signal.aborted ? 'cancelled' : String(error);
        // The first error is the one to tell; the journal may be what failed.
        if (attempt !== null) await journal.write(attempt.version, { event: 'stopped', text }).catch(() => undefined);
        throw error;
      } finally {
        await removeLeftTokens(journal);
      }
    } finally {
      await lock.release();
    }
  }

  /** What must be so before anything is touched; the web root. */
  #demand(): string {
    const { intent, challenge, ca } = this.#request;
    const wildcard = intent.names.find((name) => name.wildcard);
    const refuse = (text: string, problem?: ProblemId): never => {
      const findings =
        problem === undefined ? [] : [actFinding(problem, this.#context.subject, problems[problem].title)];
      throw new IssuanceStop({ kind: 'failed', text, findings });
    };
    if (URL.parse(ca.directoryUrl)?.protocol !== 'https:') refuse('The URL of the CA must start with https://.');
    if (wildcard !== undefined) {
      refuse(`${certificateName(wildcard)} can only be validated by dns-01.`, 'wildcard-needs-dns01');
    }
    if (challenge.by !== 'web-root') return refuse(`${challenge.type} by ${challenge.by} is not there yet.`);
    return challenge.folder;
  }

  async #issueAndDeploy(lineage: string, journal: Journal, webRoot: string): Promise<void> {
    const { intent, deploy } = this.#request;
    const plan = deploy !== null && (deploy.files.length > 0 || deploy.reload !== null) ? deploy : null;
    const last = lastAttempt(journal.entries);
    const open = last === null || last.closed || last.keyType !== this.#request.keyType ? null : last;
    const begun = open === null || hasReached(open, 'stored') ? null : open;
    const before = await liveVersion(lineage);
    const stored = begun === null ? await this.#storedBefore(lineage, open, plan) : null;
    const attempt = stored ?? (await this.#issue(lineage, journal, webRoot, begun));

    const record = this.#recorder(journal, attempt);
    const serial = this.certificate?.serialNumber ?? '';
    if (stored !== null || plan === null) {
      this.#run.progress({ step: 'Looking at every address', fraction: 0.9 });
      const { everywhere } = await lookForSerial(serial, intent, this.#network, this.#run.signal);
      if (everywhere) await record({ event: 'verified' });
      if (everywhere || plan === null) return;
    }
    await pointLive(lineage, attempt.version);
    await deployCertificate({
      ...{ plan, intent, serialNumber: serial, record, network: this.#network, run: this.#run },
      files: versionFiles(lineage, attempt.version),
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
    if (live === null || live.renewFrom <= new Date()) return null;
    this.certificate = live.certificate;
    this.reached = attempt?.step ?? 'stored';
    if (waits) return attempt;
    await this.#askForAnother(live.certificate);
    return null;
  }

  async #askForAnother({ notAfter }: StoredCertificate): Promise<void> {
    const title = 'Issuing another certificate';
    const why = `There is one for the same names from this CA, valid until ${notAfter}; CAs count every one against their limits.`;
    const yes = await untilAborted(this.#run.confirm({ title, why, argv: null }), this.#run.signal);
    if (!yes) throw new IssuanceStop({ kind: 'declined', what: title });
  }

  /** From wherever the attempt stands to the certificate behind `live`. */
  async #issue(lineage: string, journal: Journal, webRoot: string, earlier: Attempt | null): Promise<Attempt> {
    const { storage } = this.#request;
    const { directoryUrl, rootFile } = this.#request.ca;
    const { signal } = this.#run;
    const roots = rootFile === null ? null : await readRoots(rootFile);
    const account = await openAccount(storage, directoryUrl);
    const transport = createAcmeTransport({ directoryUrl, roots, signal });
    try {
      const { connectToCa } = await import('./acme-client.ts');
      const attempt = (await this.#usable(lineage, journal, earlier)) ?? (await this.#plan(lineage, journal));
      this.reached = 'key';
      const connection = await connectToCa({
        ...{ directoryUrl, transport, signal },
        ...{ accountKey: account.key, accountUrl: account.url, patienceMs: caPatienceMs },
      });
      const names = this.#request.intent.names.map(certificateName);
      const files = versionFiles(lineage, attempt.version);
      const record = this.#recorder(journal, attempt);
      const pem = await obtainCertificate({
        ...{ request: this.#request, secrets: this.#secrets, network: this.#network, run: this.#run },
        ...{ connection, account },
        ...{ webRoot, names, attempt, files, record },
        removeTokens: () => removeLeftTokens(journal),
      });
      const { keyPem } = await readRequest(files);
      const issued = await checked(() => checkIssuedChain(pem, keyPem, names, new Date()), record);
      this.#run.progress({ step: 'Storing the certificate', fraction: 0.7 });
      this.certificate = await storeChain(lineage, attempt.version, issued);
      await record({ event: 'stored', serialNumber: issued.serialNumber });
      return attempt;
    } catch (error) {
      if (!(error instanceof DeadOrder)) throw error;
      const dead = lastAttempt(journal.entries);
      if (dead !== null) await journal.write(dead.version, { event: 'closed', text: error.message });
    } finally {
      transport.close();
    }
    return await this.#issue(lineage, journal, webRoot, null);
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
    await journal.write(version, { event: 'planned', keyType });
    const { createCertificateRequest } = await import('./x509-writer.ts');
    const keyPem = await createKey(keyType);
    const csr = await createCertificateRequest(keyPem, intent.names.map(certificateName));
    await storeRequest(versionFiles(lineage, version), keyPem, csr);
    await journal.write(version, { event: 'key' });
    return { version, keyType, step: 'key', orderUrl: null, closed: false };
  }

  #recorder(journal: Journal, { version }: Attempt): (event: JournalEvent) => Promise<void> {
    return async (event) => {
      await journal.write(version, event);
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

/** Tokens of this run or of one before that was killed. What cannot be removed stays in the journal for the next run. */
async function removeLeftTokens(journal: Journal): Promise<void> {
  const attempt = lastAttempt(journal.entries);
  for (const placed of placedChallenges(journal.entries)) {
    try {
      if (placed.by === 'web-root') await removeToken(placed);
      if (attempt !== null) await journal.write(attempt.version, { event: 'challenge-removed', placed });
    } catch {
      continue;
    }
  }
}
