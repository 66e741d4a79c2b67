import { describe, expect, test } from 'vitest';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import type { IssueReport } from '../../../src/core/acme/issuance.ts';
import { issuanceFailed } from '../../../src/core/playbook/issuance-failed.ts';
import { resumeRun } from '../../../src/core/playbook/resume-run.ts';
import {
  advance,
  currentStep,
  startRun,
  verdictOf,
  type PlaybookRun,
  type RunEvent,
  type StepRun,
} from '../../../src/core/playbook/run.ts';
import { machine } from './recorded-machine.ts';
import {
  asked,
  at,
  caa,
  caaForbids,
  cname,
  fetched,
  finding,
  healthy,
  intent,
  leaf,
  notFound,
  observing,
  portRefused,
  refused,
  servfail,
  shown,
  silence,
  status,
  token,
  wrongAddress,
} from './recorded-report.ts';

type EventBody = RunEvent extends infer E ? (E extends unknown ? Omit<E, 'at'> : never) : never;

const begin = startRun(issuanceFailed, intent, null, at);

function after(run: PlaybookRun, ...events: readonly EventBody[]): PlaybookRun {
  return events.reduce((one, event) => advance(issuanceFailed, one, { ...event, at }), run);
}

function looked(report: DomainReport, run: PlaybookRun = begin): PlaybookRun {
  return after(run, { kind: 'look-started', intent: run.intent }, { kind: 'looked', report });
}

function step(run: PlaybookRun, id: string): StepRun {
  const found = run.steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
}

const states = (run: PlaybookRun): Record<string, string> =>
  Object.fromEntries(run.steps.map(({ id, state }) => [id, state]));

describe('the steps over HTTP', () => {
  test('stand in the order in which a colleague would look, and start with nothing known', () => {
    expect(states(begin)).toEqual({ dns: 'to-do', 'port-80': 'to-do', site: 'to-do', caa: 'to-do', issue: 'to-do' });
  });

  test('are looking while the look is on its way; only the one that acts waits', () => {
    const run = after(begin, { kind: 'look-started', intent });
    expect(states(run)).toEqual({
      dns: 'looking',
      'port-80': 'looking',
      site: 'looking',
      caa: 'looking',
      issue: 'to-do',
    });
  });

  test('are fine where everything needed was seen, and then the certificate can be issued', () => {
    const run = looked(healthy);
    expect(states(run)).toEqual({ dns: 'fine', 'port-80': 'fine', site: 'fine', caa: 'fine', issue: 'you' });
    expect(currentStep(issuanceFailed, run)?.id).toBe('issue');
    expect(verdictOf(issuanceFailed, run).kind).toBe('ready');
  });

  test.each([
    ['dns', wrongAddress, 'another machine'],
    ['port-80', portRefused, 'connection refused'],
    ['caa', caaForbids, 'digicert.com'],
  ])('%s is a problem by the finding that names it, and holds up the issuance', (id, report, words) => {
    const run = looked(report);
    expect(step(run, id).state).toBe('problem');
    expect(step(run, id).said).toContain(words);
    expect(step(run, 'issue').state).toBe('to-do');
    expect(currentStep(issuanceFailed, run)?.id).toBe(id);
    expect(verdictOf(issuanceFailed, run).kind).toBe('blocked');
  });

  test('a question comes after what is proven, and what the user is mending before the next problem', () => {
    const unsaid = { ...caaForbids, names: caaForbids.names.map((one) => ({ ...one, expected: [] })) };
    const asking = looked(unsaid);
    expect(step(asking, 'dns').state).toBe('you');
    expect(currentStep(issuanceFailed, asking)?.id).toBe('caa');
    expect(verdictOf(issuanceFailed, asking).kind).toBe('blocked');

    const both = { ...wrongAddress, findings: [...wrongAddress.findings, ...caaForbids.findings] };
    const mending = after(looked(both), { kind: 'acted', step: 'dns', what: null });
    expect(currentStep(issuanceFailed, mending)?.id).toBe('dns');
    expect(verdictOf(issuanceFailed, mending)).toMatchObject({ kind: 'waiting' });
    expect(verdictOf(issuanceFailed, mending).text).toContain('Also wrong: "Permission for the CA (CAA)".');
  });

  test('site is a problem where the token was put there and something else answers', () => {
    const run = looked(observing({ http: healthy.names.map(({ name }) => fetched(name, notFound)) }));
    expect(step(run, 'site').state).toBe('problem');
    expect(step(run, 'port-80').state).toBe('fine');
  });

  test('site is unknown where only a made-up file was asked for: 404 proves nothing', () => {
    const run = looked(observing({ http: healthy.names.map(({ name }) => fetched(name, notFound, null)) }));
    expect(step(run, 'site').state).toBe('unknown');
    expect(step(run, 'site').said).toContain('does not exist');
  });

  test('dns asks the user where nobody said what the address of the server is', () => {
    const names = healthy.names.map((one) => ({ ...one, expected: [] }));
    const run = looked({ ...healthy, names });
    expect(step(run, 'dns').state).toBe('you');
    expect(step(run, 'dns').said).toBe(
      "Is 203.0.113.10 this server? Cert Doctor does not know the server's address, so it cannot tell.",
    );
  });

  test('dns asks nobody on the server itself, whose own addresses these are', () => {
    const names = healthy.names.map((one) => ({ ...one, expected: [] }));
    const here = observing({ host: machine }, { names });
    expect(step(looked(here), 'dns').state).toBe('fine');
    const elsewhere = observing({ host: { ...machine, addresses: ['203.0.113.77'] } }, { names });
    expect(step(looked(elsewhere), 'dns').state).toBe('you');
  });

  test('only what the step asks for makes it a problem; remarks are shown and hold nothing up', () => {
    const findings = [
      {
        problem: 'cdn-proxy' as const,
        severity: 'warning' as const,
        subject: 'example.com',
        message: 'm',
        evidence: [],
      },
    ];
    const run = looked({ ...healthy, findings });
    expect(step(run, 'site').state).toBe('fine');
    expect(step(run, 'site').remarks).toEqual(findings);
  });
});

