import { describe, expect, test } from 'vitest';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { exportMarkdown } from '../../../src/core/playbook/export-markdown.ts';
import { nothingKnown, type Known } from '../../../src/core/playbook/look.ts';
import type { Playbook } from '../../../src/core/playbook/playbook.ts';
import { findPlaybook, playbooks } from '../../../src/core/playbook/playbooks.ts';
import { resumeRun } from '../../../src/core/playbook/resume-run.ts';
import {
  advance,
  currentStep,
  startRun,
  verdictOf,
  type PlaybookRun,
  type StepRun,
} from '../../../src/core/playbook/run.ts';
import type { RenewalSettings } from '../../../src/core/host/renewal-settings.ts';
import { stateWords } from '../../../src/core/playbook/state-words.ts';
import type { InsecureReference } from '../../../src/core/page/page-observation.ts';
import {
  bothNames,
  ca,
  closedFolder,
  goodRequest,
  keptLeaf,
  knownGood,
  lineage,
  logFinding,
  logOf,
  machine as withPublicAddress,
  nginx,
  page,
  servedFile,
  timer,
  well,
} from './recorded-machine.ts';
import {
  asked,
  at,
  cname,
  finding,
  healthy,
  intent,
  observing,
  portRefused,
  servfail,
  shown,
} from './recorded-report.ts';

const names = ['example.com', 'www.example.com'];
/** Behind the provider's address translation: what it asks of its public address passes the provider's firewall. */
const machine = { ...withPublicAddress, addresses: ['8.8.8.8'] };
const target = 'org.acme.example.net';
const delegating: DomainIntent = { ...intent, method: 'dns-01', delegationTarget: target };
const challenges = (outcome: Parameters<typeof asked>[2]) =>
  names.flatMap((name) => [
    asked(`_acme-challenge.${name}`, 'CNAME', outcome),
    asked(`_acme-challenge.${name}`, 'TXT'),
  ]);

/** Everything that any playbook looks at was seen and is right. */
const allWell: DomainReport = observing({
  dns: [...healthy.observations.dns, ...names.map((name) => asked(name, 'A'))],
  tls: names.map((name) => servedBoth(name, '01')),
  host: machine,
  ca,
  pages: names.map((name) => page(name)),
});

function servedBoth(name: string, serial: string, notAfter?: string) {
  const one = shown(name, serial);
  if (one.outcome.kind !== 'handshake') return one;
  return { ...one, outcome: { ...one.outcome, chain: [keptLeaf(serial, notAfter)] } };
}

function having(change: Partial<DomainReport['observations']>, rest: Partial<DomainReport> = {}): DomainReport {
  return { ...allWell, ...rest, observations: { ...allWell.observations, ...change } };
}

function looked(
  playbook: Playbook,
  report: DomainReport,
  known: Known = knownGood,
  from: DomainIntent = intent,
): PlaybookRun {
  return playbook.id === 'PB-12'
    ? again(playbook, startRun(playbook, { ...from, method: 'dns-01' }, null, at), report, known)
    : again(playbook, startRun(playbook, from, null, at), report, known);
}

/** Who stands behind an address only the machine that has it can tell. */
function asSeenFor({ id }: Playbook, report: DomainReport): DomainReport {
  const { host } = report.observations;
  if (id !== 'PB-12' || host === null || host === undefined) return report;
  const { addresses } = withPublicAddress;
  return { ...report, observations: { ...report.observations, host: { ...host, addresses } } };
}

function again(playbook: Playbook, run: PlaybookRun, report: DomainReport, known: Known = knownGood): PlaybookRun {
  const looking = advance(playbook, run, { kind: 'look-started', intent: run.intent, at });
  return advance(playbook, looking, { kind: 'looked', report: asSeenFor(playbook, report), known, at });
}

