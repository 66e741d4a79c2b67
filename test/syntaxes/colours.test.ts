import { beforeAll, describe, expect, it } from 'vitest';
import { loadTokenizer, type ScopeName, type Tokenizer } from './grammar-registry.ts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await loadTokenizer();
});

/** The kind of scope that themes colour: its first two parts. */
const kinds = {
  time: 'comment.line',
  quiet: 'comment.line',
  error: 'invalid.level',
  warning: 'keyword.other',
  info: 'support.constant',
  failure: 'invalid.outcome',
  success: 'markup.inserted',
  name: 'variable.other',
  address: 'constant.numeric',
  url: 'markup.underline',
  type: 'entity.name',
  key: 'meta.property-name',
  path: 'string.unquoted',
  method: 'keyword.other',
} as const;

type Expectation = readonly [text: string, kind: keyof typeof kinds];

function expectColours(scopeName: ScopeName, line: string, expected: readonly Expectation[]): void {
  const pieces = tokenizer
    .tokenize(scopeName, line)
    .filter(({ scopes }) => scopes.length > 0)
    .map(({ text, scopes }) => [text, scopes[0]?.split('.').slice(0, 2).join('.')]);
  expect(pieces).toEqual(expected.map(([text, kind]) => [text, kinds[kind]]));
}

