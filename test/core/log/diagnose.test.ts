import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseCauseOfLogs } from '../../../src/core/log/choose-cause.ts';
import { createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';
import type { LogReport } from '../../../src/core/log/report.ts';

const scanner = createLogScanner();

function diagnose(...lines: string[]): LogReport {
  return diagnoseLog(lines, scanner);
}

function fixture(name: string): string[] {
  return readFileSync(new URL(`../../fixtures/logs/${name}`, import.meta.url), 'utf8').split('\n');
}

const challenge = 'http://example.com/.well-known/acme-challenge/tok3n';

describe('every message of the source documents is recognised and explained, in old and current wording', () => {
  it.each([
    // 000: errors of the Activity Center
    ['Timeout during connect', 'http-timeout'],
    [`203.0.113.10: Fetching ${challenge}: Timeout during connect (likely firewall problem)`, 'http-timeout'],
    [`Fetching ${challenge}: Timeout`, 'http-timeout'],
    ['No valid IP addresses found', 'dns-no-address'],
    ['No valid IP addresses found for example.com', 'dns-no-address'],
    ['no valid A records found for example.com; no valid AAAA records found for example.com', 'dns-no-address'],
    ['Too many certificates already issued for domain', 'ratelimit-domain'],
    ['Error creating new cert :: Too many certificates already issued for: example.com', 'ratelimit-domain'],
    [
      'too many certificates (50) already issued for "example.com" in the last 168h0m0s, retry after',
      'ratelimit-domain',
    ],
    [
      'too many certificates (5) already issued for this exact set of domains in the last 168h0m0s',
      'ratelimit-duplicate',
    ],
    [
      'too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s, retry after x',
      'ratelimit-duplicate',
    ],
    ['Domain not accessible from the internet', 'http-timeout'],
    // 002: errors of SSL generation and statuses
    ['CNAME not found', 'delegation-missing'],
    ['TXT ACME challenge exists', 'delegation-duplicate'],
    ['Too many Let\u0027s Encrypt requests', 'ratelimit-new-orders'],
    ['Validation failed', 'dns-propagation'],
    ['Fetch DNS error', 'dns-servfail'],
    ['No SAN error', 'san-missing'],
    // 001: strings to look for in the logs
    ['403 Forbidden', 'http-403-token'],
    [`203.0.113.10: Invalid response from ${challenge}: 403`, 'http-403-token'],
    [
      `Invalid response from ${challenge} [203.0.113.10]: "<html><head><title>403 Forbidden</title></head>"`,
      'http-403-token',
    ],
    ['Connection Refused', 'http-refused'],
    [`203.0.113.10: Fetching ${challenge}: Connection refused`, 'http-refused'],
    ['Permission Denied', 'permission-denied'],
    ['Rate Limit Exceeded', 'ratelimit-duplicate'],
    [`203.0.113.10: Invalid response from ${challenge}: 404`, 'http-404-token'],
    // 003: what logs of provisioning bots indicate
    ['Authentication failure', 'deploy-auth-failed'],
    ['Network timeout', 'deploy-failed'],
    ['Keystore write failure', 'keystore-write-failed'],
    ['Restart or reload failure', 'deploy-not-reloaded'],
    ['Deployment Failed', 'deploy-failed'],
    ['Deployment Pending', 'automation-stuck'],
    ['CA connector validation error', 'ca-connector-invalid'],
  ])('%s', (line, problem) => {
    const { cause, findings } = diagnose(line);
    expect(cause).toEqual({ problem, line: 1 });
    expect(findings[0]?.message.length).toBeGreaterThan(40);
  });
});

describe('the one root cause', () => {
  it.each([
    ['certbot-attribute-error.log', 'rejected-identifier'],
    ['certbot-caa.log', 'caa-forbids'],
    ['caddy-refused.log', 'http-refused'],
    ['lego-nxdomain.log', 'dns-nxdomain'],
    ['dehydrated-404.log', 'http-404-token'],
    ['nginx-test-missing-cert.log', 'nginx-cert-missing'],
    ['nginx-worker-connections.log', 'nginx-worker-connections'],
    ['acmesh-eab-required.log', 'eab-required'],
  ])('of %s, a log of a real tool, is %s', (name, problem) => {
    expect(diagnoseLog(fixture(name), scanner).cause?.problem).toBe(problem);
  });

  it('is never the consequence that is printed last', () => {
    const { cause } = diagnose(
      'acme.messages.Error: urn:ietf:params:acme:error:rejectedIdentifier :: Cannot issue for "server.lan": Domain name does not end with a valid public suffix (TLD)',
      'AttributeError: can\u0027t set attribute',
      'All renewals failed. The following certificates could not be renewed:',
    );
    expect(cause).toEqual({ problem: 'rejected-identifier', line: 1 });
  });

  it('is what kept the record from being written, not the record that the CA missed', () => {
    const { cause } = diagnose(
      'No TXT record found at _acme-challenge.example.com',
      'error: attempt to add non-CNAME alongside CNAME ignored',
    );
    expect(cause).toEqual({ problem: 'dns-cname-conflict', line: 2 });
  });

  it('is the wrong clock, not the distrust of certificates that are not valid for it yet', () => {
    const { cause } = diagnose(
      "ERROR: The certificate of 'example.com' is not trusted.",
      "ERROR: The certificate of 'example.com' is not yet activated.",
    );
    expect(cause).toEqual({ problem: 'clock-skew', line: 2 });
  });

  it('is the missing file where the page that says so has quotes of its own', () => {
    const { cause } = diagnose(
      'Invalid response from http://example.com/.well-known/acme-challenge/abcdefgh: "<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">',
      '<html><head>',
      '<title>404 Not Found</title>',
    );
    expect(cause).toEqual({ problem: 'http-404-token', line: 1 });
  });

  it('is what the CA says in plain words, which elsewhere are a mere remark', () => {
    const words = 'dial tcp 203.0.113.20:443: connect: connection refused';
    expect(diagnose(words).findings[0]?.severity).toBe('info');
    expect(diagnose(`  Detail: ${words}`).findings[0]?.severity).toBe('error');
  });

  it('is the CA that cannot be reached where the name that does not resolve is the one of its API', () => {
    const { cause } = diagnose(
      'Get "https://ca.example.net/acme/directory": dial tcp: lookup ca.example.net on 127.0.0.53:53: server misbehaving',
    );
    expect(cause?.problem).toBe('ca-unreachable');
  });

  it('is the server that refuses the CA, where the refusal is what the CA answers with', () => {
    const { cause } = diagnose(
      '{"level":"error","logger":"tls.issuance.acme.acme_client","msg":"validating authorization","identifier":"example.com","error":"authorization failed: HTTP 400 urn:ietf:params:acme:error:connection - Connection refused","order":"https://acme-v02.api.letsencrypt.org/acme/order/1/2"}',
    );
    expect(cause?.problem).toBe('http-refused');
  });

  it('is the wildcard where no challenge suits, and elsewhere the kind of challenge', () => {
    const words =
      'Client with the currently selected authenticator does not support any combination of challenges that will satisfy the CA.';
    expect(diagnose(words).cause?.problem).toBe('challenge-type-unavailable');
    expect(
      diagnose(`${words} You may need to use an authenticator plugin that can do challenges over DNS.`).cause,
    ).toEqual({ problem: 'wildcard-needs-dns01', line: 1 });
    expect(diagnose('Requesting a certificate for *.example.com', words).cause?.problem).toBe('wildcard-needs-dns01');
  });

  it('stands in the line whose words say the most, whatever else of it that line says first', () => {
    const missing = 'The requested dns-route53 plugin does not appear to be installed';
    expect(diagnose(`Could not choose appropriate plugin: ${missing}`, missing).cause?.line).toBe(1);
  });

  it('is secondary validation where only remote places fail to connect', () => {
    const { cause } = diagnose(
      `  Detail: During secondary validation: 203.0.113.10: Fetching ${challenge}: Connection refused`,
    );
    expect(cause?.problem).toBe('secondary-validation');
  });

  it('is the CAA lookup where a lookup fails while CAA is processed', () => {
    const { cause } = diagnose(
      'Detail: While processing CAA for www.example.com: DNS problem: SERVFAIL looking up CAA for example.com - the domain',
    );
    expect(cause?.problem).toBe('caa-lookup-failed');
  });

  it('is the AAAA record where the address that does not answer is an IPv6 one', () => {
    const { cause, findings } = diagnose(`Detail: 2001:db8::10: Fetching ${challenge}: Connection refused`);
    expect(cause?.problem).toBe('ipv6-misrouted');
    expect(findings[0]?.captures['address']).toBe('2001:db8::10');
  });

  it('is the redirect where another host gave the answer', () => {
    const { cause } = diagnose(
      '  Domain: a.example.com',
      '  Type:   unauthorized',
      '  Detail: 203.0.113.10: Invalid response from http://b.example.com/.well-known/acme-challenge/tok3n: 404',
    );
    expect(cause?.problem).toBe('redirect-problem');
  });

  it('stays the missing file where www answers for the bare name', () => {
    const { cause } = diagnose(
      '  Domain: example.com',
      '  Detail: 203.0.113.10: Invalid response from http://www.example.com/.well-known/acme-challenge/tok3n: 404',
    );
    expect(cause?.problem).toBe('http-404-token');
  });

  it('is unknown where a failure is certain and its reason is not shown', () => {
    const { cause, findings } = diagnose(
      'Challenge failed for domain example.com',
      'Cleaning up challenges',
      'Some challenges have failed.',
    );
    expect(cause).toEqual({ problem: 'unknown-cause', line: 1 });
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'info']);
  });

  it('is the error type only where the text beside it is not known', () => {
    expect(diagnose('"type": "urn:ietf:params:acme:error:caa",', '"detail": "Nein"').cause?.problem).toBe(
      'caa-forbids',
    );
    const known = diagnose(
      '"type": "urn:ietf:params:acme:error:dns",',
      '"detail": "No TXT record found at _acme-challenge.example.com"',
    );
    expect(known.findings.map(({ problem }) => problem)).toEqual(['dns-txt-missing']);
  });

  it('is not what a later success took back', () => {
    const { cause, findings } = diagnose(
      'Requesting a certificate for example.com',
      `  Detail: 203.0.113.10: Fetching ${challenge}: Connection refused`,
      'Requesting a certificate for example.com',
      'Successfully received certificate.',
    );
    expect(cause).toBeNull();
    expect(findings.map(({ severity }) => severity)).toEqual(['info']);
  });

  it('stays what is wrong with another name, or with a hook', () => {
    expect(
      diagnose(
        'Requesting a certificate for a.example.com',
        `  Detail: 203.0.113.10: Fetching ${challenge}: Connection refused`,
        'Requesting a certificate for b.example.com',
        'Successfully received certificate.',
      ).cause?.problem,
    ).toBe('http-refused');
    expect(
      diagnose("Hook 'pre-hook' reported error code 3", 'Congratulations, all renewals succeeded:').cause?.problem,
    ).toBe('certbot-hook-failed');
  });

  it('of several logs is the one that explains most', () => {
    const reports = [
      diagnose('Some challenges have failed.'),
      diagnose('nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)'),
    ];
    expect(chooseCauseOfLogs(reports)).toEqual({ index: 1, cause: { problem: 'port80-in-use', line: 1 } });
    expect(chooseCauseOfLogs([diagnose('hello')])).toBeNull();
  });

  it('of a client that has nothing to do and a site that serves an expired certificate is a missing reload', () => {
    const reports = [
      diagnose('Certificate not yet due for renewal'),
      diagnose('curl: (60) SSL certificate problem: certificate has expired'),
    ];
    expect(chooseCauseOfLogs(reports)).toEqual({ index: 1, cause: { problem: 'deploy-not-reloaded', line: 1 } });
    expect(chooseCauseOfLogs(reports.slice(1))?.cause.problem).toBe('cert-expired');
  });
});

