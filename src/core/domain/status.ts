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

/** DNS status of one name of a certificate. */
export type DnsStatus = 'valid' | 'pending' | 'missing' | 'wrong' | 'duplicate' | 'error' | 'unknown';

export interface NameStatus {
  readonly name: string;
  readonly dns: DnsStatus;
  /** Records that should be there, as `TYPE value`; empty where the user did not say. */
  readonly expected: readonly string[];
  /** Records that are there, as `TYPE value`. */
  readonly found: readonly string[];
}
