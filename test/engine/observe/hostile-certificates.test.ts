import fc from 'fast-check';
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCertificateDer } from '../../../src/core/certificate/certificate-der.ts';
import { DerError } from '../../../src/core/certificate/der.ts';
import { readRequestDer } from '../../../src/core/certificate/request-der.ts';
import type { Finding } from '../../../src/core/problem/finding.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import {
  authority,
  der,
  dnsName,
  octets,
  oids,
  pemOf,
  request,
  sequence,
  server,
  type Made,
} from '../certificate-builder.ts';

// Certificates that are built to hurt whoever reads them. Each outcome is a finding; nothing hangs, and nothing dies.
describe('hostile certificates', () => {
  const engine = createEngine();
  const run = {
    signal: new AbortController().signal,
    progress: () => undefined,
    confirm: () => Promise.resolve(false),
  };
  const root = authority({ subject: 'Root' });
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hostile-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function inspected(text: string, roots: readonly Made[] = [root], host: string | null = 'www.example.com') {
    const [file, rootFile] = [path.join(folder, 'chain.pem'), path.join(folder, 'roots.pem')];
    await writeFile(file, text);
    await writeFile(rootFile, roots.map(({ pem }) => pem).join('\n'));
    const [one] = await engine.inspect({ paths: [file], password: '', host, rootFiles: [rootFile], at: null }, run);
    if (one === undefined) throw new Error('nothing was inspected');
    return one;
  }
  const problems = (findings: readonly Finding[]): readonly string[] => findings.map(({ problem }) => problem);

  it('20,000 elements inside each other are read one level deep', async () => {
    let nested = sequence();
    for (let depth = 0; depth < 20_000 && nested.length < 60_000; depth++) nested = sequence(nested);
    const bomb = { oid: '1.3.6.1.4.1.55555.2', value: nested };
    expect((await inspected(server({ subject: 'Leaf', by: root, extensions: [bomb] }).pem)).findings).toEqual([]);
    const constraints = { oid: oids.nameConstraints, critical: true, value: nested };
    const ca = authority({ subject: 'CA', by: root, extensions: [constraints] });
    const { findings } = await inspected(server({ subject: 'Leaf', by: ca }).pem + ca.pem);
    expect(problems(findings)).toEqual(['other-invalid']);
  });

  it('of 1,000 certificates as many are read as a chain may have', async () => {
    const { pem } = server({ subject: 'Leaf', by: root });
    const { file } = await inspected(pem.repeat(1_000));
    expect(file).toMatchObject({ cut: true });
    expect(file?.certificates).toHaveLength(100);
  });

  it('a file of 2,000 certificates is not read at all', async () => {
    const { pem } = server({ subject: 'Leaf', by: root, names: ['www.example.com', 'a'.repeat(200)] });
    expect((await inspected(pem.repeat(2_000))).error).toMatchObject({ reason: 'too-large' });
  });

  it('500 KB of names make a certificate that cannot be used', async () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `host-${at}.example.com`);
    const { findings } = await inspected(server({ subject: 'Leaf', by: root, names }).pem);
    expect(findings).toMatchObject([{ problem: 'other-invalid', severity: 'error' }]);
  });

  it('thousands of names against thousands of constraints are not compared', async () => {
    const names = Array.from({ length: 2_500 }, (_, at) => `h${at}.example.com`);
    const excluded = Array.from({ length: 2_500 }, (_, at) => dnsName(`x${at}.example.org`));
    const ca = authority({ subject: 'CA', by: root, excluded });
    const { findings } = await inspected(
      server({ subject: 'Leaf', by: ca, names: ['www.example.com', ...names] }).pem + ca.pem,
    );
    expect(findings).toMatchObject([{ problem: 'other-invalid' }]);
    expect(findings[0]?.message).toContain('too many names to compare');
  });

  it('a ring of certificates ends', async () => {
    const [a, b] = ['A', 'B'].map((subject) => authority({ subject }));
    if (a === undefined || b === undefined) throw new Error('no ring');
    const [ab, ba] = [
      authority({ subject: 'A', by: b, key: a.privateKey }),
      authority({ subject: 'B', by: a, key: b.privateKey }),
    ];
    const { findings } = await inspected(server({ subject: 'Leaf', by: a }).pem + ab.pem + ba.pem);
    expect(problems(findings)).toEqual(['chain-incomplete']);
  });

  it('a crowd of CAs that all signed each other ends', async () => {
    const crowd = ['A', 'B', 'C', 'D'].map((subject) => authority({ subject }));
    const crossed = crowd.flatMap((one) =>
      crowd
        .filter((other) => other !== one)
        .map((other) => authority({ subject: one.subject, by: other, key: one.privateKey })),
    );
    const [first] = crowd;
    if (first === undefined) throw new Error('no crowd');
    const text = [server({ subject: 'Leaf', by: first }), ...crossed].map(({ pem }) => pem).join('');
    expect(problems((await inspected(text)).findings)).toEqual(['chain-incomplete']);
    // One way out of the crowd is found.
    const [, , , last] = crowd;
    const way = authority({ subject: 'D', by: root, key: last?.privateKey ?? first.privateKey });
    expect(problems((await inspected(text + way.pem)).findings)).not.toContain('chain-incomplete');
  });

  it.each([
    ['year 0', { from: '00000101000000Z' }, []],
    ['year 9999', { until: '99991231235959Z' }, []],
    ['an end before the begin', { from: '20991231235959Z', until: '20000101000000Z' }, ['cert-expired']],
    ['a date that is none', { until: '260231000000Z' }, ['other-invalid']],
    ['a date with a fraction', { until: '20991231235959.5Z' }, ['other-invalid']],
    [
      'no names but an address of five octets',
      { extensions: [{ oid: oids.subjectAltName, value: sequence(der(0x87, 'abcde')) }] },
      ['cert-hostname'],
    ],
    [
      'names that are no DER',
      { extensions: [{ oid: oids.subjectAltName, value: Buffer.from('www.example.com') }] },
      ['cert-hostname', 'other-invalid'],
    ],
    [
      'a curve that NIST did not name',
      { key: generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey },
      ['cert-weak'],
    ],
    [
      'a path length below zero',
      { extensions: [{ oid: oids.basicConstraints, value: sequence(der(0x02, Buffer.from([0xff]))) }] },
      ['other-invalid'],
    ],
  ])('%s', async (_, said, expected) => {
    expect(problems((await inspected(server({ subject: 'Leaf', by: root, ...said }).pem)).findings)).toEqual(expected);
  });

  it('RSA with 16,384 bits is read, and costs one check of a signature', async () => {
    const n = Buffer.from(randomBytes(2048).with(0, 0xff).with(2047, 0x01)).toString('base64url');
    const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' });
    const ca = authority({ subject: 'CA', by: root, key });
    const leaf = server({ subject: 'Leaf', by: { ...ca, privateKey: root.privateKey } });
    const { file, findings } = await inspected(leaf.pem + ca.pem);
    expect(file?.certificates[1]?.facts.key).toEqual({ algorithm: 'rsa', bits: 16_384 });
    expect(problems(findings)).toEqual(['chain-incomplete']);
  });

  it.each([
    ['below zero', Buffer.from([0x80, 1])],
    ['zero', Buffer.from([0])],
    ['of 1,000 octets', Buffer.alloc(1_000, 0x41)],
  ])('a serial number %s is read, which browsers take', async (_, serial) => {
    // RFC 5280 §4.1.2.2 wants a positive one of at most 20 octets, and whoever reads to handle others gracefully.
    const { findings } = await inspected(server({ subject: 'Leaf', by: root, serial }).pem);
    expect(problems(findings)).toEqual([]);
  });

  it('a PEM text of begins without ends is read once', async () => {
    const { findings } = await inspected('-----BEGIN CERTIFICATE-----\n'.repeat(30_000));
    expect(new Set(problems(findings))).toEqual(new Set(['other-invalid']));
  });

  it('bytes that are changed at random are read, or refused as what they are', () => {
    const seeds = [
      server({ subject: 'Leaf', by: root }).der,
      authority({ subject: 'CA', by: root, permitted: [dnsName('example.com')], pathLength: 1 }).der,
    ];
    const asked = request({ subject: 'a', names: ['a.example.com'] }).der;
    const change = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 5 });
    const changed = (bytes: Buffer, changes: readonly (readonly [number, number])[]) => {
      const copy = Buffer.from(bytes);
      for (const [at, value] of changes) copy[at % copy.length] = value;
      return copy;
    };
    const onlyDerErrors = (read: () => unknown) => {
      try {
        read();
      } catch (error) {
        expect(error).toBeInstanceOf(DerError);
      }
    };
    fc.assert(
      fc.property(fc.constantFrom(...seeds), change, (seed, changes) => {
        onlyDerErrors(() => readCertificateDer(changed(seed, changes)));
        onlyDerErrors(() => readRequestDer(changed(asked, changes)));
      }),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        onlyDerErrors(() => readCertificateDer(bytes));
      }),
    );
  });

  it('a block with a label of its own making is passed over', async () => {
    const text = `${pemOf('X'.repeat(100), octets(Buffer.from('x')))}${server({ subject: 'Leaf', by: root }).pem}`;
    expect((await inspected(text)).findings).toEqual([]);
  });
});
