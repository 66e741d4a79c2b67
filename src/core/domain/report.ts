import type { Finding } from '../problem/finding.ts';
import type { DomainObservations } from './observations.ts';
import type { NameStatus, SslStatus } from './status.ts';

/** What one check of one domain came to. */
export interface DomainReport {
  readonly name: string;
  readonly ssl: SslStatus;
  /** A few words beside the status: "61 days", "expired 3 days ago", "the resolver did not answer". */
  readonly sslDetail: string;
  readonly names: readonly NameStatus[];
  /** The one that explains the others first. */
  readonly findings: readonly Finding[];
  readonly observations: DomainObservations;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The name of the machine that looked. */
  readonly vantage: string;
  readonly ms: number;
}
