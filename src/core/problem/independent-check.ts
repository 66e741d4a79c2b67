import type { ProblemId } from './catalogue.ts';
import {
  addressValue,
  addressValues,
  challengeName,
  fillTemplate,
  pathValue,
  portValue,
  presentValues,
  subjectHost,
  type TemplateValues,
} from './template.ts';

/** A command that shows the same thing without this product. It changes nothing. */
export interface IndependentCheck {
  readonly title: string;
  readonly argv: readonly string[];
}

export interface IndependentCheckOptions {
  /** Ports of the check, as in the network options. */
  readonly ports: { readonly http: number; readonly https: number };
  /** Look at this address of the name only. */
  readonly address?: string;
  /** Ask this resolver: `HOST`, `HOST:PORT` or `[HOST]:PORT`, HOST an IP address. */
  readonly resolver?: string;
}

/** What of a domain is looked at; each has its commands. */
export type Look = 'name' | 'address' | 'certificate' | 'challenge' | 'delegation' | 'zone' | 'server' | 'renewal';

interface CheckTemplate {
  readonly title: string;
  /** A word `...resolver` stands for the arguments that name the resolver, or for none. */
  readonly argv: readonly string[];
}

const dig = (title: string, type: string, name: string, ...flags: readonly string[]): CheckTemplate => ({
  title,
  argv: ['dig', '...resolver', ...flags, '-t', type, '-q', name],
});
const challengeUrl = 'http://{name}:{httpPort}/.well-known/acme-challenge/cert-doctor';
// A CA follows ten redirects and does not verify certificates on the way (boulder va/http.go).
const asTheCa = ['--include', '--location', '--insecure', '--max-redirs', '10', '--max-time', '10'];

const fetchAt: CheckTemplate = {
  title: 'Fetch the challenge path at {address}',
  argv: ['curl', ...asTheCa, '--resolve', '{name}:{httpPort}:{host}', '--url', challengeUrl],
};
const fetchIpv4: CheckTemplate = {
  title: 'Fetch the challenge path over IPv4',
  argv: ['curl', '--ipv4', ...asTheCa, '--url', challengeUrl],
};
const fetchIpv6: CheckTemplate = {
  title: 'Fetch the challenge path over IPv6',
  argv: ['curl', '--ipv6', ...asTheCa, '--url', challengeUrl],
};
const handshakeAt: CheckTemplate = {
  title: 'See the certificate served at {address} (end with Q and Enter)',
  argv: ['openssl', 's_client', '-connect', '{host}:{httpsPort}', '-servername', '{name}', '-showcerts'],
};
const handshake: CheckTemplate = {
  title: 'See the certificate that is served (end with Q and Enter)',
  argv: ['openssl', 's_client', '-connect', '{name}:{httpsPort}', '-servername', '{name}', '-showcerts'],
};
const alpn: CheckTemplate = {
  title: 'Ask for the protocol acme-tls/1 (end with Q and Enter)',
  argv: ['openssl', 's_client', '-connect', '{name}:{httpsPort}', '-servername', '{name}', '-alpn', 'acme-tls/1'],
};
const dates: CheckTemplate = {
  title: 'Read dates and names of the file',
  argv: ['openssl', 'x509', '-in', '{path}', '-noout', '-subject', '-issuer', '-dates', '-ext', 'subjectAltName'],
};
const expiry: CheckTemplate = {
  title: 'See dates and verdict as a client sees them',
  argv: ['curl', '--verbose', '--head', '--max-time', '10', '--url', 'https://{name}:{httpsPort}/'],
};
const rights: CheckTemplate = { title: 'See the rights along the path', argv: ['namei', '--long', '--', '{path}'] };
const listeners = (key: string): CheckTemplate => ({
  title: `See who listens on port {${key}}`,
  argv: ['ss', '--listening', '--tcp', '--numeric', '--processes', `sport = :{${key}}`],
});
const nginx = (title: string, flag: '-t' | '-T'): CheckTemplate => ({ title, argv: ['nginx', flag] });
const timers: CheckTemplate = {
  title: 'See when timers ran and will run',
  argv: ['systemctl', 'list-timers', '--all', '--no-pager'],
};
const cron: CheckTemplate = { title: "See root's cron jobs", argv: ['crontab', '-l', '-u', 'root'] };
const directory: CheckTemplate = {
  title: "Fetch the directory of Let's Encrypt",
  argv: ['curl', '--include', '--max-time', '10', '--url', 'https://acme-v02.api.letsencrypt.org/directory'],
};

