import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const publicExponent = new Uint8Array([1, 0, 1]);
const leafKeys = {
  'ec-p256': ecdsa,
  'ec-p384': { ...ecdsa, namedCurve: 'P-384' },
  'rsa-2048': { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent, hash: 'SHA-256' },
  'rsa-1024': { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent, hash: 'SHA-256' },
} as const;
const day = 86_400_000;

export interface LeafRequest {
  readonly names: readonly string[];
  /** Days from now; negative lies in the past. */
  readonly validFrom?: number;
  readonly validFor?: number;
  readonly issuer?: 'intermediate' | 'root' | 'self';
  readonly key?: keyof typeof leafKeys;
  /** The first name is its common name only. */
  readonly commonNameOnly?: boolean;
  /** RFC 7633: clients are to demand a stapled OCSP answer. */
  readonly mustStaple?: boolean;
  /** Where its CA answers by OCSP. */
  readonly ocsp?: string;
  /** What it is made for; servers of TLS unless said. */
  readonly purpose?: 'server' | 'client';
}

export interface Leaf {
  /** The leaf alone. */
  readonly certificate: string;
  /** Leaf and intermediate, as a server should send them. */
  readonly chain: string;
  readonly key: string;
}

/** A CA of the tests' own: a root, an intermediate, and leaves in any state. Everything as PEM. */
export interface Authority {
  readonly root: string;
  readonly intermediate: string;
  /** The key of the intermediate, which signs OCSP answers, too. */
  readonly intermediateKey: string;
  leaf(request: LeafRequest): Promise<Leaf>;
  /** Signs what a CSR asks for: leaf and intermediate. */
  sign(csr: Uint8Array): Promise<string>;
  /** The root of another authority as one that this root stands above. */
  crossSign(root: string): Promise<string>;
}

/** Makes a new authority; nothing of it is kept. Its intermediate ends after so many days, before now where negative. */
export async function createAuthority(
  label = 'Cert Doctor test',
  { intermediateUntil = 3600 }: { readonly intermediateUntil?: number } = {},
): Promise<Authority> {
  const rootKeys = await newKeys();
  const intermediateKeys = await newKeys();
  const rootName = `CN=${label} root`;
  const intermediateName = `CN=${label} intermediate`;
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...dates(-2, 3650),
    serialNumber: newSerial(),
    name: rootName,
    keys: rootKeys,
    signingAlgorithm: ecdsa,
    extensions: await authorityExtensions(rootKeys.publicKey, rootKeys.publicKey),
  });
  const intermediate = await x509.X509CertificateGenerator.create({
    ...dates(Math.min(-2, intermediateUntil - 365), intermediateUntil),
    serialNumber: newSerial(),
    subject: intermediateName,
    issuer: rootName,
    publicKey: intermediateKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: ecdsa,
    extensions: await authorityExtensions(intermediateKeys.publicKey, rootKeys.publicKey),
  });

  async function certify(
    { names, commonNameOnly = false, mustStaple = false, purpose = 'server', ocsp }: LeafRequest,
    publicKey: webcrypto.CryptoKey | x509.PublicKey,
    validity: { notBefore: Date; notAfter: Date },
    issuer: { name: string; keys: webcrypto.CryptoKeyPair },
  ): Promise<string> {
    const certificate = await x509.X509CertificateGenerator.create({
      ...validity,
      serialNumber: newSerial(),
      subject: `CN=${names[0] ?? ''}`,
      issuer: issuer.name,
      publicKey,
      signingKey: issuer.keys.privateKey,
      signingAlgorithm: issuer.keys.privateKey.algorithm.name === 'ECDSA' ? ecdsa : leafKeys['rsa-2048'],
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[`${purpose}Auth`]]),
        ...(commonNameOnly
          ? []
          : [
              new x509.SubjectAlternativeNameExtension(
                names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
              ),
            ]),
        ...(ocsp === undefined ? [] : [new x509.AuthorityInfoAccessExtension({ ocsp })]),
        // The list of one TLS feature, status_request (5).
        ...(mustStaple ? [new x509.Extension('1.3.6.1.5.5.7.1.24', false, Uint8Array.of(0x30, 3, 2, 1, 5))] : []),
        await x509.SubjectKeyIdentifierExtension.create(publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
      ],
    });
    return `${certificate.toString('pem')}\n`;
  }

  const intermediatePem = `${intermediate.toString('pem')}\n`;
  return {
    root: `${root.toString('pem')}\n`,
    intermediate: intermediatePem,
    intermediateKey: await keyPem(intermediateKeys.privateKey),
    async leaf(request) {
      const { names, validFrom = -1, validFor = 90, issuer = 'intermediate', key: kind = 'ec-p256' } = request;
      const keys = await webcrypto.subtle.generateKey(leafKeys[kind], true, ['sign', 'verify']);
      const issuers = {
        intermediate: { name: intermediateName, keys: intermediateKeys },
        root: { name: rootName, keys: rootKeys },
        self: { name: `CN=${names[0] ?? ''}`, keys },
      };
      const validity = dates(validFrom, validFrom + validFor);
      const certificate = await certify(request, keys.publicKey, validity, issuers[issuer]);
      return {
        certificate,
        chain: issuer === 'intermediate' ? certificate + intermediatePem : certificate,
        key: await keyPem(keys.privateKey),
      };
    },
    async sign(csr) {
      const request = new x509.Pkcs10CertificateRequest(Uint8Array.from(csr));
      const extension = request.getExtension('2.5.29.17');
      const names = extension instanceof x509.SubjectAlternativeNameExtension ? extension.names.items : [];
      const leaf = await certify({ names: names.map((name) => name.value) }, request.publicKey, dates(-1 / 24, 90), {
        name: intermediateName,
        keys: intermediateKeys,
      });
      return leaf + intermediatePem;
    },
    async crossSign(other) {
      const { subject, publicKey } = new x509.X509Certificate(other);
      const certificate = await x509.X509CertificateGenerator.create({
        ...dates(-2, 3600),
        serialNumber: newSerial(),
        subject,
        issuer: rootName,
        publicKey,
        signingKey: rootKeys.privateKey,
        signingAlgorithm: ecdsa,
        extensions: await authorityExtensions(publicKey, rootKeys.publicKey),
      });
      return `${certificate.toString('pem')}\n`;
    },
  };
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
}

/** Sixteen bytes, the first one small, so that the number is positive. */
function newSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function dates(fromDays: number, toDays: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() + fromDays * day), notAfter: new Date(Date.now() + toDays * day) };
}

async function authorityExtensions(
  subject: webcrypto.CryptoKey | x509.PublicKey,
  issuer: webcrypto.CryptoKey,
): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(subject),
    await x509.AuthorityKeyIdentifierExtension.create(issuer),
  ];
}
