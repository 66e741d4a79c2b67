import { expect, test } from 'vitest';
import { attemptDurations } from '../../../src/core/playbook/evidence/attempt-durations.ts';
import { nothingKnown, type TimedAttempt } from '../../../src/core/playbook/look.ts';
import { healthy, intent } from './recorded-report.ts';

/** The lines of a journal, each so many seconds after the one before. */
function attempt(startedAt: string, outcome: TimedAttempt['outcome'], seconds: readonly number[]): TimedAttempt {
  const words = [
    'Began, with a new key (ec256)',
    'Ordering',
    'An answer to a challenge put in place',
    'An answer to a challenge put in place',
    'Control of every name proven',
    `Stored: serial number ${startedAt.length}`,
    'Bringing it into service',
    'Every address serves it',
  ];
  let at = Date.parse(startedAt);
  const stages = seconds.map((after, index) => {
    at += after * 1_000;
    return { at: new Date(at).toISOString(), what: words[index] ?? '' };
  });
  return { startedAt, endedAt: outcome === 'open' ? null : new Date(at).toISOString(), outcome, stages };
}

const usual = [
  attempt('2026-09-20T09:00:00.000Z', 'succeeded', [0, 1, 2, 1, 6, 2, 1, 4]),
  attempt('2026-07-20T09:00:00.000Z', 'succeeded', [0, 1, 2, 1, 5, 2, 1, 3]),
];

function durations(newest: TimedAttempt, earlier: readonly TimedAttempt[] = usual) {
  return attemptDurations(intent, { report: healthy, known: { ...nothingKnown, attempts: [newest, ...earlier] } }, []);
}

test('a run that ended late names the step that took longer than in earlier runs', () => {
  const { rows, findings = [] } = durations(
    attempt('2026-11-25T09:00:00.000Z', 'succeeded', [0, 1, 2, 1, 600, 2, 1, 4]),
  );
  expect(rows.map(({ mark }) => mark)).toEqual(['problem', 'problem']);
  expect(rows[1]).toMatchObject({
    what: 'step that took most of it',
    seen: expect.stringMatching(/^An answer to a challenge put in place, for 10 minutes/) as string,
    expected: 'about 6 s',
  });
  expect(findings).toEqual([]);
});

test('a run that hangs names the line at which it stands, and how long that took before', () => {
  const { rows, findings = [] } = durations(attempt('2026-11-25T09:00:00.000Z', 'open', [0, 1, 2, 1, 6, 2, 1]));
  expect(rows[1]).toMatchObject({ what: 'step that has begun and not ended', mark: 'problem', expected: 'about 3 s' });
  expect(findings.map(({ problem }) => problem)).toEqual(['automation-stuck']);
  expect(findings[0]?.message).toContain('It stands at: Bringing it into service.');
});

test('nothing hangs that takes its usual time, and nothing is called slow where no earlier run is known', () => {
  const newest = attempt('2026-11-25T09:00:00.000Z', 'succeeded', [0, 1, 3, 1, 9, 2, 1, 5]);
  expect(durations(newest).rows.map(({ mark }) => mark)).toEqual(['fine']);
  const open = durations(attempt('2026-11-25T09:00:00.000Z', 'open', [0, 1]), []);
  expect(open.rows.map(({ mark }) => mark)).toEqual(['unknown', 'unknown']);
  expect(open.findings ?? []).toEqual([]);
  expect(open.missing).toContain('No earlier attempt');
});
