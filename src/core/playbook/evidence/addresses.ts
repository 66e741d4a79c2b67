import type { DomainIntent } from '../../domain/intent.ts';
import type { DomainReport } from '../../domain/report.ts';
import type { NameStatus } from '../../domain/status.ts';
import { withoutStar, type EvidenceRow } from '../evidence.ts';
import { addressRecords, listed, namesOf, unseen, type Collect } from './rows.ts';

/** The records of every name, compared with the server's addresses. */
export const addresses: Collect = (intent, { report }) => {
  const rows = namesOf(intent).map((name): EvidenceRow => {
    const status = report.names.find((one) => one.name === name);
    if (status === undefined) return unseen(withoutStar(name), null, name);
    return status.dns === 'not-needed' ? ownAddressRow(status, intent) : addressRow(status, report);
  });
  const unsaid = report.names.filter((one) =>
    one.dns === 'not-needed'
      ? intent.addresses.length === 0
      : (one.addresses ?? one.dns) === 'valid' && addressRecords({ ...one, found: one.expected }).length === 0,
  );
  // Seen from the server itself, its own addresses need no saying.
  const own = report.observations.host?.addresses ?? [];
  const found = [...new Set(unsaid.flatMap(addressRecords))].filter((address) => !own.includes(address));
  const place = found.length === 0 ? 'the address' : listed(found);
  const isKnown = unsaid.length === 0 || (own.length > 0 && found.length === 0);
  const question = isKnown
    ? null
    : `Is ${place} this server? Cert Doctor does not know the server's address, so it cannot tell.`;
  return { rows, missing: null, question };
};

/** A name that is an IP address leads to itself. */
function ownAddressRow({ name }: NameStatus, { addresses: said }: DomainIntent): EvidenceRow {
  const of = { name, part: null, what: name };
  if (said.length === 0 || said.includes(name)) return { ...of, seen: 'an IP address', expected: null, mark: 'fine' };
  return {
    ...of,
    seen: 'an IP address, and none of those of the server',
    expected: said.map((address) => `${address.includes(':') ? 'AAAA' : 'A'} ${address}`).join(', '),
    mark: 'problem',
  };
}

/** What stands at `_acme-challenge` says nothing of where the name leads. */
function addressRow(status: NameStatus, report: DomainReport): EvidenceRow {
  const { name, dns, addresses: own = dns } = status;
  const found = status.found.filter(isAddressRecord);
  const expected = status.expected.filter(isAddressRecord);
  const seen = found.length > 0 ? found.join(', ') : 'no record';
  const of = { name: withoutStar(name), part: null, what: name };
  if (own === 'unknown') return { ...of, seen: silenceOf(name, report), expected: null, mark: 'unknown' };
  return {
    ...of,
    seen,
    expected: expected.length > 0 ? expected.join(', ') : null,
    mark: own === 'valid' && found.length > 0 ? 'fine' : 'problem',
  };
}

function isAddressRecord(record: string): boolean {
  return record.startsWith('A ') || record.startsWith('AAAA ');
}

/** Why nothing is known of a name: the first silence among the answers for it. */
function silenceOf(name: string, { observations }: DomainReport): string {
  const host = withoutStar(name);
  for (const { question, server, outcome } of observations.dns) {
    if (question.name !== host || outcome.kind !== 'silence') continue;
    return `the resolver ${server.address} gave no answer (${outcome.text})`;
  }
  return 'no resolver answered';
}
