import type { CertificateFacts, KeyFacts, SubjectName } from './facts.ts';
import type { NameAttribute } from './general-name.ts';
import type { TrustPath } from './handshake.ts';

/** What stands in a certificate file, in its order. Keys are never shown, only what kind they are. */
export interface CertificateFile {
  readonly format: 'PEM' | 'DER' | 'PKCS#12';
  readonly certificates: readonly FileCertificate[];
  /** Place of the server's own certificate among them, and the path from it over the others; null where there is none. */
  readonly server: { readonly at: number; readonly path: TrustPath } | null;
  readonly keys: readonly FileKey[];
  readonly requests: readonly FileRequest[];
  /** What could not be read. */
  readonly broken: readonly BrokenPart[];
  /** There is more in the file than is read. */
  readonly cut: boolean;
  /** Every user of the machine may read the file; null where the system does not say. */
  readonly openToAll: boolean | null;
}

export interface FileCertificate {
  readonly facts: CertificateFacts;
  /** Whether the next certificate in the file signed this one; null for the last. */
  readonly signedByNext: boolean | null;
  /** SHA-256 of the public key, hexadecimal; null where it cannot be read. */
  readonly publicKey: string | null;
}

export interface FileKey {
  /** Null where the key is encrypted, or lies in a key store. */
  readonly key: KeyFacts | null;
  readonly publicKey: string | null;
}

export interface FileRequest {
  readonly names: readonly SubjectName[];
  readonly commonName: string | null;
  /** Every field of the subject, the common name too; hostile. */
  readonly subject: readonly NameAttribute[];
  readonly key: KeyFacts;
  readonly publicKey: string;
  readonly signatureAlgorithm: string;
  /** It is signed with its own key. */
  readonly signed: boolean;
  readonly mustStaple: boolean;
  readonly malformed: string | null;
}

export interface BrokenPart {
  readonly kind: 'certificate' | 'key' | 'request';
  /** Among those of its kind, from 1. */
  readonly number: number;
  /** Words, as of OpenSSL. */
  readonly why: string;
}

/**
 * Place of the server's own certificate: the first, unless that one is a CA's and one that is none stands behind it, as
 * in a chain that was put together the wrong way round.
 */
export function serverPlace(certificates: readonly CertificateFacts[]): number {
  if (certificates[0]?.ca !== true) return 0;
  return Math.max(
    0,
    certificates.findIndex(({ ca }) => !ca),
  );
}
