import type { Attempt, JournalEvent } from '../../core/acme/attempt.ts';
import { challengeFor } from '../../core/acme/challenge-plan.ts';
import type { IssueRequest, IssueSecrets } from '../../core/acme/issuance.ts';
import { MalformedReply, type AcmeAuthorization, type AcmeOrder } from '../../core/acme/order.ts';
import type { AcmeProblem } from '../../core/acme/problem-document.ts';
import { canonicalAddress } from '../../core/dns/address.ts';
import type { DomainName } from '../../core/domain/name.ts';
import { problems } from '../../core/problem/catalogue.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import { quotedText } from '../../core/quoted-text.ts';
import type { NetworkOptions, Run } from '../engine.ts';
import type { StoredAccount } from './acme-account.ts';
import { AcmeError, isAcmeError, type AcmeConnection } from './acme-connection.ts';
import { CaUnreachable } from '../acme-transport.ts';
import { ChallengeAnswers, type AnswerOptions, type ChallengeTask } from './challenge/challenge-answers.ts';
import { actFinding, IssuanceStop } from './issuance-stop.ts';
import { isRequestOf } from './private-key.ts';
import { readRequest, type VersionFiles } from './storage.ts';

export interface ObtainOptions {
  readonly request: IssueRequest;
  readonly secrets: IssueSecrets;
  /** As they shall stand in the certificate. */
  readonly names: readonly string[];
  /** The certificate in whose place it comes (RFC 9773 §4.1); null: there is none. */
  readonly replaces: string | null;
  readonly attempt: Attempt;
  readonly files: VersionFiles;
  readonly connection: AcmeConnection;
  readonly network: NetworkOptions;
  readonly account: StoredAccount;
  readonly run: Run;
  /** Writes to the journal. */
  readonly record: (event: JournalEvent) => Promise<void>;
  /** Is told where answers to challenges were looked for, and which of them were not seen. */
  readonly saw: AnswerOptions['saw'];
  /** Takes away every answer that was put in place; what cannot be taken away is left for the next run. */
  readonly removeTokens: () => Promise<void>;
}

/** The order of this attempt cannot come to a certificate any more; another attempt can. */
export class DeadOrder extends Error {
  override readonly name = 'DeadOrder';
}

/**
 * Drives the order of one attempt from where it stands to the certificate (RFC 8555 §7.4): PEM text, not checked yet.
 * Each step is in the journal before the call whose loss would matter. Rejects with `DeadOrder` where an order of an
 * earlier run is gone or invalid.
 */
export async function obtainCertificate(options: ObtainOptions): Promise<string> {
  const { attempt, account, connection, run, record } = options;
  if (account.url === null) await createAccount(options);
  let order = attempt.orderUrl === null ? await newOrder(options) : await earlierOrder(options, attempt.orderUrl);
  if (order.status === 'pending') {
    await proveControl(options, order);
    order = await connection.settledOrder(order.url);
  }
  if (order.status === 'ready') {
    await record({ event: 'authorized' });
    order = await finalize(options, order);
  }
  if (order.status === 'processing') order = await connection.settledOrder(order.url);
  if (order.status === 'invalid') await refuse(options, order.error);
  const certificateUrl = order.certificate;
  // Not the end of the attempt: the certificate may be there the next time.
  if (certificateUrl === null) throw new MalformedReply('The CA does not say where the certificate is.');
  await record({ event: 'issued', certificateUrl });
  run.progress({ step: 'Fetching the certificate', fraction: 0.6 });
  return await connection.download(certificateUrl);
}

