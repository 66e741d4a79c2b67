import { resolveName } from '../../dns/name-resolution.ts';
import { reservedKind } from '../../dns/reserved-address.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import { answeringSite } from '../../host/answering-site.ts';
import type { HostObservation } from '../../host/host-observation.ts';
import { isMeantFor, type Site } from '../../host/site.ts';
import type { WebServer } from '../../host/web-server.ts';
import type { EvidenceRow } from '../evidence.ts';
import { machineRow, onServer, plain, type Collect } from './rows.ts';

/** Does the web server run, and does it take its configuration? */
export const webServer: Collect = (intent, look) =>
  onServer(look, (host) => {
    if (host.servers.length === 0) return plain([], 'No web server is known on this machine.');
    return plain(
      serversFor(intent, host).flatMap((server) => [runningRow(intent, server), configurationRow(intent, server)]),
    );
  });

/** The servers with a site for the domain; where there is none, those that run. Others may rest, as they are meant to. */
function serversFor(intent: DomainIntent, { servers }: HostObservation): readonly WebServer[] {
  const meant = servers.filter(({ sites }) =>
    sites.some((site) => intent.names.some(({ ascii }) => isMeantFor(site, ascii))),
  );
  const running = servers.filter(({ running }) => running !== false);
  return meant.length > 0 ? meant : running.length > 0 ? running : servers;
}

function runningRow(intent: DomainIntent, { software, running }: WebServer): EvidenceRow {
  const what = `${software}, process`;
  if (running === null) return machineRow(intent, what, 'this system does not tell whether it runs', 'unknown');
  return machineRow(intent, what, running ? 'runs' : 'does not run', running ? 'fine' : 'problem');
}

function configurationRow(intent: DomainIntent, { software, configFile, test, syntax }: WebServer): EvidenceRow {
  const what = `${software}, ${test?.command ?? configFile}`;
  if (test !== null) {
    const lastLine = test.output.trim().split('\n').at(-1) ?? '';
    return machineRow(intent, what, test.passed ? 'passes' : `fails: ${lastLine}`, test.passed ? 'fine' : 'problem');
  }
  if (syntax !== null)
    return machineRow(intent, what, `line ${syntax.line} of ${syntax.file}: ${syntax.message}`, 'problem');
  return machineRow(intent, what, 'was not tested: that takes the rights of root', 'unknown');
}

/** Who owns the port of HTTP. */
export const port80Owner: Collect = (intent, look) =>
  onServer(look, (host) => {
    const { listeners } = host;
    if (listeners === null) return plain([], 'This system does not tell who listens.');
    const own = listeners.filter(({ port }) => port === 80);
    if (own.length === 0) return plain([machineRow(intent, 'port 80', 'nobody listens', 'problem')]);
    const open = own.filter(({ address }) => reservedKind(address) !== 'loopback');
    const ours = serversFor(intent, host);
    const running = host.servers.filter((one) => one.running !== false);
    // Another may stand in front of the one that has the site; where that one does not run, it has taken its port.
    const owners = ours.some((one) => running.includes(one)) ? running : ours;
    const expected: readonly string[] = owners.flatMap(({ software }) => programsOf[software]);
    return plain(
      (open.length > 0 ? open : own).map(({ address, program }): EvidenceRow => {
        const what = `port 80 at ${address}`;
        if (open.length === 0)
          return machineRow(intent, what, `${program ?? 'a program'} listens only for this machine itself`, 'problem');
        if (program === null)
          return machineRow(intent, what, "another user's process, whose name is not shown", 'unknown');
        return machineRow(intent, what, program, expected.includes(program) ? 'fine' : 'problem');
      }),
    );
  });

/** Names of their processes (`comm`). */
const programsOf: Readonly<Record<WebServer['software'], readonly string[]>> = {
  nginx: ['nginx'],
  apache: ['apache2', 'httpd'],
  haproxy: ['haproxy'],
  caddy: ['caddy'],
};

/** Which site answers for each name, and whether files that should be enabled lead nowhere. */
export const answeringSites: Collect = (intent, look) =>
  onServer(look, (host) => {
    const sites = host.servers.flatMap((server) => server.sites);
    if (sites.length === 0) return plain([], 'The configuration of the web server could not be read.');
    const links = host.servers.flatMap(({ brokenLinks }) =>
      brokenLinks.map((link) => machineRow(intent, link, 'leads nowhere', 'problem')),
    );
    const names = intent.names.filter(({ wildcard }) => !wildcard).map(({ ascii }) => ascii);
    return plain([...names.map((name) => siteRow(name, sites, host, look)), ...links]);
  });

function siteRow(
  name: string,
  sites: readonly Site[],
  host: HostObservation,
  { report }: Parameters<Collect>[1],
): EvidenceRow {
  const of = { name, part: null, what: `site for ${name}`, expected: null };
  const meant = sites.filter((site) => isMeantFor(site, name));
  if (meant.length > 0) return { ...of, seen: meant.map(placeOf).join('; '), mark: 'fine' };
  const waiting = host.servers.flatMap(({ disabled }) => disabled).find((site) => isMeantFor(site, name));
  if (waiting !== undefined) return { ...of, seen: `${placeOf(waiting)} is not enabled`, mark: 'problem' };
  const [address] = resolveName(report.observations.dns, name).addresses.filter((one) => host.addresses.includes(one));
  const answering = address === undefined ? null : answeringSite(sites, name, address, 80);
  if (answering === null) return { ...of, seen: 'no site is meant for it', mark: 'unknown' };
  return { ...of, seen: `the default site answers: ${placeOf(answering.site)}`, mark: 'problem' };
}

function placeOf({ file, line }: Site): string {
  return line === 0 ? file : `${file}, line ${line}`;
}
