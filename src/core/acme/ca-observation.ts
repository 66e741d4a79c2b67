import type { Seen } from '../seen.ts';
import type { CaDirectory } from './directory.ts';

/** What a CA says of when to renew one certificate (ARI, RFC 9773). */
export interface RenewalInfo {
  /** Of the certificate, as `CertificateFacts.fingerprint`. */
  readonly fingerprint: string;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  /** Why it is other than usual; hostile. */
  readonly explanationUrl: string | null;
}

/** A CA's ACME directory as it is seen from here. Asked only where the user named the CA. */
export interface CaObservation {
  readonly directoryUrl: string;
  readonly outcome:
    | {
        readonly kind: 'answer';
        readonly status: number;
        /** Null where its certificate is trusted; else Node's code for why it is not. */
        readonly distrust: string | null;
        /** How far this machine's clock is ahead of the CA's, in milliseconds, to a second or so; null where it told no time. */
        readonly clockAheadMs: number | null;
        /** Null where what it sent is no directory. */
        readonly directory: CaDirectory | null;
      }
    | {
        readonly kind: 'failed';
        /** Node's code: ENOTFOUND, ECONNREFUSED, ETIMEDOUT. */
        readonly code: string;
        readonly text: string;
      };
  /** For the certificates that are in use, as far as the CA knows them. */
  readonly renewals: readonly RenewalInfo[];
  readonly seen: Seen;
}
