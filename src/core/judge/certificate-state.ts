import { letsEncrypt, trialIssuerWords } from '../acme/ca-facts.ts';
import { covers } from '../certificate/covers.ts';
import { attributeOf } from '../certificate/distinguished-name.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import type { FetchedIssuers, TlsObservation, TrustPath } from '../certificate/handshake.ts';
import { durationWords, lifetimeOf } from '../certificate/lifetime.ts';
import { trustedPathFlaws } from '../certificate/path-flaws.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { DomainIntent } from '../domain/intent.ts';
import type { SslStatus } from '../domain/status.ts';

export type Handshake = Extract<TlsObservation['outcome'], { kind: 'handshake' }>;

export interface CertificateState {
  readonly ssl: SslStatus;
  /** The status in numbers or names; of a certificate that is fine, how long it lasts. */
  readonly detail: string;
  /** Milliseconds until it ends. */
  readonly leftMs: number;
}

/** What a client sees that asks for `host` and gets this handshake. The cause that others follow from goes first. */
export function certificateState(
  { chain, path, fetchedIssuers }: Handshake,
  host: string,
  now: Date,
): CertificateState {
  const leaf = chain[0];
  if (leaf === undefined) return { ssl: 'unknown', detail: 'no certificate could be read', leftMs: 0 };
  const life = lifetimeOf(leaf, now);
  const state = (ssl: SslStatus, detail: string): CertificateState => ({ ssl, detail, leftMs: life.leftMs });
  if (path.kind === 'untrusted' && isTrial(leaf)) return state('untrusted', 'issued by a test CA');
  if (path.kind === 'untrusted' && path.reason === 'self-signed') return state('self-signed', '');
  if (!covers(leaf.names, host)) return state('wrong-host', `the certificate is for ${namesText(leaf)}`);
  if (life.state === 'unreadable') return state('unknown', 'the dates of the certificate cannot be read');
  if (life.state === 'expired') return state('expired', `expired ${durationWords(life.leftMs)} ago`);
  if (life.state === 'not-yet-valid') return state('not-yet-valid', `begins in ${durationWords(life.startsInMs)}`);
  if (path.kind === 'untrusted') {
    return isIncomplete(chain, path, fetchedIssuers)
      ? state('incomplete-chain', '')
      : state('untrusted', 'no trusted CA stands behind it');
  }
  const flaw = trustedPathFlaws(path, chain, now)[0];
  if (flaw?.kind === 'expired') return state('expired', 'a certificate above it has expired');
  if (flaw?.kind === 'not-yet-valid') return state('not-yet-valid', 'a certificate above it is not valid yet');
  if (flaw !== undefined) return state('untrusted', 'browsers refuse it');
  if (life.state === 'expiring') return state('expiring', `${durationWords(life.leftMs)} left`);
  return state('active', durationWords(life.leftMs));
}

/**
 * Is an intermediate missing? Surely where the path ends at the server's own certificate, or at one that says where its
 * issuer's certificate lies, as public CAs make them, or for want of one that the CA is known to have as an
 * intermediate; all the more where what was fetched leads to a root. Where it ends at another CA's certificate, the root is rightly not sent: then the root is unknown here.
 */
export function isIncomplete(
  chain: readonly CertificateFacts[],
  path: TrustPath,
  fetchedIssuers?: FetchedIssuers,
): boolean {
  if (fetchedIssuers?.path.kind === 'trusted') return true;
  // The CA's own root came to light, and no store holds it.
  if (fetchedIssuers?.path.kind === 'untrusted' && fetchedIssuers.path.reason === 'unknown-root') return false;
  if (path.kind === 'trusted' || (path.reason !== 'issuer-not-sent' && path.reason !== 'circle')) return false;
  if (path.reason === 'circle' || (chain[0]?.subject === path.at && !chain[0].ca)) return true;
  const last = chain.find(({ subject }) => subject === path.at);
  if (last === undefined) return false;
  const { issuers, notYetInStores } = letsEncrypt;
  const known = [...notYetInStores, ...issuers.map(({ commonName }) => commonName)];
  return last.extensions.caIssuers.length > 0 || known.includes(attributeOf(last.issuer, 'CN') ?? '');
}

/** Issued by a CA that nobody is meant to trust. */
export function isTrial({ issuer }: CertificateFacts): boolean {
  return trialIssuerWords.some((words) => issuer.includes(words));
}

/** Names of a certificate for a sentence; not yet safe to show. */
export function namesText({ names, commonName }: CertificateFacts): string {
  const values = names.map(({ value }) => value);
  if (values.length === 0) return commonName === null ? 'no name at all' : `the common name ${commonName} only`;
  return values.length > 3 ? `${values.slice(0, 2).join(', ')} and ${values.length - 2} more` : values.join(', ');
}

/** The handshakes in which a name was asked for. A wildcard is seen through the name above it and those it covers. */
export function handshakesFor(name: DomainName, tls: readonly TlsObservation[]): readonly TlsObservation[] {
  if (!name.wildcard) return tls.filter(({ serverName }) => serverName === name.ascii);
  return tls.filter(({ serverName }) => {
    return serverName === name.ascii || serverName === textOf(name) || parentOf(serverName) === name.ascii;
  });
}

/**
 * Does every address of the name serve a certificate that clients take? Then issuance did work not long ago, which says
 * more than a guess from one probe.
 */
export function isServedWell(name: DomainName, tls: readonly TlsObservation[], now: Date): boolean {
  const states = handshakesFor(name, tls).map(({ outcome }) => {
    return outcome.kind === 'handshake' ? certificateState(outcome, textOf(name), now).ssl : null;
  });
  // Names above and below a wildcard may have addresses and certificates of their own.
  const own = name.wildcard ? states.filter((ssl) => ssl !== null && ssl !== 'wrong-host') : states;
  return own.length > 0 && own.every((ssl) => ssl === 'active' || ssl === 'expiring');
}

/** Names of the intent that have addresses of their own. */
export function hostsOf({ names }: DomainIntent): readonly DomainName[] {
  return names.filter(({ wildcard }) => !wildcard);
}

function parentOf(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}
