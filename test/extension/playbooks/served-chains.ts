import type { CertificateFacts } from '../../../src/core/certificate/facts.ts';
import type { TlsObservation, TrustPath } from '../../../src/core/certificate/handshake.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { finding, leaf, observing, shown } from '../../core/playbook/recorded-report.ts';

/** Certificates as servers show them: an old one, a new one, with its intermediate and without. */
export const laterAt = '2026-11-25T10:05:00.000Z';

const names = ['example.com', 'www.example.com'].map((value) => ({ kind: 'dns' as const, value }));
const server: CertificateFacts = { ...leaf('05A2E1C09B77D3E4F1'), names };
const intermediate: CertificateFacts = {
  ...leaf('0A'),
  ...{ subject: "C=US, O=Let's Encrypt, CN=YE1", commonName: 'YE1', issuer: 'C=US, O=ISRG, CN=ISRG Root YE', ca: true },
  ...{ notAfter: '2028-09-02T23:59:59.000Z' },
};
const root: CertificateFacts = {
  ...intermediate,
  ...{ subject: 'C=US, O=ISRG, CN=ISRG Root YE', commonName: 'ISRG Root YE', selfSigned: true, fingerprint: 'F0B' },
};
const whole: TrustPath = {
  kind: 'trusted',
  store: 'mozilla',
  anchor: root,
  via: [server.fingerprint, intermediate.fingerprint],
};

function serving(name: string, chain: readonly CertificateFacts[], path: TrustPath, address: string): TlsObservation {
  const cipher = 'TLS_AES_128_GCM_SHA256';
  return { ...shown(name, '02'), address, outcome: { kind: 'handshake', protocol: 'TLSv1.3', cipher, chain, path } };
}

const expired: CertificateFacts = {
  ...{ ...server, serialNumber: '04C0FFEE19AB', fingerprint: 'F04' },
  ...{ notBefore: '2026-08-20T09:00:00.000Z', notAfter: '2026-11-18T09:00:00.000Z' },
};

/** One address shows the whole chain, one leaves the intermediate out, one shows an expired certificate, one does not answer. */
export const twoChains: DomainReport = observing(
  {
    tls: [
      serving('example.com', [server, intermediate], whole, '203.0.113.10'),
      serving('www.example.com', [server, intermediate], whole, '203.0.113.10'),
      serving(
        'example.com',
        [server],
        { kind: 'untrusted', reason: 'issuer-not-sent', at: server.subject },
        '2001:db8::10',
      ),
      serving(
        'example.com',
        [expired, intermediate],
        { ...whole, via: ['F04', intermediate.fingerprint] },
        '203.0.113.11',
      ),
      {
        ...shown('www.example.com', '02'),
        ...{ address: '203.0.113.12', outcome: { kind: 'failed', reason: 'refused', text: 'connection refused' } },
      },
    ],
  },
  {
    ssl: 'incomplete-chain',
    findings: [
      finding('chain-incomplete', 'example.com', 'example.com: 2001:db8::10 does not send the intermediate YE1.'),
    ],
  },
);

/** The look before the new certificate came into service. */
export const beforeIt: DomainReport = observing({
  tls: [serving('example.com', [expired, intermediate], whole, '203.0.113.10')],
});
