import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 86_400_000;

export interface LeafRequest {
  readonly names: readonly string[];
  /** Days from now; negative lies in the past. */
  readonly validFrom?: number;
  readonly validFor?: number;
  readonly issuer?: 'intermediate' | 'root' | 'self';
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
  leaf(request: LeafRequest): Promise<Leaf>;
  /** Signs what a CSR asks for: leaf and intermediate. */
  sign(csr: Uint8Array): Promise<string>;
}

/** Makes a new authority; nothing of it is kept. */
export async function createAuthority(label = 'Cert Doctor test'): Promise<Authority> {
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
    ...dates(-2, 3600),
    serialNumber: newSerial(),
    subject: intermediateName,
    issuer: rootName,
    publicKey: intermediateKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: ecdsa,
    extensions: await authorityExtensions(intermediateKeys.publicKey, rootKeys.publicKey),
  });

  async function certify(
    names: readonly string[],
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
      signingAlgorithm: ecdsa,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }))),
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
    async leaf({ names, validFrom = -1, validFor = 90, issuer = 'intermediate' }) {
      const keys = await newKeys();
      const issuers = {
        intermediate: { name: intermediateName, keys: intermediateKeys },
        root: { name: rootName, keys: rootKeys },
        self: { name: `CN=${names[0] ?? ''}`, keys },
      };
      const certificate = await certify(names, keys.publicKey, dates(validFrom, validFrom + validFor), issuers[issuer]);
      const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
      return {
        certificate,
        chain: issuer === 'intermediate' ? certificate + intermediatePem : certificate,
        key: `${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n`,
      };
    },
    async sign(csr) {
      const request = new x509.Pkcs10CertificateRequest(Uint8Array.from(csr));
      const extension = request.getExtension('2.5.29.17');
      const names = extension instanceof x509.SubjectAlternativeNameExtension ? extension.names.items : [];
      const leaf = await certify(
        names.map((name) => name.value),
        request.publicKey,
        dates(-1 / 24, 90),
        { name: intermediateName, keys: intermediateKeys },
      );
      return leaf + intermediatePem;
    },
  };
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
  subject: webcrypto.CryptoKey,
  issuer: webcrypto.CryptoKey,
): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(subject),
    await x509.AuthorityKeyIdentifierExtension.create(issuer),
  ];
}
