import { describe, expect, test } from 'vitest';
import { caOf } from '../../../src/core/acme/ca-facts.ts';
import type { DnsOutcome } from '../../../src/core/dns/answer.ts';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import type { HostsEntry } from '../../../src/core/host/hosts-file.ts';
import type { HostObservation } from '../../../src/core/host/host-observation.ts';
import { reportDomain } from '../../../src/core/judge/judge-domain.ts';
import { challengeRecord } from '../../../src/core/playbook/evidence/challenge-record.ts';
import { nothingKnown, type Known } from '../../../src/core/playbook/look.ts';
import { findPlaybook } from '../../../src/core/playbook/playbooks.ts';
import { advance, startRun, type StepRun } from '../../../src/core/playbook/run.ts';
import { ca, knownGood, machine, well } from './recorded-machine.ts';
import { asked, at, caa, cname, finding, healthy, intent, observing, shown, status } from './recorded-report.ts';

const names = ['example.com', 'www.example.com'];
const target = 'org.acme.example.net';

function stepOf(
  id: string,
  step: string,
  report: DomainReport,
  { from = intent, known = knownGood }: { readonly from?: DomainIntent; readonly known?: Known } = {},
): StepRun {
  const playbook = findPlaybook(id);
  if (playbook === undefined) throw new Error(id);
  const looking = advance(playbook, startRun(playbook, from, null, at), { kind: 'look-started', intent: from, at });
  const run = advance(playbook, looking, { kind: 'looked', report, known, at });
  const found = run.steps.find((one) => one.id === step);
  if (found === undefined) throw new Error(`no step ${step} in ${run.steps.map((one) => one.id).join(', ')}`);
  return found;
}

const marks = ({ evidence }: StepRun): readonly string[] => evidence.map(({ what, mark }) => `${what}: ${mark}`);

describe('the hosts file', () => {
  const addresses = (name: string): DnsOutcome => ({
    ...{ kind: 'answer', rcode: 'NOERROR', authoritative: false, authenticated: false, transport: 'udp' },
    records: [{ name, ttl: 300, type: 'A', address: '203.0.113.10' }],
  });
  /** As the judgement of the whole look tells it. */
  const judged = (
    hostsFile: readonly HostsEntry[],
    { host = {}, asksCa = true }: { readonly host?: Partial<HostObservation>; readonly asksCa?: boolean } = {},
  ): DomainReport =>
    reportDomain(
      intent,
      {
        ...healthy.observations,
        dns: [...healthy.observations.dns, ...names.map((name) => asked(name, 'A', addresses(name)))],
        host: { ...machine, ...host, hostsFile },
        ...(asksCa ? { ca } : {}),
      },
      { startedAt: new Date(at), now: new Date(Date.parse(at) + 100), vantage: 'web-1', ca: caOf(null) },
    );
  const ofCa = (name: string): readonly HostsEntry[] => [{ line: 9, address: '192.0.2.8', name }];

  test('a line of a CA that nobody here uses is told and holds nothing up', () => {
    const step = stepOf('PB-1', 'hosts-file', judged(ofCa('acme.zerossl.com')));
    expect(step).toMatchObject({ state: 'fine', remarks: [{ problem: 'hosts-file-wrong' }] });
    expect(marks(step)).toEqual(['/etc/hosts, line 9: fine']);
  });

  test('a line of the CA in use holds up', () => {
    const step = stepOf('PB-1', 'hosts-file', judged(ofCa('acme-v02.api.letsencrypt.org')));
    expect(step).toMatchObject({ state: 'problem', findings: [{ problem: 'hosts-file-wrong' }], remarks: [] });
    expect(marks(step)).toEqual(['/etc/hosts, line 9: problem']);
  });

  test('a line of a CA with which a client here has an account holds up too', () => {
    const account = { client: 'acme.sh', file: '/root/.acme.sh/ca/acme.zerossl.com/v2/DV90/ca.conf' } as const;
    const accounts = [{ ...account, ca: 'acme.zerossl.com', uri: null, broken: null }];
    const step = stepOf('PB-1', 'hosts-file', judged(ofCa('acme.zerossl.com'), { host: { accounts } }));
    expect(step.state).toBe('problem');
  });

  test('where nobody knows which CA is in use, every line of a CA holds up', () => {
    const step = stepOf('PB-1', 'hosts-file', judged(ofCa('acme.zerossl.com'), { asksCa: false }));
    expect(step.state).toBe('problem');
  });

  test('a line that leads a name of the domain elsewhere than DNS is asked about', () => {
    const step = stepOf(
      'PB-1',
      'hosts-file',
      judged([
        { line: 3, address: '127.0.0.1', name: 'example.com' },
        { line: 4, address: '198.51.100.7', name: 'example.com' },
      ]),
    );
    expect(step).toMatchObject({
      state: 'you',
      said: 'Is line 4 of /etc/hosts meant for programs on this machine alone?',
      remarks: [{ problem: 'hosts-file-wrong' }],
    });
    expect(marks(step)).toEqual(['/etc/hosts, line 3: fine', '/etc/hosts, line 4: you']);
  });

  test('one question names all such lines, each once', () => {
    const elsewhere = (line: number, name: string): HostsEntry => ({ line, address: '198.51.100.7', name });
    const lines = [elsewhere(4, 'example.com'), elsewhere(4, 'www.example.com'), elsewhere(7, 'www.example.com')];
    const { said } = stepOf('PB-1', 'hosts-file', judged(lines));
    expect(said).toBe('Are lines 4 and 7 of /etc/hosts meant for programs on this machine alone?');
  });
});

