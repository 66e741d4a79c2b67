import { describe, expect, it } from 'vitest';
import { createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';
import type { LogReport } from '../../../src/core/log/report.ts';

const scanner = createLogScanner();

function diagnose(text: string): LogReport {
  return diagnoseLog(text.replace(/^\n/, '').split('\n'), scanner);
}

/** An attempt in a few words: its lines, names, outcome, and its cause with its line. */
function attempts(text: string): string[] {
  return diagnose(text).attempts.map(({ startLine, endLine, names, outcome, cause }) =>
    [
      `${startLine}-${endLine}`,
      names.join(','),
      outcome,
      ...(cause === null ? [] : [`${cause.problem}@${cause.line}`]),
    ].join(' '),
  );
}

/** What is raised, with its subject. */
function loud(text: string): string[] {
  return diagnose(text)
    .findings.filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ line, problem, subject }) => `${line} ${problem} ${subject}`);
}

const token = '.well-known/acme-challenge/tok3n';

describe('a run of certbot that renews several certificates', () => {
  const run = `
2026-11-22 07:00:01,000:DEBUG:certbot._internal.main:certbot version: 2.11.0
2026-11-22 07:00:01,100:DEBUG:certbot._internal.display.obj:Notifying user: Processing /etc/letsencrypt/renewal/a.example.com.conf
2026-11-22 07:00:01,200:DEBUG:certbot._internal.display.obj:Notifying user: Certificate not yet due for renewal
2026-11-22 07:00:01,300:DEBUG:certbot._internal.display.obj:Notifying user: Processing /etc/letsencrypt/renewal/b.example.com.conf
2026-11-22 07:00:02,000:DEBUG:certbot._internal.display.obj:Notifying user: Renewing an existing certificate for b.example.com and www.b.example.com
2026-11-22 07:00:05,000:INFO:certbot._internal.auth_handler:Challenge failed for domain www.b.example.com
2026-11-22 07:00:05,100:DEBUG:certbot._internal.display.obj:Notifying user: 
Certbot failed to authenticate some domains (authenticator: webroot). The Certificate Authority reported these problems:
  Domain: www.b.example.com
  Type:   connection
  Detail: 203.0.113.10: Fetching http://www.b.example.com/${token}: Timeout during connect (likely firewall problem)

2026-11-22 07:00:05,300:ERROR:certbot._internal.renewal:Failed to renew certificate b.example.com with error: Some challenges have failed.
2026-11-22 07:00:06,000:DEBUG:certbot._internal.display.obj:Notifying user: Processing /etc/letsencrypt/renewal/c.example.com.conf
2026-11-22 07:00:06,200:DEBUG:certbot._internal.display.obj:Notifying user: Renewing an existing certificate for c.example.com
Content-Type: application/pem-certificate-chain
2026-11-22 07:00:09,000:ERROR:certbot._internal.renewal:The following certificates could not be renewed:
2026-11-22 07:00:09,100:ERROR:certbot._internal.renewal:  /etc/letsencrypt/live/b.example.com/fullchain.pem (failure)
2026-11-22 07:00:09,200:DEBUG:certbot._internal.display.obj:Notifying user:   /etc/letsencrypt/live/c.example.com/fullchain.pem (success)
2026-11-22 07:00:09,300:DEBUG:certbot._internal.display.obj:Notifying user: The following certificates are not due for renewal yet:
2026-11-22 07:00:09,300:DEBUG:certbot._internal.display.obj:Notifying user:   /etc/letsencrypt/live/a.example.com/fullchain.pem expires on 2027-01-19 (skipped)`;

  it('has one attempt for each, with its own outcome and cause', () => {
    expect(attempts(run)).toEqual([
      '1-21 a.example.com not-due',
      '4-18 b.example.com,www.b.example.com failed http-timeout@11',
      '14-19 c.example.com succeeded',
    ]);
  });

  it('raises the cause once; each line that only follows from it points there', () => {
    expect(loud(run)).toEqual(['11 http-timeout www.b.example.com']);
    const { findings } = diagnose(run);
    expect(findings.filter(({ line }) => line !== 11).map(({ severity, causeLine }) => [severity, causeLine])).toEqual(
      findings.filter(({ line }) => line !== 11).map(() => ['hint', 11]),
    );
    expect(findings.every(({ attempt }) => attempt === 1)).toBe(true);
    expect(findings[0]).toMatchObject({ line: 6, time: '2026-11-22T07:00:05.000' });
  });
});

