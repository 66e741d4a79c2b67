import { describe, expect, it } from 'vitest';
import { noExtensions } from '../../../src/core/certificate/extensions.ts';
import type { CertificateFacts } from '../../../src/core/certificate/facts.ts';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import type { HostObservation } from '../../../src/core/host/host-observation.ts';
import type { ProblemId } from '../../../src/core/problem/catalogue.ts';
import { domainRows, groupedDomainRows, needsSomebody } from '../../../src/extension/domains/domain-rows.ts';
import type { Row } from '../../../src/extension/domains/row.ts';
import { handshake, healthy, noTls } from '../../core/judge/recorded.ts';

const name = { ascii: 'www.example.com', wildcard: false };
const intent: DomainIntent = {
  name,
  names: [name],
  method: 'http-01',
  addresses: [],
  delegationTarget: null,
  webRoot: null,
};
const seen = { at: '2026-11-25T20:00:00.000Z', from: 'web-1', ms: 3 };
const leaf: CertificateFacts = {
  subject: 'CN=www.example.com',
  issuer: "CN=YE1,O=Let's Encrypt,C=US",
  commonName: 'www.example.com',
  rdns: ['2.5.4.3=www.example.com'],
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
};
const report = (change: Partial<DomainReport>): DomainReport => ({
  name: 'www.example.com',
  ssl: 'active',
  sslDetail: '61 days',
  names: [{ name: 'www.example.com', dns: 'valid', expected: [], found: ['A 203.0.113.10'] }],
  findings: [],
  observations: {
    dns: [],
    http: [],
    publicSuffixes: [],
    tls: ['203.0.113.10', '2001:db8::10'].map((address) => ({
      address,
      port: 443,
      serverName: 'www.example.com',
      seen,
      outcome: {
        kind: 'handshake',
        protocol: 'TLSv1.3',
        cipher: 'TLS_AES_128_GCM_SHA256',
        chain: [leaf],
        path: { kind: 'trusted', store: 'mozilla', anchor: { ...leaf, ca: true }, via: [] },
      },
    })),
  },
  at: seen.at,
  vantage: 'web-1',
  ms: 40,
  ...change,
});
const known = (own: string, change: Partial<DomainReport>) => ({
  name: own,
  intent,
  checking: false,
  report: report({ name: own, ...change }),
});

