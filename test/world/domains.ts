import type { DomainEntry } from '../../src/engine/discover/config-file.ts';
import type { Zone, ZoneRecord } from './name-server.ts';

/** The registered domain of the embedded world. */
export const apex = 'example.test';

/** Where the world's web server answers, and where nothing does. */
export const addresses = {
  web: '127.0.0.1',
  /** Answers on the HTTP port at once, on the HTTPS port once a certificate was issued. */
  newcomer: process.platform === 'darwin' ? '::1' : '127.0.0.2', // macOS has 127.0.0.1 alone
  nobody: '127.0.0.3',
};

/** Which certificate the web server shows for a name. */
export type CertificateState =
  'active' | 'expiring' | 'expired' | 'not-yet-valid' | 'wrong-host' | 'self-signed' | 'incomplete-chain';

/** What the web server answers on the challenge path: files of the web root, or something that stands in the way. */
export type ChallengeAnswer = 'web-root' | 'missing' | 'loop' | 'html-page' | 'forbidden';

/** One domain of the world, in one state. */
export interface WorldDomain {
  /** What is the matter with it, for the reader of cert-doctor.json. */
  readonly about: string;
  /** The entry of cert-doctor.json, without the web root where the world serves one. */
  readonly entry: DomainEntry;
  readonly certificate?: CertificateState;
  readonly challenge?: ChallengeAnswer;
  /** What its web server calls itself in the `Server` header; absent: nginx. */
  readonly server?: string;
  /** Records by name; absent: an A record that leads to the web server. */
  readonly records?: Zone;
}

const web: readonly ZoneRecord[] = [{ type: 'A', address: addresses.web }];
const here = [addresses.web];
const named = (label: string): string => `${label}.${apex}`;
/** Where validation of the delegated names should happen. */
const validation = named('validation');

function certificateDomain(certificate: CertificateState, about: string): WorldDomain {
  const name = named(certificate);
  return { about, entry: { name, addresses: here }, certificate, challenge: 'web-root' };
}

function challengeDomain(label: string, challenge: ChallengeAnswer, about: string): WorldDomain {
  const name = named(label);
  return { about, entry: { name, addresses: here }, certificate: 'active', challenge };
}

function delegatedDomain(label: string, about: string, challenge: readonly ZoneRecord[] | null): WorldDomain {
  const name = named(label);
  const entry = { name, addresses: here, method: 'dns-01', delegationTarget: `${label}.${validation}` } as const;
  const delegation = challenge === null ? {} : { [`_acme-challenge.${name}`]: challenge };
  return { about, entry, certificate: 'active', records: { [name]: web, ...delegation } };
}

/** Every state that the product tells apart, once. */
export const worldDomains: readonly WorldDomain[] = [
  {
    about: 'Everything is right; www is the second name of the same certificate.',
    entry: {
      name: named('active'),
      names: [named('www.active')],
      addresses: here,
    },
    certificate: 'active',
    challenge: 'web-root',
    records: { [named('active')]: web, [named('www.active')]: [{ type: 'CNAME', domain: named('active') }] },
  },
  certificateDomain('expiring', 'Six days are left.'),
  certificateDomain('expired', 'Expired three days ago.'),
  certificateDomain('not-yet-valid', 'Becomes valid in two days.'),
  certificateDomain('wrong-host', 'The certificate is for another name.'),
  certificateDomain('self-signed', 'Nobody but the server itself vouches for it.'),
  certificateDomain('incomplete-chain', 'The intermediate certificate is not sent.'),
  challengeDomain('token', 'web-root', 'The challenge path serves the web root.'),
  challengeDomain('missing-token', 'missing', 'The challenge path always answers 404.'),
  challengeDomain('loop', 'loop', 'The challenge path redirects to itself.'),
  challengeDomain('html-page', 'html-page', 'The challenge path answers with a page.'),
  challengeDomain('forbidden', 'forbidden', 'The challenge path answers 403.'),
  {
    about: 'The name exists and has no address.',
    entry: { name: named('no-address'), addresses: here },
    records: { [named('no-address')]: [{ type: 'TXT', data: 'v=spf1 -all' }] },
  },
  { about: 'The name does not exist.', entry: { name: named('nxdomain'), addresses: here }, records: {} },
  {
    about: 'The name leads to another machine, where nothing answers.',
    entry: { name: named('moved'), addresses: here },
    records: { [named('moved')]: [{ type: 'A', address: addresses.nobody }] },
  },
  {
    about: 'IPv4 works; the AAAA record leads nowhere.',
    entry: { name: named('dead-ipv6') },
    certificate: 'active',
    records: { [named('dead-ipv6')]: [...web, { type: 'AAAA', address: '::1' }] },
  },
  {
    about: 'CAA allows no CA at all.',
    entry: { name: named('caa-forbids'), addresses: here },
    certificate: 'active',
    records: {
      [named('caa-forbids')]: [...web, { type: 'CAA', flags: 0, tag: 'issue', value: ';' }],
    },
  },
  {
    about: 'The name servers fail.',
    entry: { name: named('servfail'), addresses: here },
    records: { [named('servfail')]: 'servfail' },
  },
  delegatedDomain('delegated', '_acme-challenge is delegated as it should be.', [
    { type: 'CNAME', domain: `delegated.${validation}` },
  ]),
  delegatedDomain('delegated-wrong', '_acme-challenge leads to the wrong place.', [
    { type: 'CNAME', domain: `somewhere-else.${validation}` },
  ]),
  delegatedDomain('delegated-duplicate', 'A TXT record stands beside the delegation.', [
    { type: 'CNAME', domain: `delegated-duplicate.${validation}` },
    { type: 'TXT', data: 'left-over-from-an-earlier-validation' },
  ]),
  delegatedDomain('delegated-missing', '_acme-challenge is not delegated.', null),
  {
    ...challengeDomain('caddy', 'web-root', 'The web server says that it is Caddy: accept the platform in the tree.'),
    server: 'Caddy',
  },
  {
    about: 'New: no certificate yet. Issue one where the world has a CA.',
    entry: { name: named('new'), addresses: [addresses.newcomer] },
    challenge: 'web-root',
    records: {
      [named('new')]: [{ type: addresses.newcomer.includes(':') ? 'AAAA' : 'A', address: addresses.newcomer }],
    },
  },
];

/** The whole zone: each domain's records, and those that every zone has. */
export function zoneOf(domains: readonly WorldDomain[]): Zone {
  const delegated = ['delegated', 'somewhere-else', 'delegated-duplicate'];
  const targets = delegated.map((label): [string, readonly ZoneRecord[]] => [
    `${label}.${validation}`,
    [{ type: 'TXT', data: 'token-of-an-earlier-validation' }],
  ]);
  return {
    // No NS records: a check asks those servers themselves, on port 53, where nothing of this world listens.
    [apex]: web,
    ...Object.fromEntries(targets),
    ...Object.fromEntries(domains.flatMap(({ entry, records }) => Object.entries(records ?? { [entry.name]: web }))),
  };
}
