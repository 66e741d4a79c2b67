import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyType } from '../../core/acme/issuance.ts';

const generate = promisify(generateKeyPair);

/** A new private key, PKCS #8 in PEM. */
export async function createKey(type: KeyType): Promise<string> {
  const [family, size = ''] = type.split('-');
  const { privateKey } =
    family === 'ec'
      ? await generate('ec', { namedCurve: size.toUpperCase().replace('P', 'P-') })
      : await generate('rsa', { modulusLength: Number(size) });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Was this CSR made with this key? Its DER holds the public key's DER as it is (RFC 2986 §4.1). Throws where the PEM is no key. */
export function isRequestOf(keyPem: string, csr: Buffer): boolean {
  return csr.includes(createPublicKey(createPrivateKey(keyPem)).export({ type: 'spki', format: 'der' }));
}
