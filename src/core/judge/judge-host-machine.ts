import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { HostObservation } from '../host/host-observation.ts';
import { modeText } from '../host/machine-facts.ts';
import { serverWords } from '../host/server-words.ts';
import { isMeantFor } from '../host/site.ts';
import { quotedText } from '../quoted-text.ts';
import type { Made } from './make-finding.ts';

const day = 86_400_000;
/** Less than this, and a client cannot write a key, a chain and its log. */
const leastFreeBytes = 16 * 1024 * 1024;
/** What ran out longer ago says nothing of today. */
const longestAgo = 7 * day;

/** What of the machine itself keeps a certificate from being renewed, kept secret or served. */
export function judgeMachine(
  intent: DomainIntent,
  host: HostObservation,
  { http }: DomainObservations,
  now: Date,
): readonly Made[] {
  return [
    ...judgeDisks(intent, host),
    ...judgeShortages(intent, host, now),
    ...judgeRights(intent, host),
    // Where nothing is refused, the folder is not what is served.
    ...(http.some(({ outcome }) => outcome.kind === 'response' && outcome.status === 403)
      ? judgeSiteFolders(intent, host)
      : []),
  ];
}

function judgeShortages(intent: DomainIntent, { servers }: HostObservation, now: Date): readonly Made[] {
  const subject = textOf(intent.name);
  return servers
    .filter(({ sites }) => sites.some((site) => intent.names.some(({ ascii }) => isMeantFor(site, ascii))))
    .flatMap(({ shortages = [], workerConnections }) =>
      shortages
        .filter(({ day: said }) => said === null || now.getTime() - Date.parse(`${said}T00:00:00Z`) < longestAgo)
        .map(({ of, file, count, line, day: said }): Made => {
          const isConnections = of === 'worker-connections';
          const ranOut = isConnections ? 'nginx ran out of connections' : 'nginx may open no more files';
          return {
            problem: isConnections ? 'nginx-worker-connections' : 'nginx-open-files',
            // It is of the past, and whether it lasts is not seen.
            severity: 'warning',
            subject,
            what: `${ranOut}${said === null ? '' : `, last on ${said}`}`,
            figures: [
              `${count} ${count === 1 ? 'line' : 'lines'} in ${quotedText(file)}`,
              ...(isConnections && workerConnections !== undefined
                ? [`worker_connections is ${workerConnections}`]
                : []),
            ],
            evidence: [{ label: file, text: line }],
          };
        }),
    );
}

/** Keys of clients that everybody may read; those that a server uses are judged with its files. Traefik refuses to start with more than 0600. */
function judgeRights(intent: DomainIntent, { machine, files }: HostObservation): readonly Made[] {
  const subject = textOf(intent.name);
  const used = new Set(files.filter(({ keyOpenToAll }) => keyOpenToAll === true).map(({ key }) => key));
  return (machine?.rights ?? []).flatMap(({ path, rights }): readonly Made[] => {
    if (!rights.known || rights.value.kind !== 'file') return [];
    const { mode, owner, group, openToAll } = rights.value;
    const evidence = [{ label: path, text: `mode ${modeText(mode)}, owner ${owner}, group ${group}` }];
    if (path.endsWith('/acme.json')) {
      if ((mode & 0o077) === 0) return [];
      const what = `${quotedText(path)} has mode ${modeText(mode)}, with which Traefik does not use it`;
      return [{ problem: 'acme-storage-permission', subject, what, evidence }];
    }
    if (!openToAll || used.size > 0) return [];
    const what = `every user of this machine can read the key ${quotedText(path)}`;
    return [{ problem: 'cert-key-permissions', subject, what, evidence }];
  });
}

function judgeSiteFolders(intent: DomainIntent, { machine }: HostObservation): readonly Made[] {
  const subject = textOf(intent.name);
  return (machine?.siteFolders ?? []).flatMap(({ software, path, serverUser, blockedAt }): readonly Made[] => {
    if (blockedAt === null || serverUser === null) return [];
    const what = `${serverWords[software].name} reads files as ${quotedText(serverUser)}, which may not enter ${quotedText(blockedAt)}`;
    return [{ problem: 'nginx-permission', subject, what, evidence: [{ label: 'Folder of the site', text: path }] }];
  });
}

function judgeDisks(intent: DomainIntent, { disks }: HostObservation): readonly Made[] {
  const subject = textOf(intent.name);
  return disks.flatMap(({ path, freeBytes, freeFiles }): readonly Made[] => {
    if (freeBytes >= leastFreeBytes && freeFiles > 0) return [];
    const what =
      freeFiles === 0
        ? `no file can be made any more under ${quotedText(path)}`
        : `only ${Math.floor(freeBytes / 1024)} KiB are free under ${quotedText(path)}`;
    return [{ problem: 'disk-full', subject, what }];
  });
}
