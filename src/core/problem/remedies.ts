import type { ChallengeMethod } from '../domain/intent.ts';
import type { ProblemId } from './catalogue.ts';
import { openPortElsewhere } from './firewall-places.ts';
import type { CommandRemedy, RecordRemedy, Remedy } from './remedy.ts';

/** A remedy with holes (`template.ts`), and for whom it is. */
export interface RemedyTemplate {
  readonly remedy: Remedy;
  /** Only where this ACME client is at work, or where nobody knows which one is. */
  readonly client?: string;
  /** Only for these methods, or where the method is not known. */
  readonly methods?: readonly ChallengeMethod[];
}

type Rights = 'user' | 'root';

const run = (title: string, argv: readonly string[], rights: Rights, note: string): RemedyTemplate => ({
  remedy: { kind: 'command', title, argv, root: rights === 'root', note } satisfies CommandRemedy,
});
const record = (
  title: string,
  change: RecordRemedy['change'],
  name: string,
  type: RecordRemedy['type'],
  value: string | null,
  note: string,
): RemedyTemplate => ({ remedy: { kind: 'record', title, change, name, type, value, note } });
const read = (title: string, url: string): RemedyTemplate => ({ remedy: { kind: 'documentation', title, url } });
const setting = (title: string, id: string): RemedyTemplate => ({ remedy: { kind: 'setting', title, id } });
const trialOrder = (title: string): RemedyTemplate => ({ remedy: { kind: 'trial-order', title, name: '{name}' } });
const steps = (title: string, where: string, list: readonly string[], url: string): RemedyTemplate => ({
  remedy: { kind: 'manual', title, where, steps: list, url },
});
const forClient = (client: string, template: RemedyTemplate): RemedyTemplate => ({ ...template, client });
const forMethods = (methods: readonly ChallengeMethod[], template: RemedyTemplate): RemedyTemplate => ({
  ...template,
  methods,
});

/** The line is filled in from what was seen. */
const openFile: RemedyTemplate = {
  remedy: { kind: 'open-file', title: 'Open {path}', path: '{path}', line: null },
};

/** For lines that do not name the file: who works, as the files see it. */
const whoAmI = run('Show which user and groups you are', ['id'], 'user', 'Changes nothing.');
/** Logs of nginx name no file where a setting is accepted and then ignored or refused. */
const findInNginx = (title: string, words: string): RemedyTemplate =>
  run(title, ['grep', '-rnE', words, '/etc/nginx'], 'root', 'Changes nothing. Lists the files and lines.');

/** For lines that do not name the host, and for what only another machine sees. */
const chainFromOutside = steps(
  'Look at the chain from outside',
  'SSL Labs',
  [
    'Enter the name and wait for the report.',
    'Under Certification Paths it says which devices trust the chain that is served, and what is wrong or missing in it.',
  ],
  'https://www.ssllabs.com/ssltest/',
);

// Pages that several problems share.
const challengeTypes = read(
  "The challenge types and what each needs (Let's Encrypt)",
  'https://letsencrypt.org/docs/challenge-types/',
);
const port80 = read("Why port 80 stays open (Let's Encrypt)", 'https://letsencrypt.org/docs/allow-port-80/');
const ipv6 = read("IPv6 in validation (Let's Encrypt)", 'https://letsencrypt.org/docs/ipv6-support/');
const rateLimits = read(
  "The rate limits as they are today (Let's Encrypt)",
  'https://letsencrypt.org/docs/rate-limits/',
);
const staging = read(
  "Test without limits: staging (Let's Encrypt)",
  'https://letsencrypt.org/docs/staging-environment/',
);
const caaGuide = read("CAA explained (Let's Encrypt)", 'https://letsencrypt.org/docs/caa/');
const profiles = read("Certificate profiles (Let's Encrypt)", 'https://letsencrypt.org/docs/profiles/');
const integration = read(
  "Renewal and retries as the CA advises (Let's Encrypt)",
  'https://letsencrypt.org/docs/integration-guide/',
);
const chains = read("Today's chains and roots (Let's Encrypt)", 'https://letsencrypt.org/certificates/');
const caStatus = read("Let's Encrypt status", 'https://letsencrypt.status.io/');
const certbotGuide = read('certbot user guide', 'https://eff-certbot.readthedocs.io/en/stable/using.html');
const nginxTls = read('HTTPS servers in nginx', 'https://nginx.org/en/docs/http/configuring_https_servers.html');
const nginxNames = read('How nginx chooses a server', 'https://nginx.org/en/docs/http/request_processing.html');
const nginxCore = read('nginx core settings', 'https://nginx.org/en/docs/ngx_core_module.html');
const acmeRfc = read('ACME (RFC 8555)', 'https://www.rfc-editor.org/rfc/rfc8555');
const ariRfc = read('ACME renewal information (RFC 9773)', 'https://www.rfc-editor.org/rfc/rfc9773');
const cnameRfc = read(
  'CNAME excludes other data (RFC 1034, 3.6.2)',
  'https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2',
);
const zonemaster = read('Test the delegation of the domain (Zonemaster)', 'https://zonemaster.net/');
const dnsviz = read('Picture of the DNSSEC chain (DNSViz)', 'https://dnsviz.net/');
const cloudflareStrict = read(
  'TLS mode Full (strict) in Cloudflare',
  'https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/',
);
const traefikAcme = read('ACME in Traefik', 'https://doc.traefik.io/traefik/https/acme/');

