import fc from 'fast-check';
import { checkSync } from 'recheck';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { noScope, Redactor, withoutSecrets } from '../../../src/core/report/redact.ts';
import { formsOf, leaksIn } from '../../../src/core/report/verify-redaction.ts';
import { plants } from './canaries.ts';

// What is drawn is drawn evenly, so that one in some thousands looks like a word: the same ones are tried each time.
const seed = 20_261_126;

const folder = path.join(import.meta.dirname, '../../../src/core/report');

describe('secrets', () => {
  it.each(plants.map((plant) => [plant.shape, plant] as const))('takes out: %s', (_, { secret, text }) => {
    fc.assert(
      fc.property(secret, (value) => {
        const out = withoutSecrets(text(value));
        for (const part of [value, ...value.split(' ').filter((word) => word.length >= 8)])
          for (const form of formsOf(part)) expect(out).not.toContain(form);
        expect(out).toContain('[removed]');
      }),
      { numRuns: 200, seed },
    );
  });

  it.each(plants.map((plant) => [plant.shape, plant] as const))(
    'takes out the short lines of a body: %s',
    (_, plant) => {
      fc.assert(
        fc.property(plant.secret, (value) => {
          const out = withoutSecrets(plant.text(value));
          for (const line of value.match(/.{1,64}/g) ?? []) if (line.length >= 6) expect(out).not.toContain(line);
        }),
        { numRuns: 20, seed },
      );
    },
  );

  it('keeps what a diagnosis needs, word for word', () => {
    for (const line of kept) expect(withoutSecrets(line)).toBe(line);
  });

  it.each([
    '\u001b[36mpassword\u001b[0m=hunter2',
    'pass\u001b[1mword=hunter2',
    'pass\u200bword=hunter2',
    'pass\u00adword: hunter2',
    'pass\u034fword=hunter2',
    'pass\u115fword=hunter2',
    'pass\u009b31mword=hunter2',
    'pass\u001b[38:2:255:0:0mword=hunter2',
    'password=hun\u200bter2',
  ])('are not hidden by colours and invisible characters: %j', (text) => {
    for (const out of [withoutSecrets(text), new Redactor(noScope).redact(text)])
      expect(out).toMatch(/^password(?:=|: )\[removed\]$/);
  });

  it('a line that begins with a bracket is no sequence', () => {
    expect(withoutSecrets('a\n[m] b\r\n[Sun] c')).toBe('a\n[m] b\n[Sun] c');
  });

  it('keeps the number of lines', () => {
    fc.assert(
      fc.property(mixture, (text) => {
        expect(withoutSecrets(text).split('\n')).toHaveLength(text.split('\n').length);
      }),
    );
  });
});

/** Lines whose every word is needed. */
const kept = [
  '  Detail: 203.0.113.10: Fetching http://example.com/.well-known/acme-challenge/Zs3k9Qf0TtB1aLw2Xy8Vn4Rm6Ph5Jd7Gc-eUoIiKkNM: Timeout during connect (likely firewall problem)',
  '  Detail: 203.0.113.10: Invalid response from http://www.example.com/.well-known/acme-challenge/Zs3k9Qf0TtB1aLw2Xy8Vn4Rm6Ph5Jd7Gc-eUoIiKkNM: 404',
  '  Detail: Incorrect TXT record "LHDhK3oGRvkiefQnx7OOczTY5Tic_xZ6HcMOc_gmtoM" found at _acme-challenge.example.com',
  'too many failed authorizations (5) for "example.com" in the last 1h0m0s, retry after 2026-11-22 08:15:02 UTC: see https://letsencrypt.org/docs/rate-limits/',
  'Error creating new order :: too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s, retry after 2026-11-23 01:02:03 UTC',
  '2026/11/22 07:15:02 [emerg] 1234#1234: cannot load certificate key "/etc/letsencrypt/live/www.example.com/privkey.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)',
  '2026/11/22 07:15:02 [error] 77#77: *12 open() "/var/www/html/.well-known/acme-challenge/abc" failed (2: No such file or directory), client: 203.0.113.7, server: example.com',
  'E1122 07:15:02.000000       1 controller.go:167] "re-queuing item due to error processing" err="secret \\"shop-tls\\" not found" logger="cert-manager.controller"',
  'nginx: [emerg] SSL_CTX_use_PrivateKey("/etc/ssl/private/example.com.key") failed (SSL: error:0A000074:SSL routines::key values mismatch)',
  'urn:ietf:params:acme:error:unauthorized :: The client lacks sufficient authorization',
  'ERR_CERT_COMMON_NAME_INVALID',
  "urllib3.exceptions.MaxRetryError: HTTPSConnectionPool(host='acme-v02.api.letsencrypt.org', port=443)",
  'sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
  'serial=03A1B2C3D4E5F60718293A4B5C6D7E8F9012',
  'pod cert-manager-6f5c8d9b7c-x2k4q restarted',
  'reuse_key = True',
  'key_type = ecdsa',
  'ssl_certificate_key /etc/letsencrypt/live/example.com/privkey.pem;',
  'dns_cloudflare_credentials = /root/.secrets/certbot/cloudflare.ini',
  'proxy_pass http://127.0.0.1:3000;',
  "Le_Webroot='/var/www/html'",
  '[Sun Nov 22 07:15:02 UTC 2026] example.com:Verify error:DNS problem: NXDOMAIN looking up A for example.com',
  'Certificate not yet due for renewal; no action taken.',
];

