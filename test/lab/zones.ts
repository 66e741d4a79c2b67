import path from 'node:path';
import { domainOf, withDomain, type OwnZone, type Site, type Situation } from './situation.ts';

/** Where things are in the lab (documentation addresses, RFC 5737 and RFC 3849). */
export const addresses = {
  resolver: '127.0.0.53',
  /** The same resolver for machines of their own. */
  resolverOutside: '203.0.113.52',
  /** A resolver that remembers for as long as records let it. */
  longMemory: '203.0.113.57',
  /** A resolver with addresses of its own for some names. */
  ownView: '203.0.113.58',
  main: '203.0.113.10',
  main6: '2001:db8::10',
  /** TLS in every state. */
  secure: '203.0.113.40',
  secure6: '2001:db8::40',
  secure2: '203.0.113.41',
  /** TLS as of old. */
  oldTls: '203.0.113.42',
  /** TLS 1.3 only. */
  newTls: '203.0.113.47',
  /** No HTTP. */
  only443: '203.0.113.48',
  /** HTTP on port 443. */
  plain443: '203.0.113.43',
  /** No certificate, no handshake. */
  rejecting: '203.0.113.44',
  /** TLS on port 80. */
  tls80: '203.0.113.45',
  apache: '203.0.113.46',
  /** For certificates that name an address. */
  named: '203.0.113.60',
  namedByDns: '203.0.113.61',
  named6: '2001:db8::60',
  /** A CDN that knows the sites at the main address. */
  edge: '203.0.113.80',
  /** Mail servers, by the certificate that they show. */
  mailPlain: '203.0.113.91',
  mailExpired: '203.0.113.92',
  mailWell: '203.0.113.93',
  /** Nothing listens: connections are refused. */
  refused: '203.0.113.20',
  refused6: '2001:db8::20',
  /** A machine that is not the one meant. */
  wrong: '203.0.113.30',
  authority: '203.0.113.53',
  /** A name server that knows no zone. */
  lame: '203.0.113.54',
  /** A second name server. */
  second: '203.0.113.55',
  /** The first name server where TCP does not pass. */
  withoutTcp: '203.0.113.56',
  /** A name server that takes records which DNS does not allow. */
  lenient: '203.0.113.59',
  /** Packets vanish. */
  dropped: '203.0.113.66',
  dropped6: '2001:db8::66',
  /** No way leads there. */
  unreachable: '203.0.113.77',
} as const;

const nameServers = {
  ns1: addresses.authority,
  ns2: addresses.lame,
  ns3: addresses.second,
  ns4: addresses.withoutTcp,
  ns5: addresses.dropped,
  ns6: addresses.refused,
  ns7: addresses.lenient,
  /** Its name has no address. */
  ns8: null,
} as const;

export type NameServer = keyof typeof nameServers;

/** Names whose site is on the main server, over IPv4. */
const onMain = ['@', 'www', 'issue', 'again', 'nonce', 'killed', 'full', 'built', 'missing'];

/** A zone file. `minimum`: how long an answer that there is nothing is remembered, in seconds (RFC 2308). */
function zoneText(servers: readonly string[], records: string, { serial = 2, minimum = 1 } = {}): string {
  // Its own time to live bounds it, too.
  const soa = `@ ${String(minimum)} IN SOA ns1.example.com. hostmaster.example.com. ${String(serial)} 3600 600 86400 ${String(minimum)}`;
  return ['$TTL 5', soa, ...servers.map((server) => `@ IN NS ${server}.example.com.`), records, ''].join('\n');
}

/** Where a domain without sites of its own is: HTTP alone. */
export const emptySite: readonly Site[] = [{ at: [addresses.main] }];

/** What stands in a zone of the domain's own, or at the domain in the zone above it. */
export function recordsOf({ records, sites = emptySite }: Situation): string {
  const from = new Set(sites.flatMap(({ at }) => at));
  return records ?? [...from].map((one) => `@ ${one.includes(':') ? 'AAAA' : 'A'} ${one}`).join('\n');
}

