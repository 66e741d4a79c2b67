import type { Seen } from '../seen.ts';

export type RecordType =
  | 'A'
  | 'AAAA'
  | 'CNAME'
  | 'CAA'
  | 'TXT'
  | 'NS'
  | 'SOA'
  | 'DS'
  | 'DNSKEY'
  | 'RRSIG'
  | 'NSEC'
  | 'NSEC3'
  | 'TLSA'
  | 'SVCB'
  | 'HTTPS';

/** Names are lower-case and without the trailing dot; text from the wire is hostile. */
export type DnsRecord = { readonly name: string; /** Seconds. */ readonly ttl: number } & (
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'CNAME' | 'NS'; readonly target: string }
  | { readonly type: 'TXT'; readonly text: string }
  | { readonly type: 'CAA'; readonly flags: number; readonly tag: string; readonly value: string }
  | { readonly type: 'SOA'; readonly primary: string; readonly serial: number; readonly minimum: number }
  /** Of DNSSEC (RFC 4034, RFC 5155), TLSA (RFC 6698) and SVCB (RFC 9460): the data as a zone file writes it. */
  | { readonly type: 'DS' | 'DNSKEY' | 'RRSIG' | 'NSEC' | 'NSEC3' | 'TLSA' | 'SVCB' | 'HTTPS'; readonly data: string }
);

export interface DnsQuestion {
  readonly name: string;
  readonly type: RecordType;
}

export interface DnsServer {
  /** An IP address; of a resolver that is asked under encryption also a host name. */
  readonly address: string;
  readonly port: number;
  /** Whose word it is: the machine's own resolver, one that the user configured, or a name server of the zone. */
  readonly source: 'system' | 'configured' | 'authority';
  /** TCP alone, as where a firewall lets no UDP through (RFC 7766). */
  readonly overTcp?: true;
  /** Missing: UDP, and TCP where an answer is cut. DoT (RFC 7858), DoH (RFC 8484) with the path of its URL. */
  readonly encrypted?: { readonly protocol: 'tls' } | { readonly protocol: 'https'; readonly path: string };
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

export type DnsTransport = 'udp' | 'tcp' | 'tls' | 'https';

/** Extended DNS Error (RFC 8914): why a server could not do better, by itself said. */
export interface ExtendedError {
  readonly code: number;
  readonly text: string;
}

/**
 * What stands in an answer beside its records; all of it is missing in observations from before it was kept, and each
 * part where there is nothing to say.
 */
export interface AnswerDetails {
  /** RA: the server asks others for its clients. */
  readonly recursionAvailable?: boolean;
  /** The answer over UDP was cut (TC), and this one came over TCP. */
  readonly cutOverUdp?: boolean;
  /** The server writes the question in other letters than it was asked in. */
  readonly caseFlattened?: boolean;
  /** The server knows EDNS (RFC 6891). */
  readonly edns?: boolean;
  readonly extendedErrors?: readonly ExtendedError[];
  /** NS, SOA and DS records of the authority section: a referral, or how long a negative answer lives. */
  readonly authority?: readonly DnsRecord[];
  /** A and AAAA records of the additional section: glue. */
  readonly glue?: readonly DnsRecord[];
}

export type DnsOutcome =
  | ({
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
      readonly transport: DnsTransport;
      /** The answer section, in wire order: with a CNAME chain first where there is one. */
      readonly records: readonly DnsRecord[];
    } & AnswerDetails)
  | { readonly kind: 'silence'; readonly reason: DnsSilence; readonly text: string };

/** One question asked of one server. */
export interface DnsObservation {
  readonly question: DnsQuestion;
  readonly server: DnsServer;
  readonly outcome: DnsOutcome;
  readonly seen: Seen;
}
