import type { DnsObservation, DnsRecord, DnsServer, RecordType } from './answer.ts';

/** What one server's word on one question comes to. */
export type LookupResult =
  /** Records of the type that was asked for, at the end of the aliases. */
  | { readonly kind: 'found'; readonly records: readonly DnsRecord[] }
  | { readonly kind: 'no-data' }
  | { readonly kind: 'nxdomain' }
  /** The aliases run in a circle, or over more than 16 names. */
  | { readonly kind: 'loop' }
  /**
   * SERVFAIL or silence from a server that answered other questions: the zone's servers fail, or, where it is `bogus`
   * (RFC 4033 §5), they answer and DNSSEC validation fails.
   */
  | { readonly kind: 'failed'; readonly text: string; readonly bogus: boolean }
  /** The server answered nothing at all, or does not serve this question (REFUSED, NOTIMP): nothing is known of the zone. */
  | { readonly kind: 'unanswered'; readonly text: string };

export interface Lookup {
  readonly server: DnsServer;
  /** Names that CNAMEs led over, the one that was asked first. */
  readonly aliases: readonly string[];
  readonly result: LookupResult;
  readonly observation: DnsObservation;
}

/** The answers to one question, one per server. */
export function lookupsOf(dns: readonly DnsObservation[], name: string, type: RecordType): readonly Lookup[] {
  const alive = answeringServers(dns);
  return dns
    .filter(({ question }) => question.name === name && question.type === type)
    .map((observation) => {
      const { aliases, result } = read(observation, alive.has(serverKey(observation.server)));
      return { server: observation.server, aliases, result, observation };
    });
}

/** How a server is written: `192.0.2.53`, with the port where it is not the usual one; over TCP alone and under encryption as a URL. */
export function serverText({ address, port, overTcp, encrypted }: DnsServer): string {
  if (encrypted === undefined && overTcp === undefined && port === 53) return address;
  const host = address.includes(':') ? `[${address}]` : address;
  if (overTcp === true) return `tcp://${port === 53 ? host : `${host}:${port}`}`;
  if (encrypted === undefined) return `${host}:${port}`;
  const place = port === (encrypted.protocol === 'tls' ? 853 : 443) ? host : `${host}:${port}`;
  return `${encrypted.protocol}://${place}${encrypted.protocol === 'https' ? encrypted.path : ''}`;
}

function serverKey(server: DnsServer): string {
  return serverText(server);
}

/** Servers that do their work: they had an answer to something. */
function answeringServers(dns: readonly DnsObservation[]): ReadonlySet<string> {
  return new Set(
    dns
      .filter(({ outcome }) => outcome.kind === 'answer' && ['NOERROR', 'NXDOMAIN'].includes(outcome.rcode))
      .map(({ server }) => serverKey(server)),
  );
}

function read({ question, outcome }: DnsObservation, alive: boolean): Pick<Lookup, 'aliases' | 'result'> {
  if (outcome.kind === 'silence') {
    const failed = alive && (outcome.reason === 'timeout' || outcome.reason === 'hostile');
    return { aliases: [], result: failed ? failure(outcome.reason) : { kind: 'unanswered', text: outcome.reason } };
  }
  const { aliases, end } = followAliases(question.name, question.type, outcome.records);
  if (end === null) return { aliases, result: { kind: 'loop' } };
  if (outcome.rcode === 'NXDOMAIN') return { aliases, result: { kind: 'nxdomain' } };
  if (outcome.rcode !== 'NOERROR') {
    const failed = alive && outcome.rcode === 'SERVFAIL';
    const bogus = outcome.rcodeUnchecked !== undefined;
    return { aliases, result: failed ? failure(outcome.rcode, bogus) : { kind: 'unanswered', text: outcome.rcode } };
  }
  const records = outcome.records.filter((record) => record.type === question.type && record.name === end);
  return { aliases, result: records.length > 0 ? { kind: 'found', records } : { kind: 'no-data' } };
}

function failure(text: string, bogus = false): LookupResult {
  return { kind: 'failed', text, bogus };
}

/** Did DNSSEC validation fail, and nothing else? */
export function isBogus({ result }: Lookup): boolean {
  return result.kind === 'failed' && result.bogus;
}

const mostAliases = 16;

/** Follows CNAMEs (RFC 1034 §3.6.2) inside one answer, whatever their order; `end` is null where they come to no end. */
function followAliases(
  name: string,
  type: RecordType,
  records: readonly DnsRecord[],
): { readonly aliases: readonly string[]; readonly end: string | null } {
  const aliases: string[] = [];
  if (type === 'CNAME') return { aliases, end: name };
  for (let end = name; ;) {
    const next = records.find((record) => record.type === 'CNAME' && record.name === end);
    if (next?.type !== 'CNAME') return { aliases, end };
    aliases.push(next.target);
    if (next.target === name || aliases.indexOf(next.target) < aliases.length - 1 || aliases.length > mostAliases) {
      return { aliases, end: null };
    }
    end = next.target;
  }
}