describe('certbot', () => {
  it('on Debian ends in an error of its own, and the cause stands above', () => {
    expect(
      attempts(`
2026-11-22 07:00:01,000:DEBUG:certbot._internal.main:certbot version: 2.1.0
2026-11-22 07:00:02,000:DEBUG:certbot._internal.display.obj:Notifying user: Requesting a certificate for server.lan
acme.messages.Error: urn:ietf:params:acme:error:rejectedIdentifier :: Cannot issue for "server.lan": Domain name does not end with a valid public suffix (TLD)
During handling of the above exception, another exception occurred:
AttributeError: can't set attribute
2026-11-22 07:00:05,300:ERROR:certbot._internal.log:An unexpected error occurred:
2026-11-22 07:00:05,300:ERROR:certbot._internal.log:AttributeError: can't set attribute`),
    ).toEqual(['1-7 server.lan failed rejected-identifier@3']);
  });

  it('got the certificate, but the reload failed: the certificate is not served', () => {
    const text = `
2026-11-22 07:00:01,000:DEBUG:certbot._internal.main:certbot version: 2.11.0
2026-11-22 07:00:02,000:DEBUG:certbot._internal.display.obj:Notifying user: Renewing an existing certificate for a.example.com
2026-11-22 07:00:04,000:DEBUG:certbot._internal.display.obj:Notifying user: Successfully received certificate.
2026-11-22 07:00:05,300:WARNING:certbot.display.ops:Hook 'deploy-hook' reported error code 1
2026-11-22 07:00:05,300:DEBUG:certbot._internal.display.obj:Notifying user: Congratulations, all renewals succeeded:`;
    const [attempt] = diagnose(text).attempts;
    expect(attempt?.outcome).toBe('succeeded');
    expect(attempt?.cause?.line).toBe(4);
    expect(diagnose(text).cause?.line).toBe(4);
  });

  it('fails for all names because of one, and each problem is its own name’s', () => {
    expect(
      loud(`
Requesting a certificate for a.example.com and 2 more domains
  Domain: b.example.com
  Type:   dns
  Detail: DNS problem: NXDOMAIN looking up A for b.example.com - check that a DNS record exists for this domain

  Domain: c.example.com
  Type:   unauthorized
  Detail: 203.0.113.10: Invalid response from http://c.example.com/${token}: 404
Some challenges have failed.`),
    ).toEqual(['4 dns-nxdomain b.example.com', '8 http-404-token c.example.com']);
  });

  it('succeeds at the second try: the first one is no news any more', () => {
    const text = `
2026-11-21 07:00:01,000:DEBUG:certbot._internal.main:certbot version: 2.11.0
2026-11-21 07:00:02,000:DEBUG:certbot._internal.display.obj:Notifying user: Requesting a certificate for a.example.com
  Domain: a.example.com
  Detail: 203.0.113.10: Fetching http://a.example.com/${token}: Connection refused
2026-11-21 07:00:05,300:ERROR:certbot._internal.log:Some challenges have failed.
2026-11-22 07:00:01,000:DEBUG:certbot._internal.main:certbot version: 2.11.0
2026-11-22 07:00:02,000:DEBUG:certbot._internal.display.obj:Notifying user: Requesting a certificate for a.example.com
2026-11-22 07:00:04,000:DEBUG:certbot._internal.display.obj:Notifying user: Successfully received certificate.`;
    expect(attempts(text)).toEqual(['1-5 a.example.com failed', '6-8 a.example.com succeeded']);
    expect(diagnose(text).cause).toBeNull();
    expect(loud(text)).toEqual([]);
  });

  it('that ran twice at once, under systemd, is told apart by its process', () => {
    const text = `
Nov 22 07:00:01 web certbot[101]: Requesting a certificate for a.example.com
Nov 22 07:00:02 web certbot[202]: Requesting a certificate for b.example.com
Nov 22 07:00:03 web certbot[101]:   Domain: a.example.com
Nov 22 07:00:03 web certbot[202]: Successfully received certificate.
Nov 22 07:00:04 web certbot[101]:   Detail: 203.0.113.10: Fetching http://a.example.com/${token}: Connection refused
Nov 22 07:00:05 web certbot[101]: Some challenges have failed.`;
    expect(attempts(text)).toEqual(['1-6 a.example.com failed http-refused@5', '2-4 b.example.com succeeded']);
    expect(diagnose(text).findings[0]?.time).toBeUndefined();
  });
});

