import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { observeTimers } from '../../../../src/engine/observe/host/systemd-timers.ts';

/**
 * A stand-in for systemctl that replays what systemd 252 of Debian 12 wrote, with the units that this test adds; the lab
 * asks a real one.
 */
function standIn(list: string, show: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'systemctl-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const program = path.join(folder, 'systemctl');
  writeFileSync(path.join(folder, 'list'), list);
  writeFileSync(path.join(folder, 'show'), show);
  writeFileSync(
    program,
    `#!/bin/sh\ncase "$1" in list-timers) cat ${folder}/list ;; show) cat ${folder}/show ;; esac\n`,
  );
  chmodSync(program, 0o755);
  return program;
}

const list = JSON.stringify([
  {
    next: 1795725710401837,
    left: 1,
    last: 1795640012000000,
    passed: 1,
    unit: 'certbot.timer',
    activates: 'certbot.service',
  },
  { next: null, left: null, last: 0, passed: 0, unit: 'nightly.timer', activates: 'certificates.service' },
  {
    next: 1795737600000000,
    left: 1,
    last: 0,
    passed: 0,
    unit: 'dpkg-db-backup.timer',
    activates: 'dpkg-db-backup.service',
  },
  { next: 1, unit: '--root=/', activates: 'a.service' },
  { unit: 5 },
]);

const show = `TimersCalendar={ OnCalendar=*-*-* 00,12:00:00 ; next_elapse=@1795694400 }
NextElapseUSecRealtime=Thu 2026-11-26 20:41:50 UTC
LastTriggerUSec=Wed 2026-11-25 20:53:32 UTC
Result=success
Id=certbot.timer
Triggers=certbot.service
LoadState=loaded
ActiveState=active
UnitFileState=enabled
InactiveExitTimestamp=@1795677259

Result=exit-code
ExecStart={ path=/usr/bin/certbot ; argv[]=/usr/bin/certbot -q renew --no-random-sleep-on-renew ; ignore_errors=no ; start_time=[n/a] ; stop_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }
Id=certbot.service
Triggers=
LoadState=loaded
ActiveState=inactive
UnitFileState=static
InactiveExitTimestamp=@1795640012

TimersCalendar={ OnCalendar=*-*-* 03:00:00 ; next_elapse=n/a }
Result=success
Id=nightly.timer
Triggers=certificates.service
LoadState=loaded
ActiveState=inactive
UnitFileState=disabled

Result=success
ExecStart={ path=/usr/bin/env ; argv[]=/usr/bin/env LEGO_EAB_HMAC=zXcVbNmAsDfGhJkLqWeRtYuIoP lego --path /srv/lego renew ; ignore_errors=no ; pid=9 }
Id=certificates.service
LoadState=loaded
ActiveState=activating
InactiveExitTimestamp=@1795640012

Id=dpkg-db-backup.timer
Triggers=dpkg-db-backup.service
LoadState=loaded
ActiveState=active

ExecStart={ path=/usr/libexec/dpkg/dpkg-db-backup ; argv[]=/usr/libexec/dpkg/dpkg-db-backup ; ignore_errors=no }
Id=dpkg-db-backup.service
LoadState=loaded

Id=acme.timer
LoadState=not-found
ActiveState=inactive
`;

const observe = (program: string) => observeTimers({ root: '/', signal: AbortSignal.timeout(20_000) }, program);

it('tells of the timers that run a client, by whatever name, and of none that does something else', async () => {
  const timers = await observe(standIn(list, show));
  expect(timers.map(({ where, client }) => [where, client])).toEqual([
    ['certbot.timer', 'certbot'],
    ['nightly.timer', 'lego'],
  ]);
  expect(timers[0]).toEqual({
    ...{ client: 'certbot', by: 'systemd-timer', where: 'certbot.timer', active: true, failed: true },
    lastRun: '2026-11-25T20:53:32.000Z',
    nextRun: '2026-11-26T20:41:50.401Z',
    job: {
      enabled: true,
      command: '/usr/bin/certbot -q renew --no-random-sleep-on-renew',
      schedule: '*-*-* 00,12:00:00',
      result: 'exit-code',
      runningSince: null,
    },
  });
});

it('tells that one is disabled, and since when its run is under way, without what is secret in its command', async () => {
  const [, nightly] = await observe(standIn(list, show));
  expect(nightly).toMatchObject({
    ...{ active: false, nextRun: null, lastRun: null },
    job: { enabled: false, runningSince: '2026-11-25T20:53:32.000Z' },
  });
  expect(nightly?.job?.command).toContain('lego --path /srv/lego renew');
  expect(nightly?.job?.command).not.toContain('zXcVbNmAsDfGhJkLqWeRtYuIoP');
});

it.each([
  ['writes no JSON, as before systemd 250', 'NEXT LEFT LAST', ['certbot.timer']],
  ['has no timers', '[]', ['certbot.timer']],
])('knows the usual names where systemctl %s', async (_, written, known) => {
  expect((await observe(standIn(written, show))).map(({ where }) => where)).toEqual(known);
});

it('tells nothing where systemd does not answer', async () => {
  expect(await observe('/nowhere/systemctl')).toEqual([]);
});
