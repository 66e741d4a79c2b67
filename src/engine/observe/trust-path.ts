import type { X509Certificate } from 'node:crypto';
import type { TrustPath } from '../../core/certificate/handshake.ts';
import { distinguishedName, fingerprintOf, isSelfSigned, isSignedBy } from './certificate-reader.ts';
import type { RootStore } from './root-stores.ts';

/**
 * Does a path lead from the first certificate over the others that were sent to a root of a store (RFC 5280 §6 without
 * dates, names and constraints)? Each certificate is visited once, so that a ring or a crowd of cross-signed certificates
 * costs no more than their number squared. Of several issuers the one that lasts longest is tried first, for clients take
 * the path that is not expired. Where several dead ends are met, the first one is told.
 */
export function findTrustPath(
  leaf: X509Certificate,
  sent: readonly X509Certificate[],
  stores: readonly RootStore[],
): TrustPath {
  const visited = new Set<X509Certificate>();
  const follow = (certificate: X509Certificate): TrustPath => {
    visited.add(certificate);
    const anchor = anchorOf(certificate, stores);
    if (anchor !== null) return anchor;
    const end = (reason: Extract<TrustPath, { kind: 'untrusted' }>['reason']): TrustPath => {
      return { kind: 'untrusted', reason, at: distinguishedName(certificate.subject) };
    };
    if (isSelfSigned(certificate)) return end(certificate === leaf ? 'self-signed' : 'unknown-root');
    const named = sent.filter((other) => other !== certificate && other.subject === certificate.issuer);
    if (named.length === 0) return end('issuer-not-sent');
    const issuers = named.filter((other) => isIssuedBy(certificate, other));
    if (issuers.length === 0) return end('bad-signature');
    let first: TrustPath | null = null;
    for (const issuer of issuers.toSorted((one, other) => +other.validToDate - +one.validToDate)) {
      if (visited.has(issuer)) continue;
      const path = follow(issuer);
      if (path.kind === 'trusted') return { ...path, via: [fingerprintOf(certificate), ...path.via] };
      first ??= path;
    }
    // All issuers were visited before: the certificates that were sent only sign each other.
    return first ?? end('unknown-root');
  };
  return follow(leaf);
}

/** The store that holds the certificate itself (the same name and key: roots are also cross-signed) or its issuer. */
function anchorOf(certificate: X509Certificate, stores: readonly RootStore[]): TrustPath | null {
  for (const { name: store, bySubject } of stores) {
    const itself = bySubject.get(certificate.subject)?.find((candidate) => hasSameKey(candidate, certificate));
    const root = itself ?? bySubject.get(certificate.issuer)?.find((candidate) => isIssuedBy(certificate, candidate));
    if (root === undefined) continue;
    const via = itself === undefined ? [fingerprintOf(certificate)] : [];
    return { kind: 'trusted', store, root: distinguishedName(root.subject), via };
  }
  return null;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && isSignedBy(certificate, issuer);
}

function hasSameKey(one: X509Certificate, other: X509Certificate): boolean {
  try {
    return one.publicKey.equals(other.publicKey);
  } catch {
    return false;
  }
}
