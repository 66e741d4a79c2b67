import type { ChallengeFetch } from '../acme/challenge-fetch.ts';
import type { TlsObservation } from '../certificate/handshake.ts';
import type { DnsObservation } from '../dns/answer.ts';
import type { HostObservation } from '../host/host-observation.ts';

/** Everything that one check of a domain saw. Plain data: it can be stored, replayed and compared. */
export interface DomainObservations {
  readonly dns: readonly DnsObservation[];
  readonly tls: readonly TlsObservation[];
  readonly http: readonly ChallengeFetch[];
  /** Names of the intent that are public suffixes themselves (publicsuffix.org): no CA issues for them. */
  readonly publicSuffixes: readonly string[];
  /** What the machine shows of itself, where it serves the domain; null where it does not, missing where nobody looked. */
  readonly host?: HostObservation | null;
}
