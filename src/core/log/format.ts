import { hasShape, readHead } from './prefix.ts';

/** The tools and servers whose logs are known by their shape. */
export type LogFormat =
  | 'certbot'
  | 'acme.sh'
  | 'lego'
  | 'traefik'
  | 'caddy'
  | 'cert-manager'
  | 'dehydrated'
  | 'uacme'
  | 'acme-client'
  | 'win-acme'
  | 'nginx-error'
  | 'nginx-access'
  | 'nginx-test'
  | 'apache'
  | 'haproxy'
  | 'bind'
  | 'postfix'
  | 'dovecot'
  | 'clpctl'
  | 'smoxy'
  | 'unknown';

/** How many lines are looked at before the format is settled. */
const linesForFormat = 200;

/** Counts, over the first lines of a log, which tool wrote them. */
export class FormatVote {
  private readonly votes = new Map<LogFormat, number>();
  private seen = 0;

  get open(): boolean {
    return this.seen < linesForFormat;
  }

  /** `text` is a line without colours and escapes. */
  add(text: string): void {
    if (!this.open || text.trim() === '') return;
    this.seen++;
    const format = formatOfLine(text);
    if (format !== 'unknown') this.votes.set(format, (this.votes.get(format) ?? 0) + 1);
  }

  get format(): LogFormat {
    let best: LogFormat = 'unknown';
    let most = 0;
    for (const [format, votes] of this.votes) {
      if (votes > most) {
        best = format;
        most = votes;
      }
    }
    return best;
  }
}

const marks: readonly (readonly [LogFormat, readonly string[]])[] = [
  ['nginx-test', ['nginx: [', 'nginx: configuration file ', 'nginx: the configuration file ']],
  [
    'caddy',
    [
      '"logger":"tls',
      '"logger":"http',
      '"logger":"admin"',
      'tls.obtain',
      'tls.cache.maintenance',
      'tls.issuance.',
      'tls.renew',
      'http.acme_client',
      'acmez',
      'http.log.',
      'Caddyfile',
    ],
  ],
  [
    'traefik',
    [
      'providerName',
      'routerName',
      'acmeCA=',
      'ACME CA=',
      'ACME certificate for domain',
      'legolog: ',
      'github.com/traefik',
      'pkg/provider/acme',
      'Traefik version',
    ],
  ],
  [
    'cert-manager',
    [
      'cert-manager',
      'certmanager.k8s.io',
      'certificates controller:',
      'challenge propagation: ',
      'cm-acme-http-solver',
      'ErrInitIssuer',
      'ErrVerifyACMEAccount',
      'ErrRegisterACMEAccount',
    ],
  ],
  [
    'lego',
    [
      'Obtaining bundled SAN certificate',
      'Obtaining SAN certificate',
      'acme: Trying renewal',
      'dns01: ',
      'http01: ',
      'tlsalpn01: ',
      'ne or more domains had a problem',
      'Skip renewal: The certificate expires',
      'acme: use ',
      'Could not create client: get directory',
      'acme: Trying to solve',
      'AuthURL: ',
      'Could not obtain certificates',
      'acme: Could not find solver',
      'go-acme/lego',
    ],
  ],
  [
    'dehydrated',
    [
      '# INFO: Using main config file',
      ' + Checking domain name(s) of existing cert',
      ' + Signing domains...',
      ' + Requesting new certificate order',
      'Responding to challenge for',
      ' + Handling authorization for',
      '["error","detail"]',
    ],
  ],
  ['uacme', ['uacme: ']],
  [
    'acme-client',
    [
      '[auto] ',
      'HTTP request: post https://',
      'HTTP request: get https://',
      'HTTP request: head https://',
      'node_modules/acme-client/',
    ],
  ],
  [
    'win-acme',
    [
      'A simple Windows ACMEv2 client',
      'win-acme',
      'simple-acme',
      'Software version 2.',
      'wacs.exe',
      '[EROR] ',
      'Answer should now be ',
      'Preliminary validation ',
    ],
  ],
  ['haproxy', ['haproxy version is', 'haproxy[', 'haproxy.cfg', '<ACME>', ': Starting update of the certificate.']],
  [
    'bind',
    [
      'dns_master_load:',
      'named[',
      '/IN: loaded serial',
      '/IN: not loaded due to errors',
      ": updating zone '",
      'tsig verify failure',
    ],
  ],
  ['postfix', ['postfix/']],
  ['dovecot', ['dovecot: ', 'dovecot[', 'doveconf: ', 'imap-login: ', 'pop3-login: ']],
  ['clpctl', ['clpctl', 'clp-', 'CloudPanel']],
  ['smoxy', ['smoxy']],
  [
    'certbot',
    [
      'certbot',
      'letsencrypt.log',
      '/etc/letsencrypt/renewal/',
      'Performing the following challenges',
      'IMPORTANT NOTES:',
      '/var/log/letsencrypt',
    ],
  ],
  ['acme.sh', ['acme.sh', 'Le_OrderFinalize', "_CURL='curl"]],
  ['apache', ['Syntax error on line', 'AH00', 'AH01', 'AH02', 'mod_md', 'httpd']],
];

function formatOfLine(text: string): LogFormat {
  const { tool, message } = readHead(text);
  if (tool === 'certbot') return 'certbot';
  if (tool === 'nginx-error') return 'nginx-error';
  if (tool === 'apache') return 'apache';
  for (const [format, pieces] of marks) if (pieces.some((piece) => text.includes(piece))) return format;
  if (tool === 'acme.sh') return 'acme.sh';
  return isAccessLine(text.slice(message)) ? 'nginx-access' : 'unknown';
}

/** `address - user [22/Nov/2026:08:00:22 +0000] "request" status` */
function isAccessLine(text: string): boolean {
  const open = text.indexOf(' [');
  return (
    open > 0 &&
    open < 200 &&
    hasShape(text, open + 2, '00/') &&
    hasShape(text, open + 8, '/0000:00:00:00 ') &&
    text.includes('] "', open)
  );
}
