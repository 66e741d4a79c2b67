import { describe, expect, it } from 'vitest';
import { createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';
import { readHead } from '../../../src/core/log/prefix.ts';

const scanner = createLogScanner();

/** What stands in front of every line, depending on where the log was read. */
const prefixes: readonly (readonly [string, string])[] = [
  ['alone', ''],
  ['under docker compose', 'proxy-1  | '],
  ['from the journal', 'Nov 22 07:15:02 web app[412]: '],
  ['from the journal in ISO time', '2026-11-22T07:15:02.617755+00:00 web app[412]: '],
  ['from Kubernetes', '2026-11-22T07:15:02.123456789Z stderr F '],
  ['quoted in a mail', '> '],
];

interface Run {
  readonly name: string;
  readonly format: string;
  readonly lines: readonly string[];
  readonly problem: string;
  /** 1-based line that proves it. */
  readonly line: number;
}

const refused = '203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/tok3n: Connection refused';
const order = 'https://acme-v02.api.letsencrypt.org/acme/order/1/2';

const runs: readonly Run[] = [
  {
    name: 'lego 4',
    format: 'lego',
    lines: [
      '2026/11/22 07:15:02 [INFO] [example.com] acme: Obtaining bundled SAN certificate',
      '2026/11/22 07:15:03 [INFO] [example.com] acme: use http-01 solver',
      '2026/11/22 07:15:09 Could not obtain certificates:',
      '\terror: one or more domains had a problem:',
      `[example.com] invalid authorization: acme: error: 400 :: urn:ietf:params:acme:error:connection :: ${refused}`,
    ],
    problem: 'http-refused',
    line: 5,
  },
  {
    name: 'lego 5',
    format: 'lego',
    lines: [
      '2026-11-22T07:15:02.137441947+01:00 INFO  acme: Obtaining bundled SAN certificate. domains="*.example.com, example.com"',
      '2026-11-22T07:15:03.458924381+01:00 INFO  acme: Could not find the solver. domain=example.com type=http-01',
      '2026-11-22T07:15:04.458960681+01:00 INFO  dns01: preparing to solve the challenge. domain=example.com',
      '2026-11-22T07:16:05.710795006+01:00 INFO  dns01: waiting for record propagation. domain=example.com',
      '2026-11-22T07:16:09.210795006+01:00 ERROR could not obtain the certificate for "example.com": propagation: time limit exceeded: last error: NS ns1.example.net.:53 did not return the expected TXT record [fqdn: _acme-challenge.example.com., value: abc]: ',
    ],
    problem: 'dns-propagation',
    line: 5,
  },
  {
    name: 'Traefik 2, logfmt',
    format: 'traefik',
    lines: [
      'time="2026-11-22T07:15:02Z" level=info msg="Configuration loaded from flags."',
      `time="2026-11-22T07:15:09Z" level=error msg="Unable to obtain ACME certificate for domains \\"example.com\\": unable to generate a certificate for the domains [example.com]: error: one or more domains had a problem:\\n[example.com] acme: error: 400 :: urn:ietf:params:acme:error:connection :: ${refused}\\n" providerName=le.acme routerName=web@docker`,
    ],
    problem: 'http-refused',
    line: 2,
  },
  {
    name: 'Traefik, JSON',
    format: 'traefik',
    lines: [
      '{"level":"info","msg":"Configuration loaded from flags.","time":"2026-11-22T07:15:02Z"}',
      `{"level":"error","msg":"Unable to obtain ACME certificate for domains \\"example.com\\": unable to generate a certificate for the domains [example.com]: acme: error: 400 :: urn:ietf:params:acme:error:connection :: ${refused}","providerName":"le.acme","time":"2026-11-22T07:15:09Z"}`,
    ],
    problem: 'http-refused',
    line: 2,
  },
  {
    name: 'Traefik 3, coloured console',
    format: 'traefik',
    lines: [
      '\u001b[90m2026-11-22T07:15:02Z\u001b[0m \u001b[32mINF\u001b[0m Traefik version 3.1.0 built on 2026-07-15',
      `\u001b[90m2026-11-22T07:15:09Z\u001b[0m \u001b[1m\u001b[31mERR\u001b[0m\u001b[0m \u001b[1mgithub.com/traefik/traefik/v3/pkg/provider/acme/provider.go:457\u001b[0m\u001b[36m >\u001b[0m Unable to obtain ACME certificate for domains \u001b[36merror=\u001b[0m\u001b[31m"unable to generate a certificate for the domains [example.com]: error: one or more domains had a problem:\\n[example.com] invalid authorization: acme: error: 400 :: urn:ietf:params:acme:error:connection :: ${refused}\\n"\u001b[0m \u001b[36macmeCA=\u001b[0mhttps://acme-v02.api.letsencrypt.org/directory \u001b[36mproviderName=\u001b[0mle.acme`,
    ],
    problem: 'http-refused',
    line: 2,
  },
  {
    name: 'Caddy, JSON',
    format: 'caddy',
    lines: [
      '{"level":"info","ts":1795331702.1,"logger":"tls.obtain","msg":"obtaining certificate","identifier":"example.com"}',
      `{"level":"error","ts":1795331703.1,"logger":"tls.issuance.acme.acme_client","msg":"challenge failed","identifier":"example.com","challenge_type":"http-01","problem":{"type":"urn:ietf:params:acme:error:connection","title":"","detail":"${refused}","instance":"","subproblems":[]}}`,
      `{"level":"error","ts":1795331704.1,"logger":"tls.obtain","msg":"could not get certificate from issuer","identifier":"example.com","issuer":"acme-v02.api.letsencrypt.org-directory","error":"HTTP 400 urn:ietf:params:acme:error:connection - ${refused}"}`,
      `{"level":"error","ts":1795331704.2,"logger":"tls.obtain","msg":"will retry","error":"[example.com] Obtain: [example.com] solving challenge: example.com: [example.com] authorization failed: HTTP 400 urn:ietf:params:acme:error:connection - ${refused} (order=${order}) (ca=https://acme-v02.api.letsencrypt.org/directory)","attempt":1,"retrying_in":60,"elapsed":2.1,"max_duration":2592000}`,
    ],
    problem: 'http-refused',
    line: 2,
  },
  {
    name: 'Caddy, console',
    format: 'caddy',
    lines: [
      '2026/11/22 07:15:02.234\tINFO\ttls.obtain\tobtaining certificate\t{"identifier": "example.com"}',
      `2026/11/22 07:15:03.234\tERROR\thttp.acme_client\tchallenge failed\t{"identifier": "example.com", "challenge_type": "http-01", "problem": {"type": "urn:ietf:params:acme:error:connection", "title": "", "detail": "${refused}", "instance": "", "subproblems": []}}`,
      '2026/11/22 07:15:04.234\tERROR\ttls.obtain\tcould not get certificate from issuer\t{"identifier": "example.com", "issuer": "acme-v02.api.letsencrypt.org-directory", "error": "HTTP 400 urn:ietf:params:acme:error:connection"}',
    ],
    problem: 'http-refused',
    line: 2,
  },
  {
    name: 'cert-manager, klog',
    format: 'cert-manager',
    lines: [
      'I1122 07:15:02.451291       1 controller.go:141] "syncing item" logger="cert-manager.controller" key="default/example-tls-1-123-456"',
      'E1122 07:15:03.451291       1 controller.go:157] "re-queuing item due to error processing" err="failed to change Route 53 record set: operation error Route 53: ChangeResourceRecordSets, https response error StatusCode: 403, RequestID: x, api error AccessDenied: User: arn:aws:iam::123456789012:user/acme is not authorized to perform: route53:ChangeResourceRecordSets" logger="cert-manager.controller"',
    ],
    problem: 'dns-api-auth',
    line: 2,
  },
  {
    name: 'cert-manager, kubectl describe',
    format: 'cert-manager',
    lines: [
      'Status:',
      '  Presented:   true',
      "  Reason:      Waiting for HTTP-01 challenge propagation: wrong status code '404', expected '200'",
      '  State:       pending',
      'Events:',
      '  Type    Reason     Age   From          Message',
      '  ----    ------     ----  ----          -------',
      '  Normal  Started    60s   cert-manager  Challenge scheduled for processing',
      '  Normal  Presented  58s   cert-manager  Presented challenge using HTTP-01 challenge mechanism',
    ],
    problem: 'http-404-token',
    line: 3,
  },
  {
    name: 'cert-manager, conditions',
    format: 'cert-manager',
    lines: [
      'Status:',
      '  Conditions:',
      '    Last Transition Time:  2026-11-22T07:15:02Z',
      '    Message:               Failed to register ACME account: Get "https://acme-v02.api.letsencrypt.org/directory": dial tcp: lookup acme-v02.api.letsencrypt.org on 10.96.0.10:53: read udp 10.0.0.7:40000->10.96.0.10:53: i/o timeout',
      '    Reason:                ErrRegisterACMEAccount',
      '    Status:                False',
      '    Type:                  Ready',
    ],
    problem: 'ca-unreachable',
    line: 4,
  },
  {
    name: 'dehydrated',
    format: 'dehydrated',
    lines: [
      '# INFO: Using main config file /etc/dehydrated/config',
      'Processing example.com',
      ' + Signing domains...',
      ' + Responding to challenge for example.com authorization...',
      ' + Challenge validation has failed :(',
      'ERROR: Challenge is invalid! (returned: invalid) (result: ["type"]\t"http-01"',
      '["status"]\t"invalid"',
      '["error","type"]\t"urn:ietf:params:acme:error:connection"',
      `["error","detail"]\t"${refused}"`,
      '["error","status"]\t400',
    ],
    problem: 'http-refused',
    line: 9,
  },
  {
    name: 'uacme',
    format: 'uacme',
    lines: [
      'uacme: version 1.7.6 starting on Sun, 22 Nov 2026 07:15:02 +0000',
      'uacme: starting challenge at https://acme-v02.api.letsencrypt.org/acme/chall/1',
      'uacme: challenge https://acme-v02.api.letsencrypt.org/acme/chall/1 failed with status invalid',
      'uacme: the server reported the following error:',
      '{',
      '    "type": "urn:ietf:params:acme:error:connection",',
      `    "detail": "${refused}",`,
      '    "status": 400',
      '}',
    ],
    problem: 'http-refused',
    line: 7,
  },
  {
    name: 'win-acme',
    format: 'win-acme',
    lines: [
      ' [INFO] Renewing certificate for example.com',
      ' [INFO] Authorizing example.com using http-01 validation (FileSystem)',
      ' [INFO] Answer should now be browsable at http://example.com/.well-known/acme-challenge/tok3n',
      " [WARN] Preliminary validation failed because 'An error occurred while sending the request.'",
      ' [EROR] Authorization result: invalid',
      ` [EROR] {"type":"urn:ietf:params:acme:error:connection","detail":"${refused}","status":400}`,
      ' [EROR] Renewal for example.com failed, will retry on next run',
    ],
    problem: 'http-refused',
    line: 6,
  },
  {
    name: 'HAProxy’s own ACME',
    format: 'haproxy',
    lines: [
      'acme: @web/web: Starting update of the certificate.',
      `acme: @web/web: challenge error: "${refused}" (urn:ietf:params:acme:error:connection) (HTTP status code 200) Aborting.`,
    ],
    problem: 'http-refused',
    line: 2,
  },
  {
    name: 'HAProxy',
    format: 'haproxy',
    lines: [
      '[NOTICE]   (652) : haproxy version is 2.8.13',
      "[ALERT]    (652) : config : Proxy 'www': no SSL certificate specified for bind ':443' at [/etc/haproxy/haproxy.cfg:34] (use 'crt').",
    ],
    problem: 'nginx-no-ssl-cert-defined',
    line: 2,
  },
  {
    name: 'BIND',
    format: 'bind',
    lines: [
      "22-Nov-2026 07:15:02.719 update: info: client @0x7f 203.0.113.10#5353/key acme: updating zone 'example.com/IN': adding an RR at '_acme-challenge.example.com' TXT \"abc\"",
      '22-Nov-2026 07:15:02.720 general: error: /etc/bind/db.example.com.jnl: create: permission denied',
      "22-Nov-2026 07:15:02.720 update: info: client @0x7f 203.0.113.10#5353/key acme: updating zone 'example.com/IN': error: journal open failed: unexpected error",
    ],
    problem: 'permission-denied',
    line: 2,
  },
  {
    name: 'Postfix',
    format: 'postfix',
    lines: [
      'Nov 22 07:15:02 mail postfix/smtpd[5982]: connect from mx.example.net[198.51.100.7]',
      'Nov 22 07:15:02 mail postfix/smtpd[5982]: warning: cannot get RSA certificate from file "/etc/postfix/cert.pem": disabling TLS support',
    ],
    problem: 'nginx-cert-missing',
    line: 2,
  },
  {
    name: 'Dovecot',
    format: 'dovecot',
    lines: [
      'Nov 22 07:15:02 mail systemd[1]: Starting Dovecot IMAP/POP3 email server...',
      "Nov 22 07:15:02 mail dovecot[412]: doveconf: Fatal: Error in configuration file /etc/dovecot/conf.d/10-ssl.conf line 12: ssl_cert: Can't open file /etc/dovecot/cert.pem: No such file or directory",
    ],
    problem: 'nginx-cert-missing',
    line: 2,
  },
  {
    name: 'mailcow, without IPv6',
    format: 'unknown',
    lines: [
      'Thu Jun 28 17:29:53 CEST 2018 - Found AAAA record for mail.example.com: 2001:db8::10 - skipping A record check',
      'Thu Jun 28 17:29:53 CEST 2018 - Cannot match your IP NO_IPV6_LINK against hostname mail.example.com (2001:db8::10)',
      "Thu Jun 28 17:29:53 CEST 2018 - Cannot validate hostnames, skipping Let's Encrypt for 1 hour.",
    ],
    problem: 'ipv6-misrouted',
    line: 2,
  },
  {
    name: 'acme.sh, deploying to a Synology',
    format: 'acme.sh',
    lines: [
      '[Thu Jun  6 14:21:30 UTC 2024] Getting certificates in Synology DSM...',
      '[Thu Jun  6 14:21:31 UTC 2024] Unable to update certificate, got error response: {"error":{"code":5510},"success":false}.',
      '[Thu Jun  6 14:21:31 UTC 2024] Error deploying for domain: example.org',
    ],
    problem: 'deploy-failed',
    line: 2,
  },
];

describe.each(runs)('the cause in a log of $name, and the line that proves it', ({ format, lines, problem, line }) => {
  it.each(prefixes)('%s', (_, prefix) => {
    const report = diagnoseLog(
      lines.map((text) => prefix + text),
      scanner,
    );
    expect({ cause: report.cause, format: report.format }).toEqual({ cause: { problem, line }, format });
  });

  it('with Windows line ends', () => {
    const report = diagnoseLog(
      lines.map((text) => `${text}\r`),
      scanner,
    );
    expect(report.cause).toEqual({ problem, line });
  });
});

describe('a head of a client is seen through', () => {
  it.each([
    ['lego 5', '2026-11-22T07:15:02.137441947+01:00 INFO  message'],
    ['Traefik 3', '2026-11-22T07:15:02Z ERR message'],
    ['Traefik 3 with the line of source', '2026-11-22T07:15:02Z ERR github.com/traefik/x/provider.go:457 > message'],
    ['Caddy’s console', '2026/11/22 07:15:02.234\tERROR\thttp.acme_client\tmessage'],
    ['BIND', '22-Nov-2026 07:15:02.719 message'],
    ['rsyslog with ISO time', '2026-11-22T07:15:02.617755+00:00 mail postfix/smtpd[481]: message'],
    ['a container’s syslog with levels', '2026-11-22T07:15:02.617755+00:00 INFO    postfix/smtpd[481]: message'],
    ['Nginx Proxy Manager', '[11/22/2026] [7:15:02 AM] [SSL      ] \u203a \u2716  error     message'],
    ['win-acme', '[EROR] message'],
    ['a .NET log', '2026-11-22 07:15:02.123 +00:00 [ERR] message'],
    ['Portainer', '2026-11-22T07:15:02.269831952Z | stdout | message'],
  ])('%s', (_, line) => {
    expect(line.slice(readHead(line).message)).toBe('message');
  });

  it('but a message that begins with such a word keeps it', () => {
    expect(readHead('ERROR 2026 (HY000): message').message).toBe(0);
  });
});

describe('what is no fault stays quiet', () => {
  it.each<readonly [string, readonly string[]]>([
    [
      'lego: not due',
      [
        '2026/11/22 08:09:39 [example.com] The certificate expires in 59 days, the number of days defined to perform the renewal is 30: no renewal.',
        '2026/11/22 08:09:39 [INFO] [example.com] acme: renewalInfo endpoint indicates that renewal is not needed',
      ],
    ],
    [
      'lego 5: a record that is waited for, then the certificate',
      [
        '2026-11-22T07:15:02.137+01:00 INFO  Obtaining bundled SAN certificate. domains=example.com',
        '2026-11-22T07:15:03.137+01:00 INFO  Could not find the solver. domain=example.com type=http-01',
        '2026-11-22T07:15:04.137+01:00 INFO  dns01: waiting for record propagation. domain=example.com',
        '2026-11-22T07:15:06.137+01:00 INFO  The server validated our request. domain=example.com',
        '2026-11-22T07:15:08.137+01:00 WARN  Cleaning up failed. domain=example.com error="unknown record ID"',
        '2026-11-22T07:15:09.137+01:00 INFO  Server responded with a certificate. domain=example.com',
      ],
    ],
    [
      'Traefik: scanners at the challenge path and at TLS',
      [
        '2026-11-22T07:15:02Z ERR Cannot retrieve the ACME challenge for example.com (token "wp-login.php") providerName=acme',
        '2026-11-22T07:15:03Z DBG log/log.go:245 > http: TLS handshake error from 198.51.100.7:51234: EOF',
        '2026-11-22T07:15:04Z DBG Serving default certificate for request: "203.0.113.10"',
        '2026-11-22T07:15:05Z INF Testing certificate renew... acmeCA=https://acme-v02.api.letsencrypt.org/directory providerName=le.acme',
        '2026-11-22T07:15:05Z WRN Domain "www.example.com" will not be processed by ACME provider because it is validated by the wildcard "*.example.com"',
      ],
    ],
    [
      'Caddy: starts, obtains, is reloaded, and meets a scanner',
      [
        '{"level":"warn","ts":1795331702.1,"msg":"Caddyfile input is not formatted; run \'caddy fmt --overwrite\' to fix inconsistencies","adapter":"caddyfile"}',
        '{"level":"info","ts":1795331702.2,"logger":"http.auto_https","msg":"enabling automatic HTTP->HTTPS redirects","server_name":"srv0"}',
        '{"level":"info","ts":1795331702.3,"logger":"tls.obtain","msg":"obtaining certificate","identifier":"example.com"}',
        '{"level":"info","ts":1795331702.4,"logger":"tls.issuance.acme","msg":"waiting on internal rate limiter","identifiers":["example.com"],"ca":"https://acme-v02.api.letsencrypt.org/directory"}',
        '{"level":"info","ts":1795331704.4,"logger":"tls.obtain","msg":"certificate obtained successfully","identifier":"example.com"}',
        '{"level":"error","ts":1795331706.4,"logger":"tls.obtain","msg":"job failed","error":"b.example.com: obtaining certificate: [b.example.com] Obtain: [b.example.com] solving challenges: [b.example.com] context canceled (order=https://acme.example.net/order/1) (ca=https://acme.example.net/directory)"}',
        '{"level":"debug","ts":1795331708.4,"logger":"http.stdlib","msg":"http: TLS handshake error from 198.51.100.7:51234: no certificate available for \'203.0.113.10\'"}',
      ],
    ],
    [
      'cert-manager: issues, with its usual retries',
      [
        'I1122 07:15:01.1       1 controller.go:141] "syncing item" logger="cert-manager.controller" key="default/example-tls"',
        'E1122 07:15:02.229839       1 controller.go:158] "re-queuing item due to error processing" err="Operation cannot be fulfilled on certificates.cert-manager.io \\"example-tls\\": the object has been modified; please apply your changes to the latest version and try again" logger="cert-manager.controller"',
        '  Normal  Issuing    18m  cert-manager  Issuing certificate as Secret does not exist',
        '  Normal  DomainVerified  17m  cert-manager  Domain "example.com" verified with "HTTP-01" validation',
        '  Normal  Issuing    17m  cert-manager  The certificate has been successfully issued',
      ],
    ],
    [
      'win-acme: the preliminary look fails, the CA’s succeeds',
      [
        ' [example.com] Authorizing using dns-01 validation (Godaddy)',
        ' [example.com] Preliminary validation failed: no TXT records found',
        ' Will retry in 30 seconds (retry 1/20)...',
        ' [example.com] Preliminary validation succeeded',
        ' [example.com] Authorization result: valid',
        ' Downloading certificate [Manual] example.com',
      ],
    ],
    [
      'uacme: not due, and a challenge the hook does not do',
      [
        'uacme: version 1.7.6 starting on Sun, 22 Nov 2026 07:15:02 +0000',
        'uacme: checking existence and expiration of /etc/ssl/uacme/example.com/cert.pem',
        'uacme: skipping /etc/ssl/uacme/example.com/cert.pem',
        'uacme: challenge tls-alpn-01 declined',
      ],
    ],
    [
      'HAProxy: renews by itself, and meets a scanner',
      [
        'acme: @web/web: Starting update of the certificate.',
        'acme: @web/web: Successful update of the certificate.',
        '198.51.100.7:51234 [22/Nov/2026:07:15:02.266] www/1: SSL handshake failure',
      ],
    ],
    [
      'mail servers: clients that come and go',
      [
        'Nov 22 07:15:02 mail postfix/smtpd[412]: connect from unknown[198.51.100.7]',
        'Nov 22 07:15:02 mail postfix/smtpd[412]: SSL_accept error from unknown[198.51.100.7]: -1',
        'Nov 22 07:15:02 mail postfix/smtpd[412]: lost connection after STARTTLS from unknown[198.51.100.7]',
        'Nov 22 07:15:03 mail postfix/smtp[413]: Untrusted TLS connection established to mx.example.net[198.51.100.9]:25: TLSv1.3',
        'Nov 22 07:15:04 mail dovecot: imap-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=198.51.100.7, lip=203.0.113.10, TLS',
      ],
    ],
    [
      'other programs whose words only sound alike',
      [
        '2026-11-22T07:15:02Z ERR weather: request failed: Invalid API key',
        '2026-11-22T07:15:03Z ERR report: Time limit exceeded',
        "2026-11-22T07:15:04Z ERR news: GET https://feed.example.net/ failed: Couldn't resolve host name",
        '2026-11-22T07:15:05Z ERR backup: https response error StatusCode: 403, RequestID: x, api error AccessDenied: Access Denied',
      ],
    ],
    [
      'MySQL that was never given a certificate',
      [
        '2026-11-22T07:15:02.604540Z 0 [Warning] Failed to set up SSL because of the following SSL library error: SSL context is not usable without certificate and private key',
      ],
    ],
  ])('%s', (_, lines) => {
    const loud = diagnoseLog(lines, scanner).findings.filter(
      ({ severity }) => severity !== 'info' && severity !== 'hint',
    );
    expect(loud.map(({ signature, line }) => `${signature} in line ${String(line)}`)).toEqual([]);
  });
});
