import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  clientActivitiesText,
  clientActivityOf,
  openClientActivity,
  type ClientActivity,
} from '../../../../src/core/acme/client-activity.ts';
import { diagnoseLog } from '../../../../src/core/log/diagnose.ts';
import { clientActivities, keepClientActivity } from '../../../../src/engine/act/renew/client-activities.ts';

let storage = '';
beforeEach(() => {
  storage = mkdtempSync(path.join(tmpdir(), 'cert-doctor-clients-'));
});
afterEach(() => {
  rmSync(storage, { recursive: true });
});

const certbot = {
  client: 'certbot',
  name: 'a.example',
  file: '/etc/letsencrypt/live/a.example/fullchain.pem',
} as const;
const certificate = { ...certbot, timer: null, job: null };

function activity(minute: number, output = ''): ClientActivity {
  const startedAt = new Date(Date.UTC(2026, 10, 26, 20, minute));
  return clientActivityOf(
    { ...certificate, dryRun: false },
    {
      ...{
        outcome: 'failed',
        text: 'certbot ended with code 1.',
        before: '0A',
        after: '0A',
        log: diagnoseLog([]),
        output,
      },
      findings: [
        {
          problem: 'http-404-token',
          severity: 'error',
          subject: 'a.example',
          message: 'The token is missing.',
          evidence: [],
        },
      ],
    },
    { startedAt, endedAt: new Date(startedAt.getTime() + 9_000) },
  );
}

it('is told with its times, its finding and the end of its words', async () => {
  await keepClientActivity(storage, activity(1, 'Detail: 404\n\u001b[31mhostile'));
  const activities = await clientActivities(storage);
  const times = { notAfter: null, due: null, renewers: [] };
  expect(
    clientActivitiesText({ owner: 'client', names: ['a.example'], client: certificate, ...times, activities }),
  ).toBe(
    [
      'a.example, certbot',
      '  2026-11-26 20:01 UTC  failed',
      `    20:01:00  certbot was asked to renew: ${certbot.file}`,
      '    20:01:09  certbot ended with code 1.',
      '    20:01:09  The token is missing.',
      '      Detail: 404',
      '      hostile',
    ].join('\n'),
  );
});

it('tells of one whose end nobody saw', async () => {
  await keepClientActivity(
    storage,
    openClientActivity({ ...certificate, dryRun: false }, new Date(Date.UTC(2026, 10, 26))),
  );
  const activities = await clientActivities(storage);
  const times = { notAfter: null, due: null, renewers: [] };
  const text = clientActivitiesText({
    owner: 'client',
    names: ['a.example'],
    client: certificate,
    ...times,
    activities,
  });
  expect(text).toContain(
    '00:00:00  Its end was not seen: it is under way, or Cert Doctor was stopped before it ended.',
  );
});

it('is kept without secrets, for this user alone', async () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----';
  await keepClientActivity(storage, activity(1, `key: ${key}\nAuthorization: Bearer abcdefghijklmnop1234`));
  const [one] = await clientActivities(storage);
  expect(one?.output).not.toMatch(/MIGHAgEAMBMGByqGSM49|abcdefghijklmnop1234/);
  const [name = ''] = readdirSync(path.join(storage, 'client-renewals'));
  expect(statSync(path.join(storage, 'client-renewals', name)).mode & 0o777).toBe(0o600);
});

it('is told newest first, and what is damaged or foreign is left out', async () => {
  await keepClientActivity(storage, activity(2));
  await keepClientActivity(storage, activity(1));
  const folder = path.join(storage, 'client-renewals');
  writeFileSync(path.join(folder, '2026-11-26T200000.000Z-1.json'), '{"client":');
  writeFileSync(
    path.join(folder, '2026-11-26T200000.000Z-2.json'),
    JSON.stringify({ ...activity(3), outcome: 'great' }),
  );
  writeFileSync(path.join(folder, '2026-11-26T200000.000Z-3.json'), JSON.stringify({ ...activity(3), startedAt: 'x' }));
  expect((await clientActivities(storage)).map(({ startedAt }) => startedAt.slice(11, 16))).toEqual(['20:02', '20:01']);
});

it('is bounded: the last 200 are kept', async () => {
  const folder = path.join(storage, 'client-renewals');
  await keepClientActivity(storage, activity(0));
  for (let at = 0; at < 250; at++)
    writeFileSync(path.join(folder, `2020-01-01T000000.${String(at).padStart(3, '0')}Z-1.json`), '{}');
  await keepClientActivity(storage, activity(1));
  expect(readdirSync(folder)).toHaveLength(200);
  expect(await clientActivities(storage)).toHaveLength(2);
});

it('is nothing where nothing was kept', async () => {
  expect(await clientActivities(path.join(storage, 'none'))).toEqual([]);
});
