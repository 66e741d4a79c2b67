// The only importer of acme-client: a chunk of its own. Of the package only the JWS, the nonces and the request bodies are
// used, by its low-level calls; its HTTP, retries, polling and errors are replaced (they lose the CA's problem documents,
// repeat what must not be repeated and know no deadline).
import { Client } from 'acme-client';
import { readDirectory } from '../../core/acme/directory.ts';
import { MalformedReply, readAuthorization, readOrder } from '../../core/acme/order.ts';
import { parseAddress } from '../../core/dns/address.ts';
import { readProblem } from '../../core/acme/problem-document.ts';
import { readRetryAfter } from '../../core/acme/retry-after.ts';
import { parsedUrl } from '../../core/parsed-url.ts';
import type { AccountTerms } from './account-terms.ts';
import { AcmeError, isAcmeError, type AcmeConnection } from './acme-connection.ts';
import type { AcmeReply, AcmeTransport } from '../acme-transport.ts';
import { readUntilSettled } from './ca-patience.ts';
import { endsAt } from './issued-chain.ts';

const mostBadNonces = 10;
/** Boulder (wfe2) answers the second for a certificate that is not this account's. */
const refusedReplacement: ReadonlySet<string> = new Set(['alreadyReplaced', 'malformed']);
const mostAlternates = 10;

export interface AcmeConnectionOptions {
  readonly directoryUrl: string;
  /** The account's private key, PEM. */
  readonly accountKey: string;
  /** Null: `createAccount` comes first. */
  readonly accountUrl: string | null;
  readonly transport: AcmeTransport;
  readonly signal: AbortSignal;
  readonly terms: AccountTerms;
  /** How long the CA may take to decide, in milliseconds. */
  readonly patienceMs: number;
}

interface RequestOptions {
  readonly includeJwsKid?: boolean;
  readonly includeExternalAccountBinding?: boolean;
}

/** The parts of acme-client 5.4.0 that its types hide; checked against its source (src/http.js, src/api.js). */
interface ClientParts {
  readonly http: {
    maxBadNonceRetries: number;
    directoryCache: unknown;
    directoryTimestamp: number;
    request(url: string, method: string, options?: { readonly data?: unknown }): Promise<AcmeReply>;
    getNonce(): Promise<string>;
    getResourceUrl(resource: string): Promise<string>;
    signedRequest(
      url: string,
      payload: unknown,
      options: { readonly kid: string | null; readonly includeExternalAccountBinding: boolean },
    ): Promise<AcmeReply>;
  };
  readonly api: {
    accountUrl: string | null;
    getAccountUrl(): string;
    apiRequest(
      url: string,
      payload?: unknown,
      statuses?: readonly number[],
      options?: RequestOptions,
    ): Promise<AcmeReply>;
    createAccount(account: unknown): Promise<AcmeReply>;
    createOrder(order: unknown): Promise<AcmeReply>;
    completeChallenge(url: string, payload: unknown): Promise<AcmeReply>;
    finalizeOrder(url: string, payload: unknown): Promise<AcmeReply>;
  };
}