describe('the rows of the Domains view', () => {
  it('says status, days and certificate of a healthy domain in words', () => {
    const [row] = domainRows([known('www.example.com', {})]);
    expect(row).toMatchObject({
      label: 'www.example.com',
      description: 'active · 61 days',
      icon: { id: 'pass-filled', color: 'charts.green' },
      accessible: 'www.example.com, active · 61 days',
    });
    const certificate = row?.children.find(({ label }) => label === 'Certificate');
    expect(certificate?.description).toBe("until 2027-01-22, Let's Encrypt YE1, ECDSA P-256");
    expect(certificate?.children[0]).toMatchObject({
      label: 'chain: www.example.com',
      description: 'served the same on 2 addresses',
    });
  });

  it('puts the worst first, and what was not looked at last', () => {
    const rows = domainRows([
      { name: 'new.example.com', intent, report: null, checking: false },
      known('fine.example.com', {}),
      known('unseen.example.com', { ssl: 'unknown', sslDetail: 'the resolver did not answer' }),
      known('old.example.com', { ssl: 'expired', sslDetail: 'expired 3 days ago' }),
      known('soon.example.com', { ssl: 'expiring', sslDetail: '6 days left' }),
    ]);
    expect(rows.map(({ label }) => label.split('.')[0])).toEqual(['old', 'soon', 'unseen', 'fine', 'new']);
    expect(rows.map(({ description }) => description)).toEqual([
      'expired 3 days ago',
      'active · 6 days left',
      'unknown · the resolver did not answer',
      'active · 61 days',
      'not checked yet',
    ]);
  });

  it('tells every status apart by icon shape or words, not by colour alone', () => {
    const statuses = ['active', 'expiring', 'expired', 'pending', 'none', 'unknown'] as const;
    const rows = domainRows(statuses.map((ssl) => known(`${ssl}.example.com`, { ssl, sslDetail: '' })));
    expect(new Set(rows.map(({ icon }) => icon.id)).size).toBe(statuses.length);
  });

  it('shows found and expected side by side and offers the record', () => {
    const wrong = {
      name: 'www.example.com',
      dns: 'wrong' as const,
      expected: ['A 203.0.113.10'],
      found: ['A 203.0.113.9'],
    };
    const [row] = domainRows([known('www.example.com', { names: [wrong] })]);
    const names = row?.children.find(({ label }) => label === 'Names');
    expect(names?.description).toBe('1 wrong');
    expect(names?.children[0]).toMatchObject({
      description: 'wrong · A 203.0.113.9, expected A 203.0.113.10',
      contextValue: 'name.expected',
      accessible: 'www.example.com: DNS wrong. Found A 203.0.113.9. Expected A 203.0.113.10.',
    });
  });

  it('says of an IP address that it needs no DNS, and of what is unknown why', () => {
    const names: DomainReport['names'] = [
      { name: '198.41.0.4', dns: 'not-needed', expected: [], found: [] },
      {
        name: 'www.example.com',
        dns: 'unknown',
        expected: [],
        found: [],
        why: 'the resolver 192.0.2.53 could not be reached',
      },
    ];
    const [row] = domainRows([known('198.41.0.4', { names })]);
    const rows = row?.children.find(({ label }) => label === 'Names');
    expect(rows?.description).toBe('1 IP address, 1 unknown');
    expect(rows?.children.map(({ description, accessible }) => [description, accessible])).toEqual([
      ['an IP address, without DNS and CAA', expect.stringContaining('no CAA records hold for it (RFC 8738)')],
      [
        'unknown · the resolver 192.0.2.53 could not be reached',
        'www.example.com: DNS unknown: the resolver 192.0.2.53 could not be reached.',
      ],
    ]);
    expect(rows?.children[0]?.children.map(({ label }) => label)).toEqual(['198.41.0.4']);
  });

  it('lists findings first, with cause, evidence and remedy in the tooltip', () => {
    const [row] = domainRows([
      known('www.example.com', {
        ssl: 'unreachable',
        findings: [
          {
            problem: 'http-refused',
            severity: 'error',
            subject: 'www.example.com',
            message: 'Nothing answers on port 80 at 203.0.113.20 (connection refused, seen from web-1).',
            evidence: [{ label: 'connect', text: 'ECONNREFUSED [x](command:evil)' }],
          },
        ],
      }),
    ]);
    const finding = row?.children[0];
    expect(finding?.accessible).toContain('Nothing answers on port 80 at 203.0.113.20');
    expect(finding?.tooltip.map(({ kind }) => kind)).toEqual(['heading', 'text', 'quote', 'text', 'text']);
    expect(finding?.tooltip[2]?.text).toBe('connect\nECONNREFUSED [x](command:evil)');
  });

  it('does not show a healthy face where something stands in the way of the next certificate', () => {
    const caa = {
      problem: 'caa-forbids' as const,
      severity: 'error' as const,
      subject: 'www.example.com',
      message: 'CAA names another CA.',
      evidence: [],
    };
    const endangered = known('b.example.com', { findings: [caa] });
    const rows = domainRows([known('a.example.com', {}), endangered]);
    expect(rows[0]).toMatchObject({
      label: 'b.example.com',
      description: 'active · 61 days · CAA forbids this CA',
      icon: { id: 'warning' },
    });
    expect(needsSomebody(endangered.report)).toBe(true);
    expect(needsSomebody(known('a.example.com', {}).report)).toBe(false);
  });
});

const finding = (problem: ProblemId, subject = 'www.example.com') => ({
  ...{ problem, subject, severity: 'error' as const, message: `${subject} (seen from web-1).`, evidence: [] },
});
const around = { trusted: true, prompt: { shell: 'posix' as const, isRoot: true }, issuer: 'letsencrypt.org' };
/** `label: description` of the rows below the domain, indented by their depth. */
const outline = (rows: readonly Row[], depth = 0): readonly string[] =>
  rows.flatMap((row) => [`${'  '.repeat(depth)}${row.label}: ${row.description}`, ...outline(row.children, depth + 1)]);