describe('an ACME client log', () => {
  const lines: readonly (readonly [client: string, line: string, expected: readonly Expectation[]])[] = [
    [
      'certbot, debug',
      '2026-11-22 07:46:21,736:DEBUG:certbot._internal.log:Exiting abnormally:',
      [
        ['2026-11-22 07:46:21,736', 'time'],
        ['DEBUG', 'quiet'],
        ['certbot._internal.log', 'quiet'],
        ['Exiting abnormally', 'failure'],
      ],
    ],
    [
      'certbot, information',
      '2026-11-22 07:46:21,733:INFO:certbot._internal.auth_handler:Challenge failed for domain closed.example.com',
      [
        ['2026-11-22 07:46:21,733', 'time'],
        ['INFO', 'info'],
        ['certbot._internal.auth_handler', 'quiet'],
        ['Challenge failed', 'failure'],
        ['closed.example.com', 'name'],
      ],
    ],
    [
      'certbot, error',
      '2026-11-22 07:46:21,736:ERROR:certbot._internal.log:Some challenges have failed.',
      [
        ['2026-11-22 07:46:21,736', 'time'],
        ['ERROR', 'error'],
        ['certbot._internal.log', 'quiet'],
        ['Some challenges have failed', 'failure'],
      ],
    ],
    [
      "certbot's block up to 5.2",
      '  Domain: closed.example.com',
      [
        ['Domain', 'key'],
        ['closed.example.com', 'name'],
      ],
    ],
    [
      "certbot's block since 5.3",
      '  Identifier: closed.example.com',
      [
        ['Identifier', 'key'],
        ['closed.example.com', 'name'],
      ],
    ],
    [
      "certbot's problem type",
      '  Type:   connection',
      [
        ['Type', 'key'],
        ['connection', 'type'],
      ],
    ],
    [
      "certbot's detail over IPv4",
      '  Detail: 203.0.113.20: Fetching http://closed.example.com/.well-known/acme-challenge/n-zgQFriE2PuhNn4Bdlvo7B_2yo-QKtNFaEyTFoZgPg: Connection refused',
      [
        ['Detail', 'key'],
        ['203.0.113.20', 'address'],
        ['http://closed.example.com/.well-known/acme-challenge/n-zgQFriE2PuhNn4Bdlvo7B_2yo-QKtNFaEyTFoZgPg', 'url'],
        ['Connection refused', 'failure'],
      ],
    ],
    [
      "certbot's detail over IPv6, with a port",
      '  Detail: 2001:db8::7: Fetching https://v6.example.com:443/x: Timeout during connect (likely firewall problem)',
      [
        ['Detail', 'key'],
        ['2001:db8::7', 'address'],
        ['https://v6.example.com:443/x', 'url'],
        ['Timeout during connect', 'failure'],
      ],
    ],
    [
      'a traceback, all of it quiet',
      '  File "/usr/lib/python3/dist-packages/certbot/main.py", line 19, in main',
      [['  File "/usr/lib/python3/dist-packages/certbot/main.py", line 19, in main', 'quiet']],
    ],
    [
      'a Python class, which is no name',
      'certbot.errors.AuthorizationError: Some challenges have failed.',
      [['Some challenges have failed', 'failure']],
    ],
    [
      'certbot, success',
      '  /etc/letsencrypt/live/plugin.example.com/fullchain.pem (success)',
      [['(success)', 'success']],
    ],
    [
      'acme.sh',
      "[Sun Nov 22 08:13:53 UTC 2026] Single domain='blog.example.com'",
      [
        ['[Sun Nov 22 08:13:53 UTC 2026]', 'time'],
        ['blog.example.com', 'name'],
      ],
    ],
    [
      'acme.sh in Chinese',
      '[2021年 9月20日 星期一 03时46分35秒 CST] www.example.com: Invalid status. Verification error details: 203.0.113.9: Connection refused',
      [
        ['[2021年 9月20日 星期一 03时46分35秒 CST]', 'time'],
        ['www.example.com', 'name'],
        ['Invalid status', 'failure'],
        ['Verification error', 'failure'],
        ['203.0.113.9', 'address'],
        ['Connection refused', 'failure'],
      ],
    ],
    [
      'acme.sh, success',
      '[Sun Nov 22 08:13:56 UTC 2026] Success',
      [
        ['[Sun Nov 22 08:13:56 UTC 2026]', 'time'],
        ['Success', 'success'],
      ],
    ],
    [
      'lego',
      '2026/11/22 08:11:45 [INFO] [wrongip.example.com] acme: use http-01 solver',
      [
        ['2026/11/22 08:11:45', 'time'],
        ['[INFO]', 'info'],
        ['wrongip.example.com', 'name'],
      ],
    ],
    [
      'lego, the problem',
      '[wrongip.example.com] acme: error: 403 :: urn:ietf:params:acme:error:unauthorized :: 203.0.113.30: Invalid response from http://wrongip.example.com/x: 404',
      [
        ['wrongip.example.com', 'name'],
        ['urn:ietf:params:acme:error:unauthorized', 'type'],
        ['203.0.113.30', 'address'],
        ['Invalid response from', 'failure'],
        ['http://wrongip.example.com/x', 'url'],
      ],
    ],
    [
      'Traefik',
      'time="2024-07-01T17:41:55Z" level=error msg="Unable to obtain ACME certificate"',
      [
        ['time="2024-07-01T17:41:55Z"', 'time'],
        ['level=error', 'error'],
        ['Unable to obtain', 'failure'],
      ],
    ],
    [
      'Traefik 3 on a console',
      '2025-12-16T04:06:35Z ERR Cannot retrieve the ACME challenge for git.example.net (token "x") providerName=acme',
      [
        ['2025-12-16T04:06:35Z', 'time'],
        ['ERR', 'error'],
        ['git.example.net', 'name'],
      ],
    ],
    [
      'Caddy',
      '{"level":"error","ts":1795335550.9968193,"logger":"http.acme_client","msg":"challenge failed","identifier":"drop.example.com","problem_type":"urn:ietf:params:acme:error:connection"}',
      [
        ['"level"', 'key'],
        ['error', 'error'],
        ['"ts"', 'key'],
        ['1795335550.9968193', 'time'],
        ['"logger"', 'key'],
        ['"msg"', 'key'],
        ['challenge failed', 'failure'],
        ['"identifier"', 'key'],
        ['drop.example.com', 'name'],
        ['"problem_type"', 'key'],
        ['urn:ietf:params:acme:error:connection', 'type'],
      ],
    ],
    [
      'Caddy, a list of names',
      '{"level":"info","msg":"enabling automatic TLS certificate management","domains":["a.example.com","b.example.com"]}',
      [
        ['"level"', 'key'],
        ['info', 'info'],
        ['"msg"', 'key'],
        ['"domains"', 'key'],
        ['a.example.com', 'name'],
        ['b.example.com', 'name'],
      ],
    ],
    [
      'cert-manager',
      'E0908 07:06:30.343494       1 sync.go:190] cert-manager/challenges "msg"="propagation check failed" "error"="failed to perform self check"',
      [
        ['E', 'error'],
        ['0908 07:06:30.343494', 'time'],
        ['1', 'quiet'],
        ['sync.go:190', 'quiet'],
        ['"msg"', 'key'],
        ['"error"', 'key'],
      ],
    ],
    ['dehydrated', ' + Challenge validation has failed :(', [['Challenge validation has failed', 'failure']]],
    [
      'dehydrated, error',
      'ERROR: Challenge is invalid! (returned: invalid)',
      [
        ['ERROR:', 'failure'],
        ['Challenge is invalid', 'failure'],
      ],
    ],
    ['dehydrated, success', ' + Challenge is valid!', [['Challenge is valid', 'success']]],
    [
      'CloudPanel',
      '- www.example.org: Domain could not be validated, error message: error type: urn:ietf:params:acme:error:connection, error detail: 203.0.113.45: Network is unreachable',
      [
        ['www.example.org', 'name'],
        ['could not be validated', 'failure'],
        ['urn:ietf:params:acme:error:connection', 'type'],
        ['203.0.113.45', 'address'],
        ['Network is unreachable', 'failure'],
      ],
    ],
    [
      "VS Code's output channel",
      '2026-11-25 10:11:12.123 [warning] www.example.com: nothing answers at 203.0.113.20',
      [
        ['2026-11-25 10:11:12.123', 'time'],
        ['[warning]', 'warning'],
        ['www.example.com', 'name'],
        ['203.0.113.20', 'address'],
      ],
    ],
  ];

  it.each(lines)('colours %s', (_client, line, expected) => {
    expectColours('text.log.acme', line, expected);
  });

  it.each([
    'Connection refused',
    'connection refused',
    'Timeout during connect',
    'NXDOMAIN looking up',
    'SERVFAIL looking up',
    'Invalid response from',
    'no valid A records found',
  ])('shows %s as a failure', (words) => {
    expectColours('text.log.acme', `  Detail: DNS problem: ${words} (see above)`, [
      ['Detail', 'key'],
      [words, 'failure'],
    ]);
  });

  it('colours every key of a JSON reply the same way', () => {
    for (const key of ['detail', 'validationRecord', 'token', 'addressesResolved', 'x-1.y']) {
      expectColours('text.log.acme', `            "${key}": "x"`, [[`"${key}"`, 'key']]);
    }
  });

  it('stays quiet where nothing is said', () => {
    expectColours('text.log.acme', '    self._poll_authorizations(authzrs, max_retries, best_effort)', []);
    expectColours('text.log.acme', 'Removing /var/www/html/.well-known/acme-challenge/n-zgQFriE2PuhNn4Bdlvo7B', []);
  });
});

