import { covers } from '../certificate/covers.ts';
import { momentWords } from '../certificate/lifetime.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import { quotedText } from '../quoted-text.ts';
import { clusterCertificatesFor } from './cluster-certificate.ts';
import type { Fact } from './fact.ts';
import type { HostObservation, Lineage, Renewer } from './host-observation.ts';
import { modeText, type MachineFacts, type PathRights } from './machine-facts.ts';
import { serverWords } from './server-words.ts';
import { isMeantFor, type Site } from './site.ts';
import type { WebServer } from './web-server.ts';

/** The certificates of clients here that hold a name of the domain, or are called after it. */
function lineagesFor(intent: DomainIntent, { lineages }: HostObservation): readonly Lineage[] {
  return lineages.filter(({ leaf, name }) =>
    intent.names.some((one) => (leaf === null ? name === one.ascii : covers(leaf.names, textOf(one)))),
  );
}

/** `nginx, running, its configuration passes`. */
export function serverLine({ software, running, test, syntax, workerConnections }: WebServer): string {
  return [
    serverWords[software].name,
    running === null ? 'not known whether it runs' : running ? 'running' : 'not running',
    ...(test === null
      ? syntax === null
        ? []
        : ['its configuration cannot be read']
      : [test.passed ? 'its configuration passes' : 'its configuration fails']),
    ...(workerConnections === undefined ? [] : [`${workerConnections} connections a worker`]),
  ].join(', ');
}

/** `certbot.timer, systemd-timer, active, last run 2026-11-25 00:13 UTC (success), next 2026-11-25 13:02 UTC`. */
export function renewerLine({ where, by, active, lastRun, nextRun, failed, job }: Renewer): string {
  const result = job?.result ?? (failed === null ? null : failed ? 'failed' : 'OK');
  return [
    quotedText(where),
    by,
    active === null ? 'state not known' : active ? 'active' : 'not active',
    ...(job?.enabled === false ? ['not enabled'] : []),
    ...(job?.schedule == null ? [] : [`runs ${quotedText(job.schedule)}`]),
    lastRun === null
      ? 'no run known'
      : `last run ${momentWords(lastRun)}${result === null ? '' : ` (${quotedText(result)})`}`,
    ...(job?.runningSince == null ? [] : [`running since ${momentWords(job.runningSince)}`]),
    ...(nextRun === null ? [] : [`next ${momentWords(nextRun)}`]),
  ].join(', ');
}

/** `certbot: www.example.com, until 2027-01-22, by webroot, with https://..., /etc/letsencrypt/live/...`. */
function lineageLine({ client, name, certificate, state, leaf, settings }: Lineage): string {
  return [
    `${client}: ${quotedText(name)}`,
    leaf === null ? state : `until ${leaf.notAfter.slice(0, 10)}`,
    ...(settings?.method == null ? [] : [`by ${quotedText(settings.method)}`]),
    ...(settings?.server == null ? [] : [`with ${quotedText(settings.server)}`]),
    ...(settings?.beforeDays == null ? [] : [`renewed ${settings.beforeDays} days before its end`]),
    ...(settings?.switchedOff === true ? ['told not to renew'] : []),
    quotedText(certificate),
  ].join(', ');
}

