import type { Seen } from '../seen.ts';

export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'CAA' | 'TXT' | 'NS' | 'SOA';

/** Names are lower-case and without the trailing dot; text from the wire is hostile. */
export type DnsRecord = { readonly name: string; /** Seconds. */ readonly ttl: number } & (
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'CNAME' | 'NS'; readonly target: string }
  | { readonly type: 'TXT'; readonly text: string }
  | { readonly type: 'CAA'; readonly flags: number; readonly tag: string; readonly value: string }
  | { readonly type: 'SOA'; readonly primary: string; readonly serial: number; readonly minimum: number }
);

export interface DnsQuestion {
  readonly name: string;
  readonly type: RecordType;
}

export interface DnsServer {
  readonly address: string;
  readonly port: number;
  /** Whose word it is: the machine's own resolver, or one that the user configured. */
  readonly source: 'system' | 'configured';
}

export type DnsSilence =
  /** Nothing came within the deadline. */
  | 'timeout'
  /** The port is closed. */
  | 'refused'
  | 'unreachable'
  /** What came was no answer to this question, or was built to hurt its reader. */
  | 'hostile'
  | 'cancelled';

export type DnsOutcome =
  | {
      readonly kind: 'answer';
      /** Mnemonic of RFC 6895: NOERROR, NXDOMAIN, SERVFAIL, REFUSED... */
      readonly rcode: string;
      /**
       * After SERVFAIL, the rcode of the same question with checking disabled (RFC 4035 §3.2.2) where the server had an
       * answer then, and SERVFAIL again without: validation is what fails.
       */
      readonly rcodeUnchecked?: string;
      readonly authoritative: boolean;
      /** The resolver says that it validated the answer with DNSSEC (RFC 4035 §3.2.3). */
      readonly authenticated: boolean;
      readonly transport: 'udp' | 'tcp';
      /** The answer section, in wire order: with a CNAME chain first where there is one. */
      readonly records: readonly DnsRecord[];
    }
  | { readonly kind: 'silence'; readonly reason: DnsSilence; readonly text: string };

/** One question asked of one server. */
export interface DnsObservation {
  readonly question: DnsQuestion;
  readonly server: DnsServer;
  readonly outcome: DnsOutcome;
  readonly seen: Seen;
}
