import { describe, expect, test } from 'vitest';
import type { HostObservation, Renewer } from '../../../src/core/host/host-observation.ts';
import { findPlaybook } from '../../../src/core/playbook/playbooks.ts';
import { advance, startRun, type StepRun } from '../../../src/core/playbook/run.ts';
import { ca, keptLeaf, knownGood, lineage, machine, timer } from './recorded-machine.ts';
import { at, intent, leaf, observing } from './recorded-report.ts';

function stepOf(id: 'automation' | 'schedule', change: Partial<HostObservation>): StepRun {
  const playbook = findPlaybook('PB-8');
  if (playbook === undefined) throw new Error('PB-8');
  const looking = advance(playbook, startRun(playbook, intent, null, at), { kind: 'look-started', intent, at });
  const report = observing({ host: { ...machine, ...change }, ca });
  const run = advance(playbook, looking, { kind: 'looked', report, known: knownGood, at });
  const found = run.steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}
const both = ['automation', 'schedule'] as const;
const row = ({ evidence }: StepRun, what: string) => {
  const found = evidence.find((one) => one.what === what);
  return found === undefined ? undefined : `${found.mark}: ${found.seen}`;
};

/** What Debian's package of certbot leaves to the timer where systemd runs. */
const stub: Renewer = {
  ...{ client: 'certbot', by: 'cron', where: '/etc/cron.d/certbot', active: false },
  ...{ lastRun: null, nextRun: null, failed: null },
  job: { enabled: false, command: 'certbot -q renew', schedule: '0 */12 * * *', result: null, runningSince: null },
};
const leftOver: Renewer = {
  ...{ ...timer, where: 'snap.certbot.renew.timer', active: false },
  ...{ lastRun: null, nextRun: null, failed: true },
};

describe('beside a job that is alive', () => {
  test.each([stub, leftOver])('one of the same client may rest: $where', (resting) => {
    for (const renewers of [
      [timer, resting],
      [resting, timer],
    ]) {
      const automation = stepOf('automation', { renewers });
      expect(automation.state).toBe('fine');
      expect(row(automation, `${resting.by} ${resting.where}`)).toBe('fine: not active; certbot.timer runs certbot');
      const schedule = stepOf('schedule', { renewers });
      expect(schedule.state).toBe('fine');
      expect(row(schedule, resting.where)).toBeUndefined();
    }
  });

  test('one that rests is dead where the other is dead too, or runs another client', () => {
    const dead = { ...timer, active: false, nextRun: null };
    expect(stepOf('automation', { renewers: [dead, stub] }).state).toBe('problem');
    expect(stepOf('schedule', { renewers: [dead, stub] }).state).toBe('unknown');
    expect(stepOf('automation', { renewers: [{ ...timer, client: 'lego' }, stub] }).state).toBe('problem');
    expect(stepOf('automation', { renewers: [{ ...timer, failed: true }, stub] }).state).toBe('problem');
  });
});

describe('a timer that has not run yet', () => {
  const automation = (change: Partial<Renewer>): StepRun =>
    stepOf('automation', { renewers: [{ ...timer, lastRun: null, ...change }] });

  test.each([null, false])('is well where its next run is known (failed: %s)', (failed) => {
    expect(row(automation({ failed }), 'systemd-timer certbot.timer')).toBe('fine: active, has not run yet');
  });

  test('proves nothing where its next run is not known, or is over', () => {
    for (const nextRun of [null, '2026-11-01T00:00:00.000Z'])
      expect(automation({ failed: null, nextRun })).toMatchObject({
        state: 'unknown',
        said: 'systemd-timer certbot.timer: active, has not run yet',
      });
  });
});

describe('the next run', () => {
  const schedule = (...changes: readonly Partial<Renewer>[]): StepRun =>
    stepOf('schedule', { renewers: changes.map((change) => ({ ...timer, ...change })) });
  const late = { nextRun: '2027-06-01T00:00:00.000Z' };

  test('after the end of the certificate is too late, unless another job comes before', () => {
    expect(schedule(late)).toMatchObject({
      state: 'problem',
      said: 'certbot.timer: runs next 2027-06-01 00:00 UTC, after the certificate has ended',
    });
    const cron = { by: 'cron', where: '/etc/cron.d/renew', ...late } as const;
    expect(schedule({}, cron).state).toBe('fine');
    const ended = { ...lineage, leaf: keptLeaf('01', '2026-11-25T09:30:00.000Z') };
    expect(row(stepOf('schedule', { lineages: [ended] }), 'certbot.timer')).toBe(
      'fine: runs next 2026-11-25 14:00 UTC',
    );
  });

  test('in the past is none, but for one that falls due while Cert Doctor looks', () => {
    expect(schedule({ nextRun: '2026-11-01T00:00:00.000Z' })).toMatchObject({
      state: 'unknown',
      said: 'certbot.timer: was to run 2026-11-01 00:00 UTC, and no later run is told',
    });
    expect(schedule({ nextRun: '2026-11-25T09:59:00.000Z' }).state).toBe('fine');
  });

  test('of a certificate that was not read is not held against anything', () => {
    const unread = { ...lineage, state: 'not-permitted', leaf: null } as const;
    const step = stepOf('schedule', { lineages: [unread] });
    expect(step.state).toBe('unknown');
    expect(row(step, 'certbot example.com')).toBe('unknown: its dates were not seen, so when it is due is not known');
    const broken = { ...lineage, leaf: { ...keptLeaf('01'), notAfter: '' } };
    expect(stepOf('schedule', { lineages: [broken] }).state).toBe('unknown');
  });
});

describe('a name that no certificate of a client holds', () => {
  test('is not called renewed with the others', () => {
    for (const id of both) {
      const step = stepOf(id, { lineages: [{ ...lineage, leaf: leaf('01') }] });
      expect(step.state).toBe('unknown');
      expect(row(step, 'www.example.com')).toBe('unknown: no certificate that a client here keeps is seen to hold it');
      expect(row(step, 'example.com')).toBeUndefined();
    }
  });

  test('is well where another certificate holds it', () => {
    const other = { ...leaf('02'), names: [{ kind: 'dns', value: '*.example.com' }] as const };
    for (const id of both)
      expect(
        stepOf(id, {
          lineages: [
            { ...lineage, leaf: leaf('01') },
            { ...lineage, name: 'wild', leaf: other },
          ],
        }).state,
      ).toBe('fine');
  });

  test('goes unsaid where no client holds any', () => {
    for (const id of both) {
      const step = stepOf(id, { lineages: [] });
      expect(step).toMatchObject({ state: 'unknown', evidence: [] });
    }
  });
});
