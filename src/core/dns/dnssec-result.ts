import type { Seen } from '../seen.ts';
import type { DnsQuestion, DnsServer } from './answer.ts';

/**
 * RFC 4033 §5. `secure`: signed up to a trust anchor. `insecure`: proven to be unsigned. `bogus`: it should be signed and
 * is not, or not rightly. `indeterminate`: what was seen does not suffice for any of these.
 */
export type SecurityStatus = 'secure' | 'insecure' | 'bogus' | 'indeterminate';

export interface DnssecResult {
  readonly status: SecurityStatus;
  /** Why, in words without a full stop; names in it are text from the wire. */
  readonly reason: string;
}

/** Our own validation of one question. */
export interface DnssecObservation extends DnssecResult {
  readonly question: DnsQuestion;
  /** Who passed on the signed records; null where nobody did. */
  readonly server: DnsServer | null;
  readonly seen: Seen;
}

/** From the best to the worst, for a chain that is as good as its weakest link. */
const order: readonly SecurityStatus[] = ['secure', 'insecure', 'indeterminate', 'bogus'];

export function weakest(results: readonly DnssecResult[]): DnssecResult {
  return results.reduce((worst, one) => (order.indexOf(one.status) > order.indexOf(worst.status) ? one : worst));
}