describe('the rows below a domain', () => {
  it('go from the cause over names, addresses, certificate, challenge and server to the renewal', () => {
    const [row] = domainRows([known('www.example.com', { findings: [finding('http-refused')] })], around);
    expect(row?.children.map(({ label }) => label)).toEqual([
      'Port 80 refuses connections',
      'Names',
      'Certificate',
      'Challenge',
      'Server',
      'Renewal',
    ]);
  });

  it('hang what follows under what explains it, with ways to help in between', () => {
    const findings = [finding('dns-nxdomain'), finding('cert-expired'), finding('caa-forbids', 'other.example.org')];
    const [row] = domainRows([known('www.example.com', { findings })], around);
    const [cause, other] = row?.children ?? [];
    expect(cause).toMatchObject({ fold: 'expanded', description: 'explains 1 more', contextValue: 'finding' });
    const below = cause?.children ?? [];
    expect(below.at(-1)).toMatchObject({
      label: 'The certificate has expired',
      id: 'domain:www.example.com:finding:1',
    });
    expect(below.slice(0, -1).length).toBeGreaterThan(0);
    for (const use of below.slice(0, -1)) {
      expect(use).toMatchObject({ contextValue: 'remedy', command: 'certDoctor.remedyDomainFinding' });
    }
    expect(other).toMatchObject({ description: 'other.example.org', id: 'domain:www.example.com:finding:2' });
  });

  it('show each address of a name and the chain as it was sent up to the root', () => {
    const observations = {
      ...healthy('www.example.com', ['203.0.113.10', '2001:db8::10']),
      tls: [handshake('www.example.com', '203.0.113.10'), noTls('www.example.com', '2001:db8::10', 'refused')],
    };
    const [row] = domainRows([known('www.example.com', { observations })], around);
    expect(outline(row?.children.filter(({ label }) => label === 'Names' || label === 'Certificate') ?? [])).toEqual([
      'Names: 1 valid',
      '  www.example.com: A 203.0.113.10',
      '    203.0.113.10: HTTP 404 · TLS trusted',
      '    2001:db8::10: HTTP 404 · TLS refused',
      "Certificate: until 2027-01-25, Let's Encrypt YE1, ECDSA P-256",
      '  chain: example.com → YE1: served the same on 1 address',
      "    example.com: sent · until 2027-01-25, Let's Encrypt YE1, ECDSA P-256",
      '    YE1: sent · until 2031-01-03, Root YE, ECDSA P-256',
      '    ISRG Root X1: root, trusted by mozilla',
    ]);
  });

  it('say what the machine shows, and what root would add', () => {
    const host: HostObservation = {
      system: 'Debian GNU/Linux 13',
      addresses: ['203.0.113.10'],
      listeners: [{ address: '0.0.0.0', port: 80, program: 'nginx' }],
      servers: [],
      files: [],
      lineages: [
        { client: 'certbot', name: 'www.example.com', certificate: '/etc/letsencrypt/live/x', state: 'read', leaf },
      ],
      renewers: [
        {
          client: 'certbot',
          by: 'systemd-timer',
          where: 'certbot.timer',
          active: true,
          lastRun: '2026-11-24T03:00:00Z',
          nextRun: null,
          failed: false,
        },
      ],
      disks: [],
      unseen: [{ what: 'the crontab of root', how: 'sudo crontab -l' }],
    };
    const observations = { ...report({}).observations, host };
    const [row] = domainRows([known('www.example.com', { observations })], around);
    expect(outline(row?.children.slice(-2) ?? [])).toEqual([
      'Server: nginx · Debian GNU/Linux 13',
      '  0.0.0.0:80: listens: nginx',
      '  not seen: the crontab of root: sudo crontab -l',
      'Renewal: certbot.timer · due 2026-12-23',
      '  certbot.timer: systemd-timer · active · last run 2026-11-24 03:00 UTC, OK',
      '  certbot: www.example.com: until 2027-01-22 · /etc/letsencrypt/live/x',
    ]);
  });

  it('never say that a certificate renews by itself which nobody here keeps', () => {
    const [row] = domainRows([known('www.example.com', {})], around);
    expect(row?.children.at(-1)?.description).toBe('due 2026-12-23 · who renews it is not seen from here');
  });

  it('say what changed since the domain was last well', () => {
    const changes = {
      since: '2026-11-20T08:00:00.000Z',
      changes: [{ what: 'records' as const, subject: 'A www.example.com', before: ['203.0.113.10'], after: [] }],
    };
    const [row] = domainRows([{ ...known('www.example.com', { ssl: 'expired' }), changes }], around);
    const changed = row?.children.find(({ label }) => label === 'Changed');
    expect(changed?.description).toContain('1 thing since it was last well');
    expect(changed?.children[0]).toMatchObject({
      label: 'A www.example.com',
      description: 'nothing, was 203.0.113.10',
    });
  });
});

describe('ten thousand domains', () => {
  it('cost no row below a domain before it is unfolded', () => {
    let unfolded = 0;
    const domains = Array.from({ length: 10_000 }, (_, index) => {
      const one = report({ name: `d${index}.example.com` });
      return {
        ...{ name: one.name, intent, checking: false },
        report: {
          ...one,
          get names() {
            unfolded++;
            return one.names;
          },
        },
      };
    });
    const rows = groupedDomainRows(domains, around);
    expect(rows).toHaveLength(500 + 19);
    expect(rows.at(-1)).toMatchObject({ label: '9501 to 10000', description: '500 active', fold: 'collapsed' });
    expect(rows.at(-1)?.children).toHaveLength(500);
    expect(unfolded).toBe(0);
    expect(rows[0]?.fold).toBe('collapsed');
    expect(rows[0]?.children.length).toBeGreaterThan(0);
    expect(unfolded).toBeGreaterThan(0);
  });
});
