import { durationWords, momentWords } from '../../core/certificate/lifetime.ts';
import type { CertificateFacts } from '../../core/certificate/facts.ts';
import type { DomainIntent } from '../../core/domain/intent.ts';
import { textOf } from '../../core/domain/name.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import type { HostObservation, Lineage, Renewer } from '../../core/host/host-observation.ts';
import type { AcmeAccount } from '../../core/host/acme-account.ts';
import { machineLines, rightsLine } from '../../core/host/host-lines.ts';
import { serverWords } from '../../core/host/server-words.ts';
import { isMeantFor, type Site } from '../../core/host/site.ts';
import type { WebServer } from '../../core/host/web-server.ts';
import { covers } from '../../core/certificate/covers.ts';
import type { MarkdownLine } from '../plain-markdown.ts';
import { badIcon, goodIcon, quiet, rowOf, unknownIcon, yellow, type Row } from './row.ts';

const notHere = 'not seen: this is not the machine that the names lead to';
const howToSee: MarkdownLine = {
  kind: 'text',
  text: 'The web server, its files and what renews are seen where Cert Doctor runs on the server: open the folder there by Remote-SSH, or run cert-doctor check there.',
};

/** What the machine shows of the web server, where it is the one that serves the domain. */
export function serverRow(id: string, intent: DomainIntent, { observations: { host } }: DomainReport): Row {
  const sight = { look: 'server', name: intent.name.ascii } as const;
  if (host == null) {
    return rowOf({
      id: `${id}:server`,
      label: 'Server',
      description: host === undefined ? 'not looked at' : notHere,
      icon: { id: 'server', color: quiet },
      tooltip: [{ kind: 'heading', text: 'Server' }, howToSee],
      contextValue: 'server',
      sight,
    });
  }
  return rowOf(
    {
      id: `${id}:server`,
      label: 'Server',
      description: summaryOf(host),
      icon: { id: 'server', color: isTroubled(host) ? yellow : null },
      contextValue: 'server',
      sight,
    },
    () => serverRows(`${id}:server`, intent, host),
  );
}

function summaryOf({ servers, system, listeners }: HostObservation): string {
  const listening = [...new Set((listeners ?? []).flatMap(({ program }) => program ?? []))];
  const server =
    servers.length === 0
      ? listening.length === 0
        ? 'no web server seen'
        : listening.join(', ')
      : servers
          .map(({ software, running }) => `${serverWords[software].name}${running === false ? ' is not running' : ''}`)
          .join(', ');
  const tests = servers.flatMap(({ test }) => test ?? []);
  const tested =
    tests.length === 0
      ? []
      : [tests.every(({ passed }) => passed) ? 'its configuration passes' : 'its configuration fails'];
  return [server, ...tested, ...(system === '' ? [] : [system])].join(' · ');
}

function isTroubled({ servers }: HostObservation): boolean {
  return servers.some(({ running, test, syntax }) => running === false || test?.passed === false || syntax !== null);
}

function serverRows(id: string, intent: DomainIntent, host: HostObservation): readonly Row[] {
  return [
    ...(host.listeners ?? []).map(({ address, port, program }, index) =>
      rowOf({
        id: `${id}:listener:${index}`,
        label: `${address.includes(':') ? `[${address}]` : address}:${port}`,
        description: `listens: ${program ?? 'a program of another user'}`,
        icon: { id: 'plug', color: null },
        contextValue: 'listener',
      }),
    ),
    ...host.servers.flatMap((server) => webServerRows(`${id}:${server.software}`, intent, server)),
    ...host.files.map((file, index) =>
      rowOf({
        id: `${id}:file:${index}`,
        label: file.certificate,
        description: [
          file.state === 'read'
            ? file.leaf === null
              ? 'read'
              : `until ${file.leaf.notAfter.slice(0, 10)}`
            : file.state,
          ...(file.matches === null
            ? []
            : [file.matches ? 'the key belongs to it' : 'the key is of another certificate']),
          ...(file.keyOpenToAll === true ? ['everybody may read the key'] : []),
        ].join(' · '),
        icon: file.state === 'missing' || file.matches === false ? badIcon : { id: 'file', color: null },
        contextValue: 'file-on-disk',
      }),
    ),
    ...machineRows(id, host),
    ...host.disks.map(({ path, freeBytes }, index) =>
      rowOf({
        id: `${id}:disk:${index}`,
        label: path,
        description: `${Math.floor(freeBytes / 1024 ** 2)} MiB free`,
        icon: { id: 'database', color: null },
        contextValue: 'disk',
      }),
    ),
    ...unseenRows(id, host),
  ];
}