describe('an nginx error log', () => {
  const lines: readonly (readonly [what: string, line: string, expected: readonly Expectation[]])[] = [
    [
      'a missing token, with who asked and for what',
      '2026/11/22 08:00:05 [error] 4029#4029: *1 open() "/var/www/html/.well-known/acme-challenge/tok3n" failed (2: No such file or directory), client: 203.0.113.60, server: www.example.com, request: "GET /.well-known/acme-challenge/tok3n HTTP/1.1", host: "www.example.com"',
      [
        ['2026/11/22 08:00:05', 'time'],
        ['error', 'error'],
        ['4029#4029: *1', 'quiet'],
        ['/var/www/html/.well-known/acme-challenge/tok3n', 'path'],
        ['(2: No such file or directory)', 'failure'],
        ['client', 'key'],
        ['203.0.113.60', 'address'],
        ['server', 'key'],
        ['www.example.com', 'name'],
        ['request', 'key'],
        ['GET', 'method'],
        ['/.well-known/acme-challenge/tok3n', 'path'],
        ['host', 'key'],
        ['www.example.com', 'name'],
      ],
    ],
    [
      'an upstream',
      '2026/11/22 08:00:05 [error] 4029#4029: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 2001:db8::60, server: , request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:3999/", host: "203.0.113.60"',
      [
        ['2026/11/22 08:00:05', 'time'],
        ['error', 'error'],
        ['4029#4029: *1', 'quiet'],
        ['(111: Connection refused)', 'failure'],
        ['client', 'key'],
        ['2001:db8::60', 'address'],
        ['server', 'key'],
        ['request', 'key'],
        ['GET', 'method'],
        ['/', 'path'],
        ['upstream', 'key'],
        ['http://127.0.0.1:3999/', 'url'],
        ['host', 'key'],
        ['203.0.113.60', 'name'],
      ],
    ],
    [
      'a notice',
      '2026/11/22 08:00:05 [notice] 4028#4028: start worker process 4029',
      [
        ['2026/11/22 08:00:05', 'time'],
        ['notice', 'info'],
        ['4028#4028:', 'quiet'],
      ],
    ],
    [
      'the configuration test, with file and line',
      'nginx: [emerg] unknown directive "lisen" in /etc/nginx/sites-enabled/example.com:3',
      [
        ['emerg', 'error'],
        ['unknown directive', 'failure'],
        ['/etc/nginx/sites-enabled/example.com', 'path'],
        ['3', 'address'],
      ],
    ],
    [
      'a test that passes',
      'nginx: configuration file /etc/nginx/nginx.conf test is successful',
      [['test is successful', 'success']],
    ],
    [
      'a test that fails',
      'nginx: configuration file /etc/nginx/nginx.conf test failed',
      [['configuration file /etc/nginx/nginx.conf test failed', 'failure']],
    ],
  ];

  it.each(lines)('colours %s', (_what, line, expected) => {
    expectColours('text.log.nginx-error', line, expected);
  });
});

