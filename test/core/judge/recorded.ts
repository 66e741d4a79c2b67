import type { ChallengeFetch, FetchFailure, FetchHop } from '../../../src/core/acme/challenge-fetch.ts';
import { noExtensions, type CertificateExtensions } from '../../../src/core/certificate/extensions.ts';
import type { CertificateFacts, SubjectName } from '../../../src/core/certificate/facts.ts';
import type { TlsFailure, TlsObservation, TrustPath } from '../../../src/core/certificate/handshake.ts';
import { parseAddress } from '../../../src/core/dns/address.ts';
import type { DnsObservation, DnsRecord, DnsServer, DnsSilence, RecordType } from '../../../src/core/dns/answer.ts';
import { intentFor, type DomainIntent } from '../../../src/core/domain/intent.ts';
import { parseIdentifier, type DomainName } from '../../../src/core/domain/name.ts';
import type { DomainObservations } from '../../../src/core/domain/observations.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { reportDomain } from '../../../src/core/judge/judge-domain.ts';

// Observations as a check records them, with little to write down: the world of example.com at 203.0.113.10.

export const now = new Date('2026-11-25T12:00:00Z');
export const home = '203.0.113.10';
const seen = { at: now.toISOString(), from: 'web-1', ms: 3 };
const resolver: DnsServer = { address: '192.0.2.53', port: 53, source: 'system' };
export const other: DnsServer = { address: '198.51.100.53', port: 53, source: 'configured' };

export function name(text: string): DomainName {
  const parsed = parseIdentifier(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error}`);
  return parsed.name;
}

export function intent(texts: string | readonly string[], said: Partial<DomainIntent> = {}): DomainIntent {
  const names = [texts].flat().map(name);
  return intentFor(names[0] ?? name('example.com'), { ...said, names });
}

type RecordText = `${string} ${RecordType} ${string}`;

/** One answer: `answer('example.com', 'A', ['example.com A 203.0.113.10'])`. */
export function answer(
  question: string,
  type: RecordType,
  records: readonly RecordText[] = [],
  how: { rcode?: string; rcodeUnchecked?: string; server?: DnsServer; authority?: readonly DnsRecord[] } = {},
): DnsObservation {
  const { rcode = 'NOERROR', server = resolver, ...unchecked } = how;
  return {
    question: { name: question, type },
    server,
    outcome: {
      kind: 'answer',
      rcode,
      ...unchecked,
      authoritative: false,
      authenticated: false,
      transport: 'udp',
      records: records.map(record),
    },
    seen,
  };
}

export function silence(question: string, type: RecordType, reason: DnsSilence, server = resolver): DnsObservation {
  return { question: { name: question, type }, server, outcome: { kind: 'silence', reason, text: 'no answer' }, seen };
}

export function record(text: string): DnsRecord {
  const [owner = '', type = '', ...rest] = text.split(' ');
  const value = rest.join(' ');
  const common = { name: owner, ttl: 30 };
  switch (type as RecordType) {
    case 'A':
    case 'AAAA':
      return { ...common, type: type as 'A' | 'AAAA', address: value };
    case 'CNAME':
    case 'NS':
      return { ...common, type: type as 'CNAME' | 'NS', target: value };
    case 'TXT':
      return { ...common, type: 'TXT', text: value };
    case 'CAA':
      return { ...common, type: 'CAA', flags: Number(rest[0]), tag: rest[1] ?? '', value: rest.slice(2).join(' ') };
    case 'SOA':
      return { ...common, type: 'SOA', primary: rest[0] ?? '', serial: Number(rest[1] ?? 1), minimum: 5 };
    case 'DS':
    case 'DNSKEY':
    case 'RRSIG':
    case 'NSEC':
    case 'NSEC3':
    case 'TLSA':
    case 'SVCB':
    case 'HTTPS':
      return { ...common, type: type as 'DS', data: value };
  }
}

/** Everything that DNS says of a healthy name: addresses, no CAA on the way up, nothing at the challenge label. */
export function zone(
  host: string,
  addresses: readonly string[] = [home],
  server = resolver,
): readonly DnsObservation[] {
  const fourth = addresses.filter((address) => !address.includes(':'));
  const sixth = addresses.filter((address) => address.includes(':'));
  const labels = host.split('.');
  return [
    answer(
      host,
      'A',
      fourth.map((address): RecordText => `${host} A ${address}`),
      { server },
    ),
    answer(
      host,
      'AAAA',
      sixth.map((address): RecordText => `${host} AAAA ${address}`),
      { server },
    ),
    ...labels.map((_, depth) => answer(labels.slice(depth).join('.'), 'CAA', [], { server })),
    answer(`_acme-challenge.${host}`, 'CNAME', [], { rcode: 'NXDOMAIN', server }),
    answer(`_acme-challenge.${host}`, 'TXT', [], { rcode: 'NXDOMAIN', server }),
  ];
}

/** Answers to other questions stay; the same question of the same server is answered by the later one. */
export function replaced(
  dns: readonly DnsObservation[],
  ...later: readonly DnsObservation[]
): readonly DnsObservation[] {
  const key = ({ question, server }: DnsObservation) => `${question.name} ${question.type} ${server.address}`;
  const keys = new Set(later.map(key));
  return [...dns.filter((one) => !keys.has(key(one))), ...later];
}

const day = 86_400_000;

export interface LeafSaid {
  readonly names?: readonly string[];
  readonly commonName?: string | null;
  /** Days from now. */
  readonly from?: number;
  readonly until?: number;
  readonly issuer?: string;
  readonly key?: CertificateFacts['key'];
  readonly extensions?: CertificateExtensions;
  readonly selfSigned?: boolean;
}

export function leaf(said: LeafSaid = {}): CertificateFacts {
  const names = (said.names ?? ['example.com', 'www.example.com']).map((value): SubjectName => ({
    kind: parseAddress(value) === null ? 'dns' : 'ip',
    value,
  }));
  const commonName = said.commonName === undefined ? (names[0]?.value ?? null) : said.commonName;
  const subject = commonName === null ? '' : `CN=${commonName}`;
  return {
    subject,
    issuer: said.selfSigned === true ? subject : (said.issuer ?? "CN=YE1,O=Let's Encrypt,C=US"),
    commonName,
    rdns: commonName === null ? [] : [`2.5.4.3=${commonName}`],
    version: 3,
    serialNumber: '04A1',
    signatureAlgorithm: 'ECDSA with SHA-384',
    notBefore: new Date(now.getTime() + (said.from ?? -29) * day).toISOString(),
    notAfter: new Date(now.getTime() + (said.until ?? 61) * day).toISOString(),
    names,
    key: said.key ?? { algorithm: 'ec', bits: 256 },
    extensions: said.extensions ?? noExtensions,
    ca: false,
    selfSigned: said.selfSigned ?? false,
    fingerprint: 'A0',
  };
}

export function authority(commonName: string, issuerName: string, fingerprint = commonName): CertificateFacts {
  return {
    ...leaf({ names: [], commonName, issuer: `CN=${issuerName}`, from: -500, until: 1500 }),
    ca: true,
    fingerprint,
    ...(commonName === 'YE1' ? { subject: "CN=YE1,O=Let's Encrypt,C=US" } : {}),
  };
}

const trusted: TrustPath = {
  kind: 'trusted',
  store: 'mozilla',
  anchor: authority('ISRG Root X1', 'ISRG Root X1'),
  via: ['A0', 'YE1'],
};

export function handshake(
  host: string,
  address: string,
  chain: readonly CertificateFacts[] = [leaf(), authority('YE1', 'Root YE')],
  path: TrustPath = trusted,
): TlsObservation {
  const outcome = { kind: 'handshake', protocol: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', chain, path } as const;
  return { address, port: 443, serverName: host, outcome, seen };
}

export function noTls(host: string, address: string, reason: TlsFailure, text = 'no handshake'): TlsObservation {
  return { address, port: 443, serverName: host, outcome: { kind: 'failed', reason, text }, seen };
}

export interface PageSaid {
  readonly body?: string;
  readonly contentType?: string;
  readonly server?: string | null;
  readonly hops?: readonly FetchHop[];
  readonly expected?: string | null;
}

export function hop(host: string, address: string, status: number, said: Partial<FetchHop> = {}): FetchHop {
  const url = `http://${host}/.well-known/acme-challenge/made-up`;
  return { url, address, status, location: null, server: 'nginx/1.22.1', ms: 3, ...said };
}