// Commands that several problems share.
const whoListens = run(
  'See who listens on port {port}',
  ['ss', '--listening', '--tcp', '--numeric', '--processes', 'sport = :{port}'],
  'root',
  'Changes nothing. Without root the names of the programs are missing.',
);
const openUfw = run(
  'Open port {port} in ufw',
  ['ufw', 'allow', '{port}/tcp'],
  'root',
  'For machines whose firewall is ufw, for example Ubuntu. Allows the port from everywhere, IPv4 and IPv6.',
);
const openFirewalld = run(
  'Open port {port} in firewalld',
  ['firewall-cmd', '--add-port={port}/tcp'],
  'root',
  'For machines with firewalld, for example Fedora and Red Hat. Works at once, until the next reload; keep it with firewall-cmd --runtime-to-permanent.',
);
const nginxTest = run(
  "Test nginx's configuration",
  ['nginx', '-t'],
  'root',
  'Changes nothing. Names the file and line of the first fault.',
);
const nginxReload = run(
  'Reload nginx',
  ['systemctl', 'reload', 'nginx'],
  'root',
  'Loads configuration and certificates anew without dropping connections. Test the configuration first.',
);
const nginxDump = run('Show the whole configuration of nginx', ['nginx', '-T'], 'root', 'Changes nothing.');
const apacheHosts = run(
  'Show the virtual hosts of Apache',
  ['apachectl', '-S'],
  'root',
  'Changes nothing. Names the file and line of each, and which answers where no name fits.',
);
const nginxStatus = run(
  'See the state of nginx',
  ['systemctl', 'status', '--no-pager', 'nginx'],
  'user',
  'Changes nothing. Shows the last lines of its log too.',
);
const pathRights = run(
  'See the rights along the path',
  ['namei', '--long', '--', '{path}'],
  'root',
  'Changes nothing. Every folder needs the execute right for the user that reads.',
);
const certbotList = forClient(
  'certbot',
  run("List certbot's certificates", ['certbot', 'certificates'], 'root', 'Changes nothing.'),
);
const certbotDryRun = forClient(
  'certbot',
  run(
    'Rehearse the renewal with certbot',
    ['certbot', 'renew', '--cert-name={name}', '--dry-run'],
    'root',
    "Uses the CA's staging service: no certificate is changed and production limits are not touched. The certificate is expected under its first name.",
  ),
);
const certbotRenew = forClient(
  'certbot',
  run(
    'Renew with certbot',
    ['certbot', 'renew', '--cert-name={name}'],
    'root',
    'Renews if it is due. The certificate is expected under its first name.',
  ),
);
const acmeShRenew = forClient(
  'acme.sh',
  run(
    'Renew with acme.sh',
    ['acme.sh', '--renew', '--domain', '{name}'],
    'user',
    'Runs as the user who owns acme.sh. Add --ecc for an EC certificate.',
  ),
);
const dehydratedRenew = forClient(
  'dehydrated',
  run('Renew with dehydrated', ['dehydrated', '--cron', '--domain', '{name}'], 'root', 'Renews the name if it is due.'),
);
const clpctlRenew = forClient(
  'clpctl',
  run(
    'Renew in CloudPanel',
    ['clpctl', 'lets-encrypt:install:certificate', '--domainName={name}'],
    'root',
    'Issues and installs a new certificate for the site. It counts towards the rate limits.',
  ),
);
const renewals = [certbotRenew, acmeShRenew, dehydratedRenew, clpctlRenew];
const timers = run(
  'See the timers',
  ['systemctl', 'list-timers', '--all', '--no-pager'],
  'user',
  'Changes nothing. Look for the client: when it ran last, when it runs next.',
);
const fetchPath = run(
  'Fetch the challenge path',
  [
    'curl',
    '--include',
    '--location',
    '--max-redirs',
    '10',
    '--max-time',
    '10',
    '--url',
    'http://{name}/.well-known/acme-challenge/cert-doctor',
  ],
  'user',
  'Changes nothing. 404 is fine for this made-up token, if it comes from your server. Run it from outside for the view of the CA.',
);
const fetchPathAt = run(
  'Fetch the challenge path at {address}',
  [
    'curl',
    '--include',
    '--location',
    '--max-redirs',
    '10',
    '--max-time',
    '10',
    '--resolve',
    '{name}:80:{host}',
    '--url',
    'http://{name}/.well-known/acme-challenge/cert-doctor',
  ],
  'user',
  'Changes nothing. Asks exactly this address.',
);
const challengeFolder = run(
  'See the challenge folder',
  ['ls', '-l', '--', '{webRoot}/.well-known/acme-challenge'],
  'root',
  'Changes nothing. Put a test file there and fetch it: if it is not found, the server reads another folder.',
);
const servedCertificate = run(
  'See the certificate that is served',
  ['openssl', 's_client', '-connect', '{name}:443', '-servername', '{name}', '-showcerts'],
  'user',
  'Changes nothing. End it with Q and Enter.',
);
const fileCertificate = run(
  'See the certificate in the file',
  ['openssl', 'x509', '-in', '{path}', '-noout', '-subject', '-issuer', '-dates', '-ext', 'subjectAltName'],
  'root',
  'Changes nothing.',
);
const clock = run(
  'See the clock',
  ['timedatectl', 'status'],
  'user',
  'Changes nothing. Look at "System clock synchronized".',
);
const digAll = run(
  'Follow the delegation from the root',
  ['dig', '+trace', '-t', 'SOA', '-q', '{name}'],
  'user',
  'Changes nothing.',
);

// Records.
const addA = record(
  'Add the A record',
  'add',
  '{name}',
  'A',
  '{serverIpv4}',
  'The address of your server, as you stated it.',
);
const addAaaa = record(
  'Add the AAAA record',
  'add',
  '{name}',
  'AAAA',
  '{serverIpv6}',
  'Only if the web server listens on IPv6.',
);
const replaceA = record(
  'Correct the A record',
  'replace',
  '{name}',
  'A',
  '{serverIpv4}',
  'Replaces all A records of the name.',
);
const replaceAaaa = record(
  'Correct the AAAA record',
  'replace',
  '{name}',
  'AAAA',
  '{serverIpv6}',
  'Replaces all AAAA records of the name.',
);
const removeAaaa = record(
  'Remove the AAAA record',
  'remove',
  '{name}',
  'AAAA',
  '{ipv6}',
  'Until IPv6 works on the server. IPv4 stays as it is.',
);
const delegate = (change: 'add' | 'replace'): RemedyTemplate =>
  record(
    change === 'add' ? 'Add the delegation CNAME' : 'Correct the delegation CNAME',
    change,
    '{challenge}',
    'CNAME',
    '{target}',
    'It stays for good. If the provider offers a proxy for it, switch it off. Enter the name without the zone if the provider appends it.',
  );
