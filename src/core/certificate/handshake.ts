import type { Seen } from '../seen.ts';
import type { CertificateFacts } from './facts.ts';

/**
 * Whether a path leads from the leaf, over the certificates that were sent, to a root that a store holds. Of several
 * paths, one that clients take is told; what may be wrong with it is for `pathFlaws` to say.
 */
export type TrustPath =
  | {
      readonly kind: 'trusted';
      /** Which store holds the root: `mozilla` (bundled with Node.js) or the path of a file of roots. */
      readonly store: string;
      readonly anchor: CertificateFacts;
      /** Fingerprints of the certificates on the path, the leaf first and the root left out. */
      readonly via: readonly string[];
    }
  | {
      readonly kind: 'untrusted';
      readonly reason:
        /** The leaf signed itself. */
        | 'self-signed'
        /** The path ends at a certificate whose issuer was not sent and stands in no store. */
        | 'issuer-not-sent'
        /** The path ends at a root that stands in no store. */
        | 'unknown-root'
        /** An issuer is there, but its key did not sign this. */
        | 'bad-signature'
        /** The certificates that were sent only sign each other. */
        | 'circle';
      /** Subject of the certificate at which the path ends. */
      readonly at: string;
    };

/** The certificates of a trusted path, the leaf first and the root last. */
export function certificatesOn(
  { via, anchor }: Extract<TrustPath, { kind: 'trusted' }>,
  chain: readonly CertificateFacts[],
): readonly CertificateFacts[] {
  return [...via.flatMap((one) => chain.find(({ fingerprint }) => fingerprint === one) ?? []), anchor];
}

export type TlsFailure =
  | 'refused'
  | 'timeout'
  | 'unreachable'
  | 'reset'
  /** The port answers, but not with TLS. */
  | 'not-tls'
  /** The server refused with an alert: no certificate for this name, no common version. */
  | 'alert'
  /** The handshake stood, but what was shown cannot be read as a certificate, or is too long to be one. */
  | 'unreadable'
  | 'address-not-allowed'
  | 'cancelled'
  | 'other';

/** One TLS handshake with one address. */
export interface TlsObservation {
  readonly address: string;
  readonly port: number;
  /** The name sent in SNI. */
  readonly serverName: string;
  readonly outcome:
    | {
        readonly kind: 'handshake';
        /** As Node.js names it: TLSv1.2, TLSv1.3. */
        readonly protocol: string;
        readonly cipher: string;
        /** Exactly as sent, leaf first if the server is right; at most 20. */
        readonly chain: readonly CertificateFacts[];
        readonly path: TrustPath;
      }
    | { readonly kind: 'failed'; readonly reason: TlsFailure; readonly text: string };
  readonly seen: Seen;
}
