// The only importer of @peculiar/x509: a chunk of its own. Its decorators need the metadata first.
import 'reflect-metadata';
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from '@peculiar/x509';
import { createPrivateKey, createPublicKey, webcrypto, type KeyObject } from 'node:crypto';

/** A CSR in DER (RFC 2986) for DNS names, signed with the key. The subject stays empty: CAs read the names only. */
export async function createCertificateRequest(keyPem: string, names: readonly string[]): Promise<Buffer> {
  const key = createPrivateKey(keyPem);
  const algorithm =
    key.asymmetricKeyType === 'ec'
      ? { name: 'ECDSA', ...curveOf(key) }
      : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const { subtle } = webcrypto;
  const publicDer = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const privateDer = key.export({ type: 'pkcs8', format: 'der' });
  const request = await Pkcs10CertificateRequestGenerator.create({
    keys: {
      publicKey: await subtle.importKey('spki', publicDer, algorithm, true, ['verify']),
      privateKey: await subtle.importKey('pkcs8', privateDer, algorithm, false, ['sign']),
    },
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))],
  });
  return Buffer.from(request.rawData);
}

/** WebCrypto's and Node's names differ. The hash is as strong as the curve (BR §7.1.3.2.2). */
function curveOf(key: KeyObject): { readonly namedCurve: string; readonly hash: string } {
  return key.asymmetricKeyDetails?.namedCurve === 'secp384r1'
    ? { namedCurve: 'P-384', hash: 'SHA-384' }
    : { namedCurve: 'P-256', hash: 'SHA-256' };
}