describe('made-up names', () => {
  const redactor = (): Redactor =>
    new Redactor({
      ...noScope,
      names: ['www.example.org', '*.shop.example.org'],
      addresses: ['203.0.113.10'],
      hosts: ['web-1'],
    });

  it('are the same for the same, and other ones for others', () => {
    const out = redactor().redact(
      'mail to bob@corp.example.de and eve@corp.example.de, then bob@corp.example.de\nfrom 198.51.100.7:4711 and [2001:db8::7] and 198.51.100.7',
    );
    expect(out).toBe('mail to user1@… and user2@…, then user1@…\nfrom ip-1:4711 and [ip-2] and ip-1');
  });

  it('keep the domain, those above it and what belongs to it', () => {
    const line =
      '_acme-challenge.www.example.org at 203.0.113.10 of example.org, shop.example.org, 127.0.0.1 and acme-v02.api.letsencrypt.org';
    expect(redactor().redact(line)).toBe(line);
  });

  it('stand for machines, homes, accounts and others’ domains', () => {
    expect(redactor().redact('Nov 22 07:15:02 db-7 certbot[12]: /home/alice/htdocs for intern.other.de on web-1')).toBe(
      'Nov 22 07:15:02 host-1 certbot[12]: /home/user1/htdocs for domain-1 on host-2',
    );
    expect(redactor().redact('https://acme-v02.api.letsencrypt.org/acme/order/123456/789 of /acme/acct/123456')).toBe(
      'https://acme-v02.api.letsencrypt.org/acme/order/acct-1/789 of /acme/acct/acct-1',
    );
  });

  it('do not stand for files, programs’ parts, times and versions', () => {
    for (const line of [
      '2026-11-22 07:15:02,123:DEBUG:acme.client:Sending GET to acme/directory with urllib3.connectionpool',
      'nginx/1.22.1 read /etc/nginx/nginx.conf, fullchain.pem, privkey.pem, acme.sh and letsencrypt.log.1',
      '/home/cloudpanel/logs/clpctl.log',
      'During secondary validation: 203.0.113.10: Connection refused :: see docs',
    ])
      expect(redactor().redact(line)).toBe(line);
  });
});

/** Lines of everything, whole and broken. */
const parts = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ maxLength: 80 }),
    fc.constantFrom(...kept),
    fc.oneof(...plants.map(({ secret, text }) => secret.map(text))),
    fc.constantFrom(
      '-----BEGIN PRIVATE KEY-----',
      '-----END PRIVATE KEY-----',
      '-----BEGIN ',
      '-----END ',
      'token=',
      'password="',
      '://@',
      '[removed]',
      'a@b.cd',
      '::',
      '1.2.3.4:5',
    ),
  ),
  { maxLength: 12 },
);
const mixture = parts.chain((texts) => fc.constantFrom('', '\n', ' ', '"', '\\n').map((glue) => texts.join(glue)));

