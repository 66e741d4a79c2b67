import { covers } from '../../certificate/covers.ts';
import type { CertificateFacts } from '../../certificate/facts.ts';
import type { TlsObservation } from '../../certificate/handshake.ts';
import { textOf, type DomainName } from '../../domain/name.ts';
import { handshakesFor } from '../../judge/certificate-state.ts';
import type { EvidenceRow } from '../evidence.ts';
import { plain, type Collect } from './rows.ts';

/**
 * Is every name of the domain in the certificates that its own addresses show? A wildcard has no address: one certificate
 * that holds it is enough. It stands for one label only.
 */
export const coveredNames: Collect = (intent, { report }) => {
  const { tls } = report.observations;
  const missing = leavesOf(tls).length === 0 ? 'No address showed a certificate.' : null;
  return plain(
    intent.names.map((name) => coverRow(name, tls)),
    missing,
  );
};

function coverRow(name: DomainName, tls: readonly TlsObservation[]): EvidenceRow {
  const text = textOf(name);
  const of = { name: name.ascii, part: null, what: text };
  const own = leavesOf(handshakesFor(name, tls));
  const holds = ({ names }: CertificateFacts): boolean => covers(names, text);
  const holding = (name.wildcard ? leavesOf(tls) : own).filter(holds);
  const lacking = own.filter((leaf) => !holds(leaf));
  const by = holding[0]?.names.find((held) => covers([held], text));
  if (by !== undefined && (name.wildcard || lacking.length === 0))
    return { ...of, seen: `covered by ${by.value}`, expected: null, mark: 'fine' };
  if (lacking.length === 0)
    return { ...of, seen: 'no address of it showed a certificate', expected: null, mark: 'unknown' };
  const held = lacking.flatMap(({ names }) => names.map(({ value }) => value));
  return { ...of, seen: `not among ${[...new Set(held)].join(', ')}`, expected: text, mark: 'problem' };
}

function leavesOf(tls: readonly TlsObservation[]): readonly CertificateFacts[] {
  return tls.flatMap(({ outcome }) => (outcome.kind === 'handshake' ? outcome.chain.slice(0, 1) : []));
}
