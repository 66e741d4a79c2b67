import type { CaObservation } from '../acme/ca-observation.ts';
import type { CaStatusObservation } from '../acme/ca-status.ts';
import type { ChallengeFetch } from '../acme/challenge-fetch.ts';
import type { TlsObservation, VariedHandshake } from '../certificate/handshake.ts';
import type { DnsObservation } from '../dns/answer.ts';
import type { ZoneObservation } from '../dns/authority.ts';
import type { DnssecObservation } from '../dns/dnssec-result.ts';
import type { PageObservation } from '../page/page-observation.ts';
import type { HostObservation } from '../host/host-observation.ts';

/** Everything that one check of a domain saw. Plain data: it can be stored, replayed and compared. */
export interface DomainObservations {
  readonly dns: readonly DnsObservation[];
  readonly tls: readonly TlsObservation[];
  readonly http: readonly ChallengeFetch[];
  /** Further handshakes where the first one left a question; missing where none was made. */
  readonly variedTls?: readonly VariedHandshake[];
  /** Handshakes with mail servers, where the user asked for them. */
  readonly mail?: readonly TlsObservation[];
  /** The front page at each address; missing where nobody looked. */
  readonly pages?: readonly PageObservation[];
  /** Names of the intent that are public suffixes themselves (publicsuffix.org): no CA issues for them. */
  readonly publicSuffixes: readonly string[];
  /** Public suffixes of more than one label above the names, such as `co.uk`; missing where nobody looked them up. */
  readonly suffixesAbove?: readonly string[];
  /** What the name servers of the names' zones say themselves; missing where nobody asked them. */
  readonly authority?: readonly ZoneObservation[];
  /** Our own validation of what a CA asks of DNS; missing where nobody validated. */
  readonly dnssec?: readonly DnssecObservation[];
  /** The CA as it is seen from here; null or missing where nobody asked it. */
  readonly ca?: CaObservation | null;
  /** What the CA says of itself on its status page; null or missing where nobody asked. */
  readonly caStatus?: CaStatusObservation | null;
  /** What the machine shows of itself, where it serves the domain; null where it does not, missing where nobody looked. */
  readonly host?: HostObservation | null;
}