export function page(host: string, address: string, status: number, said: PageSaid = {}): ChallengeFetch {
  const server = said.server === undefined ? 'nginx/1.22.1' : said.server;
  return {
    name: host,
    address,
    url: `http://${host}/.well-known/acme-challenge/made-up`,
    expected: said.expected ?? null,
    hops: said.hops ?? [hop(host, address, status, { server })],
    outcome: {
      kind: 'response',
      status,
      contentType: said.contentType ?? 'text/html',
      body: said.body ?? '<html>Not found</html>',
      bytes: 20,
    },
    seen,
  };
}

export function noPage(
  host: string,
  address: string,
  reason: FetchFailure,
  hops: readonly FetchHop[] = [],
): ChallengeFetch {
  const url = `http://${host}/.well-known/acme-challenge/made-up`;
  return { name: host, address, url, expected: null, hops, outcome: { kind: 'failed', reason, text: reason }, seen };
}

/** A healthy host at its addresses. */
export function healthy(host: string, addresses: readonly string[] = [home]): DomainObservations {
  return {
    dns: zone(host, addresses),
    tls: addresses.map((address) => handshake(host, address)),
    http: addresses.map((address) => page(host, address, 404)),
    publicSuffixes: [],
  };
}

export function judged(what: DomainIntent, observations: DomainObservations): DomainReport {
  return reportDomain(what, observations, { startedAt: new Date(now.getTime() - 800), now, vantage: 'web-1' });
}

/** `problem` or, where it is no error, `problem (severity)`. */
export function said(report: DomainReport): readonly string[] {
  return report.findings.map(({ problem, severity }) => (severity === 'error' ? problem : `${problem} (${severity})`));
}
