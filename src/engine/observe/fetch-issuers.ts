import { X509Certificate } from 'node:crypto';
import type { FetchedIssuers } from '../../core/certificate/handshake.ts';
import type { FetchHop } from '../../core/acme/challenge-fetch.ts';
import { canonicalAddress } from '../../core/dns/address.ts';
import { mayRedirect } from './address-policy.ts';
import { isSignedBy, readCertificate } from './certificate-reader.ts';
import type { Limits } from './deadline.ts';
import { fetchFollowing, type FetchOptions } from './follow-redirects.ts';
import { hostOf } from './http-get.ts';
import type { RootStore } from './root-stores.ts';
import { findTrustPath, type ReadCertificate } from './trust-path.ts';
import { parsedUrl } from '../../core/parsed-url.ts';

/** Two steps lead from any server's certificate to a root that stores hold. */
const mostIssuers = 2;
/** A certificate has 1 to 2 KB. */
const mostBytes = 65_536;
const longestUrl = 500;

export interface MissingIssuer {
  readonly leaf: ReadCertificate;
  /** What was sent behind it. */
  readonly others: readonly ReadCertificate[];
  /** Subject of the certificate at which the path ends. */
  readonly at: string;
  /** Of the server: into a private network leads only an address in it. */
  readonly address: string;
  readonly stores: readonly RootStore[];
}

/** Null where no certificate says where its issuer lies. Never rejects. */
export type FetchIssuers = (missing: MissingIssuer, limits: Limits) => Promise<FetchedIssuers | null>;

/**
 * Makes a fetcher of the certificates that a server should have sent, from the places that certificates name (caIssuers,
 * RFC 5280 §4.2.2.1). Such a place is the word of a stranger: only http, only port 80, and no private network that the
 * server itself is not in.
 */
export function createIssuerFetcher(options: FetchOptions): FetchIssuers {
  return async ({ leaf, others, at, address, stores }, limits) => {
    const started = performance.now();
    const asked: { url: string; trouble: string | null }[] = [];
    const found: ReadCertificate[] = [];
    let last = [leaf, ...others].find(({ facts }) => facts.subject === at);
    let path = findTrustPath(leaf, others, stores, new Date());
    while (last !== undefined && found.length < mostIssuers && path.kind === 'untrusted') {
      const url = last.facts.extensions.caIssuers.find((place) => place.toLowerCase().startsWith('http://'));
      if (url === undefined || url.length > longestUrl) break;
      const left = { ...limits, deadlineMs: limits.deadlineMs - (performance.now() - started) };
      const got = await fetchIssuer(url, last, address, options, left);
      asked.push({ url, trouble: typeof got === 'string' ? got : null });
      if (typeof got === 'string') break;
      found.push(got);
      last = got.facts.selfSigned ? undefined : got;
      path = findTrustPath(leaf, [...others, ...found], stores, new Date());
    }
    return asked.length === 0 ? null : { asked, certificates: found.map(({ facts }) => facts), path };
  };
}

/** The certificate that lies there, if it did sign the one that names the place; else why there is none. */
async function fetchIssuer(
  text: string,
  signed: ReadCertificate,
  from: string,
  options: FetchOptions,
  limits: Limits,
): Promise<ReadCertificate | string> {
  const url = parsedUrl(text);
  if (url?.protocol !== 'http:') return 'the place is no URL';
  if (url.port !== '' && Number(url.port) !== options.httpPort) return 'only port 80 is asked';
  const host = hostOf(url);
  const literal = canonicalAddress(host);
  const addresses = literal === null ? await options.resolve(host) : [literal];
  if (addresses === null) return `no resolver says where ${host} is`;
  if (addresses.length === 0) return `${host} has no address`;
  const address = addresses.find((one) => mayRedirect(from, one, options.allowPrivate));
  if (address === undefined) return `${host} leads to ${addresses[0] ?? ''}, which is not asked`;
  const hops: FetchHop[] = [];
  const answer = await fetchFollowing(
    { url, address, port: options.httpPort },
    { as: 'browser', mostBytes: (status) => (status === 200 ? mostBytes : 0) },
    options,
    limits,
    hops,
  );
  if (answer.kind === 'failed') return answer.text;
  if (answer.hop.status !== 200) return `the answer is status ${answer.hop.status}`;
  const read = readIssuer(answer.body);
  if (read === null) return 'what lies there is no certificate';
  return isSignedBy(signed.certificate, read.certificate) ? read : 'the certificate there did not sign this one';
}

function readIssuer(body: Buffer): ReadCertificate | null {
  try {
    const certificate = new X509Certificate(body);
    return { certificate, facts: readCertificate(certificate) };
  } catch {
    return null;
  }
}
