import type { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../../core/certificate/facts.ts';
import type { TrustPath } from '../../core/certificate/handshake.ts';
import { pathFlaws } from '../../core/certificate/path-flaws.ts';
import { isSignedBy, readCertificate } from './certificate-reader.ts';
import { nameKey, type RootStore } from './root-stores.ts';

export interface ReadCertificate {
  readonly certificate: X509Certificate;
  readonly facts: CertificateFacts;
}

/** Steps of the search. A real chain takes five; a crowd of cross-signed certificates ends here. */
const mostSteps = 200;

type Trusted = Extract<TrustPath, { kind: 'trusted' }>;
type Untrusted = Extract<TrustPath, { kind: 'untrusted' }>;

/**
 * Looks for a path from the leaf over the others that were sent to a root of a store. The first without a flaw at `now`
 * is taken, as clients do; else the one with the fewest. Where several dead ends are met, the first one is told.
 */
export function findTrustPath(
  leaf: ReadCertificate,
  sent: readonly ReadCertificate[],
  stores: readonly RootStore[],
  now: Date,
): TrustPath {
  const signed = signatureChecks();
  let steps = 0;
  let deadEnd: Untrusted | null = null;
  let best: { readonly path: Trusted; readonly flaws: number } | null = null;

  /** True: nothing better can come. */
  const arrive = (store: string, anchor: X509Certificate, via: readonly ReadCertificate[]): boolean => {
    const facts = readAnchor(anchor);
    if (facts === null) return false;
    const flaws = pathFlaws([...via.map((one) => one.facts), facts], now).length;
    if (best === null || flaws < best.flaws) {
      const path: Trusted = { kind: 'trusted', store, anchor: facts, via: via.map((one) => one.facts.fingerprint) };
      best = { path, flaws };
    }
    return flaws === 0;
  };

  const follow = (path: readonly ReadCertificate[], last: ReadCertificate): boolean => {
    if (++steps > mostSteps) return true;
    const end = (reason: Untrusted['reason']): false => {
      deadEnd ??= { kind: 'untrusted', reason, at: last.facts.subject };
      return false;
    };
    const { certificate } = last;
    const issuerKey = nameKey(certificate.issuer);
    let anchored = false;
    let known = false;
    for (const { name, bySubject } of stores) {
      // A root is also sent as another certificate of the same name and key, cross-signed by an older root.
      for (const root of bySubject.get(nameKey(certificate.subject)) ?? []) {
        if (!hasSameKey(root, certificate)) continue;
        anchored = true;
        if (arrive(name, root, path.slice(0, -1))) return true;
      }
      for (const root of bySubject.get(issuerKey) ?? []) {
        known ||= mayBeIssuer(last.facts, readAnchor(root));
        if (!signed(certificate, root)) continue;
        anchored = true;
        if (arrive(name, root, path)) return true;
      }
    }
    const named = sent.filter((other) => {
      return other.certificate !== certificate && nameKey(other.certificate.subject) === issuerKey;
    });
    const issuers = named.filter((other) => signed(certificate, other.certificate));
    const next = issuers.filter((issuer) => !path.some((earlier) => isSameAuthority(earlier, issuer)));
    for (const issuer of next.toSorted((one, other) => preference(one.facts, now) - preference(other.facts, now))) {
      if (follow([...path, issuer], issuer)) return true;
    }
    if (anchored || next.length > 0) return false;
    if (last.facts.selfSigned) return end(path.length === 1 ? 'self-signed' : 'unknown-root');
    if (issuers.length > 0) return end('circle');
    const pretended = known || named.some((other) => mayBeIssuer(last.facts, other.facts));
    return end(pretended ? 'bad-signature' : 'issuer-not-sent');
  };

  follow([leaf], leaf);
  const found = best as { readonly path: Trusted } | null;
  return found?.path ?? deadEnd ?? { kind: 'untrusted', reason: 'circle', at: leaf.facts.subject };
}

/** Each pair is checked once: a signature costs more than all else here. */
function signatureChecks(): (certificate: X509Certificate, issuer: X509Certificate) => boolean {
  const checked = new Map<X509Certificate, Map<X509Certificate, boolean>>();
  return (certificate, issuer) => {
    const ofCertificate = checked.get(certificate) ?? new Map<X509Certificate, boolean>();
    checked.set(certificate, ofCertificate);
    const before = ofCertificate.get(issuer);
    if (before !== undefined) return before;
    const fits = isSignedBy(certificate, issuer);
    ofCertificate.set(issuer, fits);
    return fits;
  };
}

/** The name fits already. Key identifiers that differ tell of another key of the same CA (RFC 5280 §4.2.1.1). */
function mayBeIssuer({ extensions }: CertificateFacts, issuer: CertificateFacts | null): boolean {
  if (issuer === null) return false;
  const { issuerKeyId } = extensions;
  return issuerKeyId === null || issuer.extensions.keyId === null || issuerKeyId === issuer.extensions.keyId;
}

/** Issuers that clients take come first, and of these the one that lasts longest. */
function preference(issuer: CertificateFacts, now: Date): number {
  const flawed = pathFlaws([issuer], now).some(({ kind }) => kind !== 'purpose') || !issuer.ca;
  return (flawed ? Number.MAX_SAFE_INTEGER / 2 : 0) - Date.parse(issuer.notAfter);
}

/** A CA is its name and its key (RFC 5280 §6.1); no path goes through it twice. */
function isSameAuthority(one: ReadCertificate, other: ReadCertificate): boolean {
  return (
    one.facts.fingerprint === other.facts.fingerprint ||
    (one.facts.subject === other.facts.subject && hasSameKey(one.certificate, other.certificate))
  );
}

function readAnchor(root: X509Certificate): CertificateFacts | null {
  try {
    return readCertificate(root);
  } catch {
    return null;
  }
}

function hasSameKey(one: X509Certificate, other: X509Certificate): boolean {
  try {
    return one.publicKey.equals(other.publicKey);
  } catch {
    return false;
  }
}