const a = dig('Ask for IPv4 addresses', 'A', '{name}');
const aaaa = dig('Ask for IPv6 addresses', 'AAAA', '{name}');
const txt = dig('Ask for the TXT record', 'TXT', '{challenge}');
const cname = dig('Ask for the CNAME', 'CNAME', '{challenge}');
const caa = dig('Ask for CAA', 'CAA', '{name}');
const soa = dig('Ask for the zone', 'SOA', '{name}');
const trace: CheckTemplate = {
  title: 'Follow the delegation from the root',
  argv: ['dig', '+trace', '-t', 'A', '-q', '{name}'],
};
const serials: CheckTemplate = {
  title: 'Compare all name servers (for the domain itself)',
  argv: ['dig', '+nssearch', '-q', '{name}'],
};

const nameServers = dig('Ask for the name servers', 'NS', '{name}');
const port = (key: 'httpPort' | 'httpsPort'): CheckTemplate => ({
  title: `Knock at port {${key}} of {address}`,
  argv: ['nc', '-z', '-v', '-w', '5', '{address}', `{${key}}`],
});

const fetches = [fetchAt, fetchIpv4, fetchIpv6];
const addresses = [a, aaaa];
const delegation = [cname, txt];
const served = [handshakeAt, handshake];

const fetchAddress: CheckTemplate = {
  title: 'Fetch the challenge path at {address}',
  argv: ['curl', ...asTheCa, '--url', 'http://{host}:{httpPort}/.well-known/acme-challenge/cert-doctor'],
};
const handshakeWithAddress: CheckTemplate = {
  title: 'See the certificate served at {address} (end with Q and Enter)',
  argv: ['openssl', 's_client', '-connect', '{host}:{httpsPort}', '-noservername', '-showcerts'],
};
const alpnOfAddress: CheckTemplate = {
  title: 'Ask for the protocol acme-tls/1 (end with Q and Enter)',
  argv: ['openssl', 's_client', '-connect', '{host}:{httpsPort}', '-servername', '{reverse}', '-alpn', 'acme-tls/1'],
};
const expiryOfAddress: CheckTemplate = {
  title: 'See dates and verdict as a client sees them',
  argv: ['curl', '--verbose', '--head', '--max-time', '10', '--url', 'https://{host}:{httpsPort}/'],
};

/** What stands in the place of a check where the name is an IP address (RFC 8738); what asks DNS is left out. */
const ofAddress: ReadonlyMap<CheckTemplate, CheckTemplate> = new Map([
  ...[fetchAt, fetchIpv4, fetchIpv6].map((check) => [check, fetchAddress] as const),
  ...[handshakeAt, handshake].map((check) => [check, handshakeWithAddress] as const),
  [alpn, alpnOfAddress],
  [expiry, expiryOfAddress],
]);

