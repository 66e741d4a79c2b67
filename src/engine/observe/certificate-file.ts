import { X509Certificate } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { CertificateFacts } from '../../core/certificate/facts.ts';
import { isSignedBy, readCertificate } from './certificate-reader.ts';
import { certificatesFromPem } from './pem-certificates.ts';

export interface CertificateFile {
  readonly format: 'PEM' | 'DER' | 'PKCS#12';
  readonly certificates: readonly {
    readonly facts: CertificateFacts;
    /** Whether the next certificate in the file signed this one; null for the last. */
    readonly signedByNext: boolean | null;
  }[];
  readonly privateKeys: number;
}

/** Why a certificate file gives nothing. The message is for the user. */
class CertificateFileError extends Error {
  override readonly name = 'CertificateFileError';
  readonly reason: 'too-large' | 'unreadable' | 'no-certificate' | 'password';
  constructor(reason: CertificateFileError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

const largest = 1024 * 1024;
const mostCertificates = 100;

/**
 * Reads the certificates of a PEM, DER or PKCS#12 file; keys are counted and never shown.
 * @throws CertificateFileError; with reason `password` where another password is needed
 */
export async function readCertificateFile(file: string, password: string): Promise<CertificateFile> {
  const bytes = await readBytes(file);
  const text = bytes.toString('latin1');
  if (text.includes('-----BEGIN ')) {
    const certificates = attempt(() => certificatesFromPem(text, mostCertificates));
    return describe('PEM', certificates, text.split(' PRIVATE KEY-----').length >> 1);
  }
  try {
    return describe('DER', [new X509Certificate(bytes)], 0);
  } catch {
    // Not a single certificate: DER also holds key stores.
  }
  return readKeyStore(bytes, password);
}

async function readKeyStore(bytes: Buffer, password: string): Promise<CertificateFile> {
  const { openPkcs12 } = await import('./pkcs12.ts');
  let store;
  try {
    store = openPkcs12(bytes, password);
  } catch {
    throw new CertificateFileError('no-certificate', 'The file is neither PEM nor DER nor PKCS#12.');
  }
  if (store === null) throw new CertificateFileError('password', 'The password does not open this key store.');
  const { certificates, privateKeys } = store;
  return describe(
    'PKCS#12',
    attempt(() => certificates.slice(0, mostCertificates).map((der) => new X509Certificate(der))),
    privateKeys,
  );
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    await using handle = await open(file, 'r');
    const stat = await handle.stat();
    // The size of a device is 0, and reading it may never end.
    if (!stat.isFile()) throw new CertificateFileError('unreadable', 'This is not a file.');
    if (stat.size > largest)
      throw new CertificateFileError('too-large', 'The file is larger than 1 MiB and is not read.');
    return await handle.readFile();
  } catch (error) {
    if (error instanceof CertificateFileError) throw error;
    throw new CertificateFileError('unreadable', error instanceof Error ? error.message : String(error));
  }
}

function attempt(read: () => readonly X509Certificate[]): readonly X509Certificate[] {
  try {
    return read();
  } catch (error) {
    throw new CertificateFileError('no-certificate', error instanceof Error ? error.message : String(error));
  }
}

function describe(
  format: CertificateFile['format'],
  certificates: readonly X509Certificate[],
  privateKeys: number,
): CertificateFile {
  if (certificates.length === 0) throw new CertificateFileError('no-certificate', 'The file holds no certificate.');
  return {
    format,
    certificates: certificates.map((certificate, index) => {
      const next = certificates[index + 1];
      return {
        facts: readCertificate(certificate),
        signedByNext: next === undefined ? null : next.subject === certificate.issuer && isSignedBy(certificate, next),
      };
    }),
    privateKeys,
  };
}
