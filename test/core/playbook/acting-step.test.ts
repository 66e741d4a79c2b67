import { describe, expect, test } from 'vitest';
import type { DomainIntent } from '../../../src/core/domain/intent.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import type { IssueReport } from '../../../src/core/acme/issuance.ts';
import type { Known } from '../../../src/core/playbook/look.ts';
import { findPlaybook } from '../../../src/core/playbook/playbooks.ts';
import type { Playbook } from '../../../src/core/playbook/playbook.ts';
import { resumeRun } from '../../../src/core/playbook/resume-run.ts';
import {
  advance,
  startRun,
  verdictOf,
  type PlaybookRun,
  type RunEvent,
  type StepRun,
} from '../../../src/core/playbook/run.ts';
import type { ProblemId } from '../../../src/core/problem/catalogue.ts';
import { ca, keptLeaf, knownGood, logFinding, logOf, machine, page } from './recorded-machine.ts';
import { asked, at, fetched, finding, healthy, intent, observing, shown, status, token } from './recorded-report.ts';

const names = ['example.com', 'www.example.com'];
type EventBody = RunEvent extends infer E ? (E extends unknown ? Omit<E, 'at'> : never) : never;

function served(name: string, leaf = keptLeaf('01')) {
  const one = shown(name, '01');
  if (one.outcome.kind !== 'handshake') throw new Error('no handshake');
  return { ...one, outcome: { ...one.outcome, chain: [leaf] } };
}
/** Ninety days, of which ten are left. */
const ending = { ...keptLeaf('00', '2026-12-05T09:00:00.000Z'), notBefore: '2026-09-06T09:00:00.000Z' };
const silent = names.map((name) => ({
  ...shown(name, '01'),
  outcome: { kind: 'failed', reason: 'timeout', text: 'no answer within 5 s' } as const,
}));

const well: DomainReport = observing({
  dns: [...healthy.observations.dns, ...names.map((name) => asked(name, 'A'))],
  http: names.map((name) => fetched(name, token)),
  tls: names.map((name) => served(name)),
  host: machine,
  ca,
  pages: names.map((name) => page(name)),
});
const having = (change: Partial<DomainReport['observations']>, rest: Partial<DomainReport> = {}): DomainReport => ({
  ...well,
  ...rest,
  observations: { ...well.observations, ...change },
});
const found = (...problems: readonly ProblemId[]): Partial<DomainReport> => ({
  findings: problems.map((problem) => finding(problem, 'example.com', `It is ${problem}.`)),
});

const book = (id: string): Playbook => {
  const one = findPlaybook(id);
  if (one === undefined) throw new Error(id);
  return one;
};
const after = (run: PlaybookRun, ...events: readonly EventBody[]): PlaybookRun =>
  events.reduce((one, event) => advance(book(run.playbook), one, { ...event, at }), run);
const again = (run: PlaybookRun, report: DomainReport, known: Known = knownGood): PlaybookRun =>
  after(run, { kind: 'look-started', intent: run.intent }, { kind: 'looked', report, known });
const looked = (id: string, report: DomainReport, known?: Known, from: DomainIntent = intent): PlaybookRun =>
  again(startRun(book(id), from, null, at), report, known);
function stepOf(run: PlaybookRun, id: string): StepRun {
  const one = run.steps.find((step) => step.id === id);
  if (one === undefined) throw new Error(`no step ${id}`);
  return one;
}
const verdict = (run: PlaybookRun) => verdictOf(book(run.playbook), run);
const telling = (...problems: readonly ProblemId[]): Known => ({
  ...knownGood,
  logs: [logOf({ attempts: [], findings: problems.map((problem) => logFinding({ problem })) })],
});
const soon = names.map((name) => served(name, ending));