/** By problem: the checks that show it, the most telling first. Problems that only a log can show have none. */
const checks: Readonly<Partial<Record<ProblemId, readonly CheckTemplate[]>>> = {
  'http-timeout': [...fetches, ...addresses],
  'http-refused': [...fetches, listeners('httpPort')],
  'http-unreachable': [...fetches, ...addresses],
  'http-reset': fetches,
  'http-slow': fetches,
  'http-404-token': fetches,
  'http-403-token': fetches,
  'http-401-token': fetches,
  'http-5xx-token': fetches,
  'http-wrong-content': fetches,
  'http-not-http': [...fetches, handshakeAt, handshake],
  'redirect-problem': fetches,
  'tlsalpn-failed': [alpn],
  'ipv6-misrouted': [aaaa, fetchAt, fetchIpv6, fetchIpv4],
  'addresses-disagree': [...addresses, ...fetches],
  'address-reserved': addresses,
  'cdn-proxy': [...fetches, ...addresses],
  'waf-interstitial': fetches,
  'dns-nxdomain': [...addresses, trace],
  'dns-no-address': addresses,
  'dns-servfail': [a, soa, trace],
  'dns-dnssec': [
    dig('Ask with DNSSEC', 'A', '{name}', '+dnssec'),
    dig('Ask with validation switched off', 'A', '{name}', '+dnssec', '+cd'),
    dig('Ask for the DS record', 'DS', '{name}'),
  ],
  'dns-wrong-ip': addresses,
  'dns-propagation': [...addresses, txt, serials],
  'dns-inconsistent': [serials, nameServers],
  'dns-lame': [nameServers, serials, trace],
  'dns-tcp-blocked': [dig('Ask over TCP', 'SOA', '{name}', '+tcp'), dig('Ask over UDP', 'SOA', '{name}', '+notcp')],
  'dns-case-mangled': [soa],
  'dns-resolvers-differ': [...addresses, trace],
  'dns-txt-missing': [txt, cname],
  'dns-txt-wrong': [txt],
  'dns-txt-stale': [txt],
  'dns-txt-doubled': [dig('Ask for the doubled name', 'TXT', '{challenge}.{name}'), txt],
  'dns-cname-conflict': delegation,
  'delegation-missing': delegation,
  'delegation-wrong': delegation,
  'delegation-duplicate': [txt, cname],
  'delegation-proxied': [cname, dig('Ask for addresses at the delegation', 'A', '{challenge}')],
  'delegation-dangling': delegation,
  'wildcard-needs-dns01': [directory],
  'challenge-type-unavailable': [directory],
  'names-uncovered': served,
  'san-missing': served,
  'caa-forbids': [caa],
  'caa-lookup-failed': [caa, trace],
  'caa-malformed': [caa],
  'ratelimit-duplicate': [{ title: "List certbot's certificates", argv: ['certbot', 'certificates'] }],
  'ratelimit-domain': [{ title: "List certbot's certificates", argv: ['certbot', 'certificates'] }],
  'ca-overloaded': [directory],
  'ca-unreachable': [directory, dig('Resolve the name of the CA', 'A', 'acme-v02.api.letsencrypt.org')],
  'ca-tls-trust': [directory],
  'ca-directory-wrong': [directory],
  'ca-connector-invalid': [directory],
  'eab-required': [directory],
  'eab-invalid': [directory],
  'bad-csr': [{ title: 'Read the request', argv: ['openssl', 'req', '-in', '{path}', '-noout', '-text', '-verify'] }],
  'rejected-identifier': [soa],
  'port80-in-use': [listeners('httpPort'), listeners('httpsPort')],
  'nginx-not-running': [
    { title: 'See the state of nginx', argv: ['systemctl', 'status', '--no-pager', 'nginx'] },
    listeners('httpPort'),
  ],
  'nginx-config-test': [nginx("Test nginx's configuration", '-t')],
  'nginx-no-matching-vhost': [nginx('Show the whole configuration', '-T'), ...fetches],
  'nginx-default-answers': [
    ...fetches,
    { title: 'Find broken links', argv: ['find', '/etc/nginx/sites-enabled', '-xtype', 'l'] },
    nginx('Show the whole configuration', '-T'),
  ],
  'nginx-cert-missing': [nginx("Test nginx's configuration", '-t'), rights],
  'nginx-key-mismatch': [nginx("Test nginx's configuration", '-t'), dates],
  'nginx-permission': [rights, nginx("Test nginx's configuration", '-t')],
  'nginx-no-ssl-cert-defined': [nginx("Test nginx's configuration", '-t'), ...served],
  'nginx-conflicting-name': [nginx("Test nginx's configuration", '-t')],
  'web-server-not-running': [
    { title: 'See which services failed', argv: ['systemctl', '--failed', '--no-pager'] },
    listeners('httpPort'),
    listeners('httpsPort'),
  ],
  'web-server-config-test': [
    { title: "Test HAProxy's configuration", argv: ['haproxy', '-c', '-f', '/etc/haproxy/haproxy.cfg'] },
  ],
  'haproxy-pem-invalid': [
    { title: "Test HAProxy's configuration", argv: ['haproxy', '-c', '-f', '/etc/haproxy/haproxy.cfg'] },
    dates,
  ],
  'apache-config-parse': [{ title: "Test Apache's configuration", argv: ['apachectl', '-t'] }],
  'apache-key-unreadable': [rights, { title: "Test Apache's configuration", argv: ['apachectl', '-t'] }],
  'certbot-live-dir': [
    {
      title: 'See the links and the files',
      argv: ['ls', '-l', '--', '/etc/letsencrypt/live/{name}', '/etc/letsencrypt/archive/{name}'],
    },
    { title: "List certbot's certificates", argv: ['certbot', 'certificates'] },
  ],
  'acme-storage-permission': [rights],
  'permission-denied': [rights],
  'disk-full': [
    { title: 'See the free space', argv: ['df', '--human-readable'] },
    { title: 'See the free inodes', argv: ['df', '--inodes'] },
  ],
  'clock-skew': [
    { title: 'See the clock', argv: ['timedatectl', 'status'] },
    {
      title: "See a server's clock",
      argv: ['curl', '--head', '--max-time', '10', '--url', 'https://acme-v02.api.letsencrypt.org/directory'],
    },
  ],
  'deploy-failed': [...served, dates],
  'deploy-not-reloaded': [...served, dates],
  'automation-inactive': [timers, cron],
  'automation-failing': [{ title: 'See which services failed', argv: ['systemctl', '--failed', '--no-pager'] }, timers],
  'automation-stuck': [timers],
  'certbot-renewal-conf': [{ title: "List certbot's certificates", argv: ['certbot', 'certificates'] }],
  'nginx-binary-missing': [nginx("Test nginx's configuration", '-t')],
  'renewal-window-wrong': [timers, cron, dates],
  'renewal-overdue': [timers, cron, ...served],
  'credentials-expiring': [{ title: "List certbot's certificates", argv: ['certbot', 'certificates'] }],
  'cert-expired': [expiry, ...served, dates],
  'cert-expiring': [expiry, ...served, dates],
  'cert-not-yet-valid': [expiry, ...served, dates],
  'cert-hostname': [expiry, ...served],
  'chain-incomplete': [...served, expiry],
  'chain-order': served,
  'chain-revoked': served,
  'self-signed': [expiry, ...served],
  'cert-common-name-only': [...served, dates],
  'cert-weak': [...served, dates],
  'cert-staging': [...served, dates],
  'other-invalid': [...served, dates],
  'cert-must-staple': [
    {
      title: 'Ask for the stapled answer (end with Q and Enter)',
      argv: ['openssl', 's_client', '-connect', '{name}:{httpsPort}', '-servername', '{name}', '-status'],
    },
  ],
  'cert-key-permissions': [rights],
  'mixed-content': [
    {
      title: 'Fetch the page',
      argv: ['curl', '--location', '--max-time', '10', '--url', 'https://{name}:{httpsPort}/'],
    },
  ],
  'mail-no-tls': [
    {
      title: 'Ask the mail server to turn to TLS (end with Q and Enter)',
      argv: ['openssl', 's_client', '-connect', '{name}:25', '-servername', '{name}', '-starttls', 'smtp'],
    },
  ],
  'http-only': [expiry, ...served],
};