describe('permission for the CA', () => {
  const unclear = observing(
    {
      dns: [
        asked('example.com', 'CAA', caa('example.com', 'digicert.com')),
        asked('www.example.com', 'CAA'),
        asked('com', 'CAA'),
      ],
    },
    {
      findings: ['example.com', '*.example.com'].map((name) => ({
        ...finding(
          'caa-forbids',
          name,
          `${name}: whether ca.example is one of them is not known here (seen from web-1).`,
        ),
        severity: 'info',
      })),
    },
  );

  test('where nobody knows whether the CA is among those named, the step does not know either', () => {
    const step = stepOf('PB-1', 'caa', unclear);
    expect(step).toMatchObject({
      state: 'unknown',
      said: 'example.com CAA: whether ca.example is one of them is not known here (seen from web-1).',
    });
    expect(marks(step)).toEqual(['example.com CAA: unknown', 'www.example.com CAA: fine']);
  });

  test('the zone answers all the same', () => {
    expect(stepOf('PB-7', 'zone', unclear).state).toBe('fine');
  });
});

describe('the record of the challenge', () => {
  const challenges = (name: string, outcome?: DnsOutcome) => [
    asked(`_acme-challenge.${name}`, 'CNAME', outcome),
    asked(`_acme-challenge.${name}`, 'TXT'),
  ];
  const partly: DomainIntent = {
    ...{ ...intent, method: 'dns-01' },
    delegations: [{ name: 'example.com', target }],
  };
  const oneOfTwo = (www?: DnsOutcome, rest: Partial<DomainReport> = {}): DomainReport =>
    observing(
      {
        dns: [
          ...healthy.observations.dns,
          ...challenges('example.com', cname('_acme-challenge.example.com', target)),
          ...challenges('www.example.com', www),
        ],
      },
      rest,
    );
  const untold = 'where its CNAME should lead is not said in cert-doctor.json';

  test('a name without a CNAME of which nobody said where it leads is not called delegated', () => {
    const step = stepOf('PB-7', 'records', oneOfTwo(), { from: partly });
    expect(step).toMatchObject({
      state: 'unknown',
      said: `_acme-challenge.www.example.com CNAME: no record; ${untold}`,
    });
  });

  test('nor one whose CNAME leads to nobody knows whom', () => {
    const report = oneOfTwo(cname('_acme-challenge.www.example.com', 'a.example.net'));
    const { state, said } = stepOf('PB-7', 'records', report, { from: partly });
    expect([state, said]).toEqual(['unknown', `_acme-challenge.www.example.com CNAME: CNAME a.example.net; ${untold}`]);
  });

  test('what the check has found there stays a problem', () => {
    const found = finding('delegation-missing', 'www.example.com', 'www.example.com: there is no CNAME.');
    const step = stepOf('PB-7', 'records', oneOfTwo(undefined, { findings: [found] }), { from: partly });
    expect(step).toMatchObject({ state: 'problem', said: 'www.example.com: there is no CNAME.' });
  });

  test('with dns-01 a name that is not delegated needs no CNAME', () => {
    expect(stepOf('PB-1', 'challenge-record', oneOfTwo(), { from: partly }).state).toBe('fine');
  });

  test.each(['dns-account-01', 'dns-persist-01'] as const)('%s has another record, at which nobody looks', (method) => {
    const look = { report: oneOfTwo(cname('_acme-challenge.www.example.com', target)), known: nothingKnown };
    const missing = 'Cert Doctor does not look at this record yet; see what your client or CA says to write.';
    expect(challengeRecord({ ...intent, method }, look, [])).toEqual({ rows: [], missing, question: null });
    const delegated: DomainIntent = { ...intent, method, delegationTarget: target };
    expect(stepOf('PB-7', 'records', look.report, { from: delegated })).toMatchObject({
      state: 'unknown',
      said: missing,
    });
  });
});