describe('a renewal by hand', () => {
  test.each(['automation-failing', 'automation-inactive', 'renewal-overdue'] as const)(
    'is offered where the automation is what is wrong: %s',
    (problem) => {
      const run = looked('PB-8', having({ tls: soon }, { ssl: 'expiring', ...found(problem) }));
      expect(stepOf(run, 'renew').state).toBe('you');
      expect(verdict(run).kind).not.toBe('done');
    },
  );

  test('is held up by what would make it fail', () => {
    const run = looked('PB-8', having({ tls: soon }, { ssl: 'expiring', ...found('caa-forbids') }));
    expect(stepOf(run, 'renew')).toMatchObject({
      state: 'to-do',
      said: expect.stringContaining('Permission') as string,
    });
  });

  test('is not offered where the server only has to read the new certificate', () => {
    const run = looked('PB-6', having({ tls: soon }, { ssl: 'expiring', ...found('deploy-not-reloaded') }));
    expect(stepOf(run, 'renew')).toMatchObject({ state: 'to-do', said: expect.stringContaining('file') as string });
  });

  test('is offered, with what to see to first, where a log tells of the last one', () => {
    const run = looked('PB-2', having({ tls: soon }, { ssl: 'expiring' }), telling('ratelimit-failed-validation'));
    expect(stepOf(run, 'renew').state).toBe('you');
    expect(stepOf(run, 'renew').said).toContain('See first to "Logs"');
    expect(verdict(run).kind).toBe('blocked');
  });

  test('that succeeded takes back what the log told before it', () => {
    const log = telling('certbot-lock');
    const begun = after(looked('PB-2', having({ tls: soon }, { ssl: 'expiring' }), log), { kind: 'issue-started' });
    const byClient = { outcome: 'renewed', text: 'certbot renewed it.', findings: [] } as const;
    const run = again(after(begun, { kind: 'issue-ended', report: null, byClient }), well, log);
    expect(stepOf(run, 'logs')).toMatchObject({ state: 'unknown', findings: [] });
    expect(verdict(run)).toMatchObject({ kind: 'done', title: 'Solved' });
  });

  test('is not seen where browsers refuse the certificate, whatever its dates', () => {
    const run = looked('PB-2', having({}, { ssl: 'self-signed' }));
    expect(stepOf(run, 'renew').state).not.toBe('fine');
    expect(verdict(run).kind).not.toBe('done');
  });

  test('is not seen where a wildcard of the names is missing', () => {
    const run = looked('PB-2', having({}, found('names-uncovered')));
    expect(stepOf(run, 'renew').state).not.toBe('fine');
  });

  test('that the user says is done turns to what is seen', () => {
    const run = after(looked('PB-2', having({ tls: soon }, { ssl: 'expiring' })), {
      kind: 'done-by-hand',
      step: 'renew',
    });
    expect(stepOf(run, 'renew').state).toBe('done-by-hand');
    expect(stepOf(again(run, well), 'renew').state).toBe('fine');
  });

  test('counts every name, however many there are', () => {
    const many = Array.from({ length: 50 }, (_, index) => `n${String(index)}.example.com`);
    const wide = { ...intent, names: many.map((ascii) => ({ ascii, wildcard: false })) };
    const tls = many.map((name, index) => (index < 40 ? served(name) : ({ ...silent[0], serverName: name } as never)));
    const run = looked('PB-2', { ...having({ tls }), names: many.map((name) => status(name)) }, knownGood, wide);
    expect(stepOf(run, 'renew').evidence.some(({ mark }) => mark !== 'fine')).toBe(true);
    expect(stepOf(run, 'renew').state).not.toBe('fine');
  });
});

describe('an issuance', () => {
  const failed: IssueReport = {
    reached: 'ordered',
    certificate: null,
    stopped: { kind: 'failed', text: 'The CA saw no token.', findings: [] },
  };

  test('is not proven by a certificate that nobody had seen before it', () => {
    const blind = looked('PB-1', having({ tls: silent }, { ssl: 'unreachable' }));
    const ended = after(blind, { kind: 'issue-started' }, { kind: 'issue-ended', report: failed });
    const run = again(ended, well);
    expect(stepOf(run, 'issue')).toMatchObject({ state: 'problem', said: 'The CA saw no token.' });
    expect(verdict(run).kind).not.toBe('done');
  });

  test.each(['rejected-identifier', 'ca-unreachable'] as const)(
    'is not called ready where the CA would refuse: %s',
    (problem) => {
      const run = looked('PB-1', having({}, found(problem)), knownGood, { ...intent, method: 'tls-alpn-01' });
      expect(verdict(run).kind).toBe('blocked');
    },
  );

  test('by a challenge that nobody looks at is not called ready', () => {
    const run = looked('PB-1', well, knownGood, { ...intent, method: 'dns-persist-01' });
    expect(stepOf(run, 'challenge-record').state).toBe('unknown');
    expect(verdict(run).kind).toBe('unproven');
  });
});

describe('what a log told', () => {
  test('is not taken back by a look from the server itself, which its firewall does not stop', () => {
    const run = (host: typeof machine | null) => looked('PB-8', having({ host }), telling('http-timeout'));
    expect(stepOf(run(machine), 'logs').state).toBe('problem');
    expect(stepOf(run(null), 'logs').state).toBe('unknown');
  });

  test.each(['dns-txt-missing', 'bad-csr', 'credentials-expiring'] as const)(
    'is not taken back by a step that did not look at it: %s',
    (problem) => {
      const run = looked('PB-9', well, telling(problem), { ...intent, method: 'dns-01' });
      expect(stepOf(run, 'logs').state).toBe('problem');
    },
  );

  test('is not what a look finds now', () => {
    const run = looked('PB-1', having({}, found('ca-unreachable')));
    expect(stepOf(run, 'logs')).toMatchObject({ state: 'fine', findings: [] });
  });
});

describe('a later look that sees less', () => {
  test('keeps the steps of the machine, which it could not see', () => {
    const broken = looked('PB-3', having({}, found('nginx-config-test')));
    expect(stepOf(broken, 'web-server').state).toBe('problem');
    const blind = having({});
    Reflect.deleteProperty(blind.observations, 'host');
    const run = again(broken, blind);
    expect(stepOf(run, 'web-server').state).toBe('unknown');
    expect(verdict(run).title).not.toBe('Solved');
  });

  test('says of which look its verdict is', () => {
    const run = after(looked('PB-2', well), { kind: 'look-failed', why: 'The network went away.' });
    expect(verdict(run).text).toContain('the last one did not finish: The network went away.');
  });
});

test('a kept run passes no step without evidence', () => {
  const run = looked('PB-2', well);
  const emptied = { ...run, steps: run.steps.map((step) => ({ ...step, state: 'fine', evidence: [] })) };
  expect(resumeRun(book('PB-2'), JSON.parse(JSON.stringify(run)))).not.toBeNull();
  expect(resumeRun(book('PB-2'), JSON.parse(JSON.stringify(emptied)))).toBeNull();
});
