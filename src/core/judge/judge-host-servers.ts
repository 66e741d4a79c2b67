import { resolveName } from '../dns/name-resolution.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { isAddress, textOf, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { answeringSite } from '../host/answering-site.ts';
import type { HostObservation } from '../host/host-observation.ts';
import { processNames, serverWords } from '../host/server-words.ts';
import { isMeantFor, type ServerSoftware, type Site } from '../host/site.ts';
import type { WebServer } from '../host/web-server.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { Evidence } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { hostsOf } from './certificate-state.ts';
import type { Made } from './make-finding.ts';

const webPorts = [80, 443];

/** Do the web servers of this machine run, accept their configuration, and have a site for each name? */
export function judgeServers(
  intent: DomainIntent,
  host: HostObservation,
  observations: DomainObservations,
): readonly Made[] {
  return host.servers.flatMap((server) => {
    const others = host.servers.filter((one) => one !== server && one.running !== false);
    const isServedBy = (name: DomainName, one: WebServer): boolean => meantFor(one, name.ascii).length > 0;
    // What another one serves is not this one's business: it may have been left behind.
    const names = hostsOf(intent).filter(
      (name) => (isServedBy(name, server) && server.running !== false) || !others.some((one) => isServedBy(name, one)),
    );
    return names.length === 0 ? [] : judgeServer(textOf(intent.name), names, server, host, observations);
  });
}

function judgeServer(
  subject: string,
  names: readonly DomainName[],
  server: WebServer,
  host: HostObservation,
  observations: DomainObservations,
): readonly Made[] {
  const isServer = names.some(({ ascii }) => meantFor(server, ascii).length > 0);
  const refused = refusedConfiguration(subject, server);
  if (refused !== null) {
    return [...names.flatMap(({ ascii }) => withoutCertificate(subject, meantFor(server, ascii))), refused];
  }
  return [
    ...(isServer ? judgeRunning(subject, server, host) : []),
    ...names.flatMap((name) => judgeSites(name, server, host, observations)),
  ];
}

const configProblems: Readonly<Record<ServerSoftware, ProblemId>> = {
  nginx: 'nginx-config-test',
  apache: 'apache-config-parse',
  haproxy: 'web-server-config-test',
  caddy: 'web-server-config-test',
};

function refusedConfiguration(subject: string, { software, syntax, test }: WebServer): Made | null {
  if (test?.passed !== false && (test !== null || syntax === null)) return null;
  const place =
    syntax === null ? '' : `: ${quotedText(syntax.message)} in line ${syntax.line} of ${quotedText(syntax.file)}`;
  // "unable to load SSL certificate", "unable to stat SSL certificate", "inconsistencies between private key and certificate"
  const isPem = software === 'haproxy' && test !== null && /\b(?:certificate|private key)\b/i.test(test.output);
  return {
    problem: isPem ? 'haproxy-pem-invalid' : configProblems[software],
    subject,
    what: `${serverWords[software].name} refuses its configuration${place}`,
    evidence: test === null ? [] : [{ label: test.command, text: test.output }],
  };
}

function judgeRunning(subject: string, server: WebServer, { listeners }: HostObservation): readonly Made[] {
  if (listeners === null || server.running !== false) return [];
  const { software, sites } = server;
  const { name } = serverWords[software];
  const others = listeners.filter(({ port }) => sites.some(({ listens }) => listens.some((one) => one.port === port)));
  const evidence = others.map(({ address, port, program }): Evidence => ({
    label: 'Listens',
    text: `${address} port ${port}: ${program ?? 'a process of another user'}`,
  }));
  const named = others.find(({ program }) => program !== null && !processNames[software].includes(program));
  if (named) {
    const what = `${quotedText(named.program ?? '')} listens on port ${named.port}, which ${name} is configured for, and ${name} is not running`;
    return [{ problem: 'port80-in-use', subject, what, evidence }];
  }
  if (others.length > 0) return [];
  return [
    {
      problem: software === 'nginx' ? 'nginx-not-running' : 'web-server-not-running',
      subject,
      what: `${name} is installed here and configured, but not running`,
    },
  ];
}

/** Whether clients that ask for one of the names come to this server. */
function isInFront(
  names: readonly DomainName[],
  server: WebServer,
  host: HostObservation,
  { dns }: DomainObservations,
): boolean {
  return (
    server.running === true &&
    listensHere(server, host) &&
    names.some(({ ascii }) => resolveName(dns, ascii).addresses.some((address) => host.addresses.includes(address)))
  );
}

