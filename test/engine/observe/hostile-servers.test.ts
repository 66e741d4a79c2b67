// Servers that are built to hurt whoever looks at them, seen through whole checks: each outcome is a finding or unknown,
// within the time, and the rest of the check is unharmed.
import fc from 'fast-check';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer as createTcpServer } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { readOcspResponse } from '../../../src/core/certificate/ocsp-response.ts';
import { cssReferences } from '../../../src/core/page/css-references.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { authority, der, dnsName, oids, sequence, server, type Made } from '../certificate-builder.ts';
import { checkIn, foundOf, http, https, listen } from './small-world.ts';

const name = 'www.example.test';
const root = authority({ subject: 'Test Root' });
const healthy = server({ subject: name, names: [name], by: root });
const pem = (key: Made['privateKey']): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const serving = (leaf: Made, others: readonly Made[] = []): TlsOptions => ({
  key: pem(leaf.privateKey),
  cert: [leaf, ...others].map((one) => one.pem).join('\n'),
});

/** A check of the name at a hostile address and a healthy one. */
async function besides(
  hostile: TlsOptions | ReturnType<typeof createTcpServer>,
  timeoutMs = 4_000,
): Promise<DomainReport> {
  const bad = 'listen' in hostile ? hostile : createTlsServer(hostile);
  const httpsPort = await listen(bad);
  await listen(https(serving(healthy)), { host: '127.0.0.2', port: httpsPort });
  return checkIn({
    ...{ httpsPort, httpPort: await listen(http()), roots: [root.pem], addresses: ['127.0.0.1', '127.0.0.2'] },
    intent: { method: 'dns-01' },
    network: { timeoutMs },
  });
}

const outcomeAt = (report: DomainReport, address: string) =>
  report.observations.tls.find((one) => one.address === address)?.outcome;

/** The healthy address was seen as ever, and nothing that was shown steers a terminal. */
function expectUnharmed(report: DomainReport): void {
  expect(outcomeAt(report, '127.0.0.2')).toMatchObject({ kind: 'handshake', path: { kind: 'trusted' } });
  const shown = report.findings.map(({ message, subject }) => `${subject} ${message}`).join(' ');
  expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(shown.length).toBeLessThan(20_000);
}

describe('a server with', () => {
  it('2,000 certificates is not believed, and costs no time', async () => {
    const crowd = Array.from({ length: 2_000 }, () => root);
    const report = await besides(serving(healthy, crowd));
    expect(outcomeAt(report, '127.0.0.1')?.kind).toBe('failed');
    expect(report.ssl).not.toBe('active');
    expectUnharmed(report);
  });

  it('60 certificates that all sign each other ends its search', async () => {
    const shared = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const ring = Array.from({ length: 60 }, (_, at) =>
      authority({
        ...{ subject: `Ring ${at % 3}`, key: shared },
        by: { subject: `Ring ${(at + 1) % 3}`, privateKey: shared, der: Buffer.alloc(0), pem: '' },
      }),
    );
    const leaf = server({ subject: name, names: [name], by: ring[0] ?? root });
    const report = await besides(serving(leaf, ring));
    expect(outcomeAt(report, '127.0.0.1')).toMatchObject({ path: { kind: 'untrusted' } });
    expect(foundOf(report, 'chain-incomplete', 'self-signed').length).toBeGreaterThan(0);
    expectUnharmed(report);
  });

  it.each<[what: string, subject: string]>([
    ['escape sequences', '\u001b]0;owned\u0007\u001b[2J'],
    ['lines', 'one\r\ntwo\u2028three'],
    ['turned writing', '\u202egnp.exe\u2066'],
    ['a path', '../../../../etc/passwd'],
    ['a NUL', 'www.example.test\u0000.evil.test'],
    ['a command', '$(touch /tmp/owned)`id`'],
    ['very much', 'x'.repeat(20_000)],
  ])('%s in its names is quoted and cut', async (_what, subject) => {
    const leaf = server({ subject, names: ['other.test'], by: authority({ subject }) });
    const report = await besides(serving(leaf));
    expectUnharmed(report);
    expect(foundOf(report, 'cert-hostname')).toContain('cert-hostname');
  });

  it('a certificate of a megabyte is called unreadable or fails', async () => {
    const names = Array.from({ length: 40_000 }, (_, at) => dnsName(`host-${at}.example.test`));
    const leaf = server({
      ...{ subject: name, by: root },
      extensions: [{ oid: oids.subjectAltName, value: sequence(...names) }],
    });
    const report = await besides(serving(leaf));
    expect(outcomeAt(report, '127.0.0.1')?.kind).toBe('failed');
    expectUnharmed(report);
  });

  it('20,000 levels of DER inside is read one level deep', async () => {
    let nested = sequence();
    while (nested.length < 50_000) nested = sequence(nested);
    const extensions = [{ oid: '1.3.6.1.4.1.55555.1', value: nested }];
    const report = await besides(serving(server({ subject: name, names: [name], by: root, extensions })));
    expect(outcomeAt(report, '127.0.0.1')).toMatchObject({ kind: 'handshake' });
    expectUnharmed(report);
  });

  it.each([
    ['the year 9999', '99991231235959Z'],
    ['the year 0', '00000101000000Z'],
  ])('%s in its dates is judged by them', async (_what, until) => {
    const report = await besides(serving(server({ subject: name, names: [name], by: root, until })));
    expect(outcomeAt(report, '127.0.0.1')?.kind).toMatch(/handshake|failed/);
    expectUnharmed(report);
  });
});

