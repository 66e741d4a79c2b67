import { quotedText } from '../quoted-text.ts';

/** SSL status of a domain: the four words of the status vocabulary and what they hide. */
export type SslStatus =
  | 'none'
  | 'pending'
  | 'active'
  | 'expiring'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-host'
  | 'self-signed'
  | 'untrusted'
  | 'incomplete-chain'
  | 'unreachable'
  | 'unknown';

/** DNS status of one name of a certificate; `not-needed` is that of an IP address, of which DNS knows nothing. */
export type DnsStatus = 'valid' | 'pending' | 'missing' | 'wrong' | 'duplicate' | 'error' | 'unknown' | 'not-needed';

export interface NameStatus {
  readonly name: string;
  readonly dns: DnsStatus;
  /** Of its addresses alone; missing where the records of the proof make no difference. */
  readonly addresses?: DnsStatus;
  /** Records that should be there, as `TYPE value`; empty where the user did not say. */
  readonly expected: readonly string[];
  /** Records that are there, as `TYPE value`. */
  readonly found: readonly string[];
  /** Why it is unknown; missing where it is not, and where nobody can tell. */
  readonly why?: string;
}

/**
 * From the worst to the best, for a domain that shows several faces. What was not seen stands above `active`: a domain
 * is healthy only where all of it was seen to be.
 */
const worstFirst: readonly SslStatus[] = [
  'expired',
  'self-signed',
  'wrong-host',
  'not-yet-valid',
  'untrusted',
  'incomplete-chain',
  'unreachable',
  'expiring',
  'none',
  'pending',
  'unknown',
  'active',
];

/** The status that stands for all of them; `unknown` for none. */
export function worst(statuses: readonly SslStatus[]): SslStatus {
  return worstFirst.find((status) => statuses.includes(status)) ?? 'unknown';
}

/** For sorting, the one in need first. */
export function byUrgency(one: SslStatus, other: SslStatus): number {
  return worstFirst.indexOf(one) - worstFirst.indexOf(other);
}

/** Does the domain need somebody? What has no certificate yet, or could not be seen, is no trouble by itself. */
export function inTrouble(ssl: SslStatus): boolean {
  return !['active', 'none', 'pending', 'unknown'].includes(ssl);
}

const words: Readonly<Record<SslStatus, string>> = {
  none: 'no certificate',
  pending: 'pending',
  active: 'active',
  expiring: 'active',
  expired: 'expired',
  'not-yet-valid': 'not yet valid',
  'wrong-host': 'wrong host',
  'self-signed': 'self-signed',
  untrusted: 'not trusted',
  'incomplete-chain': 'chain incomplete',
  unreachable: 'not reachable',
  unknown: 'unknown',
};

/** The word of the status; the report's `sslDetail` says the rest. */
export function sslWords(ssl: SslStatus): string {
  return words[ssl];
}

/** What DNS says of a name, held against what it should say; nothing in it steers or hides. */
export function dnsWords({ dns, expected, found, why = 'not seen' }: NameStatus): string {
  if (dns === 'not-needed') return 'an IP address: DNS says nothing of it, and no CAA records hold for it (RFC 8738)';
  const records = found.map((record) => quotedText(record)).join(', ');
  const there = dns === 'unknown' ? [records, why].filter(Boolean).join('; ') : records || 'no record';
  const wanted = expected.length === 0 || dns === 'valid' ? '' : `, expected ${expected.join(', ')}`;
  return `DNS ${dns}: ${there}${wanted}`;
}
