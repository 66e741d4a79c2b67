import { describe, expect, it } from 'vitest';
import { activitiesOf } from '../../../src/core/acme/activity.ts';
import type { JournalEntry, JournalEvent } from '../../../src/core/acme/attempt.ts';
import { deploymentStatus } from '../../../src/core/acme/deployment-status.ts';
import { isIssueRequest } from '../../../src/core/acme/issue-request.ts';
import type { IssueRequest } from '../../../src/core/acme/issuance.ts';
import { nextTry, renewalState, renewsByItself, type OwnRenewal } from '../../../src/core/acme/renewal.ts';
import { cronFile, removalSteps, scheduleFolders, systemdUnits } from '../../../src/core/acme/schedule.ts';

const now = new Date('2026-11-26T12:00:00Z');

function journal(...events: readonly JournalEvent[]): readonly JournalEntry[] {
  return events.map((event, at) => ({
    ...{ at: new Date(now.getTime() + at * 1000).toISOString(), version: '0001' },
    ...event,
  }));
}

const planned = { event: 'planned', keyType: 'ec-p256' } as const;
const stored = { event: 'stored', serialNumber: '0A' } as const;
const stopped = { event: 'stopped', text: 'the reload failed' } as const;

describe('how far a certificate is on its way to the server', () => {
  it.each([
    ['nothing', [], null],
    ['an attempt that ended early', [planned, { event: 'key' }, stopped], 'stopped'],
    ['a stored certificate that nobody said how to deploy', [planned, stored], 'configuration pending'],
    ['one that is being put in place', [planned, stored, { event: 'deploying' }], 'deployment pending'],
    ['one whose reload failed', [planned, stored, { event: 'deploying' }, stopped], 'deployment failed'],
    ['one that was put back', [planned, stored, { event: 'deploying' }, { event: 'put-back' }], 'deployment failed'],
    [
      'one that was seen on every address',
      [planned, stored, { event: 'deploying' }, { event: 'deployed' }, { event: 'verified' }],
      'deployed',
    ],
    [
      'one that was rolled back after that',
      [planned, stored, { event: 'deploying' }, { event: 'verified' }, { event: 'put-back' }],
      'deployment failed',
    ],
  ] satisfies [string, readonly JournalEvent[], string | null][])('is told of %s', (_, events, status) => {
    expect(deploymentStatus(journal(...events), false)).toBe(status);
  });

  it('waits for its deployment where a plan is known', () => {
    expect(deploymentStatus(journal(planned, stored), true)).toBe('deployment pending');
  });
});

describe('what was done', () => {
  it('is told attempt by attempt, the newest first, with the words of whoever ended it', () => {
    const entries = [
      ...journal(planned, { event: 'ordering' }, { event: 'closed', text: 'rateLimited: too many' }),
      { ...planned, at: '2026-11-27T00:00:00Z', version: '0002' },
      { ...stored, at: '2026-11-27T00:00:09Z', version: '0002' },
    ];
    const [second, first] = activitiesOf(entries);
    expect(first).toMatchObject({ version: '0001', outcome: 'failed', text: 'rateLimited: too many' });
    expect(second).toMatchObject({ version: '0002', outcome: 'stored', serialNumber: '0A', reached: 'stored' });
  });

  it('is open where the journal ends before the attempt does', () => {
    expect(activitiesOf(journal(planned, { event: 'finalizing' }))[0]?.outcome).toBe('open');
  });
});

const own: OwnRenewal = {
  ...{ owner: 'cert-doctor', certificate: null, request: null, names: ['example.com'], ca: null, status: null },
  ...{ notAfter: '2027-01-01T00:00:00Z', due: { from: '2026-12-01T00:00:00Z', by: 'lifetime' }, activities: [] },
  backOff: { failures: 0, lastFailure: null, text: '', nextTry: null },
  ...{ refused: null, budget: [] },
};

describe('when a certificate is renewed', () => {
  it('is well before its time, due after it, and expired after its end', () => {
    expect(renewalState(own, now)).toBe('well');
    expect(renewalState(own, new Date('2026-12-02T00:00:00Z'))).toBe('due');
    expect(renewalState(own, new Date('2027-01-02T00:00:00Z'))).toBe('expired');
    expect(renewalState({ ...own, notAfter: null }, now)).toBe('unknown');
  });

  it('waits for the later of what the CA and our own patience say', () => {
    const backOff = { ...own.backOff, failures: 2, nextTry: '2026-12-03T00:00:00Z' };
    const refused = { until: '2026-12-05T00:00:00Z', text: 'rateLimited' };
    const at = new Date('2026-12-02T00:00:00Z');
    expect(nextTry({ ...own, backOff, refused }, at)).toBe('2026-12-05T00:00:00Z');
    expect(renewalState({ ...own, backOff }, at)).toBe('waiting');
    expect(nextTry({ ...own, backOff, refused }, new Date('2026-12-06T00:00:00Z'))).toBeNull();
  });

  it('does not renew by itself without a schedule, or where the way is not kept', () => {
    const schedule = { by: 'cron', where: '/etc/cron.d/cert-doctor' } as const;
    expect(renewsByItself(own, { schedule })).toBe(false);
    expect(renewsByItself({ ...own, request }, { schedule })).toBe(true);
    expect(renewsByItself({ ...own, request }, { schedule: null })).toBe(false);
    const byHand = { ...request, challenge: { type: 'dns-01', by: 'hand' } as const };
    expect(renewsByItself({ ...own, request: byHand }, { schedule })).toBe(false);
  });
});