const looks: Readonly<Record<Look, readonly CheckTemplate[]>> = {
  name: [a, aaaa, caa, trace],
  address: [port('httpPort'), port('httpsPort'), fetchAt, handshakeAt],
  certificate: [handshakeAt, handshake, expiry],
  challenge: [...fetches, txt, cname],
  delegation: [cname, txt],
  zone: [nameServers, soa, serials, trace],
  server: [
    listeners('httpPort'),
    listeners('httpsPort'),
    nginx("Test nginx's configuration", '-t'),
    nginx('Show the whole configuration', '-T'),
  ],
  renewal: [timers, cron, { title: "List certbot's certificates", argv: ['certbot', 'certificates'] }, handshake],
};

/**
 * The commands that show by hand what a look at a part of a domain shows, most telling first.
 * @param name in A-labels, or an IP address that a certificate is for; commands whose values do not fit their grammar are left out
 */
export function looksAt(look: Look, name: string, options: IndependentCheckOptions): readonly IndependentCheck[] {
  const own = look === 'name' && addressValue(name) !== null ? looks.address : looks[look];
  return filledChecks(own, name, options);
}

/**
 * The commands (dig, curl, openssl and the like) that verify a finding by hand, most telling first. The subject is the
 * name, address or file of the finding. Commands whose values do not fit their grammar are left out.
 */
export function independentChecks(
  problem: ProblemId,
  subject: string,
  options: IndependentCheckOptions,
): readonly IndependentCheck[] {
  return filledChecks(checks[problem] ?? [], subject, options);
}

function filledChecks(
  templates: readonly CheckTemplate[],
  subject: string,
  options: IndependentCheckOptions,
): readonly IndependentCheck[] {
  const values = valuesOf(subject, options);
  const resolver = options.resolver === undefined ? [] : resolverArguments(options.resolver);
  const fitting =
    addressValue(subject) === null ? templates : [...new Set(templates.map((check) => ofAddress.get(check) ?? check))];
  return fitting.map((check) => fillCheck(check, values, resolver)).filter((check) => check !== null);
}

function valuesOf(subject: string, options: IndependentCheckOptions): TemplateValues {
  const name = subjectHost(subject);
  return {
    ...addressValues(addressValue(options.address ?? subject)),
    ...presentValues({
      name,
      challenge: challengeName(name),
      path: pathValue(subject),
      httpPort: portValue(String(options.ports.http)),
      httpsPort: portValue(String(options.ports.https)),
    }),
  };
}

function fillCheck(
  check: CheckTemplate,
  values: TemplateValues,
  resolver: readonly string[] | null,
): IndependentCheck | null {
  const argv: string[] = [];
  for (const word of check.argv) {
    const filled = word === '...resolver' ? resolver : fillTemplate(word, values);
    if (filled === null) return null;
    argv.push(...(typeof filled === 'string' ? [filled] : filled));
  }
  const title = fillTemplate(check.title, values);
  return title === null ? null : { title, argv };
}

/** `@ADDRESS -p PORT` for dig; null where the resolver is no address with an optional port. */
export function resolverArguments(resolver: string): readonly string[] | null {
  const parts = /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([0-9.]{7,15}))(?::([1-9][0-9]{0,4}))?$/.exec(resolver);
  const address = addressValue(parts === null ? resolver : (parts[1] ?? parts[2] ?? ''));
  if (address === null) return null;
  if (parts?.[3] === undefined) return [`@${address}`];
  const port = portValue(parts[3]);
  return port === null ? null : [`@${address}`, '-p', port];
}