describe('nothing above a remark is raised', () => {
  it.each(['certbot-success.log', 'acmesh-success.log'])('for %s', (name) => {
    const { findings, cause } = diagnoseLog(fixture(name), scanner);
    expect(findings.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
    expect(cause).toBeNull();
  });

  it.each([
    '2018/05/24 09:33:42 [error] 1#1: *8 open() "/usr/share/nginx/html/phpmyadmin" failed (2: No such file or directory), client: 203.0.113.79',
    '2026/11/22 07:15:02 [error] 1#1: *57 access forbidden by rule, client: 198.51.100.7, server: example.com, request: "GET /.env HTTP/1.1"',
    '2026/11/22 07:15:02 [info] 1#1: *57 peer closed connection in SSL handshake while SSL handshaking, client: 198.51.100.7',
    'Certificate not yet due for renewal',
    '[Sun Nov 22 07:15:02 UTC 2026] Skipping. Next renewal time is: 2026-12-20T07:15:02Z',
    '{"level":"warn","logger":"tls","msg":"stapling OCSP","error":"no OCSP stapling for [a.example.com]: no OCSP server specified in certificate"}',
    '2026/11/22 05:12:30 http: TLS handshake error from 198.51.100.7:43392: EOF',
  ])('for %s', (line) => {
    expect(diagnose(line).findings.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual(
      [],
    );
  });
});

describe('a finding points at its place', () => {
  it('in the original line, behind colours and inside JSON', () => {
    const line = `\u001b[31mERR\u001b[0m error="\\"x\\": No TXT record found at _acme-challenge.example.com"`;
    const [finding] = diagnose(line).findings;
    expect(line.slice((finding?.column ?? 0) - 1, (finding?.endColumn ?? 0) - 1)).toBe(
      'No TXT record found at _acme-challenge.example.com',
    );
    expect(finding?.subject).toBe('example.com');
  });

  it('over the lines of a detail that old certbot wrapped', () => {
    const { findings } = diagnose(
      '   Domain: example.com',
      '   Type:   unauthorized',
      '   Detail: Incorrect TXT record "v=spf1 include:_spf.example.net',
      '   include:example.org ..." (and 1 more) found at',
      '   _acme-challenge.example.com',
      '',
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      problem: 'dns-txt-wrong',
      line: 3,
      column: 12,
      endLine: 5,
      subject: 'example.com',
    });
    expect(findings[0]?.endColumn).toBe('   _acme-challenge.example.com'.length + 1);
  });

  it('with the name of the block, in both wordings, behind the head of a container', () => {
    for (const key of ['Domain', 'Identifier']) {
      const { findings } = diagnose(
        `certbot-1  |   ${key}: www.example.com`,
        'certbot-1  |   Type:   connection',
        `certbot-1  |   Detail: 203.0.113.10: Fetching ${challenge}: Connection refused`,
      );
      expect(findings.map(({ subject, line }) => [subject, line])).toEqual([['www.example.com', 3]]);
    }
  });

  it('and the time of the next try stands in the message', () => {
    const [finding] = diagnose(
      'too many new orders (300) from this account in the last 3h0m0s, retry after 2026-11-22 07:16:00 UTC: see',
    ).findings;
    expect(finding?.captures['retryAfter']).toBe('2026-11-22T07:16:00.000Z');
    expect(finding?.message).toContain('2026-11-22 07:16 UTC');
  });

  it('and a log with endless trouble keeps a bounded number of them, its end included', () => {
    const lines = Array.from({ length: 20_000 }, () => 'Some challenges have failed.');
    const { findings, cause } = diagnoseLog([...lines, 'No TXT record found at _acme-challenge.example.com'], scanner);
    expect(findings.length).toBeLessThan(6000);
    expect(cause).toEqual({ problem: 'dns-txt-missing', line: 20_001 });
  });
});

describe('what lines do not show is not claimed', () => {
  const curl = 'libcurl/c/libcurl-errors.html for error code: 3';
  it.each([
    ['acme.sh met a URL that is none', `[Sun Nov 22 07:15:02 UTC 2026] Please refer to https://curl.haxx.se/${curl}`],
    ['nginx did not restart', '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:nginx restart failed'],
    [
      'systemd could not start nginx',
      'Job for nginx.service failed because the control process exited with error code.',
    ],
    ['certbot guesses', 'Hint: or try increasing --dns-cloudflare-propagation-seconds (currently 10 seconds).'],
  ])('%s', (_, line) => {
    expect(diagnose(line).cause).toEqual({ problem: 'unknown-cause', line: 1 });
  });

  it('but they follow from what shows it', () => {
    const { cause, findings } = diagnose(
      '2026-11-22 07:15:02,123:ERROR:certbot._internal.log:nginx restart failed',
      'nginx: [emerg] cannot load certificate "/etc/ssl/a.pem": BIO_new_file() failed (SSL: error:80000002)',
    );
    expect(cause).toEqual({ problem: 'nginx-cert-missing', line: 2 });
    expect(findings[0]).toMatchObject({ line: 1, severity: 'hint', causeLine: 2 });
  });

  it('that Postfix goes on without TLS follows from the key that it could not use', () => {
    const head = 'Nov 22 07:15:02 mail postfix/smtpd[412]: ';
    const { findings } = diagnose(`${head}warning: key values mismatch`, `${head}disabling TLS support`);
    expect(findings).toMatchObject([
      { problem: 'nginx-key-mismatch', severity: 'error' },
      { problem: 'mail-no-tls', severity: 'hint', causeLine: 1 },
    ]);
  });

  it('greenlock looks for a certificate before there is one', () => {
    const line = "Error: ENOENT: no such file or directory, open '/srv/app/greenlock.d/live/example.com/privkey.pem'";
    expect(diagnose(line).findings).toEqual([]);
  });
});
