import { childrenAs, childrenOf, contextTag, oidOf, tags, type DerElement } from './der.ts';

const names: Readonly<Partial<Record<string, string>>> = {
  '1.2.840.113549.1.1.2': 'RSA with MD2',
  '1.2.840.113549.1.1.3': 'RSA with MD4',
  '1.2.840.113549.1.1.4': 'RSA with MD5',
  '1.2.840.113549.1.1.5': 'RSA with SHA-1',
  '1.3.14.3.2.29': 'RSA with SHA-1',
  '1.2.840.113549.1.1.14': 'RSA with SHA-224',
  '1.2.840.113549.1.1.11': 'RSA with SHA-256',
  '1.2.840.113549.1.1.12': 'RSA with SHA-384',
  '1.2.840.113549.1.1.13': 'RSA with SHA-512',
  '1.2.840.10045.4.1': 'ECDSA with SHA-1',
  '1.2.840.10045.4.3.1': 'ECDSA with SHA-224',
  '1.2.840.10045.4.3.2': 'ECDSA with SHA-256',
  '1.2.840.10045.4.3.3': 'ECDSA with SHA-384',
  '1.2.840.10045.4.3.4': 'ECDSA with SHA-512',
  '1.2.840.10040.4.3': 'DSA with SHA-1',
  '2.16.840.1.101.3.4.3.1': 'DSA with SHA-224',
  '2.16.840.1.101.3.4.3.2': 'DSA with SHA-256',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

const hashes: Readonly<Partial<Record<string, string>>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

const rsaPss = '1.2.840.113549.1.1.10';

/** An AlgorithmIdentifier in words, `RSA with SHA-256`; in dotted decimal where it is not known here. Throws `DerError`. */
export function readSignatureAlgorithm(element: DerElement | undefined): string {
  const [type, parameters] = childrenAs(element, tags.sequence);
  const oid = oidOf(type);
  return oid === rsaPss ? `RSA-PSS with ${pssHash(parameters)}` : (names[oid] ?? oid);
}

/** RFC 4055 §3.1: the hash is the field tagged 0, and SHA-1 where it is left out. */
function pssHash(parameters: DerElement | undefined): string {
  if (parameters?.tag !== tags.sequence) return 'SHA-1';
  const field = childrenOf(parameters).find(({ tag }) => tag === contextTag(0, 'constructed'));
  if (field === undefined) return 'SHA-1';
  const oid = oidOf(childrenAs(childrenOf(field)[0], tags.sequence)[0]);
  return hashes[oid] ?? oid;
}

/**
 * Too weak to prove who signed: MD5 and older, and SHA-1, which every browser has refused since 2017 (BR §7.1.3.2
 * allows SHA-256 and longer only).
 */
export function isWeakSignature(algorithm: string): boolean {
  return ['MD2', 'MD4', 'MD5', 'SHA-1'].some((hash) => algorithm.endsWith(` with ${hash}`));
}