describe('what could not be seen never passes', () => {
  test.each<[string, string, DomainReport]>([
    [
      'dns',
      'the resolver was silent',
      {
        ...observing({ dns: [asked('example.com', 'A', silence), ...healthy.observations.dns] }),
        names: [status('example.com', { dns: 'unknown', found: [] }), status('www.example.com')],
      },
    ],
    ['dns', 'a name is missing from the report', { ...healthy, names: [status('example.com')] }],
    ['port-80', 'nothing was fetched', observing({ http: [] })],
    [
      'port-80',
      'one of two addresses was not looked at',
      {
        ...healthy,
        names: [status('example.com', { found: ['A 203.0.113.10', 'AAAA 2001:db8::10'] }), status('www.example.com')],
      },
    ],
    [
      'port-80',
      'the address may not be connected to',
      observing({
        http: healthy.names.map(({ name }) =>
          fetched(name, { kind: 'failed', reason: 'address-not-allowed', text: 'private address' }),
        ),
      }),
    ],
    ['site', 'nothing answered', observing({ http: healthy.names.map(({ name }) => fetched(name, refused)) })],
    ['caa', 'it was not asked for', observing({ dns: [] })],
    [
      'caa',
      'the resolver was silent',
      observing({ dns: healthy.names.map(({ name }) => asked(name, 'CAA', silence)) }),
    ],
    ['caa', 'the resolver failed', observing({ dns: healthy.names.map(({ name }) => asked(name, 'CAA', servfail)) })],
    [
      'caa',
      'an ancestor failed',
      observing({ dns: [asked('example.com', 'CAA'), asked('www.example.com', 'CAA'), asked('com', 'CAA', servfail)] }),
    ],
  ])('%s is unknown where %s', (id, _why, report) => {
    const run = looked(report);
    expect(step(run, id).state).toBe('unknown');
    expect(step(run, id).said).not.toBe('');
    expect(verdictOf(issuanceFailed, run).title).not.toBe('Solved');
  });

  test('a name without an answer from its own CAA is judged by the domain above, as RFC 8659 has it', () => {
    const dns = [asked('www.example.com', 'CAA'), asked('example.com', 'CAA', caa('example.com', 'letsencrypt.org'))];
    const run = looked(observing({ dns }));
    expect(step(run, 'caa').state).toBe('fine');
    expect(step(run, 'caa').evidence.map(({ seen }) => seen)).toEqual([
      'example.com: 0 issue "letsencrypt.org"',
      'example.com: 0 issue "letsencrypt.org"',
    ]);
  });

  test('a look that does not finish leaves every step unknown with the reason', () => {
    const run = after(begin, { kind: 'look-started', intent }, { kind: 'look-failed', why: 'it was stopped.' });
    expect(run.steps.slice(0, 4).map(({ state, said }) => [state, said])).toEqual(
      Array.from({ length: 4 }, () => ['unknown', 'it was stopped.']),
    );
    expect(run.failure).toBe('it was stopped.');
  });
});

