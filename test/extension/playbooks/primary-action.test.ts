import { expect, test } from 'vitest';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import type { Known } from '../../../src/core/playbook/look.ts';
import type { PlaybookId } from '../../../src/core/playbook/playbook.ts';
import { findPlaybook } from '../../../src/core/playbook/playbooks.ts';
import { advance, startRun } from '../../../src/core/playbook/run.ts';
import type { ServerSoftware } from '../../../src/core/host/site.ts';
import type { PlaybookAction } from '../../../src/extension/playbooks/playbook-action.ts';
import { viewOf, type ViewContext } from '../../../src/extension/playbooks/panel-view.ts';
import type { StepView } from '../../../src/extension/playbooks/panel/messages.ts';
import {
  ca,
  keptLeaf,
  knownGood,
  lineage,
  logFinding,
  logOf,
  machine,
  nginx,
  page,
  servedFile,
  timer,
} from '../../core/playbook/recorded-machine.ts';
import { at, finding, healthy, intent, observing, shown } from '../../core/playbook/recorded-report.ts';
import { context } from './views.ts';

const later = keptLeaf('02', '2027-03-01T09:00:00.000Z');

function having(change: Partial<DomainReport['observations']>, rest: Partial<DomainReport> = {}): DomainReport {
  const served = healthy.names.map(({ name }) => shown(name, '01'));
  return { ...observing({ tls: served, host: machine, ca, pages: [page('example.com')], ...change }), ...rest };
}

interface Offer {
  readonly step: StepView;
  readonly primary: PlaybookAction | undefined;
  readonly actions: readonly PlaybookAction[];
}

function offer(
  id: PlaybookId,
  step: string,
  report: DomainReport,
  known: Partial<Known> = {},
  change: Partial<ViewContext> = {},
): Offer {
  const playbook = findPlaybook(id);
  if (playbook === undefined) throw new Error(id);
  const begun = advance(playbook, startRun(playbook, intent, null, at), { kind: 'look-started', intent, at });
  const run = advance(playbook, begun, { kind: 'looked', report, known: { ...knownGood, ...known }, at });
  const { view, offered } = viewOf(playbook, run, { ...context, ...change });
  const found = view.steps.find((one) => one.id === step);
  if (found === undefined) throw new Error(`no step ${step}`);
  const { primary, others, more, commands } = found;
  const buttons = [primary, ...others, ...more, ...commands.flatMap((command) => command.buttons)];
  const actions = buttons.flatMap((one) => (one === null ? [] : (offered.get(one.id) ?? [])));
  return { step: found, primary: offered.get(primary?.id ?? ''), actions };
}

/** The files hold the renewed certificate, the addresses show the one before. */
function stale(software: ServerSoftware): DomainReport {
  const files = [{ ...servedFile, software, leaf: later }];
  const servers = [{ ...nginx, software }];
  return having({ host: { ...machine, servers, files, lineages: [{ ...lineage, leaf: later }] } });
}

test.each([
  ['nginx', 'sudo nginx -s reload'],
  ['apache', 'sudo apachectl graceful'],
] as const)(
  'an old certificate at the addresses and a new one in the file: %s reads its files again',
  (software, line) => {
    const { primary, actions } = offer('PB-10', 'file-and-served', stale(software));
    expect(primary).toEqual({ kind: 'terminal', step: 'file-and-served', line });
    const typed = actions.flatMap((action) => (action.kind === 'terminal' ? [action.line] : []));
    if (software !== 'nginx') expect(typed.filter((one) => one.includes('nginx'))).toEqual([]);
  },
);

test('a server whose own file is old is not reloaded: it would read the same again', () => {
  const report = having({
    host: {
      ...machine,
      files: [{ ...servedFile, certificate: '/etc/nginx/copy.pem' }],
      lineages: [{ ...lineage, leaf: later }],
    },
  });
  expect(offer('PB-10', 'file-and-served', report).primary).not.toMatchObject({ line: 'sudo nginx -s reload' });
});

test('an attempt that hangs is taken over, and a log is named only below', () => {
  const open = {
    startedAt: '2026-11-25T09:00:00.000Z',
    endedAt: null,
    outcome: 'open' as const,
    stages: [{ at: '2026-11-25T09:00:05.000Z', what: 'Bringing it into service' }],
  };
  const attempts = [open, ...(knownGood.attempts ?? [])];
  const { primary, step } = offer('PB-11', 'durations', having({}), { attempts });
  expect(primary).toEqual({ kind: 'issue' });
  expect(step.said).toContain('It stands at: Bringing it into service.');
  expect(step.more.map(({ label }) => label)).toContain('Name a log…');
});

test('connections that ran out are set in the configuration of nginx', () => {
  const logs = [
    logOf({
      ...{ path: '/var/log/nginx/error.log', format: 'nginx-error', attempts: [] },
      findings: [logFinding({ problem: 'nginx-worker-connections', message: '768 worker_connections are not enough' })],
    }),
  ];
  expect(offer('PB-12', 'connections', having({}), { logs }).primary).toMatchObject({
    kind: 'open-file',
    path: '/etc/nginx/nginx.conf',
  });
});

test('a timer that is off is switched on', () => {
  const report = having({ host: { ...machine, renewers: [{ ...timer, active: false }] } });
  expect(offer('PB-8', 'automation', report).primary).toMatchObject({
    kind: 'terminal',
    line: expect.stringMatching(/systemctl enable/) as string,
  });
});

test('a step that only wants to see more still asks for the file first', () => {
  const report = having({ host: null });
  expect(offer('PB-10', 'file-and-served', stale('nginx')).step.more.map(({ label }) => label)).toContain(
    'Name a file…',
  );
  expect(offer('PB-9', 'request', report, { files: [] }).primary).toMatchObject({ kind: 'name-file' });
});

test('where only the CA can see the fault a trial order is offered, but not before the folder is trusted', () => {
  const found = finding('secondary-validation', 'example.com', 'The CA saw something else from its other places.');
  const logs = [
    logOf({ attempts: [], findings: [logFinding({ problem: 'secondary-validation', subject: 'example.com' })] }),
  ];
  const report = having({}, { findings: [found] });
  const steps = ['PB-8', 'PB-9'] as const;
  for (const id of steps) {
    const { actions } = offer(id, 'logs', report, { logs });
    expect(actions).toContainEqual({ kind: 'try-order', step: 'logs', name: 'example.com' });
    const kinds = offer(id, 'logs', report, { logs }, { trusted: false }).actions.map(({ kind }) => kind);
    expect(kinds).not.toContain('try-order');
  }
});
