import type { Seen } from '../seen.ts';
import type { CertificateFacts, SubjectName } from './facts.ts';
import type { OcspStaple } from './ocsp-response.ts';

/**
 * Whether a path leads from the leaf, over the certificates that were sent, to a root that a store holds. Of several
 * paths, one that clients take is told; what may be wrong with it is for `pathFlaws` to say.
 */
export type TrustPath =
  | {
      readonly kind: 'trusted';
      /** Which store holds the root: `mozilla` (bundled with Node.js), `system` or the path of a file of roots. */
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

/** What one store of roots says of what was sent. */
export interface StoreVerdict {
  readonly store: string;
  readonly trusted: boolean;
}

/**
 * The issuers' certificates that were not sent, fetched from where the certificates say that they lie (RFC 5280
 * §4.2.2.1), as some browsers do. They tell a missing intermediate from a CA that nobody knows.
 */
export interface FetchedIssuers {
  /** What was asked, in order; `trouble` is null where a certificate came. */
  readonly asked: readonly { readonly url: string; readonly trouble: string | null }[];
  /** The first one issued the certificate at which the path ended. */
  readonly certificates: readonly CertificateFacts[];
  /** Where the path leads with them. */
  readonly path: TrustPath;
}

/** Protocols that begin in clear and turn to TLS when asked (RFC 3207, RFC 2595). */
export type StartTls = 'smtp' | 'imap' | 'pop3';

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
  /** The mail server does not offer to turn to TLS. */
  | 'no-starttls'
  | 'address-not-allowed'
  | 'cancelled'
  | 'other';

/** One TLS handshake with one address. */
export interface TlsObservation {
  readonly address: string;
  readonly port: number;
  /** The name sent in SNI. */
  readonly serverName: string;
  /** What was spoken before TLS; missing where TLS came first. */
  readonly startTls?: StartTls;
  readonly outcome:
    | {
        readonly kind: 'handshake';
        /** As Node.js names it: TLSv1.2, TLSv1.3. */
        readonly protocol: string;
        readonly cipher: string;
        /** Exactly as sent, leaf first if the server is right; at most 20. */
        readonly chain: readonly CertificateFacts[];
        readonly path: TrustPath;
        /** What each store says that was asked; missing where nobody looked. */
        readonly stores?: readonly StoreVerdict[];
        /** The stapled OCSP answer; null where there was none, missing where none was asked for. */
        readonly staple?: OcspStaple | null;
        /** Missing where nothing was missing, or nothing says where it lies. */
        readonly fetchedIssuers?: FetchedIssuers;
      }
    | { readonly kind: 'failed'; readonly reason: TlsFailure; readonly text: string };
  readonly seen: Seen;
}

/** What a further handshake did otherwise than the first one, to tell what its outcome comes from. */
export type TlsVariation =
  /** This version of TLS alone. */
  | { readonly kind: 'version'; readonly version: 'TLSv1.2' | 'TLSv1.3' }
  /** Another name in SNI; null: none. */
  | { readonly kind: 'sni'; readonly sent: string | null }
  /** This protocol alone in ALPN (RFC 8737 for `acme-tls/1`). */
  | { readonly kind: 'alpn'; readonly protocol: string };

/** One more handshake with an address, made where the first one leaves a question. */
export interface VariedHandshake {
  readonly address: string;
  readonly port: number;
  /** The name that the question is about. */
  readonly serverName: string;
  readonly variation: TlsVariation;
  readonly outcome:
    | {
        readonly kind: 'handshake';
        readonly protocol: string;
        /** What the server chose by ALPN; null for nothing. */
        readonly alpn: string | null;
        /** Of the server's certificate; null where it showed none that can be read. */
        readonly fingerprint: string | null;
        readonly names: readonly SubjectName[];
      }
    | { readonly kind: 'failed'; readonly reason: TlsFailure; readonly text: string };
  readonly seen: Seen;
}