describe('the marks of the rows agree with the finding of their step', () => {
  const marks = (run: PlaybookRun, id: string): readonly string[] =>
    step(run, id).evidence.map(({ what, mark }) => `${mark}: ${what}`);

  test('a CAA record that forbids the CA is not fine', () => {
    expect(marks(looked(caaForbids), 'caa')).toEqual(['problem: example.com CAA', 'fine: www.example.com CAA']);
  });

  test('nothing is unknown of a page that is found to be forbidden', () => {
    const forbidden = { ...notFound, status: 403 };
    const findings = [
      finding(
        'http-403-token',
        'example.com',
        'example.com: the challenge path at 203.0.113.10 is forbidden (status 403).',
      ),
    ];
    const http = healthy.names.map(({ name }) => fetched(name, forbidden, null));
    expect(marks(looked(observing({ http }, { findings })), 'site')).toEqual([
      'problem: example.com at 203.0.113.10',
      'unknown: www.example.com at 203.0.113.10',
    ]);
  });

  test('a delegation that is missing is marked at the CNAME, with what should stand there', () => {
    const delegated = {
      ...intent,
      names: intent.names.slice(0, 1),
      method: 'dns-01',
      delegationTarget: 't.example.net',
    } as const;
    const dns = [
      ...healthy.observations.dns,
      asked('_acme-challenge.example.com', 'CNAME'),
      asked('_acme-challenge.example.com', 'TXT'),
    ];
    const findings = [
      finding(
        'delegation-missing',
        'example.com',
        'example.com: _acme-challenge.example.com has no CNAME to t.example.net (seen from web-1).',
      ),
    ];
    const run = looked(observing({ dns }, { findings }), startRun(issuanceFailed, delegated, null, at));
    expect(step(run, 'challenge-record').evidence).toMatchObject([
      { seen: 'no record', expected: 'CNAME t.example.net', mark: 'problem' },
      { seen: 'no record', mark: 'fine' },
    ]);
  });

  test('a delegation that stands is fine', () => {
    const delegated = {
      ...intent,
      names: intent.names.slice(0, 1),
      method: 'dns-01',
      delegationTarget: 't.example.net',
    } as const;
    const owner = '_acme-challenge.example.com';
    const dns = [
      ...healthy.observations.dns,
      asked(owner, 'CNAME', cname(owner, 't.example.net')),
      asked(owner, 'TXT'),
    ];
    const run = looked(observing({ dns }), startRun(issuanceFailed, delegated, null, at));
    expect(step(run, 'challenge-record').state).toBe('fine');
  });
});

describe('ready to issue', () => {
  const blind = looked(observing({ http: healthy.names.map(({ name }) => fetched(name, notFound, null)) }));

  test('is not said while a step is unknown; what was not seen is named, and who will see it', () => {
    const { kind, title, text } = verdictOf(issuanceFailed, blind);
    expect({ kind, title }).toEqual({ kind: 'unproven', title: 'Not everything could be seen' });
    expect(text).toContain('could not be seen: "Site that answers for the name"');
    expect(text).toContain('fetches the token from every address before the CA is asked');
    expect(text).not.toContain('Ready');
  });

  test('is said on the word of the user, with what rests on it', () => {
    const verdict = verdictOf(issuanceFailed, after(blind, { kind: 'done-by-hand', step: 'site' }));
    expect(verdict.title).toBe('Ready to issue');
    expect(verdict.text).toContain('Not seen by Cert Doctor: "Site that answers for the name"');
  });
});

