import { covers } from '../../certificate/covers.ts';
import type { CertificateFacts } from '../../certificate/facts.ts';
import type { TlsObservation } from '../../certificate/handshake.ts';
import { durationWords, lifetimeOf } from '../../certificate/lifetime.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import type { DomainReport } from '../../domain/report.ts';
import type { Evidence, EvidenceRow } from '../evidence.ts';
import { addressesOfNames, addressless, plain, unseen, type Collect } from './rows.ts';

/** The certificate that every address shows. */
export const served: Collect = (intent, { report }) =>
  everyAddress(intent, report, ({ seen, of }) => ({ ...of, seen, expected: null, mark: 'fine' }));

/** The same, held against the name and the clock: another name's, what has ended, or should have been renewed by now, is wrong. */
export const current: Collect = (intent, { report }) =>
  everyAddress(intent, report, ({ leaf, seen, of }) => {
    if (!covers(leaf.names, of.name)) {
      return { ...of, seen: `${seen}, for another name`, expected: `one for ${of.name}`, mark: 'problem' };
    }
    const { state, leftMs } = lifetimeOf(leaf, new Date(report.at));
    const left = durationWords(leftMs);
    switch (state) {
      case 'valid':
        return { ...of, seen: `${seen}, ${left} left`, expected: null, mark: 'fine' };
      case 'expiring':
        return { ...of, seen: `${seen}, ${left} left`, expected: 'renewed before its last quarter', mark: 'problem' };
      case 'expired':
        return { ...of, seen: `${seen}, expired ${left} ago`, expected: 'a valid one', mark: 'problem' };
      case 'not-yet-valid':
        return { ...of, seen: `${seen}, not valid yet`, expected: 'a valid one', mark: 'problem' };
      case 'unreadable':
        return { ...of, seen, expected: 'dates', mark: 'problem' };
    }
  });

interface ServedLeaf {
  readonly leaf: CertificateFacts;
  readonly seen: string;
  readonly of: Pick<EvidenceRow, 'name' | 'part' | 'what'>;
}

function everyAddress(intent: DomainIntent, report: DomainReport, row: (leaf: ServedLeaf) => EvidenceRow): Evidence {
  const { tls } = report.observations;
  const unasked = addressesOfNames(intent, report).flatMap(({ name, addresses }) => {
    const asked = tls.filter(({ serverName }) => serverName === name).map(({ address }) => address);
    if (addresses.length + asked.length === 0) return [addressless(name)];
    const left = addresses.filter((address) => !asked.includes(address));
    return left.map((address) => unseen(name, address, `${name} at ${address}`));
  });
  return plain([...tls.map((one) => servedRow(one, row)), ...unasked]);
}

function servedRow(
  { serverName, address, outcome }: TlsObservation,
  row: (leaf: ServedLeaf) => EvidenceRow,
): EvidenceRow {
  const of = { name: serverName, part: address, what: `${serverName} at ${address}` };
  if (outcome.kind === 'failed') return { ...of, seen: outcome.text, expected: null, mark: 'unknown' };
  const [leaf] = outcome.chain;
  if (leaf === undefined) return { ...of, seen: 'no certificate was sent', expected: null, mark: 'problem' };
  return row({ leaf, seen: certificateWords(leaf), of });
}

export function certificateWords({ serialNumber, notBefore, notAfter }: CertificateFacts): string {
  return `serial ${serialNumber}, ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}`;
}
