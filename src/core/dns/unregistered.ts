import type { DomainObservations } from '../domain/observations.ts';
import { lookupsOf, type Lookup } from './resolution.ts';

/** That nobody has registered a name: the zone that says so, `` for the root, and the answers. */
export interface Unregistered {
  readonly saidBy: string;
  readonly lookups: readonly Lookup[];
}

/**
 * Is there no zone that could hold `name` or anything below it? Whoever denies a name names the zone that ends there
 * (RFC 2308 §2.1): where that is the root, a top-level zone or another one under which a registry has its names (co.uk),
 * nothing was delegated. Null where any server knows the name, or does not say whose word it is.
 */
export function unregistered(
  { dns, suffixesAbove = [] }: Pick<DomainObservations, 'dns' | 'suffixesAbove'>,
  name: string,
): Unregistered | null {
  const lookups = lookupsOf(dns, name, 'A').filter(({ result }) => result.kind !== 'unanswered');
  const zones = lookups.map(({ aliases, result, observation: { outcome } }) => {
    if (result.kind !== 'nxdomain' || aliases.length > 0 || outcome.kind !== 'answer') return undefined;
    return outcome.authority?.find(({ type }) => type === 'SOA')?.name;
  });
  const [saidBy] = zones;
  const isHigh = (zone: string | undefined) =>
    zone !== undefined && (!zone.includes('.') || suffixesAbove.includes(zone));
  return saidBy !== undefined && zones.every(isHigh) ? { saidBy, lookups } : null;
}
