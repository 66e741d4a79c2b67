import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import {
  serverPlace,
  type BrokenPart,
  type CertificateFile,
  type FileKey,
  type FileRequest,
} from '../../core/certificate/certificate-file.ts';
import { isSignedBy, keyFacts, readCertificate } from './certificate-reader.ts';
import { readCertificateRequest } from './certificate-request-reader.ts';
import { certificateLabels } from './pem-certificates.ts';
import { pemBlocks, type PemBlock } from './pem-blocks.ts';
import { publicKeyHash } from './public-key-hash.ts';
import { nameKey, type RootStore } from './root-stores.ts';
import { findTrustPath, type ReadCertificate } from './trust-path.ts';

/** Why a certificate file gives nothing. The message is for the user. */
export class CertificateFileError extends Error {
  override readonly name = 'CertificateFileError';
  readonly reason: 'too-large' | 'unreadable' | 'no-certificate' | 'password';
  constructor(reason: CertificateFileError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

const largest = 1024 * 1024;
const mostBlocks = 100;
/** As many as are read of a handshake. */
const mostSent = 20;

/** What the parts of a file are made of, before anything is said of them. */
interface Parts {
  readonly format: CertificateFile['format'];
  readonly certificates: readonly X509Certificate[];
  readonly keys: readonly FileKey[];
  readonly requests: readonly FileRequest[];
  readonly broken: readonly BrokenPart[];
  readonly cut: boolean;
}

/**
 * Reads certificates, requests and keys of a PEM, DER or PKCS#12 file, and looks for the path from the server's own
 * certificate to a root. The password opens a key store, or an encrypted key.
 * @throws CertificateFileError; with reason `password` where another password is needed
 */
export async function readCertificateFile(
  file: string,
  password: string,
  stores: readonly RootStore[],
  now: Date,
): Promise<CertificateFile> {
  const { bytes, openToAll } = await readBytes(file);
  const parts = await readParts(bytes, password);
  const { certificates, keys, requests, broken } = parts;
  if (certificates.length + keys.length + requests.length + broken.length === 0) {
    throw new CertificateFileError('no-certificate', 'There is no certificate, request or key in it.');
  }
  return { ...describe(parts, stores, now), openToAll };
}

const nothing = { certificates: [], keys: [], requests: [], broken: [], cut: false };

async function readParts(bytes: Buffer, password: string): Promise<Parts> {
  const text = bytes.toString('latin1');
  if (text.includes('-----BEGIN ')) return readPem(text, password);
  return readDerFile(bytes, password) ?? readKeyStore(bytes, password);
}

function readPem(text: string, password: string): Parts {
  const { blocks, cut } = pemBlocks(text, mostBlocks);
  const broken: BrokenPart[] = [];
  const read = <T>(
    kind: BrokenPart['kind'],
    isKind: (label: string) => boolean,
    one: (pem: string) => T,
  ): readonly T[] =>
    blocks
      .filter(({ label }) => isKind(label))
      .flatMap((block: PemBlock, at): readonly T[] => {
        try {
          if ('why' in block) throw new Error(block.why);
          return [one(block.pem)];
        } catch (error) {
          broken.push({ kind, number: at + 1, why: wordsOf(error) });
          return [];
        }
      });
  return {
    format: 'PEM',
    certificates: read(
      'certificate',
      (label) => certificateLabels.includes(label),
      (pem) => checked(new X509Certificate(pem)),
    ),
    keys: read(
      'key',
      (label) => label.endsWith('PRIVATE KEY'),
      (pem) => readKey(pem, password),
    ),
    requests: read(
      'request',
      (label) => label.endsWith('CERTIFICATE REQUEST'),
      (pem) => readCertificateRequest(derOf(pem)),
    ),
    broken,
    cut,
  };
}

/** A single certificate, request or key; null where it is none of them. */
function readDerFile(bytes: Buffer, password: string): Parts | null {
  const attempts: readonly (() => Partial<Parts>)[] = [
    () => ({ certificates: [checked(new X509Certificate(bytes))] }),
    () => ({ requests: [readCertificateRequest(bytes)] }),
    ...(['pkcs8', 'pkcs1', 'sec1'] as const).map((type) => () => ({
      keys: [keyOf(createPrivateKey({ key: bytes, format: 'der', type, passphrase: password }))],
    })),
  ];
  for (const attempt of attempts) {
    try {
      return { ...nothing, format: 'DER', ...attempt() };
    } catch {
      // It is something else then; a key store at last.
    }
  }
  return null;
}

async function readKeyStore(bytes: Buffer, password: string): Promise<Parts> {
  const { openPkcs12 } = await import('./pkcs12.ts');
  let store;
  try {
    store = openPkcs12(bytes, password);
  } catch {
    throw new CertificateFileError(
      'no-certificate',
      'The file is neither PEM nor DER, nor a PKCS#12 store that can be opened.',
    );
  }
  if (store === null) throw new CertificateFileError('password', 'The password does not open this key store.');
  const { certificates, privateKeys } = store;
  const broken: BrokenPart[] = [];
  return {
    ...nothing,
    format: 'PKCS#12',
    certificates: certificates.slice(0, mostBlocks).flatMap((der, at) => {
      try {
        return [checked(new X509Certificate(der))];
      } catch (error) {
        broken.push({ kind: 'certificate', number: at + 1, why: wordsOf(error) });
        return [];
      }
    }),
    keys: Array.from({ length: Math.min(privateKeys, mostBlocks) }, () => ({ key: null, publicKey: null })),
    broken,
    cut: certificates.length > mostBlocks,
  };
}

/** Throws where the certificate is one of which nothing can be said. */
function checked(certificate: X509Certificate): X509Certificate {
  readCertificate(certificate);
  return certificate;
}

function readKey(pem: string, password: string): FileKey {
  try {
    return keyOf(createPrivateKey({ key: pem, ...(password === '' ? {} : { passphrase: password }) }));
  } catch (error) {
    if (pem.includes('ENCRYPTED')) return { key: null, publicKey: null };
    throw error;
  }
}

function keyOf(key: KeyObject): FileKey {
  return { key: keyFacts(key), publicKey: publicKeyHash(createPublicKey(key)) };
}

function describe(parts: Parts, stores: readonly RootStore[], now: Date): Omit<CertificateFile, 'openToAll'> {
  const { format, keys, requests, broken, cut } = parts;
  const read = parts.certificates.map((certificate): ReadCertificate => {
    return { certificate, facts: readCertificate(certificate) };
  });
  const at = serverPlace(read.map(({ facts }) => facts));
  const leaf = read[at];
  const others = read.filter((one) => one !== leaf).slice(0, mostSent);
  return {
    ...{ format, keys, requests, broken, cut },
    certificates: read.map(({ certificate, facts }, place) => {
      const next = read[place + 1]?.certificate;
      return {
        facts,
        signedByNext:
          next === undefined
            ? null
            : nameKey(next.subject) === nameKey(certificate.issuer) && isSignedBy(certificate, next),
        publicKey: hashOf(certificate),
      };
    }),
    server: leaf === undefined ? null : { at, path: findTrustPath(leaf, others, stores, now) },
  };
}

function hashOf(certificate: X509Certificate): string | null {
  try {
    return publicKeyHash(certificate.publicKey);
  } catch {
    return null;
  }
}

/** Bytes of a PEM block; what is no Base64 in it makes it unreadable. */
function derOf(pem: string): Buffer {
  const body = pem.split('\n').slice(1, -2).join('').replaceAll('\r', '').replaceAll(' ', '');
  const bytes = Buffer.from(body, 'base64');
  if (bytes.toString('base64') !== body) throw new Error('it is no Base64');
  return bytes;
}

async function readBytes(file: string): Promise<{ readonly bytes: Buffer; readonly openToAll: boolean | null }> {
  try {
    await using handle = await open(file, 'r');
    const stat = await handle.stat();
    // The size of a device is 0, and reading it may never end.
    if (!stat.isFile()) throw new CertificateFileError('unreadable', 'This is not a file.');
    if (stat.size > largest)
      throw new CertificateFileError('too-large', 'The file is larger than 1 MiB and is not read.');
    // Windows shows rights that mean nothing there.
    const openToAll = process.platform === 'win32' ? null : (stat.mode & 0o004) !== 0;
    return { bytes: await handle.readFile(), openToAll };
  } catch (error) {
    if (error instanceof CertificateFileError) throw error;
    throw new CertificateFileError('unreadable', wordsOf(error));
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