async function newOrder(options: ObtainOptions): Promise<AcmeOrder> {
  const { connection, names, replaces, run, record } = options;
  run.progress({ step: 'Ordering', fraction: 0.2 });
  await record({ event: 'ordering' });
  let order: AcmeOrder;
  try {
    order = await connection.createOrder(names, replaces);
  } catch (error) {
    // The CA has lost the account, or cleaned it up. Its key is kept and makes a new one, once.
    if (!isAcmeError(error) || error.problem.type !== 'accountDoesNotExist') throw error;
    await createAccount(options);
    order = await connection.createOrder(names, replaces);
  }
  await record({ event: 'ordered', orderUrl: order.url });
  return order;
}

async function createAccount({ request, connection, account }: ObtainOptions): Promise<void> {
  const { contact, termsAgreed, directoryUrl, externalAccount } = request.ca;
  if (connection.directory.termsOfService !== null && !termsAgreed) {
    const text = `The CA asks for agreement to its terms: ${connection.directory.termsOfService}`;
    const finding = actFinding('terms-not-agreed', new URL(directoryUrl).host, problems['terms-not-agreed'].title);
    throw new IssuanceStop({ kind: 'failed', text, findings: [finding] });
  }
  if (connection.directory.externalAccountRequired && externalAccount === null) {
    const text =
      'The CA asks for an external account: a key identifier and a MAC key, which it hands out to its customers.';
    const finding = actFinding('eab-required', new URL(directoryUrl).host, problems['eab-required'].title);
    throw new IssuanceStop({ kind: 'failed', text, findings: [finding] });
  }
  await account.remember(await connection.createAccount({ contact, termsAgreed }));
}

async function earlierOrder({ connection, run }: ObtainOptions, url: string): Promise<AcmeOrder> {
  run.progress({ step: 'Taking up the order of the run before', fraction: 0.2 });
  let order: AcmeOrder;
  try {
    order = await connection.order(url);
  } catch (error) {
    if (isAcmeError(error) && isGone(error.problem)) {
      throw new DeadOrder(`The CA does not know the order any more: ${error.message}`);
    }
    // The CA has moved to another host since.
    if (error instanceof CaUnreachable && error.code === 'EFOREIGN') {
      throw new DeadOrder(`The order lies at ${parsedUrl(url)?.host ?? 'no host'}, where the CA is not any more.`);
    }
    throw error;
  }
  if (order.status === 'invalid') throw new DeadOrder('The order is invalid.');
  return order;
}

/** Only these are final. An order must not be given up for a 429, a 5xx or a bad nonce. */
function isGone({ type, status }: AcmeProblem): boolean {
  return status === 404 || status === 410 || type === 'accountDoesNotExist' || type === 'unauthorized';
}

/** Puts every answer in place, tells the CA, waits for its verdict on every name, and takes the answers away again. */
async function proveControl(options: ObtainOptions, order: AcmeOrder): Promise<void> {
  const { connection, run, network, secrets, record, saw, removeTokens } = options;
  run.progress({ step: 'Proving control of the names', fraction: 0.3 });
  const open: AcmeAuthorization[] = [];
  for (const url of order.authorizations) {
    const authorization = await connection.authorization(url);
    if (authorization.status !== 'valid') open.push(authorization);
  }
  const tasks: ChallengeTask[] = [];
  for (const authorization of open) tasks.push(await taskOf(authorization, options));
  await using answers = new ChallengeAnswers({
    network,
    run,
    secrets,
    record,
    saw,
    accountUrl: connection.accountUrl(),
  });
  try {
    await answers.place(tasks);
    await answers.demandSeen();
    for (const { challenge } of tasks) {
      if (challenge.status === 'pending') await connection.challengeReady(challenge.url);
    }
    const verdicts: AcmeAuthorization[] = [];
    for (const { url, identifier } of open) {
      run.progress({
        step: `Waiting for the CA to look at ${identifier}`,
        fraction: 0.3 + (0.2 * verdicts.length) / open.length,
      });
      verdicts.push(await connection.settledAuthorization(url));
    }
    const failed = verdicts.filter(({ status }) => status !== 'valid');
    if (failed.length > 0) await refuse(options, combined(failed));
  } finally {
    await removeTokens();
  }
}

