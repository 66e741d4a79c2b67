import { groupBy } from '../group-by.ts';
import type { DnsObservation, DnsRecord, RecordType } from './answer.ts';
import { isWithin } from './wire-record.ts';

/** What one name server of a zone says at one of its addresses, asked without recursion. */
export interface NameServerObservation {
  /** As the zone or the one above it names it; text from the wire. */
  readonly name: string;
  /** Null: no address is known. */
  readonly address: string | null;
  /** Who gave the address: resolvers, or the zone above beside the delegation (glue). */
  readonly source: 'resolvers' | 'glue';
  /** It was not asked: its address is private or reserved, and that was not allowed. */
  readonly notAllowed?: boolean;
  /** Resolvers say that it has no address. False where they did not answer. */
  readonly addressless?: boolean;
  /** Over UDP: SOA and NS of the zone, then what was asked about the names in it. */
  readonly answers: readonly DnsObservation[];
  /** SOA over TCP; null where it was not asked. */
  readonly tcp: DnsObservation | null;
  /** SOA without EDNS, asked only where the server had no answer with it. */
  readonly plain: DnsObservation | null;
}

/** One zone that holds names of the check: how the zone above hands it down, and what each of its servers says. */
export interface ZoneObservation {
  /** Its apex; empty for the root. */
  readonly zone: string;
  /** The question for its NS records, asked of servers of the zone above. Empty: none of them was asked. */
  readonly parent: readonly DnsObservation[];
  readonly servers: readonly NameServerObservation[];
}

/** What one server says of one name and type: its records right there, or why there are none. */
export interface AuthorityWord {
  readonly kind: 'found' | 'no-data' | 'nxdomain';
  readonly records: readonly DnsRecord[];
  readonly observation: DnsObservation;
}

/** The answer of a server that knows the zone; null for any other: silence, failures, referrals, answers without authority. */
export function wordOf(observation: DnsObservation): AuthorityWord | null {
  const { question, outcome } = observation;
  if (outcome.kind === 'silence' || !outcome.authoritative) return null;
  // An alias speaks for its own name alone: what lies behind it may belong to another zone.
  const records = outcome.records.filter(({ name, type }) => {
    return name === question.name && (type === question.type || type === 'CNAME');
  });
  if (records.length > 0) return { kind: 'found', records, observation };
  if (outcome.rcode === 'NXDOMAIN') return { kind: 'nxdomain', records, observation };
  return outcome.rcode === 'NOERROR' ? { kind: 'no-data', records, observation } : null;
}

/** Does it answer for the zone, with authority? */
export function isWorking({ answers }: NameServerObservation, zone: string): boolean {
  const soa = answers.find(({ question }) => question.type === 'SOA' && question.name === zone);
  return soa !== undefined && wordOf(soa)?.kind === 'found';
}

/** The words of all servers of all zones on a question, each from a server that knows. */
export function wordsOn(
  authority: readonly ZoneObservation[],
  name: string,
  type: RecordType,
): readonly AuthorityWord[] {
  return authority
    .flatMap(({ servers }) => servers.flatMap(({ answers }) => answers))
    .filter(({ question }) => question.name === name && question.type === type)
    .flatMap((observation) => wordOf(observation) ?? []);
}

/** The same for equal records whatever their order and their time to live. */
export function wordKey({ kind, records }: AuthorityWord): string {
  if (kind !== 'found') return kind;
  return records
    .map((record) => JSON.stringify({ ...record, ttl: 0 }))
    .toSorted()
    .join(' ');
}

/** Where a server that does not hold the name itself leads: the zone below, its servers and their addresses. */
export interface Referral {
  readonly zone: string;
  readonly names: readonly string[];
  /** Addresses by the name of the server. */
  readonly glue: ReadonlyMap<string, readonly string[]>;
}

/** Reads a referral (RFC 1034 §4.3.2) from `zone` to a zone below it that holds the name asked for; null for anything else. */
export function referralOf({ question, outcome }: DnsObservation, zone: string): Referral | null {
  if (outcome.kind === 'silence' || outcome.rcode !== 'NOERROR' || outcome.authoritative) return null;
  const below = (outcome.authority ?? []).flatMap((record) => (record.type === 'NS' ? [record] : []));
  const cut = below[0]?.name;
  if (outcome.records.length > 0 || cut === undefined || cut === zone) return null;
  if (!isWithin(cut, zone) || !isWithin(question.name, cut)) return null;
  const names = below.filter(({ name }) => name === cut).map(({ target }) => target);
  const addresses = (outcome.glue ?? []).flatMap((record) => {
    return (record.type === 'A' || record.type === 'AAAA') && names.includes(record.name) ? [record] : [];
  });
  const byName = groupBy(addresses, ({ name }) => name);
  return {
    zone: cut,
    names: [...new Set(names)],
    glue: new Map([...byName].map(([name, records]) => [name, records.map(({ address }) => address)])),
  };
}