describe('an nginx access log', () => {
  it('shows the CA at the challenge path and the status as a warning', () => {
    expectColours(
      'text.log.nginx-access',
      '203.0.113.10 - - [22/Nov/2026:07:48:19 +0000] "GET /.well-known/acme-challenge/BezyQQWC HTTP/1.1" 403 125 "-" "Mozilla/5.0 (compatible; Let\'s Encrypt validation server; +https://www.letsencrypt.org)"',
      [
        ['203.0.113.10', 'address'],
        ['- -', 'quiet'],
        ['[22/Nov/2026:07:48:19 +0000]', 'time'],
        ['GET', 'method'],
        ['/.well-known/acme-challenge/BezyQQWC', 'type'],
        ['403', 'warning'],
        ['125', 'quiet'],
        ["Mozilla/5.0 (compatible; Let's Encrypt validation server; +https://www.letsencrypt.org)", 'type'],
      ],
    );
  });

  it.each([
    ['200', 'success'],
    ['301', 'success'],
    ['404', 'warning'],
    ['502', 'failure'],
  ] as const)('shows status %s as %s', (status, kind) => {
    expectColours(
      'text.log.nginx-access',
      `2001:db8::1 - - [22/Nov/2026:08:26:05 +0000] "GET / HTTP/1.1" ${status} 87 "-" "curl/8.0"`,
      [
        ['2001:db8::1', 'address'],
        ['- -', 'quiet'],
        ['[22/Nov/2026:08:26:05 +0000]', 'time'],
        ['GET', 'method'],
        ['/', 'path'],
        [status, kind],
        ['87', 'quiet'],
      ],
    );
  });

  it('does not take a number inside a quoted field for the status', () => {
    const line = '203.0.113.10 - - [22/Nov/2026:07:48:19 +0000] "GET / HTTP/1.1" 200 1 "-" "x 500 12"';
    const failures = tokenizer
      .tokenize('text.log.nginx-access', line)
      .filter(({ scopes }) => scopes.join().includes('invalid'));
    expect(failures).toEqual([]);
  });
});
