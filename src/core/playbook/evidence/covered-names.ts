import { covers } from '../../certificate/covers.ts';
import { textOf } from '../../domain/name.ts';
import type { EvidenceRow } from '../evidence.ts';
import { plain, type Collect } from './rows.ts';

/** Is every name of the domain in the certificates that are shown? A wildcard stands for one label only. */
export const coveredNames: Collect = (intent, { report }) => {
  const leaves = report.observations.tls.flatMap(({ outcome }) =>
    outcome.kind === 'handshake' ? outcome.chain.slice(0, 1) : [],
  );
  if (leaves.length === 0) return plain([], 'No address showed a certificate.');
  return plain(
    intent.names.map((one): EvidenceRow => {
      const name = textOf(one);
      const of = { name: one.ascii, part: null, what: name };
      const by = leaves.find(({ names }) => covers(names, name))?.names.find((held) => covers([held], name));
      if (by !== undefined) return { ...of, seen: `covered by ${by.value}`, expected: null, mark: 'fine' };
      const held = leaves.flatMap(({ names }) => names.map(({ value }) => value));
      return { ...of, seen: `not among ${[...new Set(held)].join(', ')}`, expected: name, mark: 'problem' };
    }),
  );
};
