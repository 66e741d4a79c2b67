import { describe, expect, test } from 'vitest';
import { diagnoseLog } from '../../../src/core/log/diagnose.ts';
import { readCertbotRenewal } from '../../../src/core/host/renewal-settings.ts';
import type { LogAttempt } from '../../../src/core/log/report.ts';
import type { Known, KnownLog } from '../../../src/core/playbook/look.ts';
import { findPlaybook } from '../../../src/core/playbook/playbooks.ts';
import { advance, startRun, type StepRun } from '../../../src/core/playbook/run.ts';
import { ca, knownGood, lineage, logFinding, logOf, machine } from './recorded-machine.ts';
import { at, intent, observing } from './recorded-report.ts';

function stepOf(playbookId: string, id: string, known: Partial<Known>): StepRun {
  const playbook = findPlaybook(playbookId);
  if (playbook === undefined) throw new Error(playbookId);
  const looking = advance(playbook, startRun(playbook, intent, null, at), { kind: 'look-started', intent, at });
  const report = observing({ host: machine, ca });
  const run = advance(playbook, looking, { kind: 'looked', report, known: { ...knownGood, ...known }, at });
  const found = run.steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no step ${id} in ${run.steps.map((one) => one.id).join(', ')}`);
  return found;
}

/** The step that reads of everything, by logs with these attempts and findings. */
const logs = (...changes: readonly Partial<KnownLog>[]): StepRun =>
  stepOf('PB-8', 'logs', { logs: changes.map(logOf) });
/** The step that asks for failures of what follows a renewal, and for nothing else. */
const hook = (...changes: readonly Partial<KnownLog>[]): StepRun =>
  stepOf('PB-10', 'hook', { logs: changes.map(logOf) });

function attempt(outcome: LogAttempt['outcome'], change: Partial<LogAttempt> = {}): LogAttempt {
  return { startLine: 1, endLine: 40, names: ['example.com', 'www.example.com'], outcome, cause: null, ...change };
}
const later = { startLine: 50, endLine: 90 };
const webServer: Partial<KnownLog> = { path: '/var/log/nginx/error.log', format: 'nginx-error', attempts: [] };
const rows = ({ evidence }: StepRun) => evidence.map(({ what, mark, seen }) => `${mark} ${what}: ${seen}`);

describe('a success', () => {
  const failedHook = logFinding({ problem: 'certbot-hook-failed', line: 35, attempt: 0, message: 'the hook failed' });

  test('does not hide that the hook after it failed, as certbot writes it', () => {
    const report = diagnoseLog(
      `2026-11-24 03:12:01,101:DEBUG:certbot._internal.main:certbot version: 2.11.0
2026-11-24 03:12:02,001:INFO:certbot._internal.renewal:Renewing an existing certificate for example.com and www.example.com
2026-11-24 03:12:09,700:INFO:certbot.compat.misc:Running deploy-hook command: systemctl reload nginx
2026-11-24 03:12:10,100:ERROR:certbot.compat.misc:Hook 'deploy-hook' reported error code 1
2026-11-24 03:12:10,101:DEBUG:certbot._internal.display.obj:Notifying user: 
Congratulations, all renewals succeeded: 
  /etc/letsencrypt/live/example.com/fullchain.pem (success)`.split('\n'),
    );
    expect(report.attempts).toMatchObject([{ outcome: 'succeeded' }]);
    const step = hook({ attempts: report.attempts, findings: report.findings });
    expect(step.state).toBe('problem');
    expect(step.findings.map(({ problem }) => problem)).toEqual(['certbot-hook-failed']);
    expect(logs({ attempts: report.attempts, findings: report.findings }).state).toBe('problem');
  });

  test('takes back what attempts before it ran into, and their hooks', () => {
    const attempts = [attempt('succeeded'), attempt('succeeded', later)];
    expect(hook({ attempts, findings: [failedHook] }).state).toBe('fine');
    expect(rows(logs({ attempts, findings: [failedHook] }))).toEqual([
      'fine /var/log/letsencrypt/letsencrypt.log: its last attempt for the domain succeeded',
    ]);
  });

  test('takes back what stands outside of attempts above it, and nothing below it', () => {
    const full = (line: number) => [logFinding({ problem: 'disk-full', line, message: 'no space left' })];
    expect(logs({ attempts: [attempt('succeeded')], findings: full(50) }).state).toBe('problem');
    expect(logs({ attempts: [attempt('succeeded', later)], findings: full(45) }).state).toBe('fine');
  });

  test('stands above the failure that it took back where the newest line stands first', () => {
    const attempts = [
      attempt('succeeded', { time: '2026-11-24T03:00:00Z' }),
      attempt('failed', { ...later, time: '2026-11-23T03:00:00Z' }),
    ];
    const findings = [
      logFinding({ line: 60, attempt: 1, time: '2026-11-23T03:01:00Z' }),
      logFinding({ line: 120, problem: 'disk-full', time: '2026-11-20T03:01:00Z' }),
    ];
    expect(logs({ attempts, findings }).state).toBe('fine');
    const turned = attempts.map(
      (one) => ({ ...one, outcome: one.outcome === 'failed' ? 'succeeded' : 'failed' }) as const,
    );
    expect(logs({ attempts: turned }).state).toBe('problem');
  });

  test('for one name is none for another', () => {
    const attempts = [
      attempt('failed', { names: ['example.com'] }),
      attempt('succeeded', { ...later, names: ['www.example.com'] }),
    ];
    const findings = [logFinding({ problem: 'dns-api-auth', attempt: 0, subject: 'example.com' })];
    expect(logs({ attempts, findings })).toMatchObject({ state: 'problem', findings: [{ problem: 'dns-api-auth' }] });
    expect(rows(logs({ attempts }))).toEqual([
      'problem /var/log/letsencrypt/letsencrypt.log:40: the last attempt for example.com failed, and no line that is known tells why',
    ]);
    expect(
      logs({ attempts: [...attempts, attempt('succeeded', { startLine: 91, endLine: 99 })], findings }).state,
    ).toBe('fine');
  });

  test('for a wildcard counts for the names that it covers', () => {
    const attempts = [
      attempt('failed', { names: ['www.example.com'] }),
      attempt('succeeded', { ...later, names: ['*.example.com', 'example.com'] }),
    ];
    expect(logs({ attempts, findings: [logFinding({ attempt: 0, subject: 'www.example.com' })] }).state).toBe('fine');
  });
});

describe('the last attempt', () => {
  test('that failed is a problem though nobody knows why', () => {
    const step = logs({ attempts: [attempt('failed')] });
    expect(step.state).toBe('problem');
    expect(rows(step)).toEqual([
      'problem /var/log/letsencrypt/letsencrypt.log:40: the last attempt for example.com and www.example.com failed, and no line that is known tells why',
    ]);
  });

  test('that failed is told once, by what it ran into', () => {
    const step = logs({ attempts: [attempt('failed')], findings: [logFinding({ attempt: 0 })] });
    expect(step.evidence.map(({ what }) => what)).toEqual(['/var/log/letsencrypt/letsencrypt.log:12']);
  });

  test('of which the end is not there proves nothing', () => {
    const step = logs({ attempts: [attempt('open')] });
    expect(step).toMatchObject({
      state: 'unknown',
      said: '/var/log/letsencrypt/letsencrypt.log:40: the log does not tell how the last attempt for example.com and www.example.com ended',
    });
  });

  test('is not the one that was not due', () => {
    expect(logs({ attempts: [attempt('succeeded'), attempt('not-due', later)] }).state).toBe('fine');
    expect(logs({ attempts: [attempt('not-due')] }).state).toBe('fine');
    expect(logs({ attempts: [attempt('failed'), attempt('not-due', later)] }).state).toBe('problem');
  });

  test('is nothing to a step that asks for other things', () => {
    for (const outcome of ['failed', 'open'] as const)
      expect(hook({ attempts: [attempt(outcome)] }).state).toBe('fine');
  });
});

describe('logs in which no attempt for the domain stands', () => {
  test('do not show that the newest attempts did not fail', () => {
    const step = logs(webServer);
    expect(step).toMatchObject({ state: 'unknown', said: 'No attempt for the domain stands in what was read.' });
    expect(rows(step)).toEqual(['fine /var/log/nginx/error.log: nothing in it is known to be wrong']);
    expect(logs({ attempts: [attempt('succeeded', { names: ['example.net'] })] }).state).toBe('unknown');
    expect(logs(webServer, { attempts: [attempt('succeeded')] }).state).toBe('fine');
  });

  test('do not show to a step that asks for something else that it went well either', () => {
    expect(hook(webServer).state).toBe('unknown');
    expect(hook({ format: 'unknown', attempts: [], findings: [] }).state).toBe('unknown');
  });
});

describe('the step after the renewal', () => {
  const file = '/etc/letsencrypt/renewal/example.com.conf';
  const settings = { ...readCertbotRenewal('[renewalparams]\n', file), broken: null };
  const having = (change: Partial<typeof settings>) => {
    const lineages = [{ ...lineage, settings: { ...settings, ...change } }];
    const report = observing({ host: { ...machine, lineages } });
    const playbook = findPlaybook('PB-10');
    if (playbook === undefined) throw new Error('no playbook');
    const begun = advance(playbook, startRun(playbook, intent, null, at), { kind: 'look-started', intent, at });
    const known = { ...knownGood, logs: [logOf()] };
    return advance(playbook, begun, { kind: 'looked', report, known, at }).steps.find(({ id }) => id === 'hook');
  };

  test('is shown as it is set', () => {
    const set = having({ hooks: ['systemctl reload nginx'] });
    expect(set?.evidence[0]).toMatchObject({ what: file, seen: 'hooks: systemctl reload nginx', mark: 'fine' });
    expect(having({ installer: 'nginx' })?.evidence[0]).toMatchObject({ mark: 'fine' });
  });

  test('that the settings do not name is not called right', () => {
    expect(having({})).toMatchObject({ state: 'unknown' });
    expect(having({})?.said).toContain('names no step after the renewal, and none was found in');
  });
});

describe('a log that the user named and that could not be read', () => {
  const unread = [{ path: '/var/log/letsencrypt/letsencrypt.log', why: 'this user may not read it' }];
  const said = '/var/log/letsencrypt/letsencrypt.log: this user may not read it';

  test.each([
    ['PB-8', 'logs'],
    ['PB-10', 'hook'],
  ])('is told of with the reason: %s', (playbook, id) => {
    for (const read of [[], [logOf(webServer)], [logOf()], null])
      expect(stepOf(playbook, id, { logs: read, unread })).toMatchObject({ state: 'unknown', said });
    const failed = logOf({ attempts: [], findings: [logFinding({ problem: 'deploy-failed' })] });
    expect(stepOf(playbook, id, { logs: [failed], unread }).state).toBe('problem');
  });
});
