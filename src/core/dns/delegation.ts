import type { DnsObservation, DnsRecord } from './answer.ts';
import { addressesOf } from './name-resolution.ts';
import { lookupsOf, type Lookup } from './resolution.ts';

/** What stands at `_acme-challenge` of a name, as all servers together see it. */
export interface ChallengeRecords {
  /** `_acme-challenge.example.com`. */
  readonly owner: string;
  /** Targets of the CNAME records there; more than one is against RFC 1034 §3.6.2. */
  readonly targets: readonly string[];
  /** TXT values right there, not behind the CNAME. */
  readonly ownTexts: readonly string[];
  /** TXT values that a CA finds, aliases followed. */
  readonly texts: readonly string[];
  /** Addresses there that no other name beside it has: a provider's proxy answers in the place of the records. */
  readonly addresses: readonly string[];
  /** Where TXT records stand under a name to which the provider has appended the zone once more. */
  readonly doubled: readonly { readonly owner: string; readonly lookups: readonly Lookup[] }[];
  /**
   * How the question for TXT ends: `exists` also where the name has no TXT. `unknown`: no server answered, or none was
   * asked.
   */
  readonly end: 'exists' | 'nxdomain' | 'loop' | 'failed' | 'unknown';
  readonly lookups: readonly Lookup[];
}

/** A label that nobody uses: what answers for it answers for every name, as a wildcard record does. */
const guardLabel = 'cert-doctor-not-there';

/** A name beside the challenge label that only a wildcard answers for. */
export function guardName(base: string): string {
  return `${guardLabel}.${base}`;
}

/**
 * Where the record for `base` stands if the provider appends the zone to a name that was typed whole: the zone is the
 * name itself or the domain that was registered.
 */
export function doubledNames(base: string, registered: string | null): readonly string[] {
  const zones = registered === null || registered === base ? [base] : [base, registered];
  return zones.map((zone) => `_acme-challenge.${base}.${zone}`).filter((name) => name.length <= 253);
}

export function challengeRecords(dns: readonly DnsObservation[], base: string): ChallengeRecords {
  const owner = `_acme-challenge.${base}`;
  const txt = lookupsOf(dns, owner, 'TXT');
  const lookups = [...txt, ...lookupsOf(dns, owner, 'CNAME')];
  const records = lookups.flatMap(({ observation: { outcome } }) => (outcome.kind === 'answer' ? outcome.records : []));
  const own = records.filter((record) => record.name === owner);
  const kinds = new Set(txt.map(({ result }) => result.kind));
  const end = () => {
    if (kinds.has('found') || kinds.has('no-data')) return 'exists';
    if (kinds.has('nxdomain')) return 'nxdomain';
    if (kinds.has('loop')) return 'loop';
    return kinds.has('failed') ? 'failed' : 'unknown';
  };
  return {
    owner,
    targets: distinct(own.flatMap((record) => (record.type === 'CNAME' ? [record.target] : []))),
    ownTexts: distinct(textsOf(own)),
    addresses: ownAddresses(dns, owner, base),
    doubled: doubledRecords(dns, owner, base),
    texts: distinct(txt.flatMap(({ result }) => (result.kind === 'found' ? textsOf(result.records) : []))),
    end: end(),
    lookups,
  };
}

function ownAddresses(dns: readonly DnsObservation[], owner: string, base: string): readonly string[] {
  const everywhere = new Set(lookupsOf(dns, guardName(base), 'A').flatMap(addressesOf));
  const found = lookupsOf(dns, owner, 'A').filter(({ aliases }) => aliases.length === 0);
  return distinct(found.flatMap(addressesOf)).filter((address) => !everywhere.has(address));
}

function doubledRecords(dns: readonly DnsObservation[], owner: string, base: string): ChallengeRecords['doubled'] {
  const textsAt = (name: string) => {
    return lookupsOf(dns, name, 'TXT').flatMap(({ result }) =>
      result.kind === 'found' ? textsOf(result.records) : [],
    );
  };
  const everywhere = new Set(textsAt(guardName(base)));
  const names = dns.map(({ question }) => question.name).filter((name) => name.startsWith(`${owner}.`));
  return distinct(names)
    .filter((name) => textsAt(name).some((text) => !everywhere.has(text)))
    .map((name) => ({ owner: name, lookups: lookupsOf(dns, name, 'TXT') }));
}

/** How the delegation stands to the target that the user expects. */
export type DelegationState =
  'valid' | 'missing' | 'wrong' | 'duplicate' | 'proxied' | 'dangling' | 'failed' | 'unknown';

/** A CNAME at `_acme-challenge` must lead to the target, alone (RFC 1034 §3.6.2: an alias has no other data). */
export function delegationState(found: ChallengeRecords, target: string): DelegationState {
  const { targets, ownTexts, addresses, end } = found;
  if (ownTexts.length > 0 || targets.length > 1) return 'duplicate';
  if (targets.length === 1) {
    if (targets[0] !== target) return 'wrong';
    return isDangling(found) ? 'dangling' : 'valid';
  }
  if (addresses.length > 0) return 'proxied';
  if (end === 'exists' || end === 'nxdomain') return 'missing';
  return end === 'failed' || end === 'loop' ? 'failed' : 'unknown';
}

/** An alias that leads nowhere: resolvers answer a circle behind it with SERVFAIL, or with the part that they saw. */
export function isDangling({ targets, end }: ChallengeRecords): boolean {
  return targets.length > 0 && (end === 'nxdomain' || end === 'loop' || end === 'failed');
}

function textsOf(records: readonly DnsRecord[]): readonly string[] {
  return records.flatMap((record) => (record.type === 'TXT' ? [record.text] : []));
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