describe('a problem document written over many lines', () => {
  it('names whom it is about before the problem, further out', () => {
    expect(
      loud(`
Requesting a certificate for a.example.com and b.example.com
{
  "identifier": {
    "type": "dns",
    "value": "b.example.com"
  },
  "status": "invalid",
  "challenges": [
    {
      "type": "http-01",
      "error": {
        "type": "urn:ietf:params:acme:error:connection",
        "detail": "203.0.113.10: Fetching http://b.example.com/${token}: Connection refused",
        "status": 400
      }
    }
  ]
}`),
    ).toEqual(['13 http-refused b.example.com']);
  });

  it('names the identifier of each subproblem behind it', () => {
    expect(
      loud(`
Requesting a certificate for a.example.com and b.example.com
{
  "type": "urn:ietf:params:acme:error:malformed",
  "detail": "Error finalizing order :: several problems (and 1 more problems. Refer to sub-problems for more information.)",
  "subproblems": [
    {
      "type": "urn:ietf:params:acme:error:caa",
      "detail": "CAA record prevents issuance, seen by the CA: No TXT record found at its place",
      "identifier": {
        "type": "dns",
        "value": "a.example.com"
      }
    },
    {
      "type": "urn:ietf:params:acme:error:dns",
      "detail": "DNS problem: query timed out looking up CAA for example.net",
      "status": 400,
      "identifier": {
        "type": "dns",
        "value": "b.example.com"
      }
    }
  ]
}`).filter((row) => row.startsWith('17') || row.startsWith('16')),
    ).toEqual(['16 caa-lookup-failed example.net']);
  });

  it('names it before each problem, in the same object', () => {
    expect(
      loud(`
  "subproblems": [
    {
      "identifier": { "type": "dns", "value": "a.example.com" },
      "detail": "Account is not authorized: Timeout during connect (likely firewall problem)"
    },
    {
      "identifier": { "type": "dns", "value": "b.example.com" },
      "detail": "Account is not authorized: Timeout during connect (likely firewall problem)"
    }`),
    ).toEqual(['4 http-timeout a.example.com', '8 http-timeout b.example.com']);
  });

  it('on one line is read object by object', () => {
    const problem = (name: string, detail: string): string =>
      `{"type":"urn:ietf:params:acme:error:connection","detail":"${detail}","identifier":{"type":"dns","value":"${name}"}}`;
    expect(
      loud(
        `{"type":"urn:ietf:params:acme:error:malformed","subproblems":[${problem('a.example.com', 'Timeout during connect (likely firewall problem)')},${problem('b.example.com', 'Timeout during connect (likely firewall problem)')}]}`,
      ),
    ).toEqual(['1 http-timeout a.example.com', '1 http-timeout b.example.com']);
  });
});

