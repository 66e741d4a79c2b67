import { statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { canonicalAddress } from '../../../core/dns/address.ts';
import type { DomainIntent } from '../../../core/domain/intent.ts';
import { authorityHosts } from '../../../core/acme/certificate-authorities.ts';
import type { DiskSpace, HostObservation } from '../../../core/host/host-observation.ts';
import { isMeantFor } from '../../../core/host/site.ts';
import { observeHostsFile } from './hosts-file.ts';
import { observeRights } from './machine-facts.ts';
import { MachineLooks } from './machine-looks.ts';
import { placeOf, type Machine } from './machine.ts';
import { readServedFile } from './pem-file.ts';
import { observeSiteFolders } from './site-folders.ts';

const mostFiles = 100;
/** Where clients and servers write. */
const writtenFolders = ['/etc/letsencrypt', '/var/log', '/tmp'];

/**
 * What this machine shows of itself where it serves the domain: one of the addresses is its own, or its web server or a
 * client here knows a name of it. Null elsewhere, and on systems other than Linux. Only reads, by argument vectors
 * without a shell; nothing needs root, and `unseen` says what root would add. Rejects only with the signal's reason.
 * @param resolved the addresses of the names; they are waited for while the machine is looked at
 */
export async function observeHost(
  intent: DomainIntent,
  resolved: readonly string[] | Promise<readonly string[]>,
  signal: AbortSignal,
  root = '/',
  looks = new MachineLooks(root),
): Promise<HostObservation | null> {
  if (process.platform !== 'linux') return null;
  const machine: Machine = { root, signal };
  const [{ listeners, web, system, users, cluster, ...kept }, pointedAt] = await Promise.all([
    looks.look(signal),
    resolved,
  ]);
  const { lineages, unseen: hiddenLineages } = kept.lineages;
  const { renewers, unseen: hiddenJobs } = kept.renewers;
  const { accounts, unseen: hiddenAccounts } = kept.accounts;
  const addresses = ownAddresses();
  const names = intent.names.map(({ ascii }) => ascii);
  const meant = web.servers.flatMap((server) =>
    server.sites
      .filter((site) => names.some((name) => isMeantFor(site, name)))
      .map((site) => ({ site, server, folder: path.dirname(server.configFile) })),
  );
  const own = lineages.filter(
    ({ name, leaf }) => names.includes(name) || leaf?.names.some(({ value }) => names.includes(value)),
  );
  const isKnown =
    pointedAt.some((address) => addresses.includes(address)) ||
    meant.length > 0 ||
    own.length > 0 ||
    (cluster?.cluster.known === true &&
      cluster.cluster.value.some((one) => one.names.some((name) => names.includes(name))));
  if (!isKnown) return null;
  const pairs = meant.flatMap(({ site: { software, certificates, keys }, folder }) =>
    certificates.map((certificate, at) => ({
      software,
      certificate: path.resolve(folder, certificate),
      key: path.resolve(folder, keys[at] ?? certificate),
    })),
  );
  const unique = new Map(pairs.map((pair) => [`${pair.software} ${pair.certificate} ${pair.key}`, pair]));
  const { unseen: hiddenHosts, ...hosts } = await observeHostsFile(machine, [...names, ...authorityHosts]);
  return {
    system: /^PRETTY_NAME="?([^"\n]{0,200})/m.exec(system.text ?? '')?.[1] ?? '',
    addresses,
    listeners,
    servers: web.servers,
    files: await Promise.all(
      // A path with a variable is read anew for each handshake, `data:` is no path.
      [...unique.values()]
        .filter(
          ({ certificate, key }) => ![certificate, key].some((file) => file.includes('$') || file.includes('data:')),
        )
        .slice(0, mostFiles)
        .map(({ software, certificate, key }) => readServedFile(machine, software, certificate, key)),
    ),
    lineages,
    accounts,
    renewers,
    ...cluster,
    machine: {
      ...kept.machine,
      rights: await observeRights(machine, users, own),
      siteFolders: await observeSiteFolders(machine, users, meant, names),
    },
    ...hosts,
    disks: await Promise.all(writtenFolders.map((folder) => diskSpace(machine, folder))).then((disks) => disks.flat()),
    unseen: [...web.unseen, ...hiddenLineages, ...hiddenAccounts, ...hiddenJobs, ...hiddenHosts],
  };
}

function ownAddresses(): readonly string[] {
  return Object.values(os.networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .flatMap(({ address }) => canonicalAddress(address) ?? []);
}

async function diskSpace(machine: Machine, folder: string): Promise<readonly DiskSpace[]> {
  try {
    const { bavail, bsize, ffree, files } = await statfs(placeOf(machine, folder));
    // Some file systems count no files.
    return [{ path: folder, freeBytes: bavail * bsize, freeFiles: files === 0 ? Number.MAX_SAFE_INTEGER : ffree }];
  } catch {
    return [];
  }
}
