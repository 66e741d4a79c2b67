import type { Seen } from '../seen.ts';
import type { CertificateFacts } from './facts.ts';

/** Whether a path leads from the leaf, over the certificates that were sent, to a root that a store holds. Dates and names do not count here. */
export type TrustPath =
  | {
      readonly kind: 'trusted';
      /** Which store holds the root: `mozilla` (bundled with Node.js) or the path of a file of roots. */
      readonly store: string;
      readonly root: string;
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
        /** An issuer was sent, but its signature does not fit or it is no CA. */
        | 'bad-signature';
      /** Subject of the certificate at which the path ends. */
      readonly at: string;
    };

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