const removeTxt = record(
  'Remove the TXT records',
  'remove',
  '{challenge}',
  'TXT',
  null,
  'All of them, as long as no validation is running.',
);
const setTxt = (change: 'add' | 'replace'): RemedyTemplate =>
  forMethods(
    ['dns-01'],
    record(
      change === 'add' ? 'Add the TXT record' : 'Correct the TXT record',
      change,
      '{challenge}',
      'TXT',
      '{txt}',
      'The value is good for the running attempt only. Enter the name without the zone if the provider appends it.',
    ),
  );
const digTxt = run('See the TXT record', ['dig', '-t', 'TXT', '-q', '{challenge}'], 'user', 'Changes nothing.');

const exemptPath = steps(
  'Exempt the challenge path',
  'nginx server block',
  [
    'Open the server block that answers for the name on port 80.',
    'Add before the other locations: location ^~ /.well-known/acme-challenge/ { root /var/www/html; auth_basic off; allow all; } with the web root that the client writes to.',
    'Test the configuration and reload nginx.',
  ],
  'https://nginx.org/en/docs/http/ngx_http_core_module.html#location',
);
const useDns01 = steps(
  'Validate by DNS',
  'ACME client and DNS provider',
  [
    'Create an API token at the DNS provider that may edit TXT records in this zone only.',
    'Set the client to dns-01 with the plugin of that provider and give it the token, in a file of mode 600.',
    'Test with a dry run or against staging.',
  ],
  'https://letsencrypt.org/docs/challenge-types/#dns-01-challenge',
);
const hostFirewall = [whoListens, openUfw, openFirewalld];
const reach = [...hostFirewall, ...openPortElsewhere('{port}').map((remedy): RemedyTemplate => ({ remedy }))];
const reach53 = openPortElsewhere('53').map((remedy): RemedyTemplate => ({ remedy }));