export interface ZoneFile {
  readonly zone: string;
  readonly file: string;
  readonly text: string;
  readonly dnssec: OwnZone['dnssec'];
  /** Takes dynamic updates. A name server would sign such a zone anew. */
  readonly isChanged: boolean;
}

/** Every zone that the first name server holds, those below first: the ones above take their DS records. */
export function zonesOf(situations: readonly Situation[]): readonly ZoneFile[] {
  const own = situations.filter(({ zone }) => zone !== undefined);
  const delegations = (top: string): string =>
    own
      .filter((one) => domainOf(one).endsWith(top))
      .flatMap((one) => (one.zone?.servers ?? []).map((server) => `${domainOf(one)}. IN NS ${server}.example.com.`))
      .join('\n');
  const within = situations
    .filter(({ zone }) => zone === undefined)
    .map((one) => `$ORIGIN ${domainOf(one)}.\n${recordsOf(one)}`)
    .join('\n');
  const known = Object.entries(nameServers).flatMap(([name, address]) =>
    address === null ? [] : `${name} IN A ${address}`,
  );
  const example = [
    ...known,
    ...onMain.map((name) => `${name} IN A ${addresses.main}`),
    `refused IN A ${addresses.refused}`,
    delegations('.example.com'),
    within,
  ].join('\n');
  const root = `ns1.example.com. IN A ${addresses.authority}
com. IN TXT "a top level domain"
net. IN TXT "a top level domain"
org. IN TXT "a top level domain"
example.com. IN NS ns1.example.com.
example.net. IN NS ns1.example.com.
example.org. IN NS ns1.example.com.`;
  const net = `@ IN A ${addresses.wrong}\nparking IN A ${addresses.wrong}
validation IN TXT "for challenges"\nvalidation-old IN TXT "for challenges"`;
  const zone = (name: string, text: string, dnssec?: OwnZone['dnssec']): ZoneFile => ({
    zone: name,
    file: `${name === '' ? 'root' : name}.zone`,
    text,
    dnssec,
    isChanged: false,
  });
  return [
    ...own
      .filter(({ zone: said }) => said?.servers.some((server) => server === 'ns1' || server === 'ns4'))
      .map((one) => {
        const { servers = [], before, dnssec } = one.zone ?? {};
        const text = zoneText(servers, before ?? recordsOf(one), { minimum: before === undefined ? 1 : 3600 });
        return { ...zone(domainOf(one), text, dnssec), isChanged: before !== undefined };
      }),
    zone('example.com', zoneText(['ns1'], example)),
    zone('example.net', zoneText(['ns1'], net)),
    zone('example.org', zoneText(['ns1'], delegations('.example.org')), 'right'),
    zone('', zoneText(['ns1'], root), 'right'),
  ];
}

/** Files of the name server that has the zones, by name; those that are to be signed are configured as signed. */
export function authorityConfiguration(home: string, zones: readonly ZoneFile[]): Readonly<Record<string, string>> {
  const declared = zones.map(({ zone, file, dnssec, isChanged }) => {
    const isSigned = dnssec !== undefined && dnssec !== 'no-ds' && dnssec !== 'not-signed';
    const served = isSigned ? `${file}.signed` : file;
    return `zone "${zone === '' ? '.' : zone}" { type primary; file "${path.join(home, served)}";${isChanged ? ' allow-update { any; };' : ''} };`;
  });
  return {
    ...Object.fromEntries(zones.map(({ file, text }) => [file, text])),
    'named.conf': `${options(home, [addresses.authority, addresses.withoutTcp], 'recursion no;')}\n${declared.join('\n')}\n`,
  };
}

