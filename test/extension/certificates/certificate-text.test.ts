import { expect, it } from 'vitest';
import { noExtensions } from '../../../src/core/certificate/extensions.ts';
import type { CertificateFile } from '../../../src/core/certificate/certificate-file.ts';
import { certificateText } from '../../../src/extension/certificates/certificate-text.ts';

const now = new Date('2026-11-26T12:00:00Z');
const file: CertificateFile = {
  format: 'PEM',
  certificates: [
    {
      facts: {
        subject: 'CN=www.example.com',
        issuer: "CN=YE1,O=Let's Encrypt,C=US",
        rdns: ['2.5.4.3=www.example.com'],
        commonName: 'www.example.com\u202e\u001b',
        version: 3,
        serialNumber: '04AB',
        signatureAlgorithm: 'ECDSA with SHA-384',
        notBefore: '2026-10-24T00:00:00.000Z',
        notAfter: '2027-01-22T00:00:00.000Z',
        names: [{ kind: 'dns', value: 'www.example.com' }],
        key: { algorithm: 'ec', bits: 256 },
        extensions: noExtensions,
        ca: false,
        selfSigned: false,
        fingerprint: 'AA',
      },
      signedByNext: null,
      publicKey: null,
    },
  ],
  server: null,
  keys: [{ key: { algorithm: 'ec', bits: 256 }, publicKey: null }],
  requests: [
    {
      names: [{ kind: 'dns', value: 'new.example.com' }],
      commonName: null,
      key: { algorithm: 'rsa', bits: 2048 },
      publicKey: '',
      signatureAlgorithm: 'RSA with SHA-256',
      signed: true,
      subject: [],
      mustStaple: false,
      malformed: null,
    },
  ],
  broken: [],
  cut: false,
  openToAll: false,
};

it('says what is wrong first, then what is in the file', () => {
  const finding = {
    problem: 'cert-hostname',
    severity: 'error',
    subject: '/tmp/a.pem',
    message: '/tmp/a.pem: the certificate is for another name (seen from web-1).',
    evidence: [],
  } as const;
  const text = certificateText('/tmp/a.pem', file, [finding], now);
  expect(text.split('\n').slice(0, 5)).toEqual([
    '/tmp/a.pem',
    'PEM, 1 certificate, 1 request, 1 private key',
    '',
    'ERROR: The certificate lacks this name [cert-hostname]',
    '   /tmp/a.pem: the certificate is for another name (seen from web-1).',
  ]);
  expect(text).toContain('   valid for 56 more days\n');
  expect(text).toContain('   signature   ECDSA with SHA-384\n');
  expect(text).toContain('Request 1. new.example.com\n');
});

it('says that nothing is wrong, and shows hostile text as nothing else', () => {
  const text = certificateText('/tmp/a.pem', file, [], now);
  expect(text).toContain('Nothing is wrong with it.');
  expect(text).not.toMatch(/[^\P{C}\n]/u);
});