describe('waiting for the user', () => {
  test('a problem that the user acts on waits, and turns by itself when it is seen to be right', () => {
    const acted = after(looked(portRefused), { kind: 'acted', step: 'port-80', what: null });
    expect(step(acted, 'port-80').state).toBe('you');
    expect(step(looked(portRefused, acted), 'port-80').state).toBe('you');
    const healed = looked(healthy, acted);
    expect(step(healed, 'port-80').state).toBe('fine');
    expect(healed.turns.map((turn) => [turn.step, turn.from, turn.to])).toContainEqual(['port-80', 'you', 'fine']);
  });

  test('done by hand stays apart from fine, until evidence replaces it', () => {
    const byHand = after(looked(portRefused), { kind: 'done-by-hand', step: 'port-80' });
    expect(step(byHand, 'port-80').state).toBe('done-by-hand');
    expect(step(looked(observing({ http: [] }), byHand), 'port-80').state).toBe('done-by-hand');
    expect(step(looked(healthy, byHand), 'port-80').state).toBe('fine');
  });

  test('what was done by hand and is still seen to be wrong waits for its effect, and makes nothing ready', () => {
    const still = looked(portRefused, after(looked(portRefused), { kind: 'done-by-hand', step: 'port-80' }));
    expect(step(still, 'port-80').state).toBe('you');
    expect(step(looked(portRefused, still), 'port-80').state).toBe('you');
    expect(step(still, 'issue').state).toBe('to-do');
    expect(verdictOf(issuanceFailed, still).title).toMatch(/^Waits for you/);
  });

  test('what was skipped though it was seen to be wrong is named before an attempt', () => {
    const skipped = looked(portRefused, after(looked(portRefused), { kind: 'skipped', step: 'port-80' }));
    expect(step(skipped, 'issue').said).toMatch(/^You skipped "Port 80 from outside", where something was seen/);
  });

  test('what was skipped or done by hand can be taken back', () => {
    const skipped = after(looked(portRefused), { kind: 'skipped', step: 'port-80' });
    expect(step(skipped, 'port-80').state).toBe('skipped');
    expect(step(looked(portRefused, after(skipped, { kind: 'reopened', step: 'port-80' })), 'port-80').state).toBe(
      'problem',
    );
  });

  test('nobody can mark a fine step, or skip one that is being looked at', () => {
    const fine = looked(healthy);
    expect(after(fine, { kind: 'done-by-hand', step: 'dns' }).steps).toEqual(fine.steps);
    const looking = after(begin, { kind: 'look-started', intent });
    expect(after(looking, { kind: 'skipped', step: 'dns' }).steps).toEqual(looking.steps);
  });
});

describe('issuing at the end', () => {
  const later = '2026-11-25T10:05:00.000Z';
  const issued: IssueReport = { reached: 'verified', certificate: null, stopped: null };
  const stored = {
    ...{ folder: '', certificateFile: '', chainFile: '', fullChainFile: '', keyFile: '' },
    ...{ serialNumber: '', notAfter: later },
  };
  const issuing = after(looked(healthy), { kind: 'issue-started' }, { kind: 'issue-progress', words: 'Ordering' });
  const done = (report: IssueReport | null): PlaybookRun => after(issuing, { kind: 'issue-ended', report });
  const served = (serial: string): DomainReport => ({
    ...observing({ tls: healthy.names.map(({ name }) => shown(name, serial)) }),
    at: later,
  });

  test('its progress is shown in words', () => {
    expect(step(issuing, 'issue')).toMatchObject({ state: 'looking', said: 'Ordering' });
    expect(verdictOf(issuanceFailed, issuing)).toMatchObject({ kind: 'looking', title: 'Issuing' });
  });

  test('is solved only when every address shows a certificate that was not there before', () => {
    const run = looked(served('02'), done(issued));
    expect(step(run, 'issue').state).toBe('fine');
    expect(verdictOf(issuanceFailed, run)).toMatchObject({ kind: 'done', title: 'Solved' });
  });

  test('is not solved by the word of the client alone', () => {
    expect(step(done(issued), 'issue').state).not.toBe('fine');
    const run = looked(served('01'), done(issued));
    expect(step(run, 'issue')).toMatchObject({ state: 'you', said: 'The server still shows the earlier certificate.' });
  });

  test('is not solved while one address shows the earlier certificate', () => {
    const tls = [shown('example.com', '02'), shown('www.example.com', '01')];
    const run = looked({ ...observing({ tls }), at: later }, done(null));
    expect(step(run, 'issue').said).toContain('others still the earlier one');
  });

  test('is proven by the very certificate that was issued here, and by no other', () => {
    const certificate = { ...stored, fingerprint: leaf('02').fingerprint };
    const own = done({ reached: 'verified', certificate, stopped: null });
    expect(step(looked(served('02'), own), 'issue').state).toBe('fine');
    expect(step(looked(served('03'), own), 'issue')).toMatchObject({ state: 'you' });
    const kept = done({
      reached: 'verified',
      certificate: { ...stored, fingerprint: leaf('01').fingerprint },
      stopped: null,
    });
    expect(step(looked(served('01'), kept), 'issue').state).toBe('fine');
  });

  test('is unknown where nobody knows what was served before', () => {
    const blind = after(begin, { kind: 'issue-started' }, { kind: 'issue-ended', report: null });
    expect(step(looked(served('02'), blind), 'issue')).toMatchObject({
      state: 'unknown',
      said: expect.stringContaining('Nobody had looked before') as string,
    });
  });

  test('is unknown where no address shows a certificate', () => {
    const run = looked({ ...observing({ tls: [] }), at: later }, done(null));
    expect(step(run, 'issue').state).toBe('unknown');
  });

  test('a new certificate that is seen ends it, also where the attempt itself failed', () => {
    const failed = done({
      reached: 'stored',
      certificate: null,
      stopped: { kind: 'failed', text: 'no reload', findings: [] },
    });
    expect(step(failed, 'issue')).toMatchObject({ state: 'problem', said: 'no reload' });
    expect(step(looked(served('02'), failed), 'issue').state).toBe('fine');
  });

  test("says the CA's refusal in its words, with what it means", () => {
    const problem = {
      type: 'rateLimited',
      detail: 'too many certificates, retry after 2026-11-27',
      status: 429,
      subproblems: [],
      retryAfter: null,
    };
    const findings = [
      {
        problem: 'ratelimit-duplicate' as const,
        severity: 'error' as const,
        subject: 'example.com',
        message: 'm',
        evidence: [],
      },
    ];
    const run = done({ reached: 'key', certificate: null, stopped: { kind: 'ca', problem, findings } });
    expect(step(run, 'issue')).toMatchObject({ state: 'problem', findings });
    expect(step(run, 'issue').said).toContain('retry after 2026-11-27');
  });
});

