import { describe, expect, test } from 'vitest';
import { certificateExpired } from '../../../src/core/playbook/certificate-expired.ts';
import { issuanceFailed } from '../../../src/core/playbook/issuance-failed.ts';
import { nothingKnown } from '../../../src/core/playbook/look.ts';
import { advance, startRun } from '../../../src/core/playbook/run.ts';
import { viewOf } from '../../../src/extension/playbooks/panel-view.ts';
import { parseFromPage, type PanelView, type StepView } from '../../../src/extension/playbooks/panel/messages.ts';
import {
  at,
  caaForbids,
  fetched,
  finding,
  healthy,
  intent,
  notFound,
  observing,
  portRefused,
  wrongAddress,
} from '../../core/playbook/recorded-report.ts';
import { context, fresh, looked, offered } from './views.ts';

function step(view: PanelView, id: string): StepView {
  const found = view.steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
}

describe('what the panel offers', () => {
  test('every button stands for an action that the extension made, and no action is offered without a button', () => {
    const { view, offered: actions } = offered(looked(portRefused));
    const ids = new Set(JSON.stringify(view).match(/"id":"\{(?:[^"\\]|\\.)*\}"/g));
    expect(ids.size).toBe(actions.size);
  });

  test('a step has one primary button and at most two others', () => {
    for (const report of [healthy, portRefused, wrongAddress]) {
      for (const { others } of offered(looked(report)).view.steps) expect(others.length).toBeLessThanOrEqual(2);
    }
  });

  test('a wrong record is shown in full and copied as a zone file writes it', () => {
    const { view, offered: actions } = offered(looked(wrongAddress));
    const { record, primary } = step(view, 'dns');
    expect(record?.fields.map(({ text }) => text)).toEqual(['replace', 'www.example.com', 'A', '203.0.113.10']);
    expect(actions.get(primary?.id ?? '')).toMatchObject({ kind: 'copy', text: 'www.example.com. A 203.0.113.10' });
  });

  test('without a shell that lines can be written for, no command is offered', () => {
    const { offered: actions } = offered(looked(portRefused), { shell: null });
    expect([...actions.values()].filter(({ kind }) => kind === 'terminal')).toEqual([]);
  });

  test('a report is offered for a domain of the list, whatever state it is in', () => {
    const kinds = ({ offered: actions }: ReturnType<typeof offered>): string[] =>
      [...actions.values()].map(({ kind }) => kind);
    for (const report of [healthy, portRefused]) expect(kinds(offered(looked(report)))).toContain('report');
    expect(kinds(offered(looked(healthy), { listed: false }))).not.toContain('report');
  });

  test('issuing is offered only when nothing holds it up, and only for a domain of the list', () => {
    const kinds = (view: ReturnType<typeof offered>): string[] => [...view.offered.values()].map(({ kind }) => kind);
    expect(kinds(offered(looked(portRefused)))).not.toContain('issue');
    expect(kinds(offered(looked(healthy)))).toContain('issue');
    expect(kinds(offered(looked(healthy), { listed: false }))).not.toContain('issue');
    expect(kinds(offered(looked(healthy), { listed: false }))).toContain('add-domain');
  });

  test('a step that was not seen says what the user can look at, and offers to say that it was done', () => {
    const http = healthy.names.map(({ name }) => fetched(name, notFound, null));
    const { view } = offered(looked(observing({ http })));
    const site = step(view, 'site');
    expect(site.meaning?.title).toBe('What you can look at');
    expect([site.primary, ...site.others].map((button) => button?.label)).toEqual([
      'Issue Certificate…',
      'Look again',
      'I checked it myself',
    ]);
    expect(view.current).toBe('site');
  });

  test('where a look can show more, looking again comes before the word of the user', () => {
    const { view } = offered(looked(observing({ dns: [] })));
    const { primary, others } = step(view, 'caa');
    expect([primary, ...others].map((button) => button?.label)).toEqual(['Look again', 'I checked it myself', 'Skip']);
  });

  test('a certificate that is stored but not served is brought into service, not issued once more', () => {
    const certificate = {
      folder: '/srv/live',
      certificateFile: '',
      chainFile: '',
      fullChainFile: '',
      keyFile: '',
      serialNumber: '02',
      fingerprint: 'F02',
      notAfter: '2027-02-23T09:00:00.000Z',
    };
    const report = {
      reached: 'stored' as const,
      certificate,
      stopped: { kind: 'declined' as const, what: 'Reloading the server' },
    };
    const started = advance(issuanceFailed, looked(healthy), { kind: 'issue-started', at });
    const { view } = offered(advance(issuanceFailed, started, { kind: 'issue-ended', report, at }));
    expect(view.verdict.title).toBe('Issued and stored, not in service yet');
    expect(step(view, 'issue').primary?.label).toBe('Bring into service…');
  });

  test('questions in a terminal go to the resolver of the look, each command once', () => {
    const { view } = offered(looked(wrongAddress), { resolver: '192.0.2.53:5353' });
    const { commands, more } = step(view, 'dns');
    const digs = commands.map(({ line }) => line).filter((line) => line.startsWith('dig'));
    expect(digs.length).toBeGreaterThan(0);
    for (const line of digs)
      if (!/\+(?:trace|nssearch)/.test(line)) expect(line).toMatch(/^dig @192\.0\.2\.53 -p 5353 /);
    expect(new Set(commands.map(({ line }) => line)).size).toBe(commands.length);
    expect(more.filter(({ icon }) => icon === 'terminal')).toEqual([]);
  });

  test('a retry is not offered before the time that the CA named', () => {
    const problem = {
      type: 'rateLimited',
      detail: 'too many',
      status: 429,
      subproblems: [],
      retryAfter: '2026-11-26T10:00:00Z',
    };
    const report = {
      reached: 'key' as const,
      certificate: null,
      stopped: { kind: 'ca' as const, problem, findings: [] },
    };
    const started = advance(issuanceFailed, looked(healthy), { kind: 'issue-started', at });
    const run = advance(issuanceFailed, started, { kind: 'issue-ended', report, at });
    const offers = (now: string): boolean =>
      [...offered(run, { now }).offered.values()].some(({ kind }) => kind === 'issue');
    expect(offers('2026-11-26T09:59:59.000Z')).toBe(false);
    expect(offers('2026-11-26T10:00:00.000Z')).toBe(true);
    expect(step(offered(run).view, 'issue').said).toContain('from 2026-11-26T10:00:00Z on');
  });

  test('a question to the user waits for nothing but the answer', () => {
    const names = healthy.names.map((name) => ({ ...name, expected: [] }));
    const dns = step(offered(looked({ ...healthy, names })).view, 'dns');
    expect(dns.waitsFor).toBeNull();
    expect([dns.primary, ...dns.others].map((button) => button?.label)).toEqual([
      "Enter the server's address…",
      'Yes, it is this server',
      'Skip',
    ]);
  });

  test('text from outside never becomes a command', () => {
    const hostile = 'example.com; rm -rf / \u0007';
    const findings = [finding('http-refused', hostile, hostile, [{ label: 'x', text: hostile }])];
    const { offered: actions } = offered(looked({ ...portRefused, findings }));
    for (const action of actions.values()) if (action.kind === 'terminal') expect(action.line).not.toContain('rm -rf');
  });
});