/** What the machine is and how it fares, a line each. */
export function machineLines({
  release,
  user,
  timeZone,
  clockSynchronised,
  load,
  memory,
}: MachineFacts): readonly string[] {
  const mebi = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MiB`;
  return [
    factLine('system', release, ({ id, version }) => `${quotedText(id)} ${quotedText(version)}`),
    `looked at by ${quotedText(user.name)}${user.isRoot ? '' : `, not root; ${factLine('may become root', user.maySudo, (may) => (may ? 'yes' : 'no'))}`}`,
    factLine('time zone', timeZone, (zone) => quotedText(zone)),
    factLine('clock set by a time service', clockSynchronised, (is) => (is ? 'yes' : 'no')),
    factLine('load', load, ({ averages, processors }) => `${averages.join(' ')} on ${processors} processors`),
    factLine('memory', memory, (all) => `${mebi(all.availableBytes)} of ${mebi(all.totalBytes)} available`),
  ];
}

/** `/etc/letsencrypt/live: 0700 root:root`. */
export function rightsLine({ path, rights }: PathRights): string {
  return factLine(quotedText(path), rights, ({ mode, owner, group, openToAll }) => {
    return `${modeText(mode)} ${quotedText(owner)}:${quotedText(group)}${openToAll ? ', open to everybody' : ''}`;
  });
}

function factLine<T>(what: string, fact: Fact<T>, words: (value: T) => string): string {
  return `${what}: ${fact.known ? words(fact.value) : `not known, ${quotedText(fact.why)}`}`;
}

function siteLine({ software, file, line, names, listens, certificates }: Site): string {
  const where = listens.map(({ address, port, ssl }) => `${address}:${port}${ssl ? ' with TLS' : ''}`).join(', ');
  return [
    `${serverWords[software].site} in ${quotedText(file)}${line === 0 ? '' : `, line ${line}`}`,
    quotedText(names.join(' '), 500) || 'no name',
    quotedText(where, 300),
    ...certificates.map((one) => quotedText(one)),
  ].join('; ');
}

/** What cert-manager keeps for the domain. */
function clusterLines(intent: DomainIntent, cluster: HostObservation['cluster']): readonly string[] {
  if (cluster === undefined) return [];
  if (!cluster.known) return [`cert-manager: not known, ${quotedText(cluster.why, 300)}`];
  return clusterCertificatesFor(intent, cluster.value).map(({ namespace, name, ready, notAfter, renewalTime }) =>
    [
      `kept by cert-manager: ${quotedText(namespace)}/${quotedText(name)}`,
      ready === null ? 'not known whether it is ready' : ready ? 'ready' : 'not ready',
      ...(notAfter === null ? [] : [`until ${notAfter.slice(0, 10)}`]),
      ...(renewalTime === null ? [] : [`renewed from ${momentWords(renewalTime)}`]),
    ].join(', '),
  );
}

/** Everything that the machine shows for the domain, as lines of text for people. Nothing in a line steers or hides. */
export function hostLines(intent: DomainIntent, host: HostObservation): readonly string[] {
  const own = lineagesFor(intent, host);
  const { machine, accounts = [], cluster } = host;
  return [
    ...(machine === undefined ? [`system: ${quotedText(host.system)}`] : machineLines(machine)),
    `own addresses: ${host.addresses.join(', ') || 'none'}`,
    ...(host.listeners ?? []).map(({ address, port, program }) => {
      return `listens at ${address} port ${port}: ${program === null ? 'a process of another user' : quotedText(program)}`;
    }),
    ...host.servers.flatMap((server) => [
      serverLine(server),
      ...server.sites
        .filter((site) => intent.names.some(({ ascii }) => isMeantFor(site, ascii)))
        .map((site) => `  ${siteLine(site)}`),
      ...(server.syntax === null
        ? []
        : [
            `  ${quotedText(server.syntax.file)}, line ${server.syntax.line}: ${quotedText(server.syntax.message, 300)}`,
          ]),
      ...server.brokenLinks.map((link) => `  leads nowhere: ${quotedText(link)}`),
      ...(server.test?.passed === false
        ? server.test.output
            .split('\n')
            .slice(0, 20)
            .map((line) => `  ${quotedText(line, 300)}`)
        : []),
      ...(server.shortages ?? []).map(
        ({ file, count, line }) => `  ${count} times in ${quotedText(file)}: ${quotedText(line, 300)}`,
      ),
    ]),
    ...host.files.map(({ certificate, key, state, keyState, leaf, matches }) =>
      [
        `file ${quotedText(certificate)}: ${state}${leaf === null ? '' : `, until ${leaf.notAfter.slice(0, 10)}`}`,
        `key ${quotedText(key)}: ${keyState}`,
        ...(matches === null ? [] : [matches ? 'they belong together' : 'they do not belong together']),
      ].join('; '),
    ),
    ...own.map((lineage) => `kept by ${lineageLine(lineage)}`),
    ...host.renewers
      .filter(({ client }) => own.some((one) => one.client === client))
      .map((one) => `renewed by ${renewerLine(one)}`),
    ...clusterLines(intent, cluster),
    ...accounts.map(
      ({ client, uri, file, broken }) =>
        `account of ${client}: ${uri === null ? (broken ?? 'no URL') : quotedText(uri)} (${quotedText(file)})`,
    ),
    ...(machine?.siteFolders ?? []).map((folder) => {
      const blocked =
        folder.blockedAt === null
          ? ''
          : `, ${quotedText(folder.serverUser ?? '')} may not enter ${quotedText(folder.blockedAt)}`;
      return `site folder ${rightsLine(folder)}${blocked}`;
    }),
    ...(machine?.rights ?? []).map((one) => `rights ${rightsLine(one)}`),
    ...host.disks.map(({ path, freeBytes }) => `free at ${quotedText(path)}: ${Math.floor(freeBytes / 1024 ** 2)} MiB`),
    ...host.unseen.map(({ what, how }) => `not seen: ${quotedText(what)}; this would show it: ${quotedText(how, 300)}`),
  ];
}
