import { covers } from '../certificate/covers.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { durationWords, lifetimeOf, momentWords } from '../certificate/lifetime.ts';
import { resolveName } from '../dns/name-resolution.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import type { HostObservation, Lineage, NginxObservation, Renewer, ServedFile } from '../host/host-observation.ts';
import { isMeantFor, serverFor, type NginxServer } from '../host/nginx-servers.ts';
import type { Evidence, Finding } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { hostsOf } from './certificate-state.ts';
import type { JudgeContext } from './context.ts';
import { listed, makeFinding, type Made } from './make-finding.ts';

/** Less than this, and a client cannot write a key, a chain and its log. */
const leastFreeBytes = 16 * 1024 * 1024;
const day = 86_400_000;
/** certbot's and acme.sh's jobs run daily; what was silent for longer than this has missed several. */
const longestSilence = 4 * day;

/** What the server itself shows of its web server, its files and its automation, as far as the domain is concerned. */
export function judgeHost(
  intent: DomainIntent,
  observations: DomainObservations,
  context: JudgeContext,
): readonly Finding[] {
  const { host } = observations;
  if (!host) return [];
  return [
    ...(host.nginx ? judgeNginx(intent, host.nginx, host, observations) : []),
    ...judgeFiles(intent, host.files),
    ...judgeServed(intent, observations, host.files),
    ...judgeAutomation(intent, host, context.now),
    ...judgeDisks(intent, host),
  ].map((made) => makeFinding(made, context));
}

function judgeNginx(
  intent: DomainIntent,
  nginx: NginxObservation,
  host: HostObservation,
  observations: DomainObservations,
): readonly Made[] {
  const subject = textOf(intent.name);
  const { syntax, test } = nginx;
  const names = hostsOf(intent);
  if (test?.passed === false || (test === null && syntax !== null)) {
    const place =
      syntax === null ? '' : `: ${quotedText(syntax.message)} in line ${syntax.line} of ${quotedText(syntax.file)}`;
    const evidence = test === null ? [] : [{ label: 'nginx -t', text: test.output }];
    return [
      ...names.flatMap(({ ascii }) => withoutCertificate(subject, meantFor(nginx, ascii))),
      { problem: 'nginx-config-test', subject, what: `nginx refuses its configuration${place}`, evidence },
    ];
  }
  const isServer = names.some(({ ascii }) => meantFor(nginx, ascii).length > 0);
  return [
    ...(isServer ? judgeRunning(subject, nginx, host) : []),
    ...names.flatMap((name) => judgeServerBlocks(name, nginx, host, observations)),
  ];
}

function judgeRunning(subject: string, nginx: NginxObservation, { listeners }: HostObservation): readonly Made[] {
  if (listeners === null || nginx.running !== false) return [];
  const others = listeners.filter(({ port }) =>
    nginx.servers.some(({ listens }) => listens.some((one) => one.port === port)),
  );
  const evidence = others.map(({ address, port, program }): Evidence => ({
    label: 'Listens',
    text: `${address} port ${port}: ${program ?? 'a process of another user'}`,
  }));
  const named = others.find(({ program }) => program !== null && program !== 'nginx');
  if (named) {
    const what = `${quotedText(named.program ?? '')} listens on port ${named.port}, which nginx is configured for, and nginx is not running`;
    return [{ problem: 'port80-in-use', subject, what, evidence }];
  }
  if (others.length > 0) return [];
  return [{ problem: 'nginx-not-running', subject, what: 'nginx is installed here and configured, but not running' }];
}