function listensHere({ software, sites }: WebServer, { listeners }: HostObservation): boolean {
  const ports = new Set(sites.flatMap(({ listens }) => listens.map(({ port }) => port)));
  return (listeners ?? []).some(
    ({ program, port }) => (program === null && ports.has(port)) || processNames[software].includes(program ?? ''),
  );
}

function judgeSites(
  name: DomainName,
  server: WebServer,
  host: HostObservation,
  observations: DomainObservations,
): readonly Made[] {
  const { software, sites, brokenLinks, disabled } = server;
  const subject = textOf(name);
  const meant = meantFor(server, name.ascii);
  if (meant.length > 0) return [...conflicts(subject, name, meant), ...withoutCertificate(subject, meant)];
  if (!isInFront([name], server, host, observations)) return [];
  const own = resolveName(observations.dns, name.ascii).addresses.filter((address) => host.addresses.includes(address));
  const ports = webPorts.filter((port) => sites.some(({ listens }) => listens.some((one) => one.port === port)));
  const [first] = ports.flatMap((port) => {
    const chosen = own.map((address) => answeringSite(sites, name.ascii, address, port)).find((one) => one !== null);
    return chosen?.by === 'default' ? [chosen.site] : [];
  });
  // No client names an address (RFC 6066 §3): the default site is the one that is meant.
  if (first && isAddress(name)) return [];
  // Caddy has no default: it refuses.
  if (!first && (software !== 'caddy' || ports.length === 0)) return [];
  const words = serverWords[software];
  const waiting = disabled.find((site) => isMeantFor(site, name.ascii));
  const evidence = [
    ...(first ? [{ label: 'Answers instead', text: placeText(first) }] : []),
    ...(waiting ? [{ label: 'Not enabled', text: placeText(waiting) }] : []),
    ...brokenLinks.map((link) => ({ label: 'Link that leads nowhere', text: link })),
  ];
  if (waiting !== undefined || brokenLinks.length > 0) {
    const why =
      waiting === undefined
        ? `${quotedText(brokenLinks[0] ?? '')} leads nowhere`
        : `${quotedText(waiting.file)} is not enabled`;
    const what = `${words.name} answers with its default site: ${why}`;
    return [{ problem: 'nginx-default-answers', subject, what, evidence }];
  }
  if (first && isForAll(first)) return [];
  const what = `no ${words.site} of ${words.name} here is meant for this name`;
  return [{ problem: 'nginx-no-matching-vhost', subject, what, evidence }];
}

/** A proxy's listener, or a virtual host, that has no name of its own is for whatever comes. nginx's names `""` then. */
function isForAll({ software, names }: Site): boolean {
  return software !== 'nginx' && names.length === 0;
}

function meantFor({ sites }: WebServer, name: string): readonly Site[] {
  return sites.filter((site) => isMeantFor(site, name));
}

/** nginx and Apache take the first of two sites with one name at one place; the second never answers. */
function conflicts(subject: string, name: DomainName, meant: readonly Site[]): readonly Made[] {
  const places = new Map<string, Site>();
  for (const site of meant.filter(({ names }) => names.some((one) => one.toLowerCase() === name.ascii))) {
    // Certificates of several kinds for one name are HAProxy's way, and Caddy refuses two sites.
    if (site.software === 'haproxy' || site.software === 'caddy') continue;
    for (const { address, port } of site.listens) {
      const place = `${address} ${port}`;
      const first = places.get(place);
      if (first !== undefined && first !== site) {
        const words = serverWords[site.software];
        const what = `two ${words.site}s of ${words.name} have this name on port ${port}; only the first answers`;
        const evidence = [first, site].map((one, at) => ({
          label: at === 0 ? 'Answers' : 'Is ignored',
          text: placeText(one),
        }));
        return [{ problem: 'nginx-conflicting-name', subject, what, evidence }];
      }
      places.set(place, site);
    }
  }
  return [];
}

function withoutCertificate(subject: string, meant: readonly Site[]): readonly Made[] {
  const bare = meant.find(
    ({ listens, certificates, automatic }) => !automatic && certificates.length === 0 && listens.some(({ ssl }) => ssl),
  );
  if (!bare) return [];
  const { site } = serverWords[bare.software];
  const what = `its ${site} listens with TLS, but names no certificate`;
  const label = `${site.charAt(0).toUpperCase()}${site.slice(1)}`;
  return [{ problem: 'nginx-no-ssl-cert-defined', subject, what, evidence: [{ label, text: placeText(bare) }] }];
}

function placeText({ file, line }: Site): string {
  return line === 0 ? file : `${file}, line ${line}`;
}
