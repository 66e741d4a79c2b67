import type { CertificateFacts } from './facts.ts';
import { lifetimeOf } from './lifetime.ts';
import { constraintBreach } from './name-constraints.ts';
import { isWeakSignature } from './signature-algorithm.ts';
import { isWeakKey, keyWords } from './weak-key.ts';

/** What makes clients refuse a path although every signature on it fits. */
export interface PathFlaw {
  readonly kind:
    | 'expired'
    | 'not-yet-valid'
    | 'weak-key'
    | 'weak-signature'
    /** The form breaks rules that clients insist on. */
    | 'malformed'
    | 'unknown-critical'
    /** It signs certificates and has no right to. */
    | 'not-a-ca'
    | 'path-length'
    /** It may not be used for TLS servers, or may not stand above such a certificate. */
    | 'purpose'
    | 'name-constraints';
  readonly certificate: CertificateFacts;
  /** Its place on the path, the leaf being 0. */
  readonly at: number;
  /** Hostile words: which extension, which name, which algorithm. */
  readonly detail: string;
}

const serverAuth = '1.3.6.1.5.5.7.3.1';

/**
 * Judges a path by RFC 5280 §6.1 as browsers do it: the server's certificate first, each followed by the one whose key
 * signed it, the trusted root last. The root is held to the same rules, but nobody looks at its own signature. Policies
 * decide nothing for browsers, and revocation cannot be seen here.
 */
export function pathFlaws(path: readonly CertificateFacts[], now: Date): readonly PathFlaw[] {
  const last = path.length - 1;
  return path.flatMap((certificate, at) => {
    const flaw = (kind: PathFlaw['kind'], detail = ''): PathFlaw => ({ kind, certificate, at, detail });
    const { extensions, key, signatureAlgorithm } = certificate;
    const { state } = lifetimeOf(certificate, now);
    return [
      ...(state === 'expired' || state === 'not-yet-valid' ? [flaw(state)] : []),
      ...(extensions.malformed === null ? [] : [flaw('malformed', extensions.malformed)]),
      ...(extensions.unknownCritical[0] === undefined ? [] : [flaw('unknown-critical', extensions.unknownCritical[0])]),
      ...(isWeakKey(key) ? [flaw('weak-key', keyWords(key))] : []),
      ...((at < last || last === 0) && !certificate.selfSigned && isWeakSignature(signatureAlgorithm)
        ? [flaw('weak-signature', signatureAlgorithm)]
        : []),
      ...(isForServers(certificate, at) ? [] : [flaw('purpose')]),
      ...(at === 0 ? [] : issuerFlaws(path, at, flaw)),
    ];
  });
}

function issuerFlaws(
  path: readonly CertificateFacts[],
  at: number,
  flaw: (kind: PathFlaw['kind'], detail?: string) => PathFlaw,
): readonly PathFlaw[] {
  const issuer = path[at];
  if (issuer === undefined) return [];
  const { basicConstraints, keyUsage, nameConstraints } = issuer.extensions;
  const below = path.slice(0, at);
  // A self-issued intermediate, as a CA makes to change its key, counts neither for lengths nor for names (§6.1).
  const counted = below.filter((certificate, place) => place === 0 || !isSelfIssued(certificate));
  const longest = basicConstraints?.pathLength ?? Infinity;
  const breach =
    nameConstraints === null
      ? null
      : counted.reduce<string | null>((found, one) => found ?? constraintBreach(nameConstraints, one), null);
  return [
    ...(maySign(issuer) ? [] : [flaw('not-a-ca')]),
    ...(maySign(issuer) && keyUsage?.includes('keyCertSign') === false ? [flaw('not-a-ca')] : []),
    ...(counted.length - 1 > longest ? [flaw('path-length', String(longest))] : []),
    ...(breach === null ? [] : [flaw('name-constraints', breach)]),
  ];
}

/** Roots older than extensions are still in use: the store that holds them is their right to sign. */
function maySign(issuer: CertificateFacts): boolean {
  return issuer.ca || (issuer.version < 3 && issuer.selfSigned);
}

/**
 * extKeyUsage must name TLS servers where it is there, in CAs too, and keyUsage must leave one of the uses that a TLS
 * handshake makes of a key. The wildcard purpose (anyExtendedKeyUsage) does not count, as with Firefox.
 */
function isForServers({ extensions: { purposes, keyUsage } }: CertificateFacts, at: number): boolean {
  if (purposes?.includes(serverAuth) === false) return false;
  if (at > 0 || keyUsage === null) return true;
  return keyUsage.some((use) => ['digitalSignature', 'keyEncipherment', 'keyAgreement'].includes(use));
}

function isSelfIssued({ subject, issuer }: CertificateFacts): boolean {
  return subject === issuer;
}
