import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { beforeAll, expect, test } from 'vitest';
import type { CertificateFacts } from '../../../src/core/certificate/facts.ts';
import { readCertificate } from '../../../src/engine/observe/certificate-reader.ts';
import { certificatesFromPem } from '../../../src/engine/observe/pem-certificates.ts';
import { createPki, type LeafOptions, type Pki } from '../pki.ts';

let pki: Pki;
beforeAll(async () => {
  pki = await createPki();
});

async function read(options: LeafOptions): Promise<CertificateFacts> {
  return readCertificate(new X509Certificate((await pki.leaf(options)).certificate));
}

test('names, dates, key and issuer of a certificate are read', async () => {
  const notBefore = new Date('2026-01-02T03:04:05Z');
  const notAfter = new Date('2026-04-01T00:00:00Z');
  const facts = await read({
    names: ['Example.test', '*.example.test', '2001:DB8::1', '192.0.2.1'],
    notBefore,
    notAfter,
  });
  expect(facts).toMatchObject({
    subject: 'CN=Example.test',
    issuer: 'CN=Cert Doctor Test Intermediate',
    commonName: 'Example.test',
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    names: [
      { kind: 'dns', value: 'example.test' },
      { kind: 'dns', value: '*.example.test' },
      { kind: 'ip', value: '2001:db8::1' },
      { kind: 'ip', value: '192.0.2.1' },
    ],
    key: { algorithm: 'ec', bits: 256 },
    ca: false,
    selfSigned: false,
  });
  expect(facts.serialNumber).toMatch(/^4A[0-9A-F]{14}$/);
  expect(facts.fingerprint).toMatch(/^[0-9A-F]{64}$/);
});

test('a certificate without subject and names is read as that', async () => {
  expect(await read({ names: [], commonName: null })).toMatchObject({ subject: '', commonName: null, names: [] });
});

test('self-signed is what its own key signed, whatever it may sign', async () => {
  expect(await read({ names: ['a.test'], signer: 'self' })).toMatchObject({ selfSigned: true, ca: false });
  expect(await read({ names: ['a.test'], commonName: 'Cert Doctor Test Intermediate' })).toMatchObject({
    selfSigned: false,
  });
});

test('a name that is built to look like two stays one', async () => {
  const hostile = ['a.test, DNS:bank.test', 'b.test", DNS:bank.test, DNS:"', 'c\\.test', 'd\u0000.test'];
  expect((await read({ names: hostile, commonName: null })).names.map(({ value }) => value)).toEqual(
    hostile.map((name) => name.toLowerCase()),
  );
});

test('hostile text in the subject stays escaped and in one line', async () => {
  const facts = await read({ names: ['a.test'], commonName: 'x\\0Ay\\,OU\\=z' });
  expect(facts.subject).not.toContain('\n');
  expect(facts.subject.startsWith('CN=x\\0Ay\\,OU')).toBe(true);
});

test('every root of the bundled store can be read', () => {
  const facts = rootCertificates.map((pem) => readCertificate(new X509Certificate(pem)));
  expect(facts.every(({ ca, selfSigned, key }) => ca && selfSigned && key.bits >= 256)).toBe(true);
  expect(new Set(facts.map(({ key }) => key.algorithm))).toEqual(new Set(['rsa', 'ec']));
});

test('a subject stands in the order of RFC 4514, most specific first', () => {
  const root = certificatesFromPem(rootCertificates.join('\n'), 1_000).find(({ subject }) =>
    subject.includes('CN=ISRG Root X1'),
  );
  expect(root && readCertificate(root)).toMatchObject({
    subject: 'CN=ISRG Root X1,O=Internet Security Research Group,C=US',
    commonName: 'ISRG Root X1',
    key: { algorithm: 'rsa', bits: 4096 },
  });
});

test('PEM is read among other text, up to the limit, and told where it is broken', async () => {
  const { certificate, key } = await pki.leaf({ names: ['a.test'] });
  const text = `subject=/CN=a.test\r\n${certificate.replaceAll('\n', '\r\n')}\n${key}\n${pki.intermediate.certificate}`;
  expect(certificatesFromPem(text, 20).map(({ subject }) => subject)).toEqual([
    'CN=a.test',
    'CN=Cert Doctor Test Intermediate',
  ]);
  expect(certificatesFromPem(text, 1)).toHaveLength(1);
  expect(certificatesFromPem('no certificate', 20)).toEqual([]);
  expect(() => certificatesFromPem(`${certificate}\n${certificate.slice(0, 200)}`, 20)).toThrow(
    'certificate 2 is cut off',
  );
  expect(() => certificatesFromPem(certificate.replace('MII', 'AII'), 20)).toThrow('certificate 1 cannot be read');
  expect(() =>
    certificatesFromPem(`${certificate}\n${certificate.replace('MII', `MII${'A'.repeat(200_000)}`)}`, 20),
  ).toThrow('certificate 2 is too long');
});
