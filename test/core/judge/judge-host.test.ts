import { describe, expect, it } from 'vitest';
import type { ClusterIssuer } from '../../../src/core/host/cluster-certificate.ts';
import type { HostObservation, Renewer, ServedFile } from '../../../src/core/host/host-observation.ts';
import { hostsEntries } from '../../../src/core/host/hosts-file.ts';
import { answer, healthy, home, intent, judged, leaf, said } from './recorded.ts';

const host = 'example.com';
const uri = 'https://acme-v02.api.letsencrypt.org/acme/acct/1';

const timer = (change: Partial<Renewer>, job: Partial<NonNullable<Renewer['job']>> = {}): Renewer => ({
  client: 'certbot',
  by: 'systemd-timer',
  where: 'certbot.timer',
  active: true,
  lastRun: '2026-11-25T00:13:00Z',
  nextRun: '2026-11-25T13:02:00Z',
  failed: false,
  job: {
    ...{ enabled: true, command: '/usr/bin/certbot -q renew', schedule: '*-*-* 00,12:00:00', result: 'success' },
    ...{ runningSince: null, ...job },
  },
  ...change,
});

const machine = (change: Partial<HostObservation>): HostObservation => ({
  system: 'Debian',
  addresses: [home],
  listeners: null,
  servers: [],
  files: [],
  lineages: [
    {
      client: 'certbot',
      name: host,
      certificate: `/etc/letsencrypt/live/${host}/fullchain.pem`,
      state: 'read',
      leaf: leaf(),
    },
  ],
  renewers: [timer({})],
  disks: [],
  unseen: [],
  ...change,
});

const seen = (change: Partial<HostObservation>, records: readonly `${string} CAA ${string}`[] = []) => {
  const well = healthy(host);
  const dns =
    records.length === 0
      ? well.dns
      : [...well.dns.filter(({ question }) => question.type !== 'CAA'), answer(host, 'CAA', records)];
  return judged(intent(host), { ...well, dns, host: machine(change) });
};

describe('the hosts file', () => {
  const entry = (address: string, name = host) => ({ line: 7, address, name });
  it.each<[string, ReturnType<typeof entry>, readonly string[]]>([
    ['leads to another machine than DNS', entry('198.51.100.99'), ['hosts-file-wrong (warning)']],
    ['leads to where DNS leads', entry(home), []],
    ['leads to this machine', entry('127.0.1.1'), []],
    ['leads to this machine by IPv6', entry('::1'), []],
    ['leads a CA to another machine', entry('192.0.2.1', 'acme-v02.api.letsencrypt.org'), ['hosts-file-wrong']],
    ['leads a CA to this machine', entry('127.0.0.1', 'acme-v02.api.letsencrypt.org'), ['hosts-file-wrong']],
  ])('%s', (_, line, expected) => {
    expect(said(seen({ hostsFile: [line] }))).toEqual(expected);
  });

  it('is told with its line, and what DNS says', () => {
    const [finding] = seen({ hostsFile: [entry('198.51.100.99')] }).findings;
    expect(finding?.message).toContain(`line 7 of /etc/hosts leads it to 198.51.100.99, and DNS to ${home}`);
    expect(finding?.evidence).toEqual([{ label: '/etc/hosts, line 7', text: `198.51.100.99 ${host}` }]);
  });

  it('is read by its grammar', () => {
    const text = `# 192.0.2.1 ${host}\n\n192.0.2.2\t${host.toUpperCase()}. www.${host} # why\n2001:DB8::0001 other\nnonsense ${host}\n192.0.2.3 ${host}#x\n`;
    expect(hostsEntries(text, [host, 'other'])).toEqual([
      { line: 3, address: '192.0.2.2', name: host },
      { line: 4, address: '2001:db8::1', name: 'other' },
      { line: 6, address: '192.0.2.3', name: host },
    ]);
    expect(hostsEntries(`192.0.2.1 ${host}\n`.repeat(5_000), [host])).toHaveLength(100);
  });
});

