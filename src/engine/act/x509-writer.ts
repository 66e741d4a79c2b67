// The only importer of @peculiar/x509: a chunk of its own. Its decorators need the metadata first.
import 'reflect-metadata';
import {
  Extension,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { createPrivateKey, createPublicKey, webcrypto, type KeyObject } from 'node:crypto';
import { parseAddress } from '../../core/dns/address.ts';

/** id-pe-acmeIdentifier (RFC 8737 §3). */
const acmeIdentifier = '1.3.6.1.5.5.7.1.31';
const dayMs = 86_400_000;

/** A CSR in DER (RFC 2986) for names and addresses, signed with the key. The subject stays empty: CAs read the names only. */
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
    extensions: [alternativeNames(names)],
  });
  return Buffer.from(request.rawData);
}

/** The self-made certificate by which tls-alpn-01 is answered for one name (RFC 8737 §3), with its key; PEM, a day old and good for a week. */
export async function createIdentifierCertificate(
  name: string,
  digest: Uint8Array,
): Promise<{ readonly cert: string; readonly key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    keys,
    signingAlgorithm: algorithm,
    name: 'CN=ACME challenge',
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + 7 * dayMs),
    extensions: [
      alternativeNames([name]),
      // Critical; the digest as an OCTET STRING.
      new Extension(acmeIdentifier, true, Uint8Array.from([0x04, digest.length, ...digest])),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return { cert: certificate.toString('pem'), key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function alternativeNames(names: readonly string[]): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension(
    names.map((value) => ({ type: parseAddress(value) === null ? 'dns' : 'ip', value })),
  );
}

/** WebCrypto's and Node's names differ. The hash is as strong as the curve (BR §7.1.3.2.2). */
function curveOf(key: KeyObject): { readonly namedCurve: string; readonly hash: string } {
  return key.asymmetricKeyDetails?.namedCurve === 'secp384r1'
    ? { namedCurve: 'P-384', hash: 'SHA-384' }
    : { namedCurve: 'P-256', hash: 'SHA-256' };
}
