import type { ChallengeFetch } from '../../../src/core/acme/challenge-fetch.ts';
import { noExtensions } from '../../../src/core/certificate/extensions.ts';
import type { CertificateFacts } from '../../../src/core/certificate/facts.ts';
import type { TlsObservation } from '../../../src/core/certificate/handshake.ts';
import type { DnsObservation, DnsOutcome, DnsRecord, RecordType } from '../../../src/core/dns/answer.ts';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import type { NameStatus } from '../../../src/core/domain/status.ts';
import type { ProblemId } from '../../../src/core/problem/catalogue.ts';
import type { Finding } from '../../../src/core/problem/finding.ts';

/** Reports as the engine records them, of one domain with two names on one server. */
const server = '203.0.113.10';
export const at = '2026-11-25T10:00:00.000Z';
const seen = { at, from: 'web-1', ms: 4 };

export const intent: DomainIntent = {
  name: { ascii: 'example.com', wildcard: false },
  names: [
    { ascii: 'example.com', wildcard: false },
    { ascii: 'www.example.com', wildcard: false },
  ],
  method: 'http-01',
  addresses: [server],
  delegationTarget: null,
  webRoot: null,
};

const answer = (records: readonly DnsRecord[], rcode = 'NOERROR'): DnsOutcome => ({
  kind: 'answer',
  rcode,
  authoritative: false,
  authenticated: false,
  transport: 'udp',
  records,
});

export function asked(name: string, type: RecordType, outcome: DnsOutcome = answer([])): DnsObservation {
  return { question: { name, type }, server: { address: '10.0.0.2', port: 53, source: 'system' }, outcome, seen };
}

export const silence: DnsOutcome = { kind: 'silence', reason: 'timeout', text: 'no answer within 5 s' };
export const servfail = answer([], 'SERVFAIL');

export function caa(name: string, value: string): DnsOutcome {
  return answer([{ name, ttl: 300, type: 'CAA', flags: 0, tag: 'issue', value }]);
}

export function cname(name: string, target: string): DnsOutcome {
  return answer([{ name, ttl: 300, type: 'CNAME', target }]);
}

export function fetched(
  name: string,
  outcome: ChallengeFetch['outcome'],
  expected: string | null = 'token.key',
): ChallengeFetch {
  const url = `http://${name}/.well-known/acme-challenge/token`;
  const status = outcome.kind === 'response' ? outcome.status : null;
  const hops = status === null ? [] : [{ url, address: server, status, location: null, server: 'nginx/1.22.1', ms: 4 }];
  return { name, address: server, url, expected, hops, outcome, seen };
}

export const token: ChallengeFetch['outcome'] = {
  kind: 'response',
  status: 200,
  contentType: 'text/plain',
  body: 'token.key',
  bytes: 9,
};
export const notFound: ChallengeFetch['outcome'] = {
  ...token,
  status: 404,
  contentType: 'text/html',
  body: '<h1>404</h1>',
};
export const refused: ChallengeFetch['outcome'] = { kind: 'failed', reason: 'refused', text: 'connection refused' };

export function leaf(serialNumber: string): CertificateFacts {
  return {
    subject: 'CN=example.com',
    issuer: "C=US, O=Let's Encrypt, CN=YE1",
    commonName: 'example.com',
    rdns: ['2.5.4.3=example.com'],
    version: 3,
    serialNumber,
    signatureAlgorithm: 'ECDSA with SHA-384',
    notBefore: '2026-11-25T09:00:00.000Z',
    notAfter: '2027-02-23T09:00:00.000Z',
    names: [{ kind: 'dns', value: 'example.com' }],
    key: { algorithm: 'ec', bits: 256 },
    extensions: noExtensions,
    ca: false,
    selfSigned: false,
    fingerprint: `F${serialNumber}`,
  };
}

export function shown(name: string, serialNumber: string): TlsObservation {
  return {
    address: server,
    port: 443,
    serverName: name,
    outcome: {
      kind: 'handshake',
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_128_GCM_SHA256',
      chain: [leaf(serialNumber)],
      path: { kind: 'trusted', store: 'mozilla', anchor: { ...leaf('01'), ca: true }, via: [] },
    },
    seen,
  };
}

export function finding(
  problem: ProblemId,
  subject: string,
  message: string,
  evidence: Finding['evidence'] = [],
): Finding {
  return { problem, severity: 'error', subject, message, evidence };
}

export function status(name: string, change: Partial<NameStatus> = {}): NameStatus {
  return { name, dns: 'valid', expected: [`A ${server}`], found: [`A ${server}`], ...change };
}

const names = ['example.com', 'www.example.com'];

/** Everything was seen and everything is right; the certificate is an old one. */
export const healthy: DomainReport = {
  name: 'example.com',
  ssl: 'active',
  sslDetail: '61 days',
  names: names.map((name) => status(name)),
  findings: [],
  observations: {
    dns: [...names, 'com'].map((name) => asked(name, 'CAA')),
    http: names.map((name) => fetched(name, token)),
    tls: names.map((name) => shown(name, '01')),
    publicSuffixes: [],
  },
  at,
  vantage: 'web-1',
  ms: 120,
};

/** The healthy report with other observations. */
export function observing(
  change: Partial<DomainReport['observations']>,
  rest: Partial<DomainReport> = {},
): DomainReport {
  return { ...healthy, ...rest, observations: { ...healthy.observations, ...change } };
}

export const portRefused = observing(
  { http: names.map((name) => fetched(name, refused)), tls: [] },
  {
    ssl: 'unreachable',
    sslDetail: 'nothing answers',
    findings: [
      finding(
        'http-refused',
        'example.com',
        'example.com: nothing answers on port 80 at 203.0.113.10 (connection refused, 3 ms, seen from web-1).',
        [{ label: 'connect', text: `${server}:80 connection refused` }],
      ),
    ],
  },
);

export const wrongAddress: DomainReport = {
  ...healthy,
  ssl: 'wrong-host',
  sslDetail: 'another host answers',
  names: [status('example.com'), status('www.example.com', { dns: 'wrong', found: ['A 203.0.113.9'] })],
  findings: [
    finding(
      'dns-wrong-ip',
      'www.example.com',
      'www.example.com: it points to 203.0.113.9, another machine than the server (expected 203.0.113.10, seen from web-1).',
      [{ label: 'A www.example.com', text: '203.0.113.9 (asked 10.0.0.2)' }],
    ),
  ],
};

export const caaForbids = observing(
  {
    dns: [
      asked('example.com', 'CAA', caa('example.com', 'digicert.com')),
      asked('www.example.com', 'CAA'),
      asked('com', 'CAA'),
    ],
  },
  {
    findings: [
      finding(
        'caa-forbids',
        'example.com',
        "example.com: CAA allows only digicert.com, so Let's Encrypt must refuse.",
        [{ label: 'CAA example.com', text: '0 issue "digicert.com"' }],
      ),
    ],
  },
);
