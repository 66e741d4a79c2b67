import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import type { DnssecCrypto } from '../../core/dns/dnssec-signature.ts';

/** Longer keys cost more than a signature is worth; RFC 5702 §2.1 allows RSA up to 4,096 bits. */
const mostRsaOctets = 512;

/** The arithmetic of DNSSEC by Node.js, whose library differs from host to host: an algorithm that it lacks must not look like a wrong signature. */
export function createDnssecCrypto(): DnssecCrypto {
  return { algorithms: new Set([8, 10, 13, 14, ...(knowsEd25519() ? [15] : [])]), verify: verifySignature, digest };
}

function knowsEd25519(): boolean {
  try {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    const data = Buffer.from('data');
    return verifies(15, raw, sign(null, data, privateKey), data);
  } catch {
    return false;
  }
}

const verifySignature: DnssecCrypto['verify'] = (algorithm, publicKey, signature, data) => {
  try {
    return verifies(algorithm, publicKey, signature, data);
  } catch {
    // OpenSSL throws for a key that is none.
    return false;
  }
};

const digest: DnssecCrypto['digest'] = (kind, data) => createHash(kind).update(data).digest();

function verifies(algorithm: number, publicKey: Uint8Array, signature: Uint8Array, data: Uint8Array): boolean {
  switch (algorithm) {
    case 8:
      return verify('sha256', data, rsaKey(publicKey), signature);
    case 10:
      return verify('sha512', data, rsaKey(publicKey), signature);
    case 13:
      return verify('sha256', data, { key: ecKey('P-256', publicKey, 32), dsaEncoding: 'ieee-p1363' }, signature);
    case 14:
      return verify('sha384', data, { key: ecKey('P-384', publicKey, 48), dsaEncoding: 'ieee-p1363' }, signature);
    case 15:
      return verify(null, data, edKey(publicKey), signature);
    default:
      return false;
  }
}

/** RFC 3110 §2: the length of the exponent in one octet or three, the exponent, the modulus. */
function rsaKey(octets: Uint8Array): KeyObject {
  const isLong = octets[0] === 0;
  const length = isLong ? ((octets[1] ?? 0) << 8) | (octets[2] ?? 0) : (octets[0] ?? 0);
  const start = isLong ? 3 : 1;
  const exponent = octets.subarray(start, start + length);
  const modulus = octets.subarray(start + length);
  // A huge exponent makes one verification take seconds.
  if (exponent.length > 8 || modulus.length > mostRsaOctets) throw new RangeError('too long');
  return createPublicKey({ format: 'jwk', key: { kty: 'RSA', e: base64Url(exponent), n: base64Url(modulus) } });
}

/** RFC 6605 §4: the point without its leading octet. */
function ecKey(crv: 'P-256' | 'P-384', octets: Uint8Array, size: number): KeyObject {
  if (octets.length !== 2 * size) throw new RangeError('not a point');
  const [x, y] = [octets.subarray(0, size), octets.subarray(size)].map(base64Url);
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv, x: x ?? '', y: y ?? '' } });
}

/** RFC 8080 §3. */
function edKey(octets: Uint8Array): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: base64Url(octets) } });
}

function base64Url(octets: Uint8Array): string {
  return Buffer.from(octets).toString('base64url');
}