function webServerRows(id: string, intent: DomainIntent, server: WebServer): readonly Row[] {
  const { sites, test, syntax, brokenLinks } = server;
  const meant = sites.filter((site) => intent.names.some(({ ascii }) => isMeantFor(site, ascii)));
  return [
    ...meant.map((site, index) => siteRow(`${id}:site:${index}`, site)),
    ...(test === null
      ? []
      : [
          rowOf({
            id: `${id}:test`,
            label: test.command,
            description: test.passed ? 'passes' : 'fails',
            icon: test.passed ? goodIcon : badIcon,
            tooltip: [{ kind: 'quote', text: test.output }],
            contextValue: 'test',
          }),
        ]),
    ...(syntax === null
      ? []
      : [
          rowOf({
            id: `${id}:syntax`,
            label: `${syntax.file}:${syntax.line}`,
            description: syntax.message,
            icon: badIcon,
            contextValue: 'syntax',
          }),
        ]),
    ...brokenLinks.map((link, index) =>
      rowOf({
        id: `${id}:link:${index}`,
        label: link,
        description: 'leads nowhere',
        icon: badIcon,
        contextValue: 'link',
      }),
    ),
  ];
}

function siteRow(id: string, { software, file, line, names, listens, certificates }: Site): Row {
  const where = listens.map(({ address, port }) => `${address}:${port}`).join(', ');
  const { name, site } = serverWords[software];
  return rowOf({
    id,
    label: line === 0 ? file : `${file}:${line}`,
    description: `${names.join(' ')} · ${where}`,
    icon: { id: 'symbol-namespace', color: null },
    tooltip: [
      { kind: 'heading', text: `${site.charAt(0).toUpperCase()}${site.slice(1)} of ${name}` },
      ...certificates.map((text): MarkdownLine => ({ kind: 'quote', text })),
    ],
    contextValue: 'block',
  });
}

/** The machine itself, the folders of the sites and the rights of what clients keep, folded away. */
function machineRows(id: string, { machine }: HostObservation): readonly Row[] {
  if (machine === undefined) return [];
  const plain = (at: string, label: string, bad = false): Row =>
    rowOf({
      id: `${id}:${at}`,
      label,
      icon: bad ? badIcon : { id: 'circle-small', color: null },
      contextValue: 'machine-fact',
    });
  const blocked = machine.siteFolders.filter(({ blockedAt }) => blockedAt !== null);
  return [
    rowOf(
      {
        id: `${id}:machine`,
        label: 'Machine',
        description: machineLines(machine).slice(2, 3).join(''),
        icon: { id: 'vm', color: null },
        contextValue: 'machine',
      },
      () => [
        ...machineLines(machine).map((line, index) => plain(`machine:${index}`, line)),
        ...machine.rights.map((one, index) => plain(`rights:${index}`, rightsLine(one))),
      ],
    ),
    ...machine.siteFolders.map((folder, index) =>
      plain(`folder:${index}`, rightsLine(folder), blocked.includes(folder)),
    ),
  ];
}

/** What more could be seen, and how. */
function unseenRows(id: string, { unseen }: HostObservation): readonly Row[] {
  return unseen.map(({ what, how }, index) =>
    rowOf({
      id: `${id}:unseen:${index}`,
      label: `not seen: ${what}`,
      description: how,
      icon: unknownIcon,
      tooltip: [
        { kind: 'text', text: `Not seen: ${what}. This would show it:` },
        { kind: 'quote', text: how },
      ],
      contextValue: 'unseen',
    }),
  );
}