/** The challenge by which the name is to be proven, with what answers it. */
async function taskOf(
  authorization: AcmeAuthorization,
  { request, connection }: ObtainOptions,
): Promise<ChallengeTask> {
  const { identifier, challenges } = authorization;
  const name = nameOf(authorization, request.intent.names);
  const plan = challengeFor(request, name);
  const challenge = challenges.find(({ type }) => type === plan.type);
  if (challenge === undefined) {
    const offered = challenges.map(({ type }) => quotedText(type, 40)).join(', ') || 'nothing';
    const text = `The CA offers no ${plan.type} for ${identifier}, but ${offered}.`;
    const finding = actFinding('challenge-type-unavailable', identifier, problems['challenge-type-unavailable'].title);
    throw new IssuanceStop({ kind: 'failed', text, findings: [finding] });
  }
  const keyAuthorization = plan.type === 'dns-persist-01' ? '' : await connection.keyAuthorization(challenge.token);
  return { name, plan, challenge, keyAuthorization };
}

/** Which of the names it is about. Some CAs leave out that it is for a wildcard; of others than ours nothing is proven. */
function nameOf({ identifier, wildcard }: AcmeAuthorization, names: readonly DomainName[]): DomainName {
  const text = canonicalAddress(identifier) ?? identifier.toLowerCase();
  const same = names.filter(({ ascii }) => ascii === text);
  const name = same.find((one) => one.wildcard === wildcard) ?? same[0];
  if (name !== undefined) return name;
  throw new MalformedReply(`The CA wants control proven of ${quotedText(identifier)}, which was not asked for.`);
}

/** One problem of several authorizations: RFC 8555 §6.7.1. */
function combined(failed: readonly AcmeAuthorization[]): AcmeProblem | null {
  const all = failed.flatMap(({ identifier, challenges }) => {
    const problem = challenges.find(({ error }) => error !== null)?.error ?? null;
    return problem === null ? [] : [{ identifier, problem }];
  });
  const [first] = all;
  if (first === undefined) return null;
  const subproblems = all.map(({ identifier, problem: { type, detail } }) => ({ identifier, type, detail }));
  return all.length === 1 ? { ...first.problem, subproblems } : { ...first.problem, type: 'compound', subproblems };
}

async function finalize(options: ObtainOptions, order: AcmeOrder): Promise<AcmeOrder> {
  const { connection, files, run, record } = options;
  run.progress({ step: 'Asking for the certificate', fraction: 0.5 });
  const { keyPem, csr } = await readRequest(files);
  if (!isRequestOf(keyPem, csr)) {
    const text = `The key in ${files.key} is not the one of the request beside it.`;
    await record({ event: 'closed', text });
    throw new IssuanceStop({ kind: 'failed', text, findings: [] });
  }
  await record({ event: 'finalizing' });
  try {
    const finalized = await connection.finalize(order, csr);
    // It was taken: what still calls itself ready or pending is an answer from before (RFC 8555 §7.4).
    return isOpen(finalized) ? { ...finalized, status: 'processing' } : finalized;
  } catch (error) {
    run.signal.throwIfAborted();
    // The answer may be lost while the CA issues: only the order itself can tell.
    const now = await connection.order(order.url).catch(() => null);
    if (now === null || isOpen(now)) throw error;
    return now;
  }
}

function isOpen({ status }: AcmeOrder): boolean {
  return status === 'ready' || status === 'pending';
}

/** The CA's last word on this order. */
async function refuse({ record }: ObtainOptions, problem: AcmeProblem | null): Promise<never> {
  const said = problem ?? {
    type: 'orderInvalid',
    detail: 'The CA made the order invalid and does not say why.',
    status: 0,
    subproblems: [],
    retryAfter: null,
  };
  await record({ event: 'closed', text: `${said.type}: ${said.detail}` });
  throw new AcmeError(said);
}