function judgeServerBlocks(
  name: DomainName,
  nginx: NginxObservation,
  host: HostObservation,
  { dns }: DomainObservations,
): readonly Made[] {
  const { servers, brokenLinks, disabled } = nginx;
  const subject = textOf(name);
  const meant = meantFor(nginx, name.ascii);
  if (meant.length > 0) return [...conflicts(subject, name, meant), ...withoutCertificate(subject, meant)];
  // Only where clients that ask for the name come to this nginx.
  const own = resolveName(dns, name.ascii).addresses.filter((address) => host.addresses.includes(address));
  const isNginx = host.listeners?.some(({ program }) => program === null || program === 'nginx');
  if (nginx.running !== true || isNginx !== true) return [];
  const ports = [80, 443].filter((port) => servers.some(({ listens }) => listens.some((one) => one.port === port)));
  const defaults = ports.flatMap((port) => {
    const chosen = own.map((address) => serverFor(servers, name.ascii, address, port)).find((one) => one !== null);
    return chosen?.by === 'default' ? [{ port, server: chosen.server }] : [];
  });
  const [first] = defaults;
  if (!first) return [];
  const waiting = disabled.find((server) => isMeantFor(server, name.ascii));
  const evidence = [
    { label: 'Answers instead', text: placeText(first.server) },
    ...(waiting ? [{ label: 'Not enabled', text: placeText(waiting) }] : []),
    ...brokenLinks.map((link) => ({ label: 'Link that leads nowhere', text: link })),
  ];
  if (waiting !== undefined || brokenLinks.length > 0) {
    const why =
      waiting === undefined
        ? `${quotedText(brokenLinks[0] ?? '')} leads nowhere`
        : `${quotedText(waiting.file)} is not enabled`;
    return [
      { problem: 'nginx-default-answers', subject, what: `nginx answers with its default site: ${why}`, evidence },
    ];
  }
  return [
    {
      problem: 'nginx-no-matching-vhost',
      subject,
      what: 'no server block of nginx here is meant for this name',
      evidence,
    },
  ];
}

function meantFor({ servers }: NginxObservation, name: string): readonly NginxServer[] {
  return servers.filter((server) => isMeantFor(server, name));
}

/** nginx takes the first of two blocks with one name at one place and warns; the second never answers. */
function conflicts(subject: string, name: DomainName, meant: readonly NginxServer[]): readonly Made[] {
  const places = new Map<string, NginxServer>();
  for (const server of meant.filter(({ names }) => names.some((one) => one.toLowerCase() === name.ascii))) {
    for (const { address, port } of server.listens) {
      const place = `${address} ${port}`;
      const first = places.get(place);
      if (first !== undefined && first !== server) {
        const what = `two server blocks of nginx have this name on port ${port}; only the first answers`;
        const evidence = [first, server].map((one, at) => ({
          label: at === 0 ? 'Answers' : 'Is ignored',
          text: placeText(one),
        }));
        return [{ problem: 'nginx-conflicting-name', subject, what, evidence }];
      }
      places.set(place, server);
    }
  }
  return [];
}

function withoutCertificate(subject: string, meant: readonly NginxServer[]): readonly Made[] {
  const bare = meant.find(({ listens, certificates }) => certificates.length === 0 && listens.some(({ ssl }) => ssl));
  if (!bare) return [];
  const what = 'its server block listens with TLS, but names no certificate';
  return [
    {
      problem: 'nginx-no-ssl-cert-defined',
      subject,
      what,
      evidence: [{ label: 'Server block', text: placeText(bare) }],
    },
  ];
}

function placeText({ file, line }: NginxServer): string {
  return `${file}, line ${line}`;
}

function judgeFiles(intent: DomainIntent, files: readonly ServedFile[]): readonly Made[] {
  const subject = textOf(intent.name);
  return files.flatMap(({ certificate, key, state, keyState, matches, keyOpenToAll }): readonly Made[] => {
    const missing = [state === 'missing' ? certificate : null, keyState === 'missing' ? key : null].filter(
      (one) => one !== null,
    );
    const pair = [
      { label: 'Certificate', text: certificate },
      { label: 'Key', text: key },
    ];
    if (missing.length > 0) {
      return [
        {
          problem: 'nginx-cert-missing',
          subject,
          what: `nginx is told to use ${listed(missing.map((one) => quotedText(one)))}, which is not there`,
          evidence: pair,
        },
      ];
    }
    return [
      ...(matches === false
        ? [
            {
              problem: 'nginx-key-mismatch',
              subject,
              what: `the key ${quotedText(key)} does not belong to the certificate beside it`,
              evidence: pair,
            } as const,
          ]
        : []),
      ...(keyOpenToAll === true
        ? [
            {
              problem: 'cert-key-permissions',
              subject,
              what: `every user of this machine can read the key ${quotedText(key)}`,
              evidence: pair,
            } as const,
          ]
        : []),
    ];
  });
}