describe('for whatever text', () => {
  it('what was redacted is redacted to itself', () => {
    fc.assert(
      fc.property(mixture, (text) => {
        const once = withoutSecrets(text);
        expect(withoutSecrets(once)).toBe(once);
        const redactor = new Redactor(noScope);
        const named = redactor.redact(text);
        expect(redactor.redact(named)).toBe(named);
      }),
      { numRuns: 2_000 },
    );
  });

  it('the second look is certain of nothing in it', () => {
    fc.assert(
      fc.property(mixture, (text) => {
        // Words that were run together may look as if they were drawn: stopped where nothing leaves is the safe side.
        const certain = leaksIn(withoutSecrets(text)).filter(({ why }) => why !== 'looks-like-a-secret');
        expect(certain).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('the second look stops at nothing where words stand apart', () => {
    fc.assert(
      fc.property(parts, (texts) => {
        expect(leaksIn(withoutSecrets(texts.join('\n')))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('the work grows with the text only', () => {
    // Each of these would take hours where a beginning is looked for from each of its places anew.
    const units = [
      'a',
      '=',
      '@',
      ':',
      '://',
      '/',
      '"',
      "'",
      '\\"',
      'aa:',
      '-----BEGIN ',
      'token=',
      'password ',
      '%41',
      '.',
      'a.',
      '1.',
      '[removed]',
      '-u a:',
      ' ',
      '/home/',
      '/acct/',
    ];
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(65_536 / unit.length));
      expect(new Redactor(noScope).redact(text).length).toBeGreaterThan(0);
      expect(withoutSecrets(`${unit}\n`.repeat(10_000)).split('\n')).toHaveLength(10_001);
    }
  });

  it('no regular expression takes more than linear time', () => {
    const found: string[] = [];
    for (const file of readdirSync(folder)) {
      const tree = ts.createSourceFile(
        file,
        readFileSync(path.join(folder, file), 'utf8'),
        ts.ScriptTarget.Latest,
        true,
      );
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
        ts.forEachChild(node, visit);
      };
      visit(tree);
    }
    expect(found.length).toBeGreaterThan(10);
    for (const text of new Set(found)) {
      const end = text.lastIndexOf('/');
      const { status } = checkSync(text.slice(1, end), text.slice(end + 1));
      expect([text, status]).toEqual([text, 'safe']);
    }
    // Proving takes a while on a machine that does other things, too.
  }, 120_000);
});

describe('the second look', () => {
  it.each(plants.map((plant) => [plant.shape, plant] as const))('finds: %s', (_, { secret, text }) => {
    fc.assert(
      fc.property(secret, (value) => {
        expect(leaksIn(text(value))).not.toEqual([]);
        expect(leaksIn(`# Report\n\n${value.slice(0, 64)}`, [], [value.slice(0, 64)])[0]).toEqual({
          line: 3,
          why: 'known-secret',
        });
      }),
      { numRuns: 20, seed },
    );
  });

  it('finds known secrets in other forms', () => {
    const secret = 'hunter-22 & more';
    for (const form of formsOf(secret))
      expect(leaksIn(`x ${form}`, [], [secret])).toEqual([{ line: 1, why: 'known-secret' }]);
  });

  it('lets pass what is public', () => {
    const fingerprint = 'a3'.repeat(16) + '7f'.repeat(16);
    expect(leaksIn(fingerprint)).toHaveLength(1);
    expect(leaksIn(fingerprint, [fingerprint])).toEqual([]);
    expect(leaksIn(kept.join('\n'))).toEqual([]);
  });
});

it('leaves the folders that programs make for a while: what leads to a file must open', () => {
  for (const folder of ['cert-doctor-world-a8Xk2Z', 'cert-doctor-world-RRwRhS', 'pip-build-env-9d3kQ1x2']) {
    const line = `2026-11-26T07:00:00Z /tmp/${folder}/letsencrypt/letsencrypt.log:12 says so`;
    expect(withoutSecrets(line)).toBe(line);
  }
});
