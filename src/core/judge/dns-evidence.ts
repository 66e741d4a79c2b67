import { answerText } from '../dns/name-resolution.ts';
import { serverText, type Lookup } from '../dns/resolution.ts';
import type { DnsRecord } from '../dns/answer.ts';
import type { Evidence } from '../problem/finding.ts';
import { listed } from './make-finding.ts';

/** What each server said, word for word. */
export function dnsEvidence(lookups: readonly Lookup[]): readonly Evidence[] {
  return lookups.map(({ server, observation: { question, outcome, seen } }) => ({
    label: `${serverText(server)} on ${question.type} ${question.name}`,
    text:
      outcome.kind === 'silence'
        ? `${outcome.reason}: ${outcome.text} (${seen.ms} ms)`
        : [
            outcome.rcode,
            ...(outcome.rcodeUnchecked === undefined ? [] : [`${outcome.rcodeUnchecked} with checking disabled (CD)`]),
            ...(outcome.records.length === 0 ? ['no record'] : outcome.records.slice(0, 20).map(recordText)),
          ].join('; '),
  }));
}

/** `SERVFAIL from 192.0.2.53`, each once. */
export function answersOf(lookups: readonly Lookup[]): readonly string[] {
  return [listed([...new Set(lookups.map((lookup) => `${answerText(lookup)} from ${serverText(lookup.server)}`))])];
}

/** A record as a zone file writes it, without its time to live. */
export function recordText(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `${record.name} ${record.type} ${record.address}`;
    case 'CNAME':
    case 'NS':
      return `${record.name} ${record.type} ${record.target}`;
    case 'TXT':
      return `${record.name} TXT "${record.text}"`;
    case 'CAA':
      return `${record.name} CAA ${record.flags} ${record.tag} "${record.value}"`;
    case 'SOA':
      return `${record.name} SOA ${record.primary} ${record.serial}`;
    case 'DS':
    case 'DNSKEY':
    case 'RRSIG':
    case 'NSEC':
    case 'NSEC3':
    case 'TLSA':
    case 'SVCB':
    case 'HTTPS':
      return `${record.name} ${record.type} ${record.data}`;
  }
}
