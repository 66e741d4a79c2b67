/** What a certificate says of itself (RFC 5280), and what a signature check of it alone shows. */
export interface CertificateFacts {
  /** RFC 4514 text, hostile. Empty where the subject is empty. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string | null;
  /** Upper-case hexadecimal. */
  readonly serialNumber: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly names: readonly SubjectName[];
  readonly key: { readonly algorithm: string; readonly bits: number };
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