/** ST-5, PB-10: the file that the server is told to use is newer than what this machine's addresses serve. */
function judgeServed(
  intent: DomainIntent,
  { tls, host }: DomainObservations,
  files: readonly ServedFile[],
): readonly Made[] {
  return hostsOf(intent).flatMap((name): readonly Made[] => {
    const served = tls.flatMap(({ serverName, address, outcome }) => {
      const own = serverName === name.ascii && host?.addresses.includes(address) === true;
      const leaf = own && outcome.kind === 'handshake' ? outcome.chain[0] : undefined;
      return leaf === undefined ? [] : [{ address, leaf }];
    });
    for (const { certificate, leaf } of files) {
      if (leaf === null || !covers(leaf.names, name.ascii)) continue;
      const old = served.find(
        (one) => one.leaf.fingerprint !== leaf.fingerprint && Date.parse(one.leaf.notAfter) < Date.parse(leaf.notAfter),
      );
      if (!old) continue;
      const what = `the file ${quotedText(certificate)} holds a newer certificate than ${old.address} serves: the server was not reloaded`;
      const evidence = [
        { label: 'On disk', text: certificateText(leaf) },
        { label: `Served at ${old.address}`, text: certificateText(old.leaf) },
      ];
      return [{ problem: 'deploy-not-reloaded', subject: textOf(name), what, evidence }];
    }
    return [];
  });
}

function certificateText({ serialNumber, notAfter }: CertificateFacts): string {
  return `serial ${serialNumber}, valid until ${momentWords(notAfter)}`;
}

function judgeAutomation(intent: DomainIntent, host: HostObservation, now: Date): readonly Made[] {
  const own = host.lineages.filter(({ leaf, name }) => {
    return intent.names.some((one) => (leaf === null ? name === one.ascii : covers(leaf.names, textOf(one))));
  });
  return own.flatMap((lineage): readonly Made[] => {
    const subject = textOf(intent.name);
    const { client, state, certificate } = lineage;
    const evidence = [{ label: `Kept by ${client}`, text: certificate }];
    if (client === 'certbot' && state === 'missing') {
      return [
        {
          problem: 'certbot-live-dir',
          subject,
          what: `certbot knows this certificate, but ${quotedText(certificate)} leads nowhere`,
          evidence,
        },
      ];
    }
    const renewers = host.renewers.filter((one) => one.client === client);
    return [...overdue(subject, lineage, now, evidence), ...inactive(subject, lineage, renewers, host, now)];
  });
}

function overdue(
  subject: string,
  { leaf, client }: Lineage,
  now: Date,
  evidence: readonly Evidence[],
): readonly Made[] {
  if (leaf === null) return [];
  const { state, leftMs } = lifetimeOf(leaf, now);
  if (state !== 'expiring' && state !== 'expired') return [];
  const left = state === 'expired' ? `expired ${durationWords(leftMs)} ago` : `ends in ${durationWords(leftMs)}`;
  return [
    {
      problem: 'renewal-overdue',
      subject,
      what: `${client} should have renewed this certificate, which ${left}`,
      evidence,
    },
  ];
}

function inactive(
  subject: string,
  { client }: Lineage,
  renewers: readonly Renewer[],
  { unseen }: HostObservation,
  now: Date,
): readonly Made[] {
  const evidence = renewers.map(({ by, where, active, lastRun, failed }) => ({
    label: where,
    text: [
      by,
      active === null ? 'state not known' : active ? 'active' : 'not active',
      lastRun === null ? 'no run known' : `last run ${momentWords(lastRun)}`,
      ...(failed === true ? ['its last run failed'] : []),
    ].join(', '),
  }));
  if (renewers.some(({ active }) => active !== false)) {
    const silent = renewers.every(
      ({ active, lastRun }) =>
        active === true && lastRun !== null && now.getTime() - Date.parse(lastRun) > longestSilence,
    );
    if (!silent) return [];
    return [
      {
        problem: 'automation-inactive',
        subject,
        what: `what should renew by ${client} has not run for days`,
        evidence,
      },
    ];
  }
  // Another user's crontab may hold the job.
  if (renewers.length === 0 && unseen.some(({ what }) => what.includes('crontab'))) return [];
  const what =
    renewers.length === 0
      ? `no timer, cron job or service here runs ${client}`
      : `the job that should run ${client} is not active`;
  return [{ problem: 'automation-inactive', subject, what, evidence }];
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