const name = { ascii: 'example.com', wildcard: false };
const request: IssueRequest = {
  intent: { name, names: [name], method: 'http-01', addresses: [], delegationTarget: null, webRoot: '/var/www' },
  ca: {
    ...{ directoryUrl: 'https://ca.example/dir', rootFile: null, contact: null, termsAgreed: true },
    ...{ externalAccount: null, profile: null, preferredChain: null },
  },
  challenge: { type: 'dns-01', by: 'hook', argv: ['/usr/local/bin/hook'] },
  ...{ keyType: 'ec-p256', storage: '/root/.cert-doctor' },
  deploy: { host: null, files: [{ path: '/a.pem', content: 'pkcs12' }], test: null, reload: ['true'] },
};

describe('a kept request', () => {
  it('is taken up only in its exact shape: it names programs', () => {
    expect(isIssueRequest(JSON.parse(JSON.stringify(request)))).toBe(true);
    for (const wrong of [
      null,
      {},
      { ...request, challenge: { type: 'dns-01', by: 'hook', argv: 'rm -rf /' } },
      { ...request, challenge: { type: 'http-01', by: 'hook', argv: ['x'] } },
      { ...request, deploy: { ...request.deploy, reload: [] } },
      { ...request, deploy: { ...request.deploy, files: [{ path: '/a', content: 'everything' }] } },
      { ...request, keyType: 'rsa-1024' },
      { ...request, intent: { ...request.intent, names: [] } },
    ]) {
      expect(isIssueRequest(wrong), JSON.stringify(wrong)).toBe(false);
    }
  });
});

describe('a schedule', () => {
  const network = { allowPrivate: false, resolvers: [], skipSystemResolver: false };
  const options = {
    node: '/usr/bin/node',
    cli: '/opt/c/cli.cjs',
    storage: '/root/.cert-doctor',
    user: 'root',
    network,
  };

  it('renews twice a day, at another time on each machine', () => {
    const [service, timer] = systemdUnits(options) ?? [];
    expect(service?.text).toContain(
      'ExecStart=/usr/bin/node /opt/c/cli.cjs renew --due --yes --storage /root/.cert-doctor\n',
    );
    expect(timer?.text).toContain('RandomizedDelaySec=43200');
    expect(cronFile(options, 77)?.text).toContain('17 */12 * * * root /usr/bin/node');
  });

  it('looks as those do who wrote it, for it knows no settings', () => {
    const inside = { allowPrivate: true, resolvers: ['10.0.0.53'], skipSystemResolver: true };
    const words = '--storage /root/.cert-doctor --allow-private --resolver 10.0.0.53\n';
    expect(systemdUnits({ ...options, network: inside })?.[0]?.text).toContain(words);
    expect(cronFile({ ...options, network: inside }, 1)?.text).toContain(words);
    expect(systemdUnits({ ...options, network: { ...inside, resolvers: ['[::1]:53;id'] } })).toBeNull();
  });

  it('is taken away whole', () => {
    expect(removalSteps('systemd')).toEqual([
      ['systemctl', 'disable', '--now', 'cert-doctor-renew.timer'],
      ['rm', '-f', ...['service', 'timer'].map((end) => `/etc/systemd/system/cert-doctor-renew.${end}`)],
      ['systemctl', 'daemon-reload'],
    ]);
    expect(removalSteps('cron')).toEqual([['rm', '-f', '/etc/cron.d/cert-doctor']]);
    const written = (systemdUnits(options) ?? []).map(({ name }) => `${scheduleFolders.systemd}/${name}`);
    expect(removalSteps('systemd').flat()).toEqual(expect.arrayContaining(written));
  });

  it.each(['/opt/a b/cli.cjs', '/opt/$(id)', '/opt/%h', "/opt/'x'", '/opt/x\nExecStart=/bin/sh'])(
    'is not written with a path like %j',
    (cli) => {
      expect(systemdUnits({ ...options, cli })).toBeNull();
      expect(cronFile({ ...options, cli }, 1)).toBeNull();
    },
  );
});