describe('other ways of validation', () => {
  test('dns-01 has no port to open, and looks at the challenge record instead', () => {
    const run = startRun(issuanceFailed, { ...intent, method: 'dns-01' }, null, at);
    expect(run.steps.map(({ id }) => id)).toEqual(['challenge-record', 'caa', 'issue']);
    const names = ['_acme-challenge.example.com', '_acme-challenge.www.example.com'];
    const dns = [...healthy.observations.dns, ...names.flatMap((name) => [asked(name, 'CNAME'), asked(name, 'TXT')])];
    expect(states(looked(observing({ dns }), run))['challenge-record']).toBe('fine');
    expect(states(looked(observing({ dns: dns.slice(0, -1) }), run))['challenge-record']).toBe('unknown');
  });

  test('tls-alpn-01 asks port 443', () => {
    const run = startRun(issuanceFailed, { ...intent, method: 'tls-alpn-01' }, null, at);
    expect(states(looked(healthy, run))['port-443']).toBe('fine');
    expect(states(looked(observing({ tls: [] }), run))['port-443']).toBe('unknown');
  });

  test('a change of the method in the list changes the steps with the next look', () => {
    const run = after(looked(healthy), { kind: 'look-started', intent: { ...intent, method: 'dns-01' } });
    expect(run.steps.map(({ id }) => id)).toEqual(['challenge-record', 'caa', 'issue']);
  });
});

describe('a run is data', () => {
  test('it survives JSON and goes on', () => {
    const stored: unknown = JSON.parse(JSON.stringify(looked(portRefused)));
    const run = resumeRun(issuanceFailed, stored);
    expect(run).toEqual(looked(portRefused));
    expect(run === null ? null : states(looked(healthy, run))['port-80']).toBe('fine');
  });

  test('what was under way when the window closed is to be looked at again', () => {
    const run = resumeRun(issuanceFailed, JSON.parse(JSON.stringify(after(begin, { kind: 'look-started', intent }))));
    expect(run?.looking).toBe(false);
    expect(run?.steps.every(({ state }) => state === 'to-do')).toBe(true);
  });

  test.each([
    ['nothing', undefined],
    ['a text', 'PB-1'],
    ['another version', { ...begin, version: 1 }],
    ['another playbook', { ...begin, playbook: 'PB-2' }],
    ['other steps', { ...begin, steps: begin.steps.slice(1) }],
    ['a state that does not exist', { ...begin, steps: begin.steps.map((one) => ({ ...one, state: 'green' })) }],
  ])('%s is not resumed', (_what, stored) => {
    expect(resumeRun(issuanceFailed, stored)).toBeNull();
  });

  test('the record of what happened is bounded', () => {
    let run = begin;
    for (let index = 0; index < 150; index++) run = looked(index % 2 === 0 ? portRefused : healthy, run);
    expect(run.turns.length).toBe(200);
  });

  test('a fetch that answered before its way broke still proves the port', () => {
    const http = healthy.names.map(({ name }) => ({
      ...fetched(name, token),
      outcome: { kind: 'failed' as const, reason: 'redirect-loop' as const, text: 'redirects in a circle' },
    }));
    const run = looked(observing({ http }));
    expect(states(run)).toMatchObject({ 'port-80': 'fine', site: 'problem' });
  });
});