describe('what renews', () => {
  it.each<[string, readonly Renewer[], readonly string[]]>([
    ['runs', [timer({})], []],
    ['is disabled', [timer({ active: false }, { enabled: false })], ['automation-inactive']],
    ['was started, and is not enabled', [timer({}, { enabled: false })], ['automation-inactive (warning)']],
    ['failed at its last run', [timer({ failed: true }, { result: 'exit-code' })], ['automation-failing (warning)']],
    ['has not run for a week', [timer({ lastRun: '2026-11-18T00:00:00Z' })], ['automation-inactive']],
    ['hangs for hours', [timer({}, { runningSince: '2026-11-25T09:00:00Z' })], ['automation-stuck (warning)']],
    ['works for a minute', [timer({}, { runningSince: '2026-11-25T11:59:00Z' })], []],
    [
      'is a cron job beside a disabled timer',
      [timer({ active: false }), timer({ by: 'cron', where: '/etc/cron.d/certbot' })],
      [],
    ],
  ])('%s', (_, renewers, says) => {
    expect(said(seen({ renewers }))).toEqual(says);
  });

  it('says when it ran, how that ended and when it runs next', () => {
    const [finding] = seen({ renewers: [timer({ failed: true }, { result: 'exit-code' })] }).findings;
    expect(finding?.message).toContain('the last run of certbot.timer failed (exit-code, 2026-11-25 00:13 UTC');
    expect(finding?.evidence[0]?.text).toBe(
      'systemd-timer, active, runs *-*-* 00,12:00:00, last run 2026-11-25 00:13 UTC, its last run failed (exit-code), next 2026-11-25 13:02 UTC, /usr/bin/certbot -q renew',
    );
  });
});

describe('what cert-manager keeps in a cluster', () => {
  const kept = (renewalTime: string, names = [host]) => ({
    cluster: {
      known: true as const,
      value: [
        {
          namespace: 'web',
          name: 'site',
          secret: 's',
          names,
          ready: false,
          notAfter: '2026-12-10T00:00:00Z',
          renewalTime,
        },
      ],
    },
  });

  it('is overdue where its own time is over, and not before', () => {
    const report = seen(kept('2026-11-20T00:00:00Z'));
    expect(said(report)).toEqual(['renewal-overdue']);
    expect(report.findings[0]?.message).toContain('cert-manager was to renew web/site on 2026-11-20 00:00 UTC');
    expect(said(seen(kept('2026-11-26T00:00:00Z')))).toEqual([]);
    expect(said(seen(kept('2026-11-20T00:00:00Z', ['other.example'])))).toEqual([]);
  });

  it('is no trouble of the domain where the cluster does not answer', () => {
    expect(said(seen({ cluster: { known: false, why: 'the cluster does not answer' } }))).toEqual([]);
  });
});

describe('the issuer of cert-manager', () => {
  const issued = (issuer: Partial<ClusterIssuer>, ref = { kind: 'ClusterIssuer', name: 'letsencrypt' }) => ({
    cluster: {
      known: true as const,
      value: [
        {
          ...{ namespace: 'web', name: 'site', secret: 's', names: [host], ready: true, issuer: ref },
          ...{ notAfter: '2027-01-10T00:00:00Z', renewalTime: '2026-12-10T00:00:00Z' },
        },
      ],
    },
    issuers: [
      {
        ...{ kind: 'ClusterIssuer', namespace: '', name: 'letsencrypt', ready: false },
        ...{ reason: 'ErrRegisterACMEAccount', message: '' },
        ...issuer,
      },
    ],
  });

  // Messages as cert-manager writes them (pkg/issuer/acme/setup.go, pkg/issuer/ca/setup.go).
  it.each<[Partial<ClusterIssuer>, readonly string[]]>([
    [
      { message: 'Failed to register ACME account: 400 urn:ietf:params:acme:error:malformed: JWS verification error' },
      ['ca-connector-invalid'],
    ],
    [
      { reason: 'ErrGetKeyPair', message: 'Error getting keypair for CA issuer: secrets "ca" not found' },
      ['ca-connector-invalid'],
    ],
    [
      {
        message:
          'Failed to register ACME account: Get "https://acme.example/directory": dial tcp 192.0.2.1:443: i/o timeout',
      },
      ['ca-unreachable'],
    ],
    [
      {
        message:
          'Failed to register ACME account: tls: failed to verify certificate: x509: certificate signed by unknown authority',
      },
      ['ca-tls-trust'],
    ],
    [{ ready: true }, []],
    [{ ready: null }, []],
    [{ name: 'another' }, []],
    [{ kind: 'Issuer', namespace: 'web' }, []],
  ])('%j', (issuer, says) => {
    expect(said(seen(issued(issuer)))).toEqual(says);
  });

  it('is the one of its own namespace, where it is no ClusterIssuer', () => {
    const ref = { kind: 'Issuer', name: 'letsencrypt' };
    expect(said(seen(issued({ kind: 'Issuer', namespace: 'web' }, ref)))).toEqual(['ca-connector-invalid']);
    expect(said(seen(issued({ kind: 'Issuer', namespace: 'other' }, ref)))).toEqual([]);
  });

  it('is shown with its words, and without secrets in them', () => {
    const [finding] = seen(issued({ message: 'bad login: password=hunter2-hunter2' })).findings;
    expect(finding?.message).toContain('cert-manager cannot use ClusterIssuer letsencrypt (ErrRegisterACMEAccount)');
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });
});

