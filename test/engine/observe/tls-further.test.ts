import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSecureContext, type TlsOptions } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TlsObservation } from '../../../src/core/certificate/handshake.ts';
import { RootStores } from '../../../src/engine/observe/root-stores.ts';
import { createTlsProber } from '../../../src/engine/observe/tls-probe.ts';
import { authority, der, oids, sequence, server, type Made } from '../certificate-builder.ts';
import { checkIn, foundOf, http, https, listen, rootFile, sentenceOf } from './small-world.ts';

const name = 'www.example.test';
const root = authority({ subject: 'Test Root' });
const intermediate = authority({ subject: 'Test Intermediate', by: root });

const pem = (key: Made['privateKey']): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const serving = (leaf: Made, ...others: readonly Made[]): TlsOptions => ({
  key: pem(leaf.privateKey),
  cert: [leaf, ...others].map((one) => one.pem).join('\n'),
});
const leafOf = (by: Made, said: Partial<Parameters<typeof server>[0]> = {}): Made =>
  server({ subject: name, names: [name], by, ...said });
const access = (method: string, url: string): Buffer => sequence(der(0x06, Buffer.from(method, 'hex')), der(0x86, url));
const issuedAt = (url: string) => ({
  oid: oids.authorityInfoAccess,
  value: sequence(access('2b06010505073002', url)),
});
const mustStaple = [
  { oid: oids.tlsFeature, value: sequence(der(0x02, Buffer.from([5]))) },
  { oid: oids.authorityInfoAccess, value: sequence(access('2b06010505073001', 'http://ocsp.example.test/')) },
];

/** OpenSSL's own answer about a certificate. */
function ocspResponse(leaf: Made, by: Made, status: 'V' | 'R', days = 1): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'ocsp-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (of: string): string => path.join(folder, of);
  const { serialNumber } = new X509Certificate(leaf.der);
  writeFileSync(file('ca.pem'), by.pem);
  writeFileSync(file('ca.key'), pem(by.privateKey));
  writeFileSync(file('leaf.pem'), leaf.pem);
  writeFileSync(
    file('index.txt'),
    `${status}\t350101000000Z\t${status === 'R' ? '261101000000Z,keyCompromise' : ''}\t${serialNumber}\tunknown\t/CN=x\n`,
  );
  const ca = ['-CA', file('ca.pem'), '-rsigner', file('ca.pem'), '-rkey', file('ca.key'), '-issuer', file('ca.pem')];
  execFileSync(
    'openssl',
    [
      'ocsp',
      '-index',
      file('index.txt'),
      ...ca,
      '-cert',
      file('leaf.pem'),
      '-ndays',
      String(days),
      '-noverify',
      '-respout',
      file('answer.der'),
    ],
    { stdio: 'pipe' },
  );
  return execFileSync('cat', [file('answer.der')]);
}

async function stapling(options: TlsOptions, answer: Buffer | null): Promise<number> {
  const one = https(options);
  one.on(
    'OCSPRequest',
    (_certificate: Buffer, _issuer: Buffer, callback: (error: Error | null, response: Buffer) => void) => {
      callback(null, answer ?? Buffer.alloc(0));
    },
  );
  return listen(one);
}

describe('a stapled OCSP answer', () => {
  const checkStaple = async (leaf: Made, answer: Buffer | null) =>
    checkIn({
      httpsPort: await stapling(serving(leaf, intermediate), answer),
      roots: [root.pem],
      intent: { method: 'dns-01' },
    });

  it('that says the certificate is good leaves nothing to say', async () => {
    const leaf = leafOf(intermediate, { extensions: mustStaple });
    const report = await checkStaple(leaf, ocspResponse(leaf, intermediate, 'V'));
    expect(report.observations.tls[0]?.outcome).toMatchObject({ staple: { kind: 'answer', status: 'good' } });
    expect(foundOf(report, 'cert-must-staple', 'chain-revoked')).toEqual([]);
  });

  it('that says it is revoked is told with the day', async () => {
    const leaf = leafOf(intermediate);
    const report = await checkStaple(leaf, ocspResponse(leaf, intermediate, 'R'));
    expect(foundOf(report, 'chain-revoked')).toEqual(['chain-revoked']);
    expect(sentenceOf(report, 'chain-revoked')).toContain(
      'the CA has revoked the certificate at 127.0.0.1 (on 2026-11-01',
    );
  });

  it('is missed only where the certificate demands one', async () => {
    expect(foundOf(await checkStaple(leafOf(intermediate), null), 'cert-must-staple')).toEqual([]);
    const report = await checkStaple(leafOf(intermediate, { extensions: mustStaple }), null);
    expect(sentenceOf(report, 'cert-must-staple')).toContain('and the server at 127.0.0.1 sends none');
  });

  it.each<[what: string, answer: (leaf: Made) => Buffer]>([
    ['is about another certificate', () => ocspResponse(leafOf(intermediate), intermediate, 'V')],
    ['is cut', (leaf) => ocspResponse(leaf, intermediate, 'V').subarray(0, 100)],
    ['is a refusal', () => sequence(der(0x0a, Buffer.from([6])))],
    ['is noise', () => Buffer.alloc(10_000, 0x30)],
  ])('that %s is none', async (_what, answer) => {
    const leaf = leafOf(intermediate, { extensions: mustStaple });
    const report = await checkStaple(leaf, answer(leaf));
    expect(foundOf(report, 'cert-must-staple', 'chain-revoked')).toEqual(['cert-must-staple']);
  });
});

