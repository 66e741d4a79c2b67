import { describe, expect, it } from 'vitest';
import { createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';

const scanner = createLogScanner();

/** A log of each kind, the problem it shows, and the 1-based line that shows it. */
const logs: readonly (readonly [name: string, problem: string, line: number, lines: readonly string[]])[] = [
  [
    'certbot on the console',
    'http-timeout',
    6,
    [
      'Saving debug log to /var/log/letsencrypt/letsencrypt.log',
      'Requesting a certificate for www.example.com',
      'Certbot failed to authenticate some domains (authenticator: webroot). The Certificate Authority reported these problems:',
      '  Domain: www.example.com',
      '  Type:   connection',
      '  Detail: 203.0.113.10: Fetching http://www.example.com/.well-known/acme-challenge/V0wWL_pn0hOa: Timeout during connect (likely firewall problem)',
      'Some challenges have failed.',
    ],
  ],
  [
    'certbot with the new wording',
    'caa-forbids',
    5,
    [
      'Requesting a certificate for www.example.com',
      'Certbot failed to authenticate some identifiers (authenticator: webroot). The Certificate Authority reported these problems:',
      '  Identifier: www.example.com',
      '  Type:   caa',
      '  Detail: While processing CAA for www.example.com: CAA record for example.com prevents issuance',
    ],
  ],
  [
    'certbot 1 with its folded notes',
    'http-wrong-content',
    6,
    [
      'IMPORTANT NOTES:',
      ' - The following errors were reported by the server:',
      '',
      '   Domain: www.example.com',
      '   Type:   unauthorized',
      '   Detail: Invalid response from',
      '   http://www.example.com/.well-known/acme-challenge/V0wWL_pn0hOa:',
      '   "<!DOCTYPE html><html><head><title>Welcome"',
    ],
  ],
  [
    "certbot's log",
    'dns-nxdomain',
    5,
    [
      '2026-11-22 07:15:02,123:DEBUG:certbot._internal.main:certbot version: 2.1.0',
      '2026-11-22 07:15:03,123:DEBUG:acme.client:Received response:',
      'HTTP 200',
      '        "type": "urn:ietf:params:acme:error:dns",',
      '        "detail": "DNS problem: NXDOMAIN looking up A for www.example.com - check that a DNS record exists for this domain",',
      '2026-11-22 07:15:04,123:INFO:certbot._internal.auth_handler:Challenge failed for domain www.example.com',
    ],
  ],
  [
    'acme.sh',
    'http-404-token',
    3,
    [
      "[Sun Nov 22 07:15:02 UTC 2026] Single domain='www.example.com'",
      '[Sun Nov 22 07:15:03 UTC 2026] Verifying: www.example.com',
      '[Sun Nov 22 07:15:09 UTC 2026] www.example.com:Verify error:203.0.113.10: Invalid response from http://www.example.com/.well-known/acme-challenge/V0wWL_pn0hOa: 404',
      '[Sun Nov 22 07:15:09 UTC 2026] Please check log file for more details: /root/.acme.sh/acme.sh.log',
    ],
  ],
  [
    'acme.sh with --debug',
    'eab-required',
    2,
    [
      "[Sun Nov 22 07:15:02 UTC 2026] code='400'",
      `[Sun Nov 22 07:15:02 UTC 2026] response='{"type":"urn:ietf:params:acme:error:externalAccountRequired","detail":"The request must include a value for the \\"externalAccountBinding\\" field","status":400}'`,
      '[Sun Nov 22 07:15:02 UTC 2026] Account registration error: {"type":"urn:ietf:params:acme:error:externalAccountRequired"}',
    ],
  ],
  [
    'nginx while it runs',
    'nginx-upstream',
    2,
    [
      '2026/11/22 07:15:02 [notice] 12#12: using the "epoll" event method',
      '2026/11/22 07:15:02 [error] 12#34: *57 SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream, client: 198.51.100.7, server: www.example.com, request: "GET / HTTP/1.1", upstream: "https://192.0.2.5:8443/", host: "www.example.com"',
    ],
  ],
  [
    'nginx -t',
    'nginx-cert-missing',
    1,
    [
      'nginx: [emerg] cannot load certificate "/etc/letsencrypt/live/www.example.com/fullchain.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(/etc/letsencrypt/live/www.example.com/fullchain.pem, r) error:10000080:BIO routines::no such file)',
      'nginx: configuration file /etc/nginx/nginx.conf test failed',
    ],
  ],
  [
    "nginx's own ACME client",
    'http-refused',
    1,
    [
      '2026/11/22 07:15:02 [warn] 12#12: urn:ietf:params:acme:error:connection: 203.0.113.10: Fetching http://www.example.com/.well-known/acme-challenge/V0wWL_pn0hOa: Connection refused while updating certificate, acme issuer: "le", order: "www.example.com"',
    ],
  ],
  [
    'an access log',
    'http-404-token',
    2,
    [
      '198.51.100.9 - - [22/Nov/2026:08:22:10 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8.5.0"',
      '198.51.100.7 - - [22/Nov/2026:08:22:18 +0000] "GET /.well-known/acme-challenge/V0wWL_pn0hOa HTTP/1.1" 404 153 "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server; +https://www.letsencrypt.org)"',
    ],
  ],
  [
    'Apache',
    'nginx-key-mismatch',
    1,
    [
      '[Sun Nov 22 08:23:23.810505 2026] [ssl:emerg] [pid 667:tid 667] AH02565: Certificate and private key www.example.com:443:0 from /etc/ssl/a.pem and /etc/ssl/a.key do not match',
      'AH00016: Configuration Failed',
    ],
  ],
  [
    'curl',
    'cert-expired',
    3,
    [
      '* Connected to www.example.com (203.0.113.10) port 443',
      '* TLSv1.3 (OUT), TLS alert, certificate expired (557):',
      'curl: (60) SSL certificate problem: certificate has expired',
      'More details here: https://curl.se/docs/sslcerts.html',
    ],
  ],
  [
    'CloudPanel',
    'http-403-token',
    1,
    [
      'www.example.com: Domain could not be validated, error message: error type: urn:ietf:params:acme:error:unauthorized, error detail: 203.0.113.10: Invalid response from http://www.example.com/.well-known/acme-challenge/V0wWL_pn0hOa: 403',
    ],
  ],
  [
    'Plesk',
    'ratelimit-failed-validation',
    4,
    [
      "Could not issue a Let's Encrypt SSL/TLS certificate for www.example.com.",
      'Type: urn:ietf:params:acme:error:rateLimited',
      'Status: 429',
      'Detail: Error creating new order :: too many failed authorizations (5) for "www.example.com" in the last 1h0m0s, retry after 2026-11-22 08:10:00 UTC: see https://letsencrypt.org/docs/rate-limits/',
    ],
  ],
];

const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const asHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const prefixes: readonly (readonly [name: string, put: (line: string, index: number) => string])[] = [
  ['nothing', (line) => line],
  ['docker compose', (line) => `web-1  | ${line}`],
  ['docker compose 1, in colours', (line) => `\u001b[36mweb_1      |\u001b[0m ${line}`],
  ['a Swarm service', (line) => `web_app.1.k2x9@node-1    | ${line}`],
  [
    "Docker's json-file",
    (line) => JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-11-22T07:15:02Z' }),
  ],
  ['docker logs -t', (line) => `2026-11-22T07:15:02.123456789Z ${line}`],
  ["Kubernetes' files", (line) => `2026-11-22T07:15:02.123456789+00:00 stderr F ${line}`],
  ['kubectl logs --prefix', (line) => `[pod/web-7d9f8b6c5d-x2x9z/app] ${line}`],
  ['the journal', (line) => `Nov 22 07:15:02 web app[812]: ${line}`],
  ['the journal, precisely', (line) => `Nov 22 07:15:02.123456 web app[812]: ${line}`],
  ['the journal, short-iso', (line) => `2026-11-22T07:15:02+0000 web app[812]: ${line}`],
  ['the journal, since the start', (line) => `[   12.345678] web app[812]: ${line}`],
  ['syslog on the wire, RFC 3164', (line) => `<34>Nov 22 07:15:02 web app[812]: ${line}`],
  ['syslog on the wire, RFC 5424', (line) => `<165>1 2026-11-22T07:15:02.003Z web app 812 ID47 - ${line}`],
  ['syslog with data, RFC 5424', (line) => `<165>1 2026-11-22T07:15:02Z web app 812 - [a@1 b="c"] \ufeff${line}`],
  ['colours', (line) => `\u001b[1;31m${line}\u001b[0m`],
  ['colours as rsyslog writes them', (line) => `#033[31m${line}#033[0m`],
  ['colours as less shows them', (line) => `^[[31m${line}^[[0m`],
  ['grep -n', (line, index) => `${String(index + 120)}:${line}`],
  ['grep -rn', (line, index) => `/var/log/web/app.log:${String(index + 120)}:${line}`],
  ['grep -r', (line) => `logs/app.log.1:${line}`],
  ['cat -n', (line, index) => `${String(index + 1).padStart(6)}\t${line}`],
  ['quoted mail', (line) => `> ${line}`],
  ['quoted quoted mail', (line) => `> > ${line}`],
  ['an indent', (line) => `    ${line}`],
  ['a tab', (line) => `\t${line}`],
  ['Windows line ends', (line) => `${line}\r`],
  ['JSON', (line) => `{"level":"error","msg":"${asJson(line)}"}`],
  ['JSON in JSON', (line) => `{"event":"${asJson(JSON.stringify({ message: line }))}"}`],
  ['logfmt', (line) => `time="2026-11-22T07:15:02Z" level=error msg="${asJson(line)}"`],
  ['HTML', asHtml],
  ['blanks of a web page', (line) => line.replaceAll('  ', '\u00a0 ')],
];

describe('the cause and its line are the same, whatever stands in front of the lines', () => {
  describe.each(prefixes)('%s', (prefix, put) => {
    // Where each line is a record of its own, a sentence that was folded before stays in pieces.
    const areRecords = ['JSON', 'JSON in JSON', 'logfmt'].includes(prefix);
    it.each(logs.filter(([name]) => !areRecords || !name.includes('folded')))('%s', (_name, problem, line, lines) => {
      const { cause } = diagnoseLog(lines.map(put), scanner);
      expect(cause).toEqual({ problem, line });
    });
  });
});