describe('Caddy', () => {
  const at = (second: number, level: string, logger: string, rest: string): string =>
    `{"level":"${level}","ts":${1795335486 + second}.25,"logger":"${logger}",${rest}}`;

  it('works on several names at once: each has its own attempts', () => {
    const text = [
      at(0, 'info', 'tls.obtain', '"msg":"obtaining certificate","identifier":"a.example.com"'),
      at(0, 'info', 'tls.obtain', '"msg":"obtaining certificate","identifier":"b.example.com"'),
      at(
        1,
        'error',
        'http.acme_client',
        `"msg":"challenge failed","identifier":"a.example.com","challenge_type":"http-01","problem":{"type":"urn:ietf:params:acme:error:connection","title":"","detail":"203.0.113.20: Fetching http://a.example.com/${token}: Connection refused"}`,
      ),
      at(2, 'info', 'tls.obtain', '"msg":"certificate obtained successfully","identifier":"b.example.com"'),
      at(3, 'error', 'tls.obtain', '"msg":"could not get certificate from issuer","identifier":"a.example.com"'),
      at(60, 'info', 'tls.obtain', '"msg":"obtaining certificate","identifier":"a.example.com"'),
      at(62, 'info', 'tls.obtain', '"msg":"certificate obtained successfully","identifier":"a.example.com"'),
    ].join('\n');
    expect(attempts(text)).toEqual([
      '1-5 a.example.com failed',
      '2-4 b.example.com succeeded',
      '6-7 a.example.com succeeded',
    ]);
    expect(diagnose(text).cause).toBeNull();
    expect(diagnose(text).attempts[0]?.time).toBe('2026-11-22T08:18:06.250Z');
  });
});

describe('lego and what is built on it', () => {
  it('has an attempt for each order, whatever name of it a line is about', () => {
    expect(
      attempts(`
2026/11/22 08:11:45 [INFO] [a.example.com, www.a.example.com] acme: Obtaining bundled SAN certificate
2026/11/22 08:11:45 [INFO] [www.a.example.com] acme: use http-01 solver
2026/11/22 08:11:51 Could not obtain certificates:
	error: one or more domains had a problem:
[www.a.example.com] acme: error: 403 :: urn:ietf:params:acme:error:unauthorized :: 203.0.113.30: Invalid response from http://www.a.example.com/${token}: 404`),
    ).toEqual(['1-5 a.example.com,www.a.example.com failed http-404-token@5']);
  });

  it('says in one line of Traefik what is wrong with each name', () => {
    const text = `time="2026-11-22T03:30:09Z" level=error msg="Unable to obtain ACME certificate for domains \\"a.example.com,b.example.com\\": unable to generate a certificate for the domains [a.example.com b.example.com]: error: one or more domains had a problem:\\n[a.example.com] acme: error: 400 :: urn:ietf:params:acme:error:connection :: 203.0.113.10: Fetching http://a.example.com/${token}: Connection refused\\n[b.example.com] acme: error: 400 :: urn:ietf:params:acme:error:connection :: 203.0.113.10: Fetching http://b.example.com/${token}: Timeout during connect (likely firewall problem)\\n" providerName=le.acme`;
    expect(loud(text)).toEqual(['1 http-refused a.example.com', '1 http-timeout b.example.com']);
    expect(attempts(text)).toEqual(['1-1 a.example.com,b.example.com failed http-refused@1']);
    expect(diagnose(text).findings[0]?.time).toBe('2026-11-22T03:30:09Z');
  });
});

describe('cert-manager', () => {
  it('follows one certificate through its request, order and challenge', () => {
    const row = (time: string, message: string, kind: string, name: string): string =>
      `E1122 07:00:${time}.860101       1 sync.go:210] cert-manager/orders "msg"="${message}" "resource_kind"="${kind}" "resource_name"="${name}" "resource_namespace"="prod" "resource_version"="v1"`;
    const refused = `error waiting for authorization: acme: authorization error for a.example.com: 400 urn:ietf:params:acme:error:connection: 203.0.113.10: Fetching http://a.example.com/${token}: Connection refused`;
    expect(
      attempts(
        [
          row('01', refused, 'Challenge', 'shop-tls-1-27548-31045'),
          row(
            '02',
            'error accepting: No TXT record found at _acme-challenge.b.example.com',
            'Challenge',
            'blog-tls-1-1-2',
          ),
          row('03', 'Failed to create Order', 'Order', 'shop-tls-1-27548'),
          row('04', 'The certificate has been successfully issued', 'Certificate', 'blog-tls'),
        ].join('\n'),
      ),
    ).toEqual([expect.stringMatching(/^1-3 .*failed http-refused@1$/), expect.stringMatching(/^2-4 .*succeeded$/)]);
  });
});