describe('an intermediate that is not sent', () => {
  /** A server whose chain misses what lies at /ca.der of the HTTP server. */
  async function checkMissing(
    place: (port: number) => string,
    lies: (path: string) => Buffer | null,
    by = intermediate,
    above: Partial<Parameters<typeof authority>[0]> = {},
  ) {
    const asked: string[] = [];
    const httpPort = await listen(
      http(({ url = '' }, response) => {
        asked.push(url);
        const body = lies(url);
        if (body === null) response.writeHead(404).end();
        else response.end(body);
      }),
    );
    const issuer =
      Object.keys(above).length === 0 ? by : authority({ subject: 'Test Intermediate', by: root, ...above });
    const leaf = leafOf(issuer, { extensions: [issuedAt(place(httpPort))] });
    const httpsPort = await listen(https(serving(leaf)));
    const report = await checkIn({
      ...{ httpPort, httpsPort, roots: [root.pem] },
      intent: { method: 'dns-01' },
      others: { 'ca.example.test': ['127.0.0.1'], 'inside.example.test': ['10.0.0.1'] },
    });
    return { report, asked: asked.filter((url) => url.endsWith('.der')) };
  }

  it('is fetched from where the certificate says that it lies, and named', async () => {
    const { report, asked } = await checkMissing(
      () => 'http://ca.example.test/ca.der',
      (url) => (url === '/ca.der' ? intermediate.der : null),
    );
    expect(asked).toEqual(['/ca.der']);
    expect(report.ssl).toBe('incomplete-chain');
    expect(sentenceOf(report, 'chain-incomplete')).toContain(
      'does not send the intermediate certificate CN=Test Intermediate',
    );
  });

  it('of which there are two are both named', async () => {
    const upper = authority({ subject: 'Upper', by: root });
    const lower = authority({
      subject: 'Lower',
      by: upper,
      extensions: [issuedAt('http://ca.example.test/upper.der')],
    });
    const { report, asked } = await checkMissing(
      () => 'http://ca.example.test/lower.der',
      (url) => (url === '/lower.der' ? lower.der : upper.der),
      lower,
    );
    expect(asked).toEqual(['/lower.der', '/upper.der']);
    expect(sentenceOf(report, 'chain-incomplete')).toContain('the intermediate certificates CN=Lower and CN=Upper');
  });

  it('leads to a CA that nobody knows: then no intermediate helps', async () => {
    const strangerRoot = authority({ subject: 'Stranger Root' });
    const stranger = authority({
      subject: 'Stranger',
      by: strangerRoot,
      extensions: [issuedAt('http://ca.example.test/root.der')],
    });
    const { report } = await checkMissing(
      () => 'http://ca.example.test/ca.der',
      (url) => (url === '/ca.der' ? stranger.der : strangerRoot.der),
      stranger,
    );
    expect(report.ssl).toBe('untrusted');
    expect(foundOf(report, 'self-signed', 'chain-incomplete')).toEqual(['self-signed']);
    expect(sentenceOf(report, 'self-signed')).toContain('leads to CN=Stranger Root, which no trusted CA stands behind');
  });

  it.each<[what: string, place: (port: number) => string, trouble: string]>([
    ['in a private network', () => 'http://inside.example.test/ca.der', 'which is not asked'],
    ['at an address of the cloud', () => 'http://169.254.169.254/ca.der', 'which is not asked'],
    ['on another port', () => 'http://127.0.0.1:22/ca.der', 'only port 80 is asked'],
    ['at a name without an address', () => 'http://nowhere.example.test/ca.der', 'has no address'],
    ['where nothing is', () => 'http://ca.example.test/nothing.der', 'status 404'],
  ])('is not looked for %s', async (_what, place, trouble) => {
    const { report } = await checkMissing(place, () => null);
    const outcome = report.observations.tls[0]?.outcome;
    const asked = outcome?.kind === 'handshake' ? outcome.fetchedIssuers?.asked : undefined;
    expect(asked).toMatchObject([{ trouble: expect.stringContaining(trouble) as string }]);
    expect(foundOf(report, 'chain-incomplete')).toEqual(['chain-incomplete']);
  });

  it.each<[what: string, lies: Buffer]>([
    ['another certificate', leafOf(root).der],
    ['noise', Buffer.alloc(300_000, 7)],
    ['a page', Buffer.from('<html>moved</html>')],
  ])('is not taken from %s', async (_what, lies) => {
    const { report } = await checkMissing(
      () => 'http://ca.example.test/ca.der',
      () => lies,
    );
    const outcome = report.observations.tls[0]?.outcome;
    expect(outcome).toMatchObject({ fetchedIssuers: { certificates: [] } });
    expect(report.ssl).toBe('incomplete-chain');
  });

  it('is never looked for at ldap, file or https places', async () => {
    for (const url of ['ldap://ca.example.test/cn', 'file:///etc/passwd', 'https://ca.example.test/ca.der']) {
      const { report } = await checkMissing(
        () => url,
        () => intermediate.der,
      );
      expect(report.observations.tls[0]?.outcome).not.toHaveProperty('fetchedIssuers');
    }
  });
});

