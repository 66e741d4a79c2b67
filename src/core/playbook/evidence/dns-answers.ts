import type { DnsObservation, DnsRecord } from '../../dns/answer.ts';
import { valueText } from '../../dns/record-text.ts';

/** NOERROR and NXDOMAIN are statements about the name; every other code only says that the server could not make one. */
export function isAuthority({ outcome }: DnsObservation): boolean {
  return outcome.kind === 'answer' && (outcome.rcode === 'NOERROR' || outcome.rcode === 'NXDOMAIN');
}

export function failureOf({ server, outcome }: DnsObservation): string {
  return outcome.kind === 'answer'
    ? `the resolver ${server.address} answered ${outcome.rcode}`
    : `the resolver ${server.address} gave no answer (${outcome.text})`;
}

export function typedText(record: DnsRecord): string {
  return record.type === 'CAA' ? valueText(record) : `${record.type} ${valueText(record)}`;
}
