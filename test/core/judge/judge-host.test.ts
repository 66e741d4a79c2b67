import { describe, expect, it } from 'vitest';
import type { HostObservation, Renewer } from '../../../src/core/host/host-observation.ts';
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