describe('acme.sh, dehydrated and acme-client', () => {
  it('acme.sh: each certificate is an attempt, with all its names', () => {
    expect(
      attempts(`
[Sun Nov 22 08:13:53 UTC 2026] Renewing using Le_API=https://acme-v02.api.letsencrypt.org/directory
[Sun Nov 22 08:13:53 UTC 2026] Multi domain='DNS:a.example.com,DNS:www.a.example.com'
[Sun Nov 22 08:13:54 UTC 2026] www.a.example.com: Invalid status. Verification error details: 203.0.113.10: Invalid response from http://www.a.example.com/${token}: 403
[Sun Nov 22 08:14:53 UTC 2026] Renewing using Le_API=https://acme-v02.api.letsencrypt.org/directory
[Sun Nov 22 08:14:53 UTC 2026] Single domain='b.example.com'
[Sun Nov 22 08:14:58 UTC 2026] Cert success.
[Sun Nov 22 08:15:00 UTC 2026] Skipping. Next renewal time is: 2026-12-20T07:15:02Z`),
    ).toEqual(['1-3 a.example.com,www.a.example.com failed http-403-token@3', '4-7 b.example.com succeeded']);
  });

  it('dehydrated: names come with the authorizations', () => {
    expect(
      attempts(`
# INFO: Using main config file /etc/dehydrated/config
Processing a.example.com
 + Signing domains...
 + Handling authorization for a.example.com
 + Handling authorization for b.example.com
 + Responding to challenge for b.example.com authorization...
ERROR: Challenge is invalid! (returned: invalid) (result: ["type"]	"http-01"
["error","detail"]	"203.0.113.30: Invalid response from http://b.example.com/${token}: 404"`),
    ).toEqual(['1-8 a.example.com,b.example.com failed http-404-token@8']);
  });
});

describe('a log whose newest line stands first', () => {
  it('is judged in the order of time: a success that stands above came later', () => {
    const text = `
2026-11-22 07:00:04,000:DEBUG:certbot._internal.display.obj:Notifying user: Successfully received certificate.
2026-11-22 07:00:02,000:DEBUG:certbot._internal.display.obj:Notifying user: Requesting a certificate for a.example.com
2026-11-21 07:00:05,300:ERROR:certbot._internal.log:Some challenges have failed.
2026-11-21 07:00:05,100:DEBUG:certbot._internal.display.obj:Notifying user: 
  Domain: a.example.com
  Detail: 203.0.113.10: Fetching http://a.example.com/${token}: Connection refused
2026-11-21 07:00:02,000:DEBUG:certbot._internal.display.obj:Notifying user: Requesting a certificate for a.example.com`;
    expect(attempts(text)).toEqual(['1-2 a.example.com succeeded', '3-7 a.example.com failed']);
    expect(diagnose(text).cause).toBeNull();
    expect(diagnose(text).findings.map(({ line }) => line)).toEqual([3, 6]);
  });
});

describe('a journal, whose own times have no year, around a tool’s that have one', () => {
  it('does not part the lines of one attempt', () => {
    expect(
      attempts(`
Nov 22 07:00:01 web lego[77]: 2026/11/22 07:00:01 [INFO] [a.example.com] acme: Obtaining bundled SAN certificate
Nov 22 07:00:09 web lego[77]: 2026/11/22 07:00:09 Could not obtain certificates:
Nov 22 07:00:09 web lego[77]:         error: one or more domains had a problem:
Nov 22 07:00:09 web lego[77]: [a.example.com] acme: error: 400 :: urn:ietf:params:acme:error:connection :: 203.0.113.10: Fetching http://a.example.com/${token}: Connection refused
Nov 22 07:00:09 web lego[77]: 2026/11/22 07:00:09 Could not obtain certificates:`),
    ).toEqual(['1-5 a.example.com failed http-refused@4']);
  });
});

describe('what was done about it', () => {
  it('a reload that worked ends what kept it from working', () => {
    expect(
      loud(`
nginx: [emerg] cannot load certificate "/etc/letsencrypt/live/a.example.com/fullchain.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)
nginx: configuration file /etc/nginx/nginx.conf test failed
nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful`),
    ).toEqual([]);
  });

  it('a certificate that is not due and yet expired where it is served was never loaded', () => {
    const { cause } = diagnose(`
Certificate not yet due for renewal
curl: (60) SSL certificate problem: certificate has expired`);
    expect(cause).toEqual({ problem: 'deploy-not-reloaded', line: 2 });
    expect(diagnose('curl: (60) SSL certificate problem: certificate has expired').cause?.problem).toBe('cert-expired');
  });
});