describe('the addresses of the names', () => {
  const none: DomainIntent = { ...intent, addresses: [] };
  const asksWhere = "Is 203.0.113.10 this server? Cert Doctor does not know the server's address, so it cannot tell.";

  test('a delegation does not say where the server is', () => {
    const found = ['A 203.0.113.10', `CNAME ${target}`];
    const report = observing(
      { host: null },
      { names: names.map((name) => status(name, { expected: [`CNAME ${target}`], found })) },
    );
    const step = stepOf('PB-1', 'dns', report, { from: { ...none, delegationTarget: target } });
    expect(step).toMatchObject({ state: 'you', said: asksWhere });
  });

  const byAddress = { name: { ascii: '203.0.113.10', wildcard: false } };
  const itself = { ...byAddress, names: [byAddress.name] };
  const ofAddress = observing(
    { dns: [], host: null },
    { names: [status('203.0.113.10', { dns: 'not-needed', expected: [], found: [] })] },
  );

  test('an IP address as a name is asked about where nobody said the addresses of the server', () => {
    const step = stepOf('PB-1', 'dns', ofAddress, { from: { ...none, ...itself } });
    expect(step).toMatchObject({ state: 'you', said: asksWhere });
  });

  test('an IP address as a name is right where it is one of the server, and else leads elsewhere', () => {
    expect(stepOf('PB-1', 'dns', ofAddress, { from: { ...intent, ...itself } }).state).toBe('fine');
    const elsewhere = { ...intent, ...itself, addresses: ['203.0.113.99'] };
    const step = stepOf('PB-1', 'dns', ofAddress, { from: elsewhere });
    expect(step).toMatchObject({
      state: 'problem',
      said: '203.0.113.10: an IP address, and none of those of the server',
      evidence: [{ expected: 'A 203.0.113.99', mark: 'problem' }],
    });
  });
});

describe('what changed since it was well', () => {
  const served = { issuer: 'x', serial: '01', notAfter: '2027-02-23T09:00:00.000Z', chain: [] };
  const good = {
    ...well,
    records: { 'A example.com': ['203.0.113.10'], 'CAA example.com': [], 'CAA www.example.com': [] },
    served: { 'example.com at 203.0.113.10': { ...served, issuer: "C=US, O=Let's Encrypt, CN=YE1" } },
  };
  const known: Known = { ...knownGood, history: { good, seen: [good] } };

  test('a look that saw nothing compared nothing', () => {
    const blind = observing({ dns: [], tls: [], http: [], host: null });
    const step = stepOf('PB-2', 'changes', blind, { known });
    expect(step.state).toBe('unknown');
    expect(step.said).toMatch(/^What changed since .* is not known: nothing that was seen then was seen this time\.$/);
  });

  test('only what was seen both times is counted', () => {
    const { state, evidence } = stepOf('PB-2', 'changes', observing({ host: machine }), { known });
    expect([state, evidence.map(({ seen }) => seen)]).toEqual([
      'fine',
      ['nothing of what was seen both times (2 records, 1 certificate, the programs that listen)'],
    ]);
    const less = observing({ tls: [shown('www.example.com', '01')], host: null });
    expect(stepOf('PB-2', 'changes', less, { known }).evidence[0]?.seen).toBe(
      'nothing of what was seen both times (2 records)',
    );
  });
});
