import type { DnsRecord } from './answer.ts';

/** A record as a zone file writes it, without its time to live. Hostile. */
export function recordText(record: DnsRecord): string {
  return `${record.name} ${record.type} ${valueText(record)}`;
}

/** The data of a record as a zone file writes it; of a SOA the primary and the serial. Hostile. */
export function valueText(record: DnsRecord): string {
  if ('address' in record) return record.address;
  if ('target' in record) return record.target;
  if ('text' in record) return `"${record.text}"`;
  if (record.type === 'CAA') return `${record.flags} ${record.tag} "${record.value}"`;
  return record.type === 'SOA' ? `${record.primary} ${record.serial}` : record.data;
}
