import { parseAddress } from './address.ts';
import type { DnsObservation } from './answer.ts';
import { lookupsOf, type Lookup } from './resolution.ts';

/** The addresses of a name, as all servers together see it. */
export interface NameResolution {
  readonly name: string;
  /**
   * `found`: somebody gave an address. `failed`: nobody did, and for IPv4 or IPv6 all that is known is that servers of
   * the zone fail.
   * `unanswered`: nobody gave one, and for IPv4 or IPv6 no server had an answer, or none was asked.
   */
  readonly state: 'found' | 'nxdomain' | 'no-address' | 'loop' | 'failed' | 'unanswered';
  /** Every address that somebody gave, IPv4 first, each once. */
  readonly addresses: readonly string[];
  /** The answers for A and AAAA, one per server and type. */
  readonly lookups: readonly Lookup[];
  /** The answers for the types on which servers do not agree; empty where they do. Silence is no answer. */
  readonly disagreement: readonly Lookup[];
  /** The failures for each type for which no server had an answer, although servers of the zone were asked. */
  readonly broken: readonly (readonly Lookup[])[];
  /** No server had an answer for IPv4, or none for IPv6, and none failed: there may be addresses that nobody saw. */
  readonly partlySeen: boolean;
}

/** @param name in A-labels; an IP address is at itself, whatever DNS says */
export function resolveName(dns: readonly DnsObservation[], name: string): NameResolution {
  if (parseAddress(name) !== null) {
    return { name, state: 'found', addresses: [name], lookups: [], disagreement: [], broken: [], partlySeen: false };
  }
  const byType = [lookupsOf(dns, name, 'A'), lookupsOf(dns, name, 'AAAA')];
  const lookups = byType.flat();
  const kinds = new Set(lookups.map(({ result }) => result.kind));
  const unseen = byType.some((answers) => answers.every(({ result }) => result.kind === 'unanswered'));
  const broken = byType
    .filter((answers) => answers.every(({ result }) => result.kind === 'failed' || result.kind === 'unanswered'))
    .map((answers) => answers.filter(({ result }) => result.kind === 'failed'))
    .filter((failures) => failures.length > 0);
  const state = () => {
    if (kinds.has('found')) return 'found';
    if (kinds.has('nxdomain')) return 'nxdomain';
    if (kinds.has('loop')) return 'loop';
    if (broken.length > 0) return 'failed';
    return unseen ? 'unanswered' : 'no-address';
  };
  return {
    name,
    state: state(),
    addresses: [...new Set(lookups.flatMap(addressesOf))],
    lookups,
    disagreement: byType
      .map((answers) => answers.filter(isSaid))
      .filter((answers) => new Set(answers.map(answerText)).size > 1)
      .flat(),
    broken,
    partlySeen: kinds.has('found') && unseen,
  };
}

function isSaid({ observation, result }: Lookup): boolean {
  return observation.outcome.kind === 'answer' && result.kind !== 'unanswered';
}

export function addressesOf({ result }: Lookup): readonly string[] {
  if (result.kind !== 'found') return [];
  return result.records.flatMap((record) => (record.type === 'A' || record.type === 'AAAA' ? [record.address] : []));
}

/** What one server says, in a form that can be compared and shown: its addresses in order, or why there are none. */
export function answerText(lookup: Lookup): string {
  const { result } = lookup;
  if (result.kind === 'found') return addressesOf(lookup).toSorted().join(' ');
  return result.kind === 'failed' ? result.text : noAddressWords[result.kind];
}

const noAddressWords = {
  'no-data': 'no record',
  nxdomain: 'NXDOMAIN',
  loop: 'a circle of aliases',
  unanswered: 'no answer',
} as const;