describe('an expired certificate that need not be the one that was issued', () => {
  it('stays what it is in the log of a proxy, which speaks to other servers too', () => {
    const { cause } = diagnose(`
{"level":"info","ts":1795335486.25,"logger":"tls.obtain","msg":"certificate obtained successfully","identifier":"a.example.com"}
{"level":"info","ts":1795335487.25,"logger":"tls.obtain","msg":"releasing lock","identifier":"a.example.com"}
curl: (60) SSL certificate problem: certificate has expired`);
    expect(cause?.problem).toBe('cert-expired');
  });

  it('nor in the log of its own client, where another name is said', () => {
    const { cause } = diagnose(`
Processing /etc/letsencrypt/renewal/a.example.com.conf
Certificate not yet due for renewal
curl: (60) SSL: no alternative certificate subject name matches target host name 'b.example.com'`);
    expect(cause?.problem).toBe('cert-hostname');
  });
});

describe('a console that wraps its lines', () => {
  it('is read as if it did not', () => {
    const { findings, cause } = diagnose(`
The CA was asked to look at a.example.com and this is what it said: No TXT
record found at _acme-challenge.a.example.com`);
    expect(cause?.problem).toBe('dns-txt-missing');
    expect(findings[0]).toMatchObject({ line: 1, column: 69, endLine: 2, endColumn: 46 });
  });

  it('also where the CA’s own words are wrapped without an indent', () => {
    expect(
      loud(`
  Domain: a.example.com
  Type:   unauthorized
  Detail: The CA looked for the record of a.example.com, and what it says is: No
TXT record found at _acme-challenge.a.example.com

Hint: The Certificate Authority failed to download the temporary challenge
files created by Certbot. Ensure that the listed domains serve their content.`),
    ).toEqual(['3 dns-txt-missing a.example.com']);
  });
});

describe('a wrapper that adds its own words', () => {
  it('is told as what follows from the cause that it holds', () => {
    expect(
      loud(
        String.raw`
time="2026-11-18T09:00:05Z" level=error msg="provider error" err="POST /issue returned 403 Forbidden: {\"type\":\"urn:ietf:params:acme:error:unauthorized\",\"detail\":\"203.0.113.9: Invalid response from http://a.example.com/.well-known/acme-challenge/x: 404\",\"status\":403}"`,
      ),
    ).toEqual(['1 http-404-token a.example.com']);
  });
});

describe('a failure without a shown cause', () => {
  it('says where to look next, by the tool that wrote the log', () => {
    const { findings } = diagnose(`
2026-11-22 07:00:01,000:DEBUG:certbot._internal.main:certbot version: 2.11.0
2026-11-22 07:00:05,300:ERROR:certbot._internal.log:Some challenges have failed.`);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ problem: 'unknown-cause', severity: 'warning', attempt: 0 });
    expect(findings[0]?.message).toContain('/var/log/letsencrypt/letsencrypt.log');
  });
});

describe('acme.sh that gives up without a word of why', () => {
  it('failed, and its cause is not shown', () => {
    expect(
      attempts(`
[Sun Nov 22 08:13:53 UTC 2026] Single domain='a.example.com'
[Sun Nov 22 08:14:20 UTC 2026] a.example.com: Timeout
[Sun Nov 22 08:14:20 UTC 2026] Please add '--debug' or '--log' to see more information.`),
    ).toEqual(['1-3 a.example.com failed unknown-cause@3']);
  });
});

describe('what is no attempt', () => {
  it('a server’s own log has findings and no attempts', () => {
    const text = `
2026/11/22 08:02:11 [emerg] 1#1: cannot load certificate "/etc/ssl/a.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)
2026/11/22 08:02:11 [notice] 1#1: signal process started`;
    expect(attempts(text)).toEqual([]);
    expect(diagnose(text).findings[0]).not.toHaveProperty('attempt');
    expect(diagnose(text).findings[0]?.time).toBe('2026-11-22T08:02:11');
  });
});
