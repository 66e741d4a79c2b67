import type { ProblemId } from '../../problem/catalogue.ts';
import type { EvidenceRow } from '../evidence.ts';
import type { Look } from '../look.ts';
import { addressesOfNames, machineRow, onServer, plain, type Collect } from './rows.ts';
import { certificateWords } from './served.ts';

/** Did the web server run out of connections or files? Only its log shows it. */
export const connections: Collect = (intent, { known }) => {
  const logs = (known.logs ?? []).filter(({ format }) => format.includes('nginx') || format.includes('apache'));
  if (logs.length === 0)
    return plain([], 'No log of the web server was read, and nothing else shows whether connections ran out.');
  const exhausted: readonly ProblemId[] = ['nginx-worker-connections', 'nginx-open-files'];
  return plain(
    logs.flatMap(({ path, findings }): readonly EvidenceRow[] => {
      const met = findings.filter(({ problem }) => exhausted.includes(problem));
      const last = met.at(-1);
      if (last === undefined) return [machineRow(intent, path, 'tells of no lack of connections', 'fine')];
      return [
        machineRow(intent, `${path}:${last.line}`, `${last.message} (${met.length} times in this log)`, 'problem'),
      ];
    }),
  );
};

/** Who may read the private keys. */
export const keyRights: Collect = (intent, look) =>
  onServer(look, ({ files }) =>
    plain(
      files.map(({ key, keyOpenToAll }): EvidenceRow => {
        if (keyOpenToAll === null) return machineRow(intent, key, 'its rights were not seen', 'unknown');
        return machineRow(
          intent,
          key,
          keyOpenToAll ? 'every user of the machine may read it' : 'closed to other users',
          keyOpenToAll ? 'problem' : 'fine',
        );
      }),
      files.length === 0 ? 'No site for the domain names a key on this machine.' : null,
    ),
  );

/** How many machines answer for each name, whether they answer alike, and whether any may be the one that is asked for the token. */
export const nodes: Collect = (intent, look) => {
  const places = addressesOfNames(intent, look.report);
  const names = [...new Set(places.map(({ name }) => name))];
  if (names.length === 0) return plain([], 'No address is known to look at.');
  return plain(
    names.map((name): EvidenceRow => {
      const own = places.filter((one) => one.name === name);
      const shown = [...new Set(own.map(({ address }) => leafAt(name, address, look)))];
      const what = `${name}, ${own.length} ${own.length === 1 ? 'address' : 'addresses'}`;
      const of = { name, part: null, what, expected: null };
      if (own.length === 1)
        return { ...of, seen: 'one address: the node that asks is the node that answers', mark: 'fine' };
      if (shown.includes(null)) return { ...of, seen: 'not every address showed a certificate', mark: 'unknown' };
      if (shown.length > 1) return { ...of, seen: `different certificates: ${shown.join('; ')}`, mark: 'problem' };
      return { ...of, seen: `the same certificate everywhere: ${shown.join('')}`, mark: 'fine' };
    }),
  );
};

function leafAt(name: string, address: string, { report }: Look): string | null {
  const tls = report.observations.tls.find((one) => one.serverName === name && one.address === address);
  const leaf = tls?.outcome.kind === 'handshake' ? tls.outcome.chain[0] : undefined;
  return leaf === undefined ? null : certificateWords(leaf);
}