describe('stores of roots', () => {
  const probe = async (system: readonly string[], files: readonly string[]): Promise<TlsObservation> => {
    const stores = new RootStores(() => system);
    const port = await listen(https(serving(leafOf(intermediate), intermediate)));
    const known = await stores.open(files);
    return createTlsProber(known, true, { system: () => stores.system() })(
      { address: '127.0.0.1', port, serverName: name },
      { signal: new AbortController().signal, deadlineMs: 10_000 },
    );
  };

  it('each say by name whether they trust', async () => {
    const file = rootFile(root.pem);
    expect((await probe([], [file])).outcome).toMatchObject({
      path: { kind: 'trusted', store: file },
      stores: [
        { store: 'mozilla', trusted: false },
        { store: file, trusted: true },
      ],
    });
  });

  it('of this machine are asked where no other trusts, and told apart', async () => {
    expect((await probe([root.pem, 'no certificate'], [])).outcome).toMatchObject({
      path: { kind: 'trusted', store: 'system' },
      stores: [
        { store: 'mozilla', trusted: false },
        { store: 'system', trusted: true },
      ],
    });
    expect((await probe([intermediate.pem.replaceAll('A', 'B')], [])).outcome).toMatchObject({
      path: { kind: 'untrusted' },
      stores: [{ store: 'mozilla', trusted: false }],
    });
  });
});