describe('a port on which', () => {
  it.each<[what: string, server: () => ReturnType<typeof createTcpServer>]>([
    ['nothing is said', () => createTcpServer(() => undefined)],
    [
      'one byte of TLS comes every moment',
      () =>
        createTcpServer((socket) => {
          const record = Buffer.from([0x16, 3, 3, 0x40, 0]);
          let at = 0;
          const drip = setInterval(() => {
            socket.write(Buffer.from([record[at] ?? 2]));
            at += 1;
          }, 20);
          socket.on('close', () => {
            clearInterval(drip);
          });
        }),
    ],
    ['noise comes', () => createTcpServer((socket) => socket.write(randomBytes(200_000)))],
    [
      'an alert comes before anything',
      () => createTcpServer((socket) => socket.write(Buffer.from('15030300020228', 'hex'))),
    ],
    ['everything is cut at once', () => createTcpServer((socket) => socket.resetAndDestroy())],
    ['our own greeting comes back', () => createTcpServer((socket) => socket.pipe(socket))],
  ])('%s', async (_what, hostile) => {
    const report = await besides(hostile(), 1_500);
    expect(outcomeAt(report, '127.0.0.1')?.kind).toBe('failed');
    expect(report.ssl).not.toBe('active');
    expectUnharmed(report);
  });
});

describe('readers of what servers send never throw', () => {
  it('OCSP answers', () => {
    const single = sequence(
      sequence(sequence(), der(0x04), der(0x04), der(0x02, Buffer.from([1]))),
      der(0x80),
      der(0x18, '20261126000000Z'),
    );
    const data = sequence(der(0xa2, der(0x04)), der(0x18, '20261126000000Z'), sequence(single));
    const basic = der(0x04, sequence(data, sequence(), der(0x03, Buffer.from([0]))));
    const type = der(0x06, Buffer.from('2b0601050507300101', 'hex'));
    const right = sequence(der(0x0a, Buffer.from([0])), der(0xa0, sequence(type, basic)));
    expect(readOcspResponse(right, '01')).toMatchObject({ kind: 'answer', status: 'good' });
    fc.assert(
      fc.property(fc.nat(right.length - 1), fc.nat(255), fc.nat(right.length), (at, octet, cut) => {
        const changed = Buffer.from(right);
        changed[at] = octet;
        expect(['answer', 'unreadable']).toContain(readOcspResponse(changed.subarray(0, cut), '01').kind);
      }),
      { numRuns: 5_000 },
    );
  });

  it('style sheets', () => {
    const parts = [
      'url(',
      ')',
      '"',
      "'",
      '@import',
      '@font-face',
      '{',
      '}',
      '/*',
      '*/',
      '\n',
      ' ',
      'http://a',
      ';',
      '\\',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 40 }), (all) => {
        const css = all.join('');
        for (const { offset, url } of cssReferences(css)) {
          expect(offset).toBeLessThan(css.length);
          expect(css).toContain(url);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