/** What can be done about each problem, best first. What lacks its values is left out (`advise.ts`). */
export const remedyTemplates: Readonly<Record<ProblemId, readonly RemedyTemplate[]>> = {
  'http-timeout': [removeAaaa, fetchPathAt, ...reach, port80],
  'http-refused': [
    nginxStatus,
    run('Start nginx', ['systemctl', 'start', 'nginx'], 'root', 'Where nginx is the web server and is stopped.'),
    removeAaaa,
    ...reach,
    port80,
  ],
  'http-unreachable': [replaceAaaa, removeAaaa, replaceA, fetchPathAt, ipv6],
  'http-reset': [fetchPathAt, fetchPath, exemptPath, port80],
  'http-slow': [fetchPathAt, fetchPath, exemptPath, challengeTypes],
  'http-404-token': [fetchPathAt, fetchPath, challengeFolder, nginxDump, exemptPath, challengeTypes],
  'http-403-token': [pathRights, fetchPath, exemptPath, challengeTypes],
  'http-401-token': [exemptPath, fetchPath, challengeTypes],
  'http-5xx-token': [exemptPath, fetchPath, challengeTypes],
  'http-wrong-content': [fetchPathAt, fetchPath, exemptPath, challengeTypes],
  'http-selfcheck-failed': [
    fetchPath,
    steps(
      'Look at the challenge path from outside',
      "Let's Debug",
      [
        'Enter the name and choose HTTP-01.',
        'If it passes there, the path is right: let the machine resolve the name to its inner address, or switch the pre-check of the client off.',
      ],
      'https://letsdebug.net/',
    ),
    read('Troubleshooting ACME in cert-manager', 'https://cert-manager.io/docs/troubleshooting/acme/'),
  ],
  'http-not-http': [
    fetchPathAt,
    fetchPath,
    nginxDump,
    read('The listen directive of nginx', 'https://nginx.org/en/docs/http/ngx_http_core_module.html#listen'),
  ],
  'redirect-problem': [fetchPathAt, fetchPath, exemptPath, cloudflareStrict, challengeTypes],
  'secondary-validation': [
    trialOrder('See by a trial order what the CA sees from its other places'),
    useDns01,
    staging,
    read(
      "Why the CA looks from many places (Let's Encrypt)",
      'https://letsencrypt.org/docs/faq/#what-ip-addresses-does-let-s-encrypt-use-to-validate-my-web-server',
    ),
  ],
  'tlsalpn-failed': [
    run(
      'Ask port 443 for acme-tls/1',
      ['openssl', 's_client', '-connect', '{name}:443', '-servername', '{name}', '-alpn', 'acme-tls/1'],
      'user',
      'Changes nothing. "No ALPN negotiated" means that the challenge cannot work here. End it with Q and Enter.',
    ),
    useDns01,
    read('The TLS-ALPN challenge (RFC 8737)', 'https://www.rfc-editor.org/rfc/rfc8737'),
  ],
  'ipv6-misrouted': [replaceAaaa, removeAaaa, fetchPathAt, ipv6],
  'addresses-disagree': [fetchPathAt, replaceA, replaceAaaa, challengeTypes],
  'address-reserved': [
    replaceA,
    replaceAaaa,
    setting('Look at private addresses too', 'certDoctor.network.allowPrivateAddresses'),
    useDns01,
  ],
  'cdn-proxy': [cloudflareStrict, fetchPath, useDns01],
  'waf-interstitial': [
    fetchPath,
    steps(
      'Exempt the challenge path from the bot check',
      'Firewall, CDN or hosting panel',
      [
        'Find the rule that shows the check: web application firewall, bot protection, test cookie.',
        'Add an exception for paths that begin with /.well-known/acme-challenge/, for every source address.',
        'Fetch the path again: 404 from your own server is right for a made-up token.',
      ],
      'https://letsencrypt.org/docs/challenge-types/#http-01-challenge',
    ),
  ],
  'ip-detection-failed': [
    run(
      'See the addresses of this machine',
      ['ip', '-brief', 'address', 'show', 'scope', 'global'],
      'user',
      'Changes nothing.',
    ),
    challengeTypes,
  ],
  'hosts-file-wrong': [
    { remedy: { kind: 'open-file', title: 'Open /etc/hosts', path: '/etc/hosts', line: null } },
    run(
      'See what this machine makes of the name',
      ['getent', 'ahosts', '--', '{name}'],
      'user',
      'Changes nothing. Reads the hosts file first, then DNS.',
    ),
  ],

  'dns-nxdomain': [
    forMethods(['http-01', 'tls-alpn-01'], addA),
    forMethods(['http-01', 'tls-alpn-01'], addAaaa),
    setTxt('add'),
    digAll,
    zonemaster,
  ],
  'dns-no-address': [addA, addAaaa, challengeTypes],
  'dns-servfail': [digAll, zonemaster, dnsviz],
  'dns-dnssec': [
    run(
      'Compare with validation switched off',
      ['dig', '+cd', '+dnssec', '-t', 'A', '-q', '{name}'],
      'user',
      'Changes nothing. An answer here and none without +cd means that DNSSEC is the cause.',
    ),
    run(
      'See the DS record at the parent',
      ['dig', '-t', 'DS', '-q', '{name}'],
      'user',
      'Changes nothing. The DS record stands at the registered domain.',
    ),
    dnsviz,
    steps(
      'Correct DNSSEC at the registrar',
      'Registrar of the domain',
      [
        'Compare the DS record there with the one that the DNS provider shows for the zone.',
        'Replace it. If the provider does not sign the zone, remove it.',
        'Wait for the TTL of the old DS record, up to a day or two, before you judge.',
      ],
      'https://dnsviz.net/',
    ),
  ],
  'dns-wrong-ip': [
    replaceA,
    replaceAaaa,
    removeAaaa,
    run('Ask for IPv4 addresses', ['dig', '-t', 'A', '-q', '{name}'], 'user', 'Changes nothing.'),
    run('Ask for IPv6 addresses', ['dig', '-t', 'AAAA', '-q', '{name}'], 'user', 'Changes nothing.'),
    challengeTypes,
  ],
  'dns-wrong-zone': [
    run(
      'See where the zone of the name begins',
      ['dig', '-t', 'SOA', '-q', '{challenge}'],
      'user',
      'Changes nothing. The name beside SOA is the zone that the record must go to.',
    ),
    challengeTypes,
  ],
  'dns-propagation': [
    run(
      'Ask every name server of the zone',
      ['dig', '+nssearch', '-q', '{name}'],
      'user',
      'Changes nothing. Ask for the domain itself; the serial numbers should be equal.',
    ),
    digTxt,
    challengeTypes,
  ],
  'dns-inconsistent': [
    run(
      'Compare the serial numbers of all name servers',
      ['dig', '+nssearch', '-q', '{name}'],
      'user',
      'Changes nothing. Ask for the domain itself.',
    ),
    zonemaster,
  ],
  'dns-lame': [digAll, zonemaster],
  'dns-tcp-blocked': [
    run(
      'Ask over TCP',
      ['dig', '+tcp', '-t', 'SOA', '-q', '{name}'],
      'user',
      'Changes nothing. Goes through your resolver; name one server with @ to test it alone.',
    ),
    run('Open port 53 in ufw', ['ufw', 'allow', '53/tcp'], 'root', 'On the name server, where its firewall is ufw.'),
    ...reach53,
    read('DNS over TCP is required (RFC 7766)', 'https://www.rfc-editor.org/rfc/rfc7766'),
  ],
  'dns-case-mangled': [
    zonemaster,
    read('Names keep their case in answers (RFC 4343)', 'https://www.rfc-editor.org/rfc/rfc4343'),
  ],
  'dns-resolvers-differ': [digAll, setting('Choose the resolvers that are asked', 'certDoctor.resolvers')],

  'dns-txt-missing': [setTxt('add'), digTxt, challengeTypes],
  'dns-txt-wrong': [setTxt('replace'), digTxt, challengeTypes],
  'dns-txt-stale': [
    removeTxt,
    digTxt,
    steps(
      'Remove what earlier attempts left',
      'the DNS provider',
      [
        'Open the zone and look for TXT records whose names begin with _acme-challenge.',
        'Delete them while no client is running: each attempt writes its own.',
      ],
      'https://letsencrypt.org/docs/challenge-types/',
    ),
    challengeTypes,
  ],
  'dns-txt-doubled': [
    setTxt('add'),
    record('Remove the doubled record', 'remove', '{record}', 'TXT', null, 'It serves nobody.'),
    digTxt,
    challengeTypes,
  ],
  'dns-cname-conflict': [
    run('See what stands at the name', ['dig', '-t', 'CNAME', '-q', '{challenge}'], 'user', 'Changes nothing.'),
    cnameRfc,
  ],
  'delegation-missing': [delegate('add'), challengeTypes],
  'delegation-wrong': [delegate('replace'), challengeTypes],
  'delegation-duplicate': [removeTxt, delegate('add'), cnameRfc],
  'delegation-proxied': [
    steps(
      'Switch the proxy off for this record',
      'DNS provider, for example Cloudflare',
      [
        'Open the DNS records of the domain and find _acme-challenge.',
        'Edit the CNAME and switch the proxy off, so that it says DNS only.',
        'Leave the proxy of the other records as it is.',
      ],
      'https://developers.cloudflare.com/dns/proxy-status/',
    ),
    delegate('replace'),
  ],
  'delegation-dangling': [
    delegate('replace'),
    run(
      'Follow the delegation',
      ['dig', '-t', 'TXT', '-q', '{challenge}'],
      'user',
      'Changes nothing. Shows each CNAME on the way.',
    ),
    challengeTypes,
  ],
  'dns-api-auth': [
    openFile,
    certbotDryRun,
    forClient(
      'certbot',
      run(
        'Find the credentials that certbot uses',
        ['grep', '-rn', 'credentials', '/etc/letsencrypt/renewal'],
        'root',
        'Changes nothing. Shows where the files lie, and not what is in them.',
      ),
    ),
    steps(
      'Make a new API token',
      'the DNS provider',
      [
        'Make a token that may edit records of this zone and nothing else.',
        "Put it into the client's configuration in place of the old one, without quotes or spaces around it.",
        'Run the client once by hand against the staging environment of the CA.',
      ],
      'https://github.com/acmesh-official/acme.sh/wiki/dnsapi',
    ),
    read(
      'DNS plugins of certbot and their tokens',
      'https://eff-certbot.readthedocs.io/en/stable/using.html#dns-plugins',
    ),
    read('DNS APIs of acme.sh', 'https://github.com/acmesh-official/acme.sh/wiki/dnsapi'),
    read('DNS providers of lego and Traefik', 'https://go-acme.github.io/lego/dns/'),
  ],
  'dns-api-ratelimit': [
    steps(
      'Ask the DNS provider less often',
      'the ACME client',
      [
        'Wait for as long as the provider says, mostly some minutes.',
        'Issue names one after the other, or several names in one certificate.',
        'Lengthen the interval in which the client looks whether the record has spread.',
      ],
      'https://go-acme.github.io/lego/dns/',
    ),
    challengeTypes,
  ],
  'wildcard-needs-dns01': [useDns01, challengeTypes],
  'challenge-type-unavailable': [useDns01, challengeTypes],
  'names-uncovered': [
    servedCertificate,
    delegate('add'),
    certbotList,
    forClient(
      'certbot',
      read(
        'Change the names of a certificate with certbot',
        'https://eff-certbot.readthedocs.io/en/stable/using.html#changing-a-certificate-s-domains',
      ),
    ),
    read('Wildcards cover one label (RFC 9525, 6.3)', 'https://www.rfc-editor.org/rfc/rfc9525#section-6.3'),
  ],
  'san-missing': [
    steps(
      'Enter the names of the certificate',
      'Hosting platform or client settings',
      [
        'Open the certificate of the domain and look at its list of names (SAN).',
        'Add each name that visitors use. If the platform makes the list by itself and it is empty, ask its support.',
      ],
      'https://www.rfc-editor.org/rfc/rfc9525',
    ),
  ],

  'caa-forbids': [
    record(
      'Allow the CA to issue',
      'add',
      '{caaAt}',
      'CAA',
      '0 issue "{issuer}"',
      'Stands beside the records of other CAs. For a wildcard, add the same with issuewild where issuewild records exist.',
    ),
    run(
      'See the CAA records',
      ['dig', '-t', 'CAA', '-q', '{name}'],
      'user',
      'Changes nothing. Where there are none, the ones of the parent count.',
    ),
    caaGuide,
  ],
  'caa-lookup-failed': [
    run(
      'Ask for CAA',
      ['dig', '-t', 'CAA', '-q', '{name}'],
      'user',
      'Changes nothing. NOERROR without an answer is right where no record exists.',
    ),
    caaGuide,
    zonemaster,
    dnsviz,
  ],
  'caa-malformed': [
    run('See the CAA records', ['dig', '-t', 'CAA', '-q', '{name}'], 'user', 'Changes nothing.'),
    read('The form of CAA records (RFC 8659)', 'https://www.rfc-editor.org/rfc/rfc8659#section-4'),
    read('accounturi and validationmethods (RFC 8657)', 'https://www.rfc-editor.org/rfc/rfc8657'),
  ],

  'ratelimit-duplicate': [
    certbotList,
    forClient(
      'certbot',
      run(
        'See the versions that are on the disk',
        ['ls', '-l', '--', '/etc/letsencrypt/live/{name}', '/etc/letsencrypt/archive/{name}'],
        'root',
        'Changes nothing.',
      ),
    ),
    rateLimits,
    staging,
  ],
  'ratelimit-failed-validation': [certbotDryRun, rateLimits, staging],
  'ratelimit-domain': [rateLimits, ariRfc],
  'ratelimit-new-orders': [rateLimits, integration],
  'ratelimit-account': [rateLimits, integration],
  'ratelimit-pending-authz': [rateLimits, integration],
  'issuance-paused': [certbotDryRun, rateLimits, staging],

  'ca-overloaded': [caStatus, setting("Let checks read the CA's status page", 'certDoctor.askCaStatus'), integration],
  'ca-unreachable': [
    run(
      'Fetch the directory of the CA',
      ['curl', '--include', '--max-time', '10', '--url', 'https://acme-v02.api.letsencrypt.org/directory'],
      'user',
      "Changes nothing. For another CA than Let's Encrypt put its address in.",
    ),
    run(
      'Resolve the name of the CA',
      ['dig', '-t', 'A', '-q', 'acme-v02.api.letsencrypt.org'],
      'user',
      'Changes nothing.',
    ),
    caStatus,
  ],
  'ca-tls-trust': [
    run(
      'Update the root certificates (Debian, Ubuntu)',
      ['apt-get', 'install', '--only-upgrade', 'ca-certificates'],
      'root',
      'Installs the newest list of roots that the distribution has.',
    ),
    setting('Trust a private root in the checks', 'certDoctor.trust'),
    chains,
  ],
  'ca-directory-wrong': [
    setting('Choose the CA', 'certDoctor.ca'),
    read('The directory object (RFC 8555, 7.1.1)', 'https://www.rfc-editor.org/rfc/rfc8555#section-7.1.1'),
  ],
  'ca-connector-invalid': [
    steps(
      'Test the connection to the CA',
      'Certificate platform',
      [
        'Open the CA connection (connector) and run its test.',
        'Renew the API key or the password of the service account, and check that the account may enrol.',
        'Check that the template or product that is mapped still exists. For AD CS, open the web enrolment page from that machine.',
      ],
      'https://learn.microsoft.com/en-us/windows-server/identity/ad-cs/',
    ),
  ],
  'bad-nonce': [
    steps(
      'Try once more',
      'the ACME client',
      [
        'Run the client again: it takes a fresh nonce, and mostly that is all.',
        'If it comes back, update the client, and take proxies and caches out of its way to the CA.',
      ],
      'https://letsencrypt.org/docs/client-options/',
    ),
    read('Replay protection (RFC 8555, 6.5)', 'https://www.rfc-editor.org/rfc/rfc8555#section-6.5'),
  ],

  'account-missing': [
    forClient(
      'certbot',
      run('Show the account that certbot uses', ['certbot', 'show_account'], 'root', 'Changes nothing.'),
    ),
    forClient(
      'acme.sh',
      run(
        'Register with acme.sh',
        ['acme.sh', '--register-account'],
        'user',
        'Makes a new account at the configured CA.',
      ),
    ),
    forClient(
      'certbot',
      run(
        'Register with certbot',
        ['certbot', 'register'],
        'root',
        'Makes a new account and asks for e-mail and terms.',
      ),
    ),
    acmeRfc,
  ],
  'unauthorized-account': [
    forClient(
      'certbot',
      run('Show the account that certbot uses', ['certbot', 'show_account'], 'root', 'Changes nothing.'),
    ),
    acmeRfc,
  ],
  'eab-required': [
    read('External account binding (RFC 8555, 7.3.4)', 'https://www.rfc-editor.org/rfc/rfc8555#section-7.3.4'),
    read('EAB credentials of ZeroSSL', 'https://zerossl.com/documentation/acme/'),
    read(
      'EAB credentials of Google Trust Services',
      'https://cloud.google.com/certificate-manager/docs/public-ca-tutorial',
    ),
  ],
  'eab-invalid': [
    read('EAB credentials of ZeroSSL', 'https://zerossl.com/documentation/acme/'),
    read(
      'EAB credentials of Google Trust Services',
      'https://cloud.google.com/certificate-manager/docs/public-ca-tutorial',
    ),
    read('External account binding (RFC 8555, 7.3.4)', 'https://www.rfc-editor.org/rfc/rfc8555#section-7.3.4'),
  ],
  'contact-invalid': [
    forClient(
      'acme.sh',
      run(
        "Use Let's Encrypt, which needs no address",
        ['acme.sh', '--set-default-ca', '--server', 'letsencrypt'],
        'user',
        'Later certificates come from there. Run it as the user of acme.sh.',
      ),
    ),
    forClient(
      'certbot',
      run('Change the contact address', ['certbot', 'update_account'], 'root', 'Asks for the new address.'),
    ),
    read('Contact addresses (RFC 8555, 7.3)', 'https://www.rfc-editor.org/rfc/rfc8555#section-7.3'),
  ],
  'terms-not-agreed': [
    read("Let's Encrypt's subscriber agreement", 'https://letsencrypt.org/repository/'),
    forClient(
      'certbot',
      run('Register with certbot', ['certbot', 'register'], 'root', 'Shows the terms and asks for agreement.'),
    ),
  ],

  'bad-csr': [
    run(
      'See what the request asks for',
      ['openssl', 'req', '-in', '{path}', '-noout', '-text'],
      'user',
      'Changes nothing.',
    ),
    steps(
      'Make the request anew',
      'OpenSSL',
      [
        'Let the client make key and request by itself, if it can: leave out its option for a request of your own.',
        'Else take a key of ECDSA P-256 or RSA with 2048 to 4096 bits, a signature with SHA-256, and put every name into subjectAltName.',
        'Look at it with openssl req -noout -text before you send it: no addresses of mail, no name that was not ordered.',
      ],
      'https://docs.openssl.org/master/man1/openssl-req/',
    ),
    profiles,
    read('Finalizing an order (RFC 8555, 7.4)', 'https://www.rfc-editor.org/rfc/rfc8555#section-7.4'),
  ],
  'rejected-identifier': [
    read('The public suffix list', 'https://publicsuffix.org/'),
    read("Certificates for IP addresses (Let's Encrypt)", 'https://letsencrypt.org/docs/profiles/#shortlived'),
  ],
  'profile-invalid': [
    run(
      "Show the profiles that Let's Encrypt offers",
      ['curl', '-sS', 'https://acme-v02.api.letsencrypt.org/directory'],
      'user',
      'Changes nothing. They stand under meta, profiles.',
    ),
    profiles,
  ],
  'order-invalid': [
    certbotDryRun,
    read('Orders and their states (RFC 8555, 7.1.6)', 'https://www.rfc-editor.org/rfc/rfc8555#section-7.1.6'),
  ],

  'port80-in-use': [
    whoListens,
    forClient(
      'certbot',
      read('Use the running web server (certbot)', 'https://eff-certbot.readthedocs.io/en/stable/using.html#webroot'),
    ),
    nginxStatus,
  ],
  'nginx-not-running': [
    nginxTest,
    run(
      'Start nginx',
      ['systemctl', 'start', 'nginx'],
      'root',
      'Fails with a reason if the configuration has a fault.',
    ),
    nginxStatus,
    run(
      'See the last log lines of nginx',
      ['journalctl', '--unit=nginx', '--lines=50', '--no-pager'],
      'root',
      'Changes nothing.',
    ),
  ],
  'nginx-config-test': [openFile, nginxTest],
  'nginx-config-parse': [openFile, nginxTest, certbotGuide],
  'nginx-no-matching-vhost': [nginxDump, nginxNames, apacheHosts],
  'nginx-default-answers': [
    run(
      'Find broken links among the enabled sites',
      ['find', '/etc/nginx/sites-enabled', '-xtype', 'l'],
      'user',
      'Changes nothing. Every line it prints is a link to a file that does not exist.',
    ),
    nginxDump,
    nginxTest,
    nginxReload,
    nginxNames,
  ],
  'nginx-binary-missing': [
    run(
      'Find nginx',
      ['find', '/usr/sbin', '/usr/bin', '/usr/local', '/opt', '-maxdepth', '4', '-name', 'nginx', '-type', 'f'],
      'user',
      'Changes nothing.',
    ),
    read('Installing nginx', 'https://nginx.org/en/docs/install.html'),
  ],
  'nginx-cert-missing': [pathRights, openFile, certbotList, nginxTest, nginxTls],
  'nginx-key-mismatch': [openFile, fileCertificate, certbotList, nginxTls],
  'nginx-permission': [
    pathRights,
    nginxTest,
    read('Users of nginx', 'https://nginx.org/en/docs/ngx_core_module.html#user'),
  ],
  'nginx-no-ssl-cert-defined': [openFile, nginxDump, nginxTls],
  'nginx-stapling-ignored': [
    findInNginx('Find the lines that switch stapling on', 'ssl_stapling'),
    read("The end of OCSP (Let's Encrypt)", 'https://letsencrypt.org/2024/12/05/ending-ocsp/'),
  ],
  'nginx-conflicting-name': [nginxDump, openFile, nginxNames],
  'nginx-ssl-protocol': [
    findInNginx('Find the settings of protocols and ciphers', 'ssl_(protocols|ciphers|conf_command)'),
    read('Recommended TLS settings (Mozilla)', 'https://ssl-config.mozilla.org/'),
    nginxTls,
  ],
  'nginx-upstream': [
    whoListens,
    read('The proxy module of nginx', 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html'),
  ],
  'nginx-worker-connections': [
    { remedy: { kind: 'open-file', title: 'Open nginx.conf', path: '/etc/nginx/nginx.conf', line: null } },
    nginxTest,
    nginxReload,
    nginxCore,
  ],
  'nginx-open-files': [
    run(
      'See the limits of the service',
      ['systemctl', 'show', '--property=LimitNOFILE', 'nginx'],
      'user',
      'Changes nothing.',
    ),
    nginxCore,
  ],
  'apache-config-parse': [
    openFile,
    run(
      "Test Apache's configuration",
      ['apachectl', 'configtest'],
      'root',
      'Changes nothing. Names the file and line of the first fault.',
    ),
    read('Configuring Apache', 'https://httpd.apache.org/docs/2.4/configuring.html'),
  ],
  'apache-key-unreadable': [
    pathRights,
    run("Test Apache's configuration", ['apachectl', 'configtest'], 'root', 'Changes nothing.'),
    read('TLS in Apache', 'https://httpd.apache.org/docs/2.4/mod/mod_ssl.html'),
  ],
  'haproxy-pem-invalid': [
    run(
      "Test HAProxy's configuration",
      ['haproxy', '-c', '-f', '/etc/haproxy/haproxy.cfg'],
      'root',
      'Changes nothing.',
    ),
    fileCertificate,
    read('HAProxy documentation', 'https://docs.haproxy.org/'),
  ],
  'web-server-not-running': [
    whoListens,
    run('See which services failed', ['systemctl', '--failed', '--no-pager'], 'user', 'Changes nothing.'),
    run("Test Apache's configuration", ['apachectl', 'configtest'], 'root', 'Changes nothing.'),
    run(
      "Test HAProxy's configuration",
      ['haproxy', '-c', '-f', '/etc/haproxy/haproxy.cfg'],
      'root',
      'Changes nothing.',
    ),
  ],
  'web-server-config-test': [
    run(
      "Test HAProxy's configuration",
      ['haproxy', '-c', '-f', '/etc/haproxy/haproxy.cfg'],
      'root',
      'Changes nothing. Names the file and line of each fault.',
    ),
    run(
      "Test Caddy's configuration",
      ['caddy', 'validate', '--config', '/etc/caddy/Caddyfile'],
      'root',
      'Changes nothing.',
    ),
    read('HAProxy documentation', 'https://docs.haproxy.org/'),
  ],
  'client-plain-on-tls': [findInNginx('Find the listeners, and which speak TLS', '^[[:space:]]*listen'), nginxTls],
  'client-rejects-cert': [servedCertificate, chainFromOutside, chains],

  'certbot-lock': [
    run('See the running certbot', ['pgrep', '--list-full', '--', 'certbot'], 'user', 'Changes nothing.'),
    certbotGuide,
  ],
  'certbot-plugin-missing': [
    run('See the plugins that certbot has', ['certbot', 'plugins'], 'root', 'Changes nothing.'),
    read(
      'Plugins of certbot',
      'https://eff-certbot.readthedocs.io/en/stable/using.html#getting-certificates-and-choosing-plugins',
    ),
  ],
  'certbot-renewal-conf': [openFile, certbotList, certbotDryRun, certbotGuide],
  'certbot-live-dir': [
    run(
      'See the links and the files',
      ['ls', '-l', '--', '/etc/letsencrypt/live/{name}', '/etc/letsencrypt/archive/{name}'],
      'root',
      'Changes nothing.',
    ),
    certbotList,
    read(
      'Where certbot keeps its files',
      'https://eff-certbot.readthedocs.io/en/stable/using.html#where-are-my-certificates',
    ),
  ],
  'certbot-hook-failed': [
    nginxTest,
    nginxReload,
    read('Hooks of certbot', 'https://eff-certbot.readthedocs.io/en/stable/using.html#pre-and-post-validation-hooks'),
  ],
  'certbot-env': [
    run('See which certbot runs', ['certbot', '--version'], 'user', 'Changes nothing.'),
    read('Installing certbot', 'https://certbot.eff.org/instructions'),
  ],
  'acme-client-setup': [
    openFile,
    forClient(
      'acme.sh',
      run(
        'Show what acme.sh takes care of',
        ['acme.sh', '--list'],
        'user',
        'Changes nothing. Run it as the user of acme.sh.',
      ),
    ),
    run(
      'Show what starts by itself, and when',
      ['systemctl', 'list-timers', '--all'],
      'user',
      'Changes nothing. Jobs of cron are shown by crontab -l.',
    ),
    certbotGuide,
    read('acme.sh, how to', 'https://github.com/acmesh-official/acme.sh/wiki'),
  ],
  'acme-storage-permission': [
    run(
      'Close the file',
      ['chmod', '600', '--', '{keyFile}'],
      'root',
      'Only the owner may read and write it afterwards.',
    ),
    whoAmI,
    traefikAcme,
  ],
  'client-state-corrupt': [
    run('See the free space', ['df', '--human-readable'], 'user', 'Changes nothing. A full disk is the usual cause.'),
    integration,
  ],
  'client-openssl-bug': [
    run('See the version of OpenSSL', ['openssl', 'version', '-a'], 'user', 'Changes nothing.'),
    forClient('acme.sh', run('Update acme.sh', ['acme.sh', '--upgrade'], 'user', 'Installs the newest version.')),
  ],
  'panel-bug': [
    clpctlRenew,
    read('CloudPanel documentation', 'https://www.cloudpanel.io/docs/v2/'),
    read('certbot with a web root', 'https://eff-certbot.readthedocs.io/en/stable/using.html#webroot'),
  ],
  'permission-denied': [pathRights, whoAmI, certbotGuide],
  'disk-full': [
    run('See the free space', ['df', '--human-readable'], 'user', 'Changes nothing.'),
    run('See the free inodes', ['df', '--inodes'], 'user', 'Changes nothing.'),
    run('See how much the journal takes', ['journalctl', '--disk-usage'], 'user', 'Changes nothing.'),
  ],
  'clock-skew': [
    clock,
    run(
      'Switch time synchronisation on',
      ['timedatectl', 'set-ntp', 'true'],
      'root',
      'The clock is set within a minute.',
    ),
  ],

  'deploy-failed': [nginxTest, nginxReload, servedCertificate, integration],
  'deploy-not-reloaded': [nginxTest, nginxReload, servedCertificate, fileCertificate, nginxTls],
  'deploy-auth-failed': [
    steps(
      'Try the access by hand',
      'Machine that deploys',
      [
        'Log in to the target with the account and key of the automation (SSH, WinRM).',
        'Write a file into the folder of the certificates, and delete it again.',
        'Reload the service with the rights of that account.',
      ],
      'https://www.openssh.com/manual.html',
    ),
  ],
  'keystore-write-failed': [
    pathRights,
    whoAmI,
    read(
      'keytool, the tool for Java key stores',
      'https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html',
    ),
  ],
  'automation-inactive': [
    timers,
    forClient(
      'certbot',
      run(
        "Enable certbot's timer",
        ['systemctl', 'enable', '--now', 'certbot.timer'],
        'root',
        'For certbot from a Debian or Ubuntu package; the snap has snap.certbot.renew.timer.',
      ),
    ),
    certbotDryRun,
    integration,
  ],
  'automation-failing': [
    run('See which services failed', ['systemctl', '--failed', '--no-pager'], 'user', 'Changes nothing.'),
    certbotGuide,
    integration,
  ],
  'automation-stuck': [
    timers,
    steps(
      'Find the step that hangs',
      'Certificate platform or client',
      [
        'Compare the time with earlier runs, and open the log of this one: which step began and did not end?',
        'Check that the target can be reached and is not overloaded.',
        'Run the command of that step by hand on the target: it may wait for an answer.',
        'Cancel the run and start it for one target only.',
      ],
      'https://letsencrypt.org/docs/integration-guide/',
    ),
  ],
  'renewal-window-wrong': [ariRfc, integration],
  'renewal-overdue': [certbotDryRun, ...renewals, timers, integration],
  'credentials-expiring': [
    steps(
      'Replace the credential',
      'DNS provider, CA or platform',
      [
        'Create a new token with the same rights, limited to what the automation needs.',
        'Put it where the automation reads it, in a file of mode 600.',
        'Rehearse a renewal, then revoke the old token.',
      ],
      'https://letsencrypt.org/docs/integration-guide/',
    ),
    certbotDryRun,
  ],

  'cert-expired': [...renewals, certbotDryRun, nginxReload, servedCertificate, integration],
  'cert-expiring': [certbotDryRun, ...renewals, timers, integration],
  'cert-not-yet-valid': [clock, servedCertificate, fileCertificate],
  'cert-hostname': [
    servedCertificate,
    nginxDump,
    nginxNames,
    forClient(
      'certbot',
      read(
        'Change the names of a certificate with certbot',
        'https://eff-certbot.readthedocs.io/en/stable/using.html#changing-a-certificate-s-domains',
      ),
    ),
  ],
  'chain-incomplete': [
    servedCertificate,
    openFile,
    nginxTest,
    nginxReload,
    read('Certificate chains in nginx', 'https://nginx.org/en/docs/http/configuring_https_servers.html#chains'),
    chains,
  ],
  'chain-order': [
    servedCertificate,
    chainFromOutside,
    read('Certificate chains in nginx', 'https://nginx.org/en/docs/http/configuring_https_servers.html#chains'),
    chains,
  ],
  'chain-revoked': [
    forClient(
      'certbot',
      run(
        'Issue again with certbot',
        ['certbot', 'renew', '--cert-name={name}', '--force-renewal', '--no-reuse-key'],
        'root',
        'Issues at once with a new key. It counts towards the rate limits.',
      ),
    ),
    servedCertificate,
    chainFromOutside,
    chains,
  ],
  'client-trust-store': [
    run(
      'Update the root certificates (Debian, Ubuntu)',
      ['apt-get', 'install', '--only-upgrade', 'ca-certificates'],
      'root',
      'On the client that fails.',
    ),
    chains,
  ],
  'other-invalid': [servedCertificate, chainFromOutside, chains],
  'self-signed': [servedCertificate, setting('Trust a private root in the checks', 'certDoctor.trust'), nginxTls],
  'cert-common-name-only': [
    fileCertificate,
    servedCertificate,
    read('Names in certificates (RFC 9525)', 'https://www.rfc-editor.org/rfc/rfc9525'),
  ],
  'cert-weak': [
    fileCertificate,
    servedCertificate,
    chainFromOutside,
    read('Recommended TLS settings (Mozilla)', 'https://ssl-config.mozilla.org/'),
  ],
  'cert-staging': [certbotList, setting('Choose the CA', 'certDoctor.ca'), staging],
  'cert-must-staple': [
    read("The end of OCSP (Let's Encrypt)", 'https://letsencrypt.org/2024/12/05/ending-ocsp/'),
    certbotList,
  ],
  'cert-key-permissions': [
    run(
      'Close the key',
      ['chmod', '600', '--', '{keyFile}'],
      'root',
      'Only the owner may read it afterwards. nginx and Apache read keys as root.',
    ),
    pathRights,
    read(
      'Where certbot keeps its files',
      'https://eff-certbot.readthedocs.io/en/stable/using.html#where-are-my-certificates',
    ),
  ],
  'mixed-content': [
    steps(
      'Find what is loaded without TLS',
      'the browser',
      [
        'Open the page and the developer tools (F12), and there the console: it lists each address.',
        'Write https: into those addresses, or leave the scheme out.',
        'For what cannot be changed one by one, send the header Content-Security-Policy: upgrade-insecure-requests.',
      ],
      'https://developer.mozilla.org/en-US/docs/Web/Security/Mixed_content',
    ),
    read('Mixed content (MDN)', 'https://developer.mozilla.org/en-US/docs/Web/Security/Mixed_content'),
  ],
  'mail-no-tls': [
    whoListens,
    steps(
      'Switch STARTTLS on',
      'the mail server',
      [
        'Postfix: set smtpd_tls_cert_file, smtpd_tls_key_file and smtpd_tls_security_level = may, then reload.',
        'Dovecot: set ssl = yes with the certificate and the key, then reload.',
      ],
      'https://www.postfix.org/TLS_README.html',
    ),
  ],
  'http-only': [whoListens, nginxDump, ...hostFirewall.slice(1), nginxTls],

  'unknown-cause': [certbotDryRun, challengeTypes],
};