/** Reads the CA's directory and speaks ACME from then on; see `AcmeConnection` for how its calls reject. */
export async function connectToCa(options: AcmeConnectionOptions): Promise<AcmeConnection> {
  const { directoryUrl, accountKey, accountUrl, transport, signal, patienceMs, terms } = options;
  const { data } = accepted(await transport.request(directoryUrl, 'GET', null), [200]);
  const directory = readDirectory(data);
  if (directory === null) throw new MalformedReply('The URL of the CA leads to something that is no ACME directory.');

  const client = new Client({
    ...{ directoryUrl, accountKey },
    ...(accountUrl === null ? {} : { accountUrl }),
    ...(terms.externalAccount === null ? {} : { externalAccountBinding: terms.externalAccount }),
  });
  const { http, api } = client as unknown as ClientParts;
  http.maxBadNonceRetries = mostBadNonces;
  http.directoryCache = data;
  http.directoryTimestamp = Math.floor(Date.now() / 1000);
  http.request = (url, method, { data } = {}) => {
    const verb = method === 'post' ? 'POST' : 'HEAD';
    return transport.request(url, verb, data === undefined ? null : JSON.stringify(data));
  };
  http.getNonce = async () => {
    const reply = accepted(await http.request(await http.getResourceUrl('newNonce'), 'head'), [200, 204]);
    const nonce = reply.headers['replay-nonce'];
    if (nonce === undefined) throw new MalformedReply("The CA's reply has no nonce.");
    return nonce;
  };
  api.apiRequest = async (url, payload = null, statuses = [200], request = {}) => {
    const { includeJwsKid = true, includeExternalAccountBinding = false } = request;
    const kid = includeJwsKid ? api.getAccountUrl() : null;
    return accepted(await http.signedRequest(url, payload, { kid, includeExternalAccountBinding }), statuses);
  };

  const patience = { signal, patienceMs };
  return {
    directory,
    accountUrl: () => api.getAccountUrl(),
    async createAccount({ contact, termsAgreed }) {
      const reply = await api.createAccount({
        termsOfServiceAgreed: termsAgreed,
        ...(contact === null ? {} : { contact: [`mailto:${contact}`] }),
      });
      return location(reply, 'account');
    },
    async createOrder(names, replaces) {
      const wanted = {
        identifiers: names.map((value) => ({ type: parseAddress(value) === null ? 'dns' : 'ip', value })),
        ...(terms.profile === null ? {} : { profile: terms.profile }),
      };
      const isReplacement = replaces !== null && directory.renewalInfo !== null;
      const reply = await api.createOrder(isReplacement ? { ...wanted, replaces } : wanted).catch((error: unknown) => {
        // RFC 9773 §5: the CA counts it as replaced already, or never knew it. The certificate is wanted all the same.
        if (!isReplacement || !isAcmeError(error) || !refusedReplacement.has(error.problem.type)) throw error;
        return api.createOrder(wanted);
      });
      return readOrder(reply.data, location(reply, 'order'));
    },
    async order(url) {
      return readOrder((await api.apiRequest(url)).data, url);
    },
    async authorization(url) {
      return readAuthorization((await api.apiRequest(url)).data, url);
    },
    keyAuthorization: (token) =>
      client.getChallengeKeyAuthorization({ type: 'http-01', url: '', status: 'pending', token }),
    async challengeReady(url) {
      await api.completeChallenge(url, {});
    },
    settledAuthorization: (url) =>
      readUntilSettled(
        async () => {
          const reply = await api.apiRequest(url);
          return { value: readAuthorization(reply.data, url), retryAfter: retryAfterOf(reply, '') };
        },
        ({ status }) => status !== 'pending',
        patience,
      ),
    settledOrder: (url) =>
      readUntilSettled(
        async () => {
          const reply = await api.apiRequest(url);
          return { value: readOrder(reply.data, url), retryAfter: retryAfterOf(reply, '') };
        },
        ({ status }) => status !== 'pending' && status !== 'processing',
        patience,
      ),
    async finalize(order, csr) {
      const reply = await api.finalizeOrder(order.finalize, { csr: Buffer.from(csr).toString('base64url') });
      return readOrder(reply.data, order.url);
    },
    async download(url) {
      const first = await api.apiRequest(url);
      const others = terms.preferredChain === null ? [] : alternates(first, url);
      for (const place of [null, ...others]) {
        const { data } = place === null ? first : await api.apiRequest(place);
        if (typeof data !== 'string') throw new MalformedReply("The CA's reply has no certificate.");
        if (terms.preferredChain !== null && endsAt(data, terms.preferredChain)) return data;
      }
      return String(first.data);
    },
  };
}

function accepted(reply: AcmeReply, statuses: readonly number[]): AcmeReply {
  if (statuses.includes(reply.status)) return reply;
  // A portal or a proxy may answer in the CA's place.
  if (reply.status < 400) {
    throw new MalformedReply(
      `What answers is no ACME server: HTTP status ${String(reply.status)}, and not what was asked for.`,
    );
  }
  const { detail } = readProblem(reply.data, reply.status, null);
  throw new AcmeError(readProblem(reply.data, reply.status, retryAfterOf(reply, detail)));
}

function retryAfterOf(reply: AcmeReply, detail: string): string | null {
  return readRetryAfter(reply.headers['retry-after'] ?? null, detail, new Date());
}

/** Other chains of the same certificate (RFC 8555 §7.4.2), ten at most. */
function alternates({ links }: AcmeReply, base: string): readonly string[] {
  return links
    .flatMap((link) =>
      /;\s*rel="?alternate"?\s*(?:;|$)/i.test(link) ? (/^\s*<([^>]{1,2000})>/.exec(link)?.[1] ?? []) : [],
    )
    .flatMap((url) => parsedUrl(url, base)?.href ?? [])
    .slice(0, mostAlternates);
}

function location(reply: AcmeReply, what: string): string {
  const url = reply.headers['location'];
  if (url === undefined) throw new MalformedReply(`The CA's reply does not say where the ${what} is.`);
  return url;
}
