import type { CertificateExtensions } from './extensions.ts';

/** What a certificate says of itself (RFC 5280), and what a signature check of it alone shows. */
export interface CertificateFacts {
  /** RFC 4514 text, hostile. Empty where the subject is empty. */
  readonly subject: string;
  readonly issuer: string;
  /** The subject's relative distinguished names in the certificate's order, fit to be compared. */
  readonly rdns: readonly string[];
  readonly commonName: string | null;
  readonly version: number;
  /** Upper-case hexadecimal. */
  readonly serialNumber: string;
  /** In words: `ECDSA with SHA-256`; in dotted decimal where it is not known here. */
  readonly signatureAlgorithm: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly names: readonly SubjectName[];
  readonly key: KeyFacts;
  readonly extensions: CertificateExtensions;
  /** basicConstraints says that it may sign certificates. */
  readonly ca: boolean;
  /** Signed with its own key, checked. */
  readonly selfSigned: boolean;
  /** SHA-256 of the DER, upper-case hexadecimal without separators. */
  readonly fingerprint: string;
}

export interface SubjectName {
  readonly kind: 'dns' | 'ip';
  /** A-labels in lower case, or a canonical address. */
  readonly value: string;
}

export interface KeyFacts {
  /** As Node.js names it (`rsa`, `ec`, `ed25519`), with the curve behind it where that is none of NIST's (`ec secp256k1`). */
  readonly algorithm: string;
  /** 0 where it is not known. */
  readonly bits: number;
}