describe('a credential of a client', () => {
  const until = (expires: string) => {
    const [lineage] = machine({}).lineages;
    if (lineage === undefined) throw new Error('no lineage');
    const credentials = [{ file: '/root/transip.ini', key: 'dns_transip_token', expires }];
    return seen({ lineages: [{ ...lineage, credentials }] });
  };

  it.each([
    ['2027-06-01T00:00:00Z', []],
    ['2026-12-04T00:00:00Z', ['credentials-expiring (warning)']],
    ['2026-11-01T00:00:00Z', ['credentials-expiring']],
  ])('that ends on %s', (expires, says) => {
    expect(said(until(expires))).toEqual(says);
  });

  it('is named with its file and its end', () => {
    const [finding] = until('2026-12-04T12:00:00Z').findings;
    expect(finding?.message).toContain('the token dns_transip_token, which certbot needs to renew, ends in 9 days');
    expect(finding?.evidence[0]?.text).toBe('/root/transip.ini: dns_transip_token, until 2026-12-04 12:00 UTC');
  });
});

describe('a CAA record for one account (RFC 8657)', () => {
  const only = (account: string) => [`${host} CAA 0 issue letsencrypt.org; accounturi=${account}`] as const;
  const account = (of: string | null) => ({
    ...{ client: 'certbot' as const, file: '/etc/letsencrypt/accounts/a/regr.json', broken: null },
    ...{ ca: of === null ? null : new URL(of).host, uri: of },
  });

  it('that is on this machine is fine', () => {
    expect(said(seen({ accounts: [account(uri)] }, only(uri)))).toEqual([]);
  });

  it('that none of the accounts here is, is told with them', () => {
    const report = seen({ accounts: [account(uri)] }, only(`${uri}2`));
    expect(said(report)).toEqual(['caa-forbids (warning)']);
    expect(report.findings[0]?.message).toContain(`only ${uri}2 issue, which is none of the accounts`);
    expect(report.findings[0]?.evidence.at(-1)).toEqual({
      label: 'Account of certbot, /etc/letsencrypt/accounts/a/regr.json',
      text: uri,
    });
  });

  it.each([
    ['where no account is here', { accounts: [] }],
    [
      'where the accounts here are with another CA',
      { accounts: [account('https://acme.zerossl.com/v2/DV90/account/1')] },
    ],
    [
      'where this user may not see all accounts',
      { accounts: [account(uri)], unseen: [{ what: 'accounts in /etc/letsencrypt/accounts', how: 'sudo ls' }] },
    ],
  ])('stays open %s', (_, change) => {
    expect(said(seen(change, only(`${uri}2`)))).toEqual(['caa-forbids (info)']);
  });
});

describe('a newer certificate on disk than what is served', () => {
  const served = leaf();
  const old = { ...leaf({ until: 20 }), fingerprint: 'C0' };
  const newer = { ...leaf({ until: 89 }), fingerprint: 'B0' };
  const file = (certificate: string, one: typeof served): ServedFile => ({
    ...{ software: 'nginx' as const, certificate, key: `${certificate}.key`, leaf: one },
    ...{ state: 'read' as const, keyState: 'read' as const, matches: true, keyOpenToAll: false },
  });

  it('was not loaded', () => {
    expect(said(seen({ files: [file('/etc/ssl/a.pem', newer)] }))).toContain('deploy-not-reloaded');
  });

  it('is the other site’s where a file holds what is served: a reload would change nothing', () => {
    const files = [file('/etc/ssl/a.pem', newer), file('/etc/ssl/b.pem', served)];
    expect(said(seen({ files }))).not.toContain('deploy-not-reloaded');
    expect(said(seen({ files: [file('/etc/ssl/a.pem', newer), file('/etc/ssl/b.pem', old)] }))).toContain(
      'deploy-not-reloaded',
    );
  });
});
