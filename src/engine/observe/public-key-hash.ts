import { createHash, type KeyObject } from 'node:crypto';

/** SHA-256 of a public key's SubjectPublicKeyInfo, hexadecimal. */
export function publicKeyHash(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