/** How and when the certificate is renewed (ST-5): by whom where this machine shows it, else by the certificate's dates alone. */
export function renewalRow(id: string, intent: DomainIntent, report: DomainReport, now: Date): Row {
  const { host, tls } = report.observations;
  const [leaf] = tls.flatMap(({ outcome }) => (outcome.kind === 'handshake' ? outcome.chain.slice(0, 1) : []));
  const due = leaf === undefined ? [] : [dueWords(leaf, now)];
  const sight = { look: 'renewal', name: intent.name.ascii } as const;
  const lineages = (host?.lineages ?? []).filter(({ leaf: own, name }) =>
    intent.names.some((one) => (own === null ? name === one.ascii : covers(own.names, textOf(one)))),
  );
  const renewers = (host?.renewers ?? []).filter(({ client }) => lineages.some((one) => one.client === client));
  if (host == null || lineages.length === 0) {
    const who =
      host == null
        ? 'who renews it is not seen from here'
        : 'no ACME client here keeps it: it does not renew by itself';
    return rowOf({
      id: `${id}:renewal`,
      label: 'Renewal',
      description: [...due, who].join(' · '),
      icon: { id: 'history', color: quiet },
      tooltip: [{ kind: 'heading', text: 'Renewal' }, ...(host == null ? [howToSee] : [])],
      contextValue: 'renewal',
      sight,
    });
  }
  const active = renewers.filter(({ active: is }) => is !== false);
  const by =
    active.length === 0
      ? `kept by ${lineages[0]?.client ?? ''}, but nothing runs it`
      : active.map(({ where }) => where).join(', ');
  return rowOf(
    {
      id: `${id}:renewal`,
      label: 'Renewal',
      description: [by, ...due].join(' · '),
      icon: { id: 'history', color: active.length === 0 ? yellow : null },
      contextValue: 'renewal',
      sight,
    },
    () => [
      ...renewers.map((one, index) => renewerRow(`${id}:renewal:${index}`, one)),
      ...lineages.map((one, index) => lineageRow(`${id}:lineage:${index}`, one)),
      ...(host.accounts ?? [])
        .filter(({ client }) => lineages.some((one) => one.client === client))
        .map((one, index) => accountRow(`${id}:account:${index}`, one)),
    ],
  );
}

/** A third of its life is left then (Let's Encrypt's integration guide). */
function dueWords({ notBefore, notAfter }: CertificateFacts, now: Date): string {
  const [start, end] = [Date.parse(notBefore), Date.parse(notAfter)];
  const dueAt = end - (end - start) / 3;
  if (!Number.isFinite(dueAt)) return 'due at an unreadable date';
  const left = dueAt - now.getTime();
  return left > 0 ? `due ${new Date(dueAt).toISOString().slice(0, 10)}` : `due since ${durationWords(left)}`;
}

function renewerRow(id: string, { where, by, active, lastRun, nextRun, failed, job }: Renewer): Row {
  const words = [
    by,
    active === null ? 'state not known' : active ? 'active' : 'not active',
    lastRun === null
      ? 'no run known'
      : `last run ${momentWords(lastRun)}${failed === true ? ', failed' : failed === false ? ', OK' : ''}`,
    ...(nextRun === null ? [] : [`next ${momentWords(nextRun)}`]),
    ...(job?.enabled === false ? ['not enabled'] : []),
    ...(job?.runningSince == null ? [] : [`running since ${momentWords(job.runningSince)}`]),
  ];
  return rowOf({
    id,
    label: where,
    description: words.join(' · '),
    icon: active === false || failed === true ? badIcon : { id: 'watch', color: null },
    ...(job === undefined
      ? {}
      : {
          tooltip: [
            { kind: 'heading', text: where },
            ...(job.schedule === null ? [] : [{ kind: 'text', text: `Runs ${job.schedule}.` } as const]),
            ...(job.command === null ? [] : [{ kind: 'quote', text: job.command } as const]),
          ],
        }),
    contextValue: 'renewer',
  });
}

function accountRow(id: string, { client, uri, file, broken }: AcmeAccount): Row {
  return rowOf({
    id,
    label: `${client}: account`,
    description: `${uri ?? broken ?? 'its URL is not kept'} · ${file}`,
    icon: broken === null ? { id: 'account', color: null } : badIcon,
    contextValue: 'account',
  });
}

function lineageRow(id: string, { client, name, certificate, state, leaf, settings }: Lineage): Row {
  const until = leaf === null ? state : `until ${leaf.notAfter.slice(0, 10)}`;
  return rowOf({
    id,
    label: `${client}: ${name}`,
    description: [until, ...(settings?.method == null ? [] : [`by ${settings.method}`]), certificate].join(' · '),
    icon: state === 'missing' ? badIcon : { id: 'file', color: null },
    contextValue: 'lineage',
  });
}
