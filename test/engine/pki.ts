// A certificate authority for tests: a root, an intermediate, and leaves in every state.
import 'reflect-metadata';
import { isIP } from 'node:net';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;

/** A certificate with its key, as PEM, and as the signer of others. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
  readonly signer: Signer;
}

export interface Signer {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface LeafOptions {
  /** DNS names and IP addresses for subjectAltName; none leaves the extension out. */
  readonly names: readonly string[];
  /** Text after `CN=`; the first name where it is left out, no common name where it is null. */
  readonly commonName?: string | null;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** The intermediate where it is left out; `self` signs with the leaf's own key. */
  readonly signer?: Signer | 'self';
}

export interface Pki {
  readonly root: Issued;
  readonly intermediate: Issued;
  readonly leaf: (options: LeafOptions) => Promise<Issued>;
  /** The same CA certificate, name and key, with another end. */
  readonly reissue: (certificate: Issued, by: Issued, notAfter: Date) => Promise<Issued>;
}

/** Makes a new root and an intermediate under it, valid for a year around now. */
export async function createPki(name = 'Cert Doctor Test'): Promise<Pki> {
  const root = await issue({ subject: `CN=${name} Root`, ca: true, signer: 'self' });
  const intermediate = await issue({ subject: `CN=${name} Intermediate`, ca: true, signer: root.signer });
  return {
    root,
    intermediate,
    leaf: ({ names, commonName = names[0] ?? null, signer = intermediate.signer, ...dates }) =>
      issue({ subject: commonName === null ? '' : `CN=${commonName}`, names, ca: false, signer, ...dates }),
    reissue: ({ signer: { certificate, keys } }, by, notAfter) =>
      issue({ subject: certificate.subject, ca: true, signer: by.signer, notAfter, keys }),
  };
}

async function issue({
  subject,
  names = [],
  ca,
  signer,
  notBefore = new Date(Date.now() - 30 * day),
  notAfter = new Date(Date.now() + 60 * day),
  keys: given,
}: {
  readonly subject: string;
  readonly names?: readonly string[];
  readonly ca: boolean;
  readonly signer: Signer | 'self';
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly keys?: webcrypto.CryptoKeyPair;
}): Promise<Issued> {
  const keys = given ?? (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']));
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8)).with(0, 0x4a)).toString('hex'),
      subject,
      issuer: signer === 'self' ? subject : signer.certificate.subject,
      notBefore,
      notAfter,
      publicKey: keys.publicKey,
      signingKey: signer === 'self' ? keys.privateKey : signer.keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(ca, undefined, true),
        new KeyUsagesExtension(ca ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature, true),
        ...(ca ? [] : [new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth])]),
        ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names.map(generalName))]),
      ],
    },
    webcrypto,
  );
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { certificate: certificate.toString('pem'), key, signer: { certificate, keys } };
}

function generalName(value: string): { readonly type: 'dns' | 'ip'; readonly value: string } {
  return { type: isIP(value) === 0 ? 'dns' : 'ip', value };
}
