import type { DnsObservation, DnsRecord } from './answer.ts';
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
  /**
   * How the question for TXT ends: `exists` also where the name has no TXT. `unknown`: no server answered, or none was
   * asked.
   */
  readonly end: 'exists' | 'nxdomain' | 'loop' | 'failed' | 'unknown';
  readonly lookups: readonly Lookup[];
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
    texts: distinct(txt.flatMap(({ result }) => (result.kind === 'found' ? textsOf(result.records) : []))),
    end: end(),
    lookups,
  };
}

/** How the delegation stands to the target that the user expects. */
export type DelegationState = 'valid' | 'missing' | 'wrong' | 'duplicate' | 'dangling' | 'failed' | 'unknown';

/** A CNAME at `_acme-challenge` must lead to the target, alone (RFC 1034 §3.6.2: an alias has no other data). */
export function delegationState(found: ChallengeRecords, target: string): DelegationState {
  const { targets, ownTexts, end } = found;
  if (ownTexts.length > 0 || targets.length > 1) return 'duplicate';
  if (targets.length === 1) {
    if (targets[0] !== target) return 'wrong';
    return isDangling(found) ? 'dangling' : 'valid';
  }
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