function stepOf(run: PlaybookRun, id: string): StepRun {
  const found = run.steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no step ${id} in ${run.steps.map((one) => one.id).join(', ')}`);
  return found;
}

const book = (id: string): Playbook => {
  const found = findPlaybook(id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('nothing that was not seen passes', () => {
  const blind: DomainReport = {
    ...healthy,
    ssl: 'unknown',
    sslDetail: '',
    names: healthy.names.map((one) => ({ ...one, dns: 'unknown' as const, found: [] })),
    observations: { dns: [], tls: [], http: [], publicSuffixes: [] },
  };

  test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
    '%s: a look that saw nothing proves nothing',
    (_id, playbook) => {
      for (const from of [intent, delegating, { ...intent, method: 'tls-alpn-01' as const }]) {
        const run = looked(playbook, blind, nothingKnown, from);
        expect(run.steps.filter(({ state }) => state === 'fine').map(({ id }) => id)).toEqual([]);
        expect(['unproven', 'looking', 'blocked', 'waiting']).toContain(verdictOf(playbook, run).kind);
        for (const step of run.steps.filter(({ state }) => state === 'unknown')) expect(step.said).not.toBe('');
      }
    },
  );

  test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
    '%s: a look that did not end proves nothing either',
    (_id, playbook) => {
      const begun = advance(playbook, startRun(playbook, intent, null, at), { kind: 'look-started', intent, at });
      const run = advance(playbook, begun, { kind: 'look-failed', why: 'the network went away', at });
      expect(run.steps.filter(({ state }) => state === 'fine')).toEqual([]);
      expect(verdictOf(playbook, run).kind).not.toBe('done');
    },
  );
});

describe('where everything was seen to be right', () => {
  const delegated = having({ dns: [...allWell.observations.dns, ...challenges(cname('x', target))] });

  test.each(playbooks.filter(({ id }) => id !== 'PB-1').map((playbook) => [playbook.id, playbook] as const))(
    '%s comes to its end at the first look',
    (_id, playbook) => {
      const run =
        playbook.id === 'PB-7' ? looked(playbook, delegated, knownGood, delegating) : looked(playbook, allWell);
      expect(
        run.steps.filter(({ state }) => state !== 'fine').map(({ id, state, said }) => `${id} ${state} ${said}`),
      ).toEqual([]);
      expect(verdictOf(playbook, run)).toMatchObject({ kind: 'done', title: 'Nothing wrong was seen' });
    },
  );

  test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))('%s survives a reload', (_id, playbook) => {
    const run = looked(playbook, allWell);
    expect(resumeRun(playbook, JSON.parse(JSON.stringify(run)))).toEqual(run);
  });
});

describe('a verdict agrees with its steps', () => {
  const beside = { ...allWell, observations: { ...allWell.observations, host: null, ca: null } };
  const titlesOf = (playbook: Playbook, run: PlaybookRun, state: StepRun['state']): readonly string[] =>
    run.steps
      .filter((step) => step.state === state)
      .map(({ id }) => playbook.steps.find((step) => step.id === id)?.title ?? id);

  test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
    '%s: where a step could not look, nothing is called well without saying which',
    (_id, playbook) => {
      const run = looked(playbook, beside, nothingKnown);
      const { kind, title, text } = verdictOf(playbook, run);
      const unknown = titlesOf(playbook, run, 'unknown');
      if (unknown.length > 0) expect(`${kind} ${title}`).not.toMatch(/^done/);
      if (title.startsWith('Nothing wrong was seen')) for (const one of unknown) expect(text).toContain(one);
    },
  );

  test('solved, it still names the step that could not look', () => {
    const playbook = book('PB-2');
    const run = looked(
      playbook,
      having({ tls: names.map((name) => servedBoth(name, '01', '2026-11-20T09:00:00.000Z')) }),
    );
    const better = again(playbook, run, allWell, { ...knownGood, history: null });
    expect(stepOf(better, 'changes').state).toBe('unknown');
    expect(verdictOf(playbook, better)).toMatchObject({ kind: 'done', title: 'Solved' });
    expect(verdictOf(playbook, better).text).toContain('Could not be seen: "What changed since it was last well".');
  });

  test('what was wrong and then could not be seen is not called solved', () => {
    const playbook = book('PB-8');
    const run = looked(playbook, allWell, {
      ...knownGood,
      logs: [logOf({ attempts: [], findings: [logFinding({ problem: 'certbot-lock' })] })],
    });
    expect(stepOf(run, 'logs').state).toBe('problem');
    const blinded = again(playbook, run, allWell, { ...knownGood, logs: null });
    expect(stepOf(blinded, 'logs').state).toBe('unknown');
    expect(verdictOf(playbook, blinded)).toMatchObject({ kind: 'unproven' });
  });

  test('a log of what was mended since holds up no further attempt, and is not called right', () => {
    const playbook = book('PB-8');
    const told = { ...knownGood, logs: [logOf({ attempts: [], findings: [logFinding({ problem: 'http-refused' })] })] };
    const { http } = portRefused.observations;
    const refused = having({ http }, { findings: portRefused.findings });
    const broken = looked(playbook, refused, told);
    expect(stepOf(broken, 'logs').state).toBe('problem');
    const mended = again(playbook, broken, allWell, told);
    expect(stepOf(mended, 'logs')).toMatchObject({ state: 'unknown', findings: [] });
    expect(stepOf(mended, 'logs').said).toContain('only the next attempt can show');
    const lock = [...told.logs, logOf({ attempts: [], findings: [logFinding({ problem: 'certbot-lock' })] })];
    expect(stepOf(again(playbook, broken, allWell, { ...told, logs: lock }), 'logs').state).toBe('problem');
  });

  test('a step that the user left out is named in the verdict', () => {
    const playbook = book('PB-2');
    const run = looked(playbook, allWell, { ...knownGood, history: null });
    const skipped = advance(playbook, run, { kind: 'skipped', step: 'changes', at });
    expect(verdictOf(playbook, skipped)).toMatchObject({ kind: 'unproven' });
    expect(verdictOf(playbook, skipped).text).toContain('Not seen by Cert Doctor: "What changed');
  });
});

/** Each playbook in a state that it is made for: the step that stops it, and what is said there; then healed. */
describe('a failing state stops the step that is made for it, and the healed one lets it pass', () => {
  const insecure: InsecureReference = {
    use: 'script',
    element: 'script',
    attribute: 'src',
    url: 'http://cdn.example.net/a.js',
    line: 12,
    column: 9,
  };
  const expired = '2026-11-20T09:00:00.000Z';
  const isOld = (name: string) => servedBoth(name, '00', '2026-12-20T09:00:00.000Z');
  const renewed = { ...servedFile, leaf: keptLeaf('02', '2027-03-01T09:00:00.000Z') };
  const after = having({
    host: { ...machine, files: [renewed], lineages: [{ ...lineage, leaf: renewed.leaf }] },
    tls: names.map((name) => servedBoth(name, '02', '2027-03-01T09:00:00.000Z')),
  });
  const open = {
    startedAt: '2026-11-25T09:00:00.000Z',
    endedAt: null,
    outcome: 'open' as const,
    stages: [{ at: '2026-11-25T09:00:05.000Z', what: 'Bringing it into service' }],
  };

  const facts = machine.machine;
  if (facts === undefined) throw new Error('the recorded machine has no facts');
  const withFacts = (change: Partial<typeof facts>): DomainReport =>
    having({ host: { ...machine, machine: { ...facts, ...change } } });
  const switchedOff: RenewalSettings = {
    ...{ file: '/etc/letsencrypt/renewal/example.com.conf', method: 'webroot', installer: null, server: null },
    ...{ account: null, webRoots: [], beforeDays: null, hooks: [], switchedOff: true, broken: null },
  };

  interface Case {
    readonly report?: DomainReport;
    readonly known?: Partial<Known>;
    readonly intent?: DomainIntent;
    readonly step: string;
    readonly says: string;
    readonly healed?: DomainReport;
  }

  const cases: readonly (readonly [id: string, what: string, Case])[] = [
    [
      'PB-5',
      'a folder that the server may not enter',
      {
        report: withFacts({ siteFolders: facts.siteFolders.map((one) => ({ ...one, blockedAt: '/home/site' })) }),
        step: 'site-folder',
        says: 'www-data may not enter /home/site',
      },
    ],
    [
      'PB-8',
      'its renewal is switched off',
      {
        report: having({ host: { ...machine, lineages: [{ ...lineage, settings: switchedOff }] } }),
        step: 'automation',
        says: 'renewal is switched off for it',
      },
    ],
    [
      'PB-9',
      'an account file that cannot be used',
      {
        report: having({
          host: {
            ...machine,
            accounts: [
              {
                client: 'certbot',
                file: '/etc/letsencrypt/accounts/x/regr.json',
                ca: null,
                uri: null,
                broken: 'it is empty',
              },
            ],
          },
        }),
        step: 'ca',
        says: 'it is empty',
      },
    ],
    [
      'PB-9',
      'a target that does not answer',
      {
        known: {
          targets: [
            {
              host: 'web-2',
              looks: [
                { service: 'ssh', port: 22, outcome: 'refused', banner: null },
                { service: 'winrm', port: 5985, outcome: 'silent', banner: null },
              ],
            },
          ],
        },
        step: 'deployment',
        says: 'SSH (port 22): refused; WinRM (port 5985): silent',
      },
    ],
    [
      'PB-9',
      'a key store that cannot be written',
      {
        known: {
          files: [
            ...knownGood.files,
            {
              path: '/etc/app.jks',
              file: null,
              findings: [],
              error: { message: 'no certificate in it' },
              store: {
                path: '/etc/app.jks',
                format: { known: true, value: 'jks' },
                rights: { known: true, value: { ...closedFolder, kind: 'file', mode: 0o640 } },
                writable: false,
              },
            },
          ],
        },
        step: 'deployment',
        says: 'a key store (jks), 0640 root, cannot be written by this user',
      },
    ],
    [
      'PB-11',
      'the machine is overloaded',
      {
        report: withFacts({ load: { known: true, value: { averages: [9, 8.5, 8], processors: 2 } } }),
        step: 'load',
        says: '9, 8.5, 8 on 2 processors',
      },
    ],
    [
      'PB-11',
      'a run that goes on for ever',
      {
        report: having({
          host: {
            ...machine,
            renewers: [
              {
                ...timer,
                job: {
                  enabled: true,
                  command: 'certbot renew',
                  schedule: null,
                  result: null,
                  runningSince: '2026-11-25T02:00:00.000Z',
                },
              },
            ],
          },
        }),
        step: 'load',
        says: 'under way for 480 min',
      },
    ],
    [
      'PB-12',
      'a folder with mode 600',
      {
        report: withFacts({
          rights: [
            { path: '/etc/letsencrypt/archive', rights: { known: true, value: { ...closedFolder, mode: 0o600 } } },
          ],
        }),
        step: 'key-rights',
        says: '0600, root:root',
      },
    ],
    [
      'PB-12',
      'nginx ran out of connections, by its own log',
      {
        report: having({
          host: {
            ...machine,
            servers: [
              {
                ...nginx,
                workerConnections: 64,
                shortages: [
                  {
                    of: 'worker-connections',
                    file: '/var/log/nginx/error.log',
                    count: 3,
                    line: '64 worker_connections are not enough',
                    day: null,
                  },
                ],
              },
            ],
          },
        }),
        step: 'connections',
        says: '64 worker_connections are not enough (3 times, worker_connections 64)',
      },
    ],
    [
      'PB-2',
      'it has expired',
      {
        report: having({ tls: names.map((name) => servedBoth(name, '01', expired)) }, { ssl: 'expired' }),
        step: 'renew',
        says: '',
      },
    ],
    [
      'PB-2',
      'who listens is another',
      {
        known: { history: { good: { ...well, listeners: ['apache2 at 0.0.0.0:80'] }, seen: [] } },
        step: 'changes',
        says: 'Was each of these changes meant?',
      },
    ],
    [
      'PB-3',
      'another host’s certificate',
      {
        report: having(
          {},
          {
            ssl: 'wrong-host',
            findings: [
              finding(
                'cert-hostname',
                'www.example.com',
                'www.example.com: the certificate is for other.example (seen from web-1).',
              ),
            ],
          },
        ),
        step: 'shown',
        says: 'other.example',
      },
    ],
    [
      'PB-3',
      'the configuration is refused',
      {
        report: having({
          host: {
            ...machine,
            servers: [{ ...nginx, test: { command: 'nginx -t', passed: false, output: 'a\nnginx: test failed' } }],
          },
        }),
        step: 'web-server',
        says: 'test failed',
      },
    ],
    [
      'PB-4',
      'a script over plain HTTP',
      {
        report: having({ pages: [page('example.com', { insecure: [insecure], insecureCount: 1 })] }),
        step: 'page',
        says: 'line 12, column 9: <script src>',
      },
    ],
    [
      'PB-4',
      'WordPress with its old address',
      {
        report: having({
          pages: [
            page('example.com', {
              wordPress: true,
              insecure: [{ ...insecure, url: 'http://www.example.com/x.css' }],
              insecureCount: 1,
            }),
            page('www.example.com'),
          ],
        }),
        step: 'wordpress',
        says: 'names the site itself once by http',
        healed: having({ pages: [page('example.com', { wordPress: true }), page('www.example.com')] }),
      },
    ],
    [
      'PB-5',
      'a link that leads nowhere',
      {
        report: having({
          host: { ...machine, servers: [{ ...nginx, brokenLinks: ['/etc/nginx/sites-enabled/gone.conf'] }] },
        }),
        step: 'answering-sites',
        says: 'leads nowhere',
      },
    ],
    [
      'PB-5',
      'Apache owns port 80',
      {
        report: having({ host: { ...machine, listeners: [{ address: '0.0.0.0', port: 80, program: 'apache2' }] } }),
        step: 'port-80-owner',
        says: 'apache2',
      },
    ],
    [
      'PB-6',
      'connection refused',
      {
        report: { ...portRefused, observations: { ...allWell.observations, http: portRefused.observations.http } },
        step: 'port-80',
        says: 'connection refused',
      },
    ],
    [
      'PB-6',
      'a limit in the log',
      {
        known: {
          logs: [
            logOf({
              attempts: [],
              findings: [logFinding({ problem: 'ratelimit-duplicate', message: 'retry after 2026-11-26 10:00 UTC' })],
            }),
          ],
        },
        step: 'limits',
        says: 'retry after 2026-11-26 10:00 UTC',
      },
    ],
    [
      'PB-7',
      'no CNAME',
      {
        report: having(
          { dns: [...allWell.observations.dns, ...challenges(undefined)] },
          {
            findings: [
              finding(
                'delegation-missing',
                'example.com',
                'example.com: there is no CNAME at _acme-challenge.example.com (seen from web-1).',
              ),
            ],
          },
        ),
        intent: delegating,
        step: 'records',
        says: 'no CNAME',
        healed: having({ dns: [...allWell.observations.dns, ...challenges(cname('x', target))] }),
      },
    ],
    [
      'PB-7',
      'the zone fails',
      {
        report: having(
          {
            dns: [
              asked('example.com', 'CAA', servfail),
              asked('www.example.com', 'CAA'),
              asked('com', 'CAA'),
              ...challenges(cname('x', target)),
            ],
          },
          {
            findings: [finding('dns-servfail', 'example.com', 'example.com: the name servers fail (seen from web-1).')],
          },
        ),
        intent: delegating,
        step: 'zone',
        says: 'the name servers fail',
        healed: having({ dns: [...allWell.observations.dns, ...challenges(cname('x', target))] }),
      },
    ],
    [
      'PB-8',
      'the timer is off',
      {
        report: having({ host: { ...machine, renewers: [{ ...timer, active: false }] } }),
        step: 'automation',
        says: 'not active',
      },
    ],
    [
      'PB-8',
      'nothing runs the client',
      {
        report: having({ host: { ...machine, renewers: [] } }),
        step: 'automation',
        says: 'no timer, cron job or service runs it',
      },
    ],
    [
      'PB-9',
      'the CA does not answer',
      {
        report: having({
          ca: { ...ca, outcome: { kind: 'failed', code: 'ENOTFOUND', text: 'the name is not known' } },
        }),
        step: 'ca',
        says: 'the name is not known',
      },
    ],
    [
      'PB-9',
      'a request with a weak key',
      {
        known: {
          files: [
            {
              path: '/tmp/weak.csr',
              file: {
                ...(knownGood.files[0]?.file ?? {
                  format: 'PEM',
                  certificates: [],
                  server: null,
                  keys: [],
                  broken: [],
                  cut: false,
                  openToAll: null,
                }),
                requests: [{ ...goodRequest, key: { algorithm: 'rsa', bits: 1024 } }],
              },
              findings: [],
              error: null,
            },
          ],
        },
        step: 'request',
        says: 'rsa, 1024 bits',
      },
    ],
    [
      'PB-9',
      'the key of another certificate',
      {
        report: having({ host: { ...machine, files: [{ ...servedFile, matches: false }] } }),
        step: 'deployment',
        says: 'belongs to another certificate',
      },
    ],
    [
      'PB-10',
      'the old one is served',
      {
        report: having({ host: after.observations.host ?? null, tls: names.map(isOld) }),
        step: 'file-and-served',
        says: 'serial 00',
        healed: after,
      },
    ],
    [
      'PB-11',
      'the newest attempt hangs',
      { known: { attempts: [open, ...(knownGood.attempts ?? [])] }, step: 'durations', says: 'not ended after 1 hour' },
    ],
    [
      'PB-12',
      'a key for everybody',
      {
        report: having({ host: { ...machine, files: [{ ...servedFile, keyOpenToAll: true }] } }),
        step: 'key-rights',
        says: 'every user of the machine may read it',
      },
    ],
    [
      'PB-12',
      'no connections left',
      {
        known: {
          logs: [
            logOf({
              path: '/var/log/nginx/error.log',
              format: 'nginx-error',
              attempts: [],
              findings: [
                logFinding({ problem: 'nginx-worker-connections', message: '768 worker_connections are not enough' }),
              ],
            }),
          ],
        },
        step: 'connections',
        says: '768 worker_connections are not enough',
      },
    ],
  ];

  test.each(cases)(
    '%s: %s',
    (id, _what, { report = allWell, known = {}, intent: from = intent, step, says, healed = allWell }) => {
      const playbook = book(id);
      const run = looked(playbook, report, { ...knownGood, ...known }, from);
      expect(stepOf(run, step).state).toMatch(/^(?:problem|you)$/);
      expect(stepOf(run, step).said).toContain(says);
      expect(verdictOf(playbook, run).kind).toMatch(/^(?:blocked|waiting|ready)$/);
      expect(currentStep(playbook, run)?.id).toBe(step);
      const better = again(playbook, run, healed);
      expect(stepOf(better, step).state).toBe('fine');
      expect(verdictOf(playbook, better)).toMatchObject({ kind: 'done', title: 'Solved' });
    },
  );

  test('PB-4 says what would replace each address, and leaves a port of its own alone', () => {
    const two = [insecure, { ...insecure, url: 'http://cdn.example.net:8080/b.js', line: 13 }];
    const pages = [page('example.com', { insecure: two, insecureCount: 2 }), page('www.example.com')];
    const { evidence, edits } = stepOf(looked(book('PB-4'), having({ pages })), 'page');
    expect(evidence.map(({ expected }) => expected)).toEqual(['https://cdn.example.net/a.js', null, null]);
    expect(edits).toEqual([
      { url: 'http://cdn.example.net/a.js', replacement: 'https://cdn.example.net/a.js', line: 12, column: 9 },
    ]);
  });

  test('PB-2 says in its headline what changed since the domain was last well', () => {
    const good = { ...well, listeners: ['apache2 at 0.0.0.0:80'] };
    const run = looked(book('PB-2'), allWell, { ...knownGood, history: { good, seen: [] } });
    expect(stepOf(run, 'changes').said).toMatch(
      /^Changed since .*, when it was last well: machine, who listens: .*was apache2/,
    );
  });

  test('PB-11 names the step that has begun and not ended', () => {
    const run = looked(book('PB-11'), allWell, { ...knownGood, attempts: [open, ...(knownGood.attempts ?? [])] });
    expect(stepOf(run, 'durations').evidence.at(-1)?.seen).toBe('Bringing it into service, for 59 minutes');
  });

  test('PB-11 cannot tell what is long where no earlier attempt is known', () => {
    const run = looked(book('PB-11'), allWell, { ...knownGood, attempts: [open] });
    expect(stepOf(run, 'durations').state).toBe('unknown');
    expect(verdictOf(book('PB-11'), run).kind).toBe('unproven');
  });

  test('PB-12 is also at its end where its advice is declined, and keeps why', () => {
    const playbook = book('PB-12');
    const run = looked(playbook, having({ host: { ...machine, files: [{ ...servedFile, keyOpenToAll: true }] } }));
    const declined = advance(playbook, run, { kind: 'skipped', step: 'key-rights', why: 'a test machine', at });
    expect(verdictOf(playbook, declined)).toMatchObject({ kind: 'done', title: 'Followed, or declined' });
    expect(declined.deeds.at(-1)?.what).toBe('Declined: Rights of the private keys (a test machine)');
  });

  test('other playbooks are not at their end where a step was left out', () => {
    const playbook = book('PB-10');
    const run = looked(playbook, having({ host: after.observations.host ?? null, tls: names.map(isOld) }));
    const skipped = advance(playbook, run, { kind: 'skipped', step: 'file-and-served', at });
    expect(verdictOf(playbook, skipped).kind).toBe('unproven');
  });

  test('names that are not covered are told with what holds', () => {
    const playbook = book('PB-7');
    const from = { ...delegating, names: [...intent.names, { ascii: 'a.shop.example.com', wildcard: false }] };
    const tls = [...allWell.observations.tls, servedBoth('a.shop.example.com', '01')];
    const run = looked(playbook, having({ tls }), knownGood, from);
    const row = stepOf(run, 'names').evidence.find(({ what }) => what === 'a.shop.example.com');
    expect(row).toMatchObject({ mark: 'problem', seen: `not among ${bothNames.map(({ value }) => value).join(', ')}` });
  });
});

describe('what is no problem', () => {
  test('two certificates of one site, of which each connection shows one', () => {
    const rsa = { ...keptLeaf('77', '2027-04-01T09:00:00.000Z'), key: { algorithm: 'rsa', bits: 2048 } };
    const files = [servedFile, { ...servedFile, certificate: '/etc/ssl/rsa.pem', leaf: rsa }];
    const run = looked(book('PB-10'), having({ host: { ...machine, files } }));
    expect(stepOf(run, 'file-and-served').state).toBe('fine');
  });

  test('another trouble of a log, for a step that asks for limits alone', () => {
    const logs = [logOf({ attempts: [], findings: [logFinding({ problem: 'certbot-lock' })] })];
    const run = looked(book('PB-6'), allWell, { ...knownGood, logs });
    expect(stepOf(run, 'limits').findings).toEqual([]);
    expect(stepOf(looked(book('PB-8'), allWell, { ...knownGood, logs }), 'logs').state).toBe('problem');
  });

  test('a web server that rests beside the one that has the site', () => {
    const resting = { ...nginx, software: 'apache' as const, running: false, sites: [], test: null };
    const run = looked(book('PB-3'), having({ host: { ...machine, servers: [nginx, resting] } }));
    expect(stepOf(run, 'web-server').state).toBe('fine');
  });
});

test.each(playbooks.map((playbook) => [playbook.id, playbook] as const))(
  '%s is exported with every step, its state and its evidence',
  (_id, playbook) => {
    const run = looked(playbook, allWell);
    const text = exportMarkdown(playbook, run);
    expect(text).toContain(`# ${playbook.title}`);
    for (const step of run.steps) {
      const title = playbook.steps.find(({ id }) => id === step.id)?.title ?? '';
      expect(text).toContain(`${title}: ${stateWords[step.state]}`);
    }
    expect(text.match(/^## /gm)?.length).toBe(run.steps.length + 1);
  },
);

describe('branches', () => {
  test('what only the server shows is asked for only there', () => {
    const away = looked(book('PB-3'), having({ host: null }));
    expect(away.steps.map(({ id }) => id)).toEqual(['https', 'shown', 'logs']);
    const here = looked(book('PB-3'), allWell);
    expect(here.steps.map(({ id }) => id)).toEqual([
      'https',
      'shown',
      'web-server',
      'answering-sites',
      'file-and-served',
      'logs',
    ]);
  });

  test('what only a log tells is asked where there is a log, or where the user came with it', () => {
    const ids = (run: PlaybookRun): readonly string[] => run.steps.map(({ id }) => id);
    expect(ids(looked(book('PB-1'), allWell, { ...knownGood, logs: [] }))).not.toContain('logs');
    const told = looked(book('PB-1'), allWell, {
      ...knownGood,
      logs: [
        logOf({
          attempts: [],
          findings: [logFinding({ problem: 'dns-wrong-zone' }), logFinding({ problem: 'http-refused' })],
        }),
      ],
    });
    expect(stepOf(told, 'logs').findings.map(({ problem }) => problem)).toEqual(['dns-wrong-zone']);
    const came = startRun(book('PB-3'), intent, 'client-trust-store', at);
    expect(stepOf(came, 'logs').state).toBe('to-do');
    const unread = again(book('PB-3'), came, allWell, { ...knownGood, logs: null });
    expect(stepOf(unread, 'logs').state).toBe('unknown');
    expect(verdictOf(book('PB-3'), unread).kind).toBe('unproven');
  });

  test('a line of the hosts file holds up where it misleads the client to another CA, whatever the method', () => {
    const caHost = 'acme-v02.api.letsencrypt.org';
    const hosts = (name: string, severity: 'error' | 'warning') => ({
      report: having(
        { host: { ...machine, hostsFile: [{ line: 3, address: '192.0.2.8', name }] } },
        { findings: [{ ...finding('hosts-file-wrong', name, 'It misleads.'), severity }] },
      ),
    });
    const step = ({ report }: { readonly report: DomainReport }) =>
      stepOf(looked(book('PB-1'), report, knownGood, { ...intent, method: 'dns-01' }), 'hosts-file');
    expect(step(hosts(caHost, 'error'))).toMatchObject({ state: 'problem', said: 'It misleads.', remarks: [] });
    expect(step(hosts('example.com', 'warning'))).toMatchObject({
      state: 'fine',
      remarks: [{ problem: 'hosts-file-wrong' }],
    });
    const unread = having({ host: { ...machine, unseen: [] } });
    Reflect.deleteProperty(unread.observations.host ?? {}, 'hostsFile');
    expect(step({ report: unread }).state).toBe('unknown');
  });

  test('a CDN brings its own step, which asks what only its pages show', () => {
    const http = allWell.observations.http.map((fetch) => ({
      ...fetch,
      hops: fetch.hops.map((hop) => ({ ...hop, server: 'cloudflare' })),
    }));
    const run = looked(book('PB-3'), having({ http, host: null }));
    expect(stepOf(run, 'cdn').state).toBe('you');
    expect(stepOf(run, 'cdn').said).toContain('Full (strict)');
  });

  test('the way of validation decides what is looked at', () => {
    const ids = (method: DomainIntent['method']): readonly string[] =>
      startRun(book('PB-9'), { ...intent, method }, null, at).steps.map(({ id }) => id);
    expect(ids('http-01')).toEqual([
      'automation',
      'ca',
      'request',
      'dns',
      'port-80',
      'site',
      'caa',
      'deployment',
      'logs',
      'schedule',
      'retry',
    ]);
    expect(ids('dns-01')).toEqual([
      'automation',
      'ca',
      'request',
      'challenge-record',
      'caa',
      'deployment',
      'logs',
      'schedule',
      'retry',
    ]);
    expect(ids('tls-alpn-01')).toContain('port-443');
  });

  test('a CNAME where nobody said the target is not called right', () => {
    const run = looked(
      book('PB-7'),
      having({ dns: [...allWell.observations.dns, ...challenges(cname('x', target))] }),
      knownGood,
      { ...delegating, delegationTarget: null },
    );
    expect(stepOf(run, 'records').state).toBe('unknown');
    expect(stepOf(run, 'records').said).toContain('delegationTarget');
  });

  test('the certificate of a client on this machine is renewed by that client', () => {
    const run = looked(book('PB-2'), allWell);
    expect(run.circumstances.owner).toMatchObject({ client: 'certbot', name: 'example.com', timer: 'certbot.timer' });
  });
});
