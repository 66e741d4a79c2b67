import { describe, expect, test } from 'vitest';
import type { AcmeAccount } from '../../../src/core/host/acme-account.ts';
import type { HostObservation } from '../../../src/core/host/host-observation.ts';
import type { Rights } from '../../../src/core/host/machine-facts.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import type { Known, NamedFile, TimedAttempt } from '../../../src/core/playbook/look.ts';
import { findPlaybook } from '../../../src/core/playbook/playbooks.ts';
import { advance, startRun, type StepRun } from '../../../src/core/playbook/run.ts';
import type { Severity } from '../../../src/core/problem/finding.ts';
import { ca, closedFolder, knownGood, machine, nginx } from './recorded-machine.ts';
import { at, finding, intent, observing } from './recorded-report.ts';

function stepOf(
  playbookId: string,
  id: string,
  change: Partial<DomainReport['observations']>,
  known: Partial<Known> = {},
): StepRun {
  const playbook = findPlaybook(playbookId);
  if (playbook === undefined) throw new Error(playbookId);
  const looking = advance(playbook, startRun(playbook, intent, null, at), { kind: 'look-started', intent, at });
  const report = observing({ host: machine, ca, ...change });
  const run = advance(playbook, looking, { kind: 'looked', report, known: { ...knownGood, ...known }, at });
  const found = run.steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no step ${id} in ${run.steps.map((one) => one.id).join(', ')}`);
  return found;
}

const { machine: facts } = machine;
if (facts === undefined) throw new Error('the recorded machine has no facts');

describe('folders', () => {
  const keys = (rights: Rights): StepRun => {
    const own = [{ path: '/etc/letsencrypt/archive', rights: { known: true, value: rights } as const }];
    return stepOf('PB-12', 'key-rights', { host: { ...machine, machine: { ...facts, rights: own } } });
  };

  test('of keys, in which everybody may write', () => {
    const step = keys({ ...closedFolder, mode: 0o777, openToAll: true });
    expect(step).toMatchObject({ state: 'problem', said: '/etc/letsencrypt/archive: 0777, root:root' });
    expect(keys({ ...closedFolder, mode: 0o755, openToAll: true }).state).toBe('fine');
  });

  const site = (rights: Rights, serverUser: string | null): StepRun => {
    const siteFolders = facts.siteFolders.map((one) => ({
      ...{ ...one, serverUser, blockedAt: null },
      rights: { known: true, value: rights } as const,
    }));
    return stepOf('PB-5', 'site-folder', { host: { ...machine, machine: { ...facts, siteFolders } } });
  };

  test('of sites, where nobody knows which user reads them', () => {
    expect(site(closedFolder, null)).toMatchObject({
      state: 'unknown',
      said: '/var/www/example.com: root:root, 0700; as which user the web server reads it is not known',
    });
    expect(site(closedFolder, 'root').state).toBe('fine');
    expect(site({ ...closedFolder, mode: 0o755, openToAll: true }, null).state).toBe('fine');
    expect(site({ ...closedFolder, mode: 0o755, openToAll: false }, null).state).toBe('unknown');
  });
});

test('a machine whose user was not looked at did not show everything', () => {
  const unseen: HostObservation = { ...machine };
  Reflect.deleteProperty(unseen, 'machine');
  expect(stepOf('PB-5', 'system', { host: unseen })).toMatchObject({
    state: 'unknown',
    said: 'user: was not looked at',
  });
});

describe('the owner of port 80', () => {
  const owner = (host: Partial<HostObservation>): StepRun =>
    stepOf('PB-5', 'port-80-owner', { host: { ...machine, ...host } });
  const listening = (program: string | null, address = '0.0.0.0') => ({ address, port: 80, program });

  test.each([
    ['haproxy', 'haproxy'],
    ['caddy', 'caddy'],
    ['apache', 'apache2'],
  ] as const)('may be %s in front of the server that has the site', (software, program) => {
    const front = { ...nginx, software, sites: [] };
    const listeners = [listening(program)];
    expect(owner({ servers: [nginx, front], listeners }).state).toBe('fine');
    expect(owner({ servers: [nginx, { ...front, running: false }], listeners }).state).toBe('problem');
    expect(owner({ servers: [{ ...nginx, running: false }, front], listeners }).state).toBe('problem');
    expect(owner({ listeners }).state).toBe('problem');
  });

  test('that listens for this machine alone is met by no CA', () => {
    const step = owner({ listeners: [listening('nginx', '127.0.0.1'), listening('nginx', '::1')] });
    expect(step).toMatchObject({
      state: 'problem',
      said: 'port 80 at 127.0.0.1: nginx listens only for this machine itself',
    });
    expect(owner({ listeners: [listening('varnishd', '127.0.0.1'), listening('nginx')] }).state).toBe('fine');
  });
});

describe('a CA that binds accounts', () => {
  const { outcome } = ca;
  if (outcome.kind !== 'answer' || outcome.directory === null) throw new Error('no directory');
  const directory = { ...outcome.directory, externalAccountRequired: true };
  const binding = { ...ca, outcome: { ...outcome, directory } };
  const account: AcmeAccount = {
    ...{ client: 'certbot', file: '/etc/letsencrypt/accounts/x/regr.json', broken: null },
    ...{ ca: 'acme-v02.api.letsencrypt.org', uri: 'https://acme-v02.api.letsencrypt.org/acme/acct/1' },
  };
  const asking = (accounts: readonly AcmeAccount[]): StepRun =>
    stepOf('PB-9', 'ca', { ca: binding, host: { ...machine, accounts } });

  test('is asked about, unless an account with it is seen', () => {
    const question = { state: 'you', said: 'Is the account bound (EAB) at the CA?' };
    expect(asking([])).toMatchObject(question);
    expect(asking([{ ...account, ca: 'acme.zerossl.com' }])).toMatchObject(question);
    expect(stepOf('PB-9', 'ca', { ca: binding, host: null })).toMatchObject(question);
    expect(asking([account]).state).toBe('fine');
  });
});

describe('a signing request', () => {
  const [named] = knownGood.files;
  if (named?.file == null) throw new Error('no request was recorded');
  const { file } = named;
  const request = (change: Partial<NamedFile>): StepRun =>
    stepOf('PB-9', 'request', {}, { files: [{ ...named, ...change }] });

  test('in a file that was not read to its end', () => {
    expect(request({ file: { ...file, cut: true } })).toMatchObject({
      state: 'unknown',
      said: '/tmp/example.csr: there is more in the file than was read',
    });
  });

  test.each([
    ['error', 'problem'],
    ['warning', 'problem'],
    ['info', 'fine'],
    ['hint', 'fine'],
  ] satisfies readonly (readonly [Severity, string])[])('with a finding of severity %s', (severity, state) => {
    const told = { ...finding('san-missing', 'example.com', 'only a remark'), severity };
    expect(request({ findings: [told] }).state).toBe(state);
  });
});

describe('attempts whose times cannot be read', () => {
  const durations = (attempts: readonly TimedAttempt[]): StepRun => stepOf('PB-11', 'durations', {}, { attempts });
  const [newest, earlier] = knownGood.attempts ?? [];
  if (newest === undefined || earlier === undefined) throw new Error('no attempts were recorded');

  test('are left out', () => {
    expect(durations([newest, { ...earlier, startedAt: 'soon' }, earlier]).state).toBe('fine');
    expect(durations([newest, { ...earlier, endedAt: '' }, earlier]).state).toBe('fine');
  });

  test('leave nothing to judge where there are no others', () => {
    const step = durations([{ ...newest, startedAt: 'soon' }]);
    expect(step).toMatchObject({
      state: 'unknown',
      said: 'Attempts were recorded, but their times cannot be read.',
      evidence: [],
    });
  });

  test('say nothing of the newest, whatever the earlier ones took', () => {
    expect(durations([{ ...newest, startedAt: 'soon' }, newest, earlier])).toMatchObject({
      state: 'unknown',
      said: 'The times of the newest attempt cannot be read.',
    });
    const torn = { ...newest, stages: [{ at: 'later', what: 'Ordering' }] };
    expect(JSON.stringify(durations([torn, newest, earlier]))).not.toContain('NaN');
  });
});
