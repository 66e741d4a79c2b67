import type { DomainIntent } from '../../domain/intent.ts';
import { modeText, type PathRights } from '../../host/machine-facts.ts';
import type { WebServer } from '../../host/web-server.ts';
import type { ProblemId } from '../../problem/catalogue.ts';
import type { EvidenceRow } from '../evidence.ts';
import type { Look } from '../look.ts';
import { addressesOfNames, addressless, machineRow, onServer, plain, type Collect } from './rows.ts';
import { certificateWords } from './served.ts';

/** Did the web server run out of connections or files? Only its log shows it. */
export const connections: Collect = (intent, { report, known }) => {
  const { host } = report.observations;
  const servers = (host?.servers ?? []).filter(({ shortages }) => shortages !== undefined);
  const logs = (known.logs ?? []).filter(({ format }) => format.includes('nginx') || format.includes('apache'));
  if (logs.length + servers.length === 0)
    return plain([], 'No log of the web server was read, and nothing else shows whether connections ran out.');
  return plain([
    ...servers.flatMap((server) => shortageRows(intent, server)),
    ...logs.flatMap(({ path, findings }): readonly EvidenceRow[] => {
      const met = findings.filter(({ problem }) => exhausted.includes(problem));
      const last = met.at(-1);
      if (last === undefined) return [machineRow(intent, path, 'tells of no lack of connections', 'fine')];
      return [
        machineRow(intent, `${path}:${last.line}`, `${last.message} (${met.length} times in this log)`, 'problem'),
      ];
    }),
  ]);
};

const exhausted: readonly ProblemId[] = ['nginx-worker-connections', 'nginx-open-files'];

function shortageRows(
  intent: DomainIntent,
  { software, shortages = [], workerConnections }: WebServer,
): readonly EvidenceRow[] {
  const set = workerConnections === undefined ? '' : `, worker_connections ${workerConnections}`;
  if (shortages.length === 0) return [machineRow(intent, software, `ran out of nothing lately${set}`, 'fine')];
  return shortages.map(({ file, count, line }) =>
    machineRow(intent, file, `${line} (${count} times${set})`, 'problem'),
  );
}

/** Who may read the private keys, and enter the folders that hold them. */
export const keyRights: Collect = (intent, look) =>
  onServer(look, ({ files, machine }) =>
    plain(
      [
        ...files.map(({ key, keyOpenToAll }): EvidenceRow => {
          if (keyOpenToAll === null) return machineRow(intent, key, 'its rights were not seen', 'unknown');
          const seen = keyOpenToAll ? 'every user of the machine may read it' : 'closed to other users';
          return machineRow(intent, key, seen, keyOpenToAll ? 'problem' : 'fine');
        }),
        ...(machine?.rights ?? []).map((rights) => rightsRow(intent, rights)),
      ],
      files.length === 0 ? 'No site for the domain names a key on this machine.' : null,
    ),
  );

const ownerMayEnter = 0o100;
const othersMayWrite = 0o002;

function rightsRow(intent: DomainIntent, { path, rights }: PathRights): EvidenceRow {
  if (!rights.known) return machineRow(intent, path, `its rights were not seen: ${rights.why}`, 'unknown');
  const { kind, mode, owner, group, openToAll } = rights.value;
  const seen = `${modeText(mode)}, ${owner}:${group}`;
  // Mode 600, which older instructions ask for, takes away the right to enter a folder.
  // Whoever may write into a folder can put a key of their own there.
  if (kind === 'folder' && ((mode & ownerMayEnter) === 0 || (mode & othersMayWrite) !== 0))
    return { ...machineRow(intent, path, seen, 'problem'), expected: '0700 or 0755' };
  if (kind === 'file' && openToAll) return { ...machineRow(intent, path, seen, 'problem'), expected: '0600' };
  return machineRow(intent, path, seen, 'fine');
}

/** How many machines answer for each name, whether they answer alike, and whether any may be the one that is asked for the token. */
export const nodes: Collect = (intent, look) => {
  const places = addressesOfNames(intent, look.report);
  if (places.length === 0) return plain([], 'No address is known to look at.');
  return plain(
    places.map(({ name, addresses }): EvidenceRow => {
      if (addresses.length === 0) return addressless(name);
      const shown = [...new Set(addresses.map((address) => leafAt(name, address, look)))];
      const isAlone = addresses.length === 1;
      const what = `${name}, ${addresses.length} ${isAlone ? 'address' : 'addresses'}`;
      const of = { name, part: null, what, expected: null };
      if (shown.includes(null)) {
        const seen = isAlone ? 'no certificate was seen there' : 'not every address showed a certificate';
        return { ...of, seen, mark: 'unknown' };
      }
      if (isAlone) return { ...of, ...aloneAt(addresses[0], look) };
      if (shown.length > 1) return { ...of, seen: `different certificates: ${shown.join('; ')}`, mark: 'problem' };
      return { ...of, seen: `the same certificate everywhere: ${shown.join('')}`, mark: 'fine' };
    }),
  );
};

/** One address is one machine only where that machine says so: a load balancer has one, too. */
function aloneAt(address: string | undefined, { report }: Look): Pick<EvidenceRow, 'seen' | 'mark'> {
  const isOwn = address !== undefined && report.observations.host?.addresses.includes(address) === true;
  return isOwn
    ? { seen: 'one address, and it is this machine: the one that asks is the one that answers', mark: 'fine' }
    : { seen: 'one address: whether several machines stand behind it is not seen from here', mark: 'unknown' };
}

function leafAt(name: string, address: string, { report }: Look): string | null {
  const tls = report.observations.tls.find((one) => one.serverName === name && one.address === address);
  const leaf = tls?.outcome.kind === 'handshake' ? tls.outcome.chain[0] : undefined;
  return leaf === undefined ? null : certificateWords(leaf);
}
