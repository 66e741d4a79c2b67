import type { CertificateFacts } from './facts.ts';
import { certificatesOn, type TrustPath } from './handshake.ts';
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
    | 'name-constraints'
    /** It lasts longer than browsers allow a public CA. */
    | 'too-long';
  readonly certificate: CertificateFacts;
  /** Its place on the path, the leaf being 0. */
  readonly at: number;
  /** Hostile words: which extension, which name, which algorithm. */
  readonly detail: string;
}

const serverAuth = '1.3.6.1.5.5.7.3.1';

const day = 86_400_000;
/** BR §6.3.2 since September 2020, held to by Safari, Chrome and Firefox. The shorter limits of later years bind CAs only. */
const longest = { days: 398, since: Date.UTC(2020, 8, 1) };

/** Everything that is wrong with a path to a root of a store; of public CAs, browsers demand more. */
export function trustedPathFlaws(
  path: Extract<TrustPath, { kind: 'trusted' }>,
  chain: readonly CertificateFacts[],
  now: Date,
): readonly PathFlaw[] {
  const certificates = certificatesOn(path, chain);
  const leaf = certificates[0];
  const flaws = pathFlaws(certificates, now);
  if (leaf === undefined || leaf.ca || path.store !== 'mozilla') return flaws;
  const from = Date.parse(leaf.notBefore);
  const days = (Date.parse(leaf.notAfter) - from) / day;
  if (!(days > longest.days) || from < longest.since) return flaws;
  const detail = `${Math.floor(days)} days, at most ${longest.days}`;
  return [...flaws, { kind: 'too-long', certificate: leaf, at: 0, detail }];
}

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