describe('the picture', () => {
  const picture = (run = looked(portRefused)): (readonly [string, string])[] =>
    (offered(run).view.way?.stations ?? []).map(({ label, state }) => [label, state]);

  test('shows where the way breaks, and that nothing is known behind', () => {
    expect(picture()).toEqual([
      ['CA', 'fine'],
      ['DNS', 'fine'],
      ['Address', 'fine'],
      ['Port', 'broken'],
      ['Web server', 'beyond'],
      ['File', 'beyond'],
    ]);
  });

  test('a record that leads to the wrong machine breaks the way at the address, not in DNS', () => {
    expect(picture(looked(wrongAddress)).slice(1, 3)).toEqual([
      ['DNS', 'fine'],
      ['Address', 'broken'],
    ]);
  });

  test('a CA that may not issue is broken itself, and the way to the file is seen all the same', () => {
    expect(picture(looked(caaForbids)).map(([, state]) => state)).toEqual([
      'broken',
      'fine',
      'fine',
      'fine',
      'fine',
      'fine',
    ]);
    expect(offered(looked(caaForbids)).view.way?.text).toContain('The CA may not issue.');
  });

  test('has the same in words', () => {
    expect(offered(looked(portRefused)).view.way?.text).toContain('The way breaks before: Port.');
  });

  test('is not drawn before the first look, and not for validation through DNS', () => {
    expect(offered(fresh).view.way).toBeNull();
    expect(offered(looked(healthy, { ...fresh, intent: { ...fresh.intent, method: 'dns-01' } })).view.way).toBeNull();
  });
});

test('in Restricted Mode the page says what is off and how to change it', () => {
  const failed = advance(issuanceFailed, fresh, { kind: 'look-failed', why: 'Restricted Mode', at });
  const { notice } = offered(failed, { trusted: false }).view;
  expect(notice?.text).toContain('Restricted Mode');
  expect(notice?.button?.label).toBe('Manage Workspace Trust');
});

test.each([
  [{ kind: 'ready' }, { kind: 'ready' }],
  [
    { kind: 'act', id: 'x', extra: 1 },
    { kind: 'act', id: 'x' },
  ],
  [{ kind: 'act', id: 1 }, null],
  [{ kind: 'run', id: 'x' }, null],
  ['ready', null],
  [null, null],
])('a message %j from the page is read as %j', (message, expected) => {
  expect(parseFromPage(message)).toEqual(expected);
});

test('an id of any length is not looked up', () => {
  expect(parseFromPage({ kind: 'act', id: 'x'.repeat(5_000) })).toBeNull();
});

test('a question that only the user can answer has Yes as its button', () => {
  const good = { at: '2026-11-01T10:00:00.000Z', records: { 'CAA example.com': ['0 issue "x.example"'] }, served: {} };
  const known = { ...nothingKnown, history: { good: { ...good, listeners: null, sites: null }, seen: [] } };
  const begun = startRun(certificateExpired, intent, null, at);
  const run = advance(certificateExpired, begun, { kind: 'looked', report: healthy, known, at });
  const { view } = viewOf(certificateExpired, run, context);
  const changes = view.steps.find(({ id }) => id === 'changes');
  expect(changes?.state).toBe('you');
  expect(changes?.primary?.label).toBe('Yes');
  expect(changes?.others.map(({ label }) => label)).toEqual(['Look again', 'Skip']);
});