/** The second name server: the zones that are delegated to it. */
export function secondConfiguration(home: string, situations: readonly Situation[]): Readonly<Record<string, string>> {
  const zones = situations.filter(({ zone }) => zone?.servers.includes('ns3'));
  return {
    ...Object.fromEntries(
      zones.map((one) => [
        `${domainOf(one)}.zone`,
        zoneText(one.zone?.servers ?? [], one.zone?.atSecond ?? recordsOf(one), {
          serial: one.zone?.atSecond === undefined ? 2 : 1,
        }),
      ]),
    ),
    'named.conf': `${options(home, [addresses.second], 'recursion no;')}
${zones.map((one) => `zone "${domainOf(one)}" { type primary; file "${path.join(home, `${domainOf(one)}.zone`)}"; };`).join('\n')}
`,
  };
}

/** A name server to which zones are delegated that it does not know. */
export function lameConfiguration(home: string): Readonly<Record<string, string>> {
  return { 'named.conf': options(home, [addresses.lame], 'recursion no;') };
}

const hints = `. 3600 IN NS ns1.example.com.\nns1.example.com. 3600 IN A ${addresses.authority}\n`;

/** The validating resolver of everybody inside. `anchor`: the root's DS record. */
export function resolverConfiguration(home: string, anchor: string): Readonly<Record<string, string>> {
  const memory = 'max-cache-ttl 5; max-ncache-ttl 1; servfail-ttl 0;';
  return recursion(home, [addresses.resolver, addresses.resolverOutside], anchor, memory, '');
}

/** A resolver that forgets nothing. */
export function longMemoryConfiguration(home: string, anchor: string): Readonly<Record<string, string>> {
  return recursion(home, [addresses.longMemory], anchor, '', '');
}

/** A resolver that gives its own answers for the domains of some situations, as a router, a company's server or a CDN's does. */
export function ownViewConfiguration(home: string, anchor: string): Readonly<Record<string, string>> {
  const views = { 'resolvers-differ': addresses.main, nearby: addresses.secure2 };
  const zones = Object.keys(views).map((id) => {
    return `zone "${id}.example.com" { type primary; file "${path.join(home, `${id}.zone`)}"; };`;
  });
  return {
    ...recursion(home, [addresses.ownView], anchor, '', zones.join('\n')),
    ...Object.fromEntries(
      Object.entries(views).map(([id, address]) => [`${id}.zone`, zoneText(['ns1'], `@ IN A ${address}`)]),
    ),
  };
}

function recursion(
  home: string,
  listen: readonly string[],
  anchor: string,
  memory: string,
  zones: string,
): Readonly<Record<string, string>> {
  const [tag = '', algorithm = '', digestType = '', ...digest] = anchor.trim().split(/\s+/).slice(3);
  const settings = `recursion yes; allow-recursion { any; }; ${memory} qname-minimization off;`;
  // BIND prefers the name server that answered faster, by chance the one with an older zone. This one is never asked.
  const firstAlone = `server ${addresses.second} { bogus yes; };`;
  return {
    'root.hints': hints,
    'named.conf': `${options(home, listen, settings).replace('dnssec-validation no', 'dnssec-validation yes')}
trust-anchors { "." static-ds ${tag} ${algorithm} ${digestType} "${digest.join('')}"; };
${firstAlone}
zone "." { type hint; file "${path.join(home, 'root.hints')}"; };
${zones}
`,
  };
}

function options(home: string, listen: readonly string[], settings: string): string {
  return `options {
  directory "${home}"; pid-file "${home}/pid"; session-keyfile "${home}/session.key"; managed-keys-directory "${home}";
  listen-on port 53 { ${listen.map((address) => `${address};`).join(' ')} }; listen-on-v6 { none; };
  check-names primary ignore;
  dnssec-validation no; empty-zones-enable no; notify no; allow-transfer { none; }; ${settings}
};
controls { };
`;
}

/** The change that the zone of a situation is made by after it was asked; null where there is none. */
export function zoneUpdate(situation: Situation): string | null {
  const { zone } = situation;
  if (zone?.before === undefined) return null;
  const domain = domainOf(situation);
  const lines = recordsOf(situation)
    .split('\n')
    .map((line) => `update add ${withDomain(line, `${domain}. 5 IN`)}`);
  return [`server ${addresses.authority}`, `zone ${domain}`, ...lines, 'send', ''].join('\n');
}