describe('further handshakes', () => {
  it('tell the certificate that is shown to everybody from one that was set up for the name', async () => {
    const other = leafOf(root, { subject: 'other.example.test', names: ['other.example.test'] });
    const report = await checkIn({
      httpsPort: await listen(https(serving(other))),
      roots: [root.pem],
      intent: { method: 'dns-01' },
    });
    expect(report.observations.variedTls?.map(({ variation }) => variation)).toEqual([
      { kind: 'sni', sent: null },
      { kind: 'sni', sent: 'cert-doctor.invalid' },
    ]);
    expect(sentenceOf(report, 'cert-hostname')).toContain('it is shown for every name, so none is set up for this one');
  });

  it('do not call a wrong certificate a default one where other names get another', async () => {
    const wrong = serving(leafOf(root, { subject: 'old.example.test', names: ['old.example.test'] }));
    const tls = https({
      ...serving(leafOf(root, { subject: 'default', names: ['default.example.test'] })),
      SNICallback: (asked, done) => {
        done(null, asked === name ? createSecureContext(wrong) : undefined);
      },
    });
    const report = await checkIn({ httpsPort: await listen(tls), roots: [root.pem], intent: { method: 'dns-01' } });
    expect(foundOf(report, 'cert-hostname')).toEqual(['cert-hostname']);
    expect(sentenceOf(report, 'cert-hostname')).not.toContain('every name');
  });

  it('are not made where the first one leaves no question', async () => {
    const httpsPort = await listen(https(serving(leafOf(root))));
    const report = await checkIn({ httpsPort, roots: [root.pem], intent: { method: 'dns-01' } });
    expect(report.observations.variedTls).toEqual([]);
  });

  it('show a server that refuses the name and would serve without it', async () => {
    const tls = https({
      ...serving(leafOf(root)),
      SNICallback: (asked, done) => {
        if (asked === name) done(new Error('not here'));
        else done(null, undefined);
      },
    });
    const report = await checkIn({ httpsPort: await listen(tls), roots: [root.pem], intent: { method: 'dns-01' } });
    expect(report.observations.variedTls?.map(({ variation, outcome }) => [variation.kind, outcome.kind])).toEqual([
      ['version', 'failed'],
      ['version', 'failed'],
      ['sni', 'handshake'],
    ]);
  });

  it('show a box in between that breaks off whatever offers TLS 1.3', async () => {
    const behind = https({ ...serving(leafOf(root)), maxVersion: 'TLSv1.2' });
    const inside = await listen(behind);
    const { connect } = await import('node:net');
    const box = createTcpServer((client) => {
      client.once('data', (hello: Buffer) => {
        // supported_versions (RFC 8446 §4.2.1) with TLS 1.3 in it.
        if (hello.includes(Buffer.from('0304', 'hex')) && hello.includes(Buffer.from('002b', 'hex'))) {
          client.resetAndDestroy();
          return;
        }
        const server = connect(inside, '127.0.0.1');
        server.on('error', () => undefined);
        server.write(hello);
        client.pipe(server).pipe(client);
      });
    });
    const report = await checkIn({ httpsPort: await listen(box), roots: [root.pem], intent: { method: 'dns-01' } });
    expect(sentenceOf(report, 'nginx-ssl-protocol')).toContain(
      'breaks the TLS handshake off where all versions are offered, and takes TLS 1.2 alone',
    );
  });

  it('TLS before 1.2 is an error, for browsers refuse it', async () => {
    const old = https({
      ...serving(leafOf(root)),
      ...{ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' },
    });
    const report = await checkIn({ httpsPort: await listen(old), roots: [root.pem], intent: { method: 'dns-01' } });
    expect(foundOf(report, 'nginx-ssl-protocol')).toEqual(['nginx-ssl-protocol']);
    expect(sentenceOf(report, 'nginx-ssl-protocol')).toContain('speaks no newer version than TLS 1.1');
  });
});

describe('tls-alpn-01', () => {
  const checkAlpn = async (options: TlsOptions, roots = [root.pem]) =>
    checkIn({ httpsPort: await listen(https(options)), roots, intent: { method: 'tls-alpn-01' } });

  it('is possible where the server chooses acme-tls/1', async () => {
    const report = await checkAlpn({ ...serving(leafOf(root)), ALPNProtocols: ['acme-tls/1', 'http/1.1'] });
    expect(report.observations.variedTls?.map(({ outcome }) => outcome)).toMatchObject([{ alpn: 'acme-tls/1' }]);
    expect(foundOf(report, 'tlsalpn-failed')).toEqual([]);
  });

  it.each<[what: string, options: TlsOptions]>([
    ['knows other protocols only', { ALPNProtocols: ['h2', 'http/1.1'] }],
    ['knows no ALPN', {}],
  ])('is in doubt where the server %s, and no good certificate speaks for it', async (_what, options) => {
    expect(foundOf(await checkAlpn({ ...serving(leafOf(root)), ...options }, []), 'tlsalpn-failed')).toEqual([
      'tlsalpn-failed (warning)',
    ]);
    expect(foundOf(await checkAlpn({ ...serving(leafOf(root)), ...options }), 'tlsalpn-failed')).toEqual([
      'tlsalpn-failed (info)',
    ]);
  });

  it('fails where nothing speaks TLS on port 443', async () => {
    const report = await checkIn({ httpsPort: await listen(https({})), intent: { method: 'tls-alpn-01' } });
    expect(foundOf(report, 'tlsalpn-failed')).toEqual(['tlsalpn-failed']);
  });
});
