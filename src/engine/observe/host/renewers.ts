import { cronFields, nextCronRun } from '../../../core/host/cron-schedule.ts';
import type { Renewer, RenewerKind, Unseen } from '../../../core/host/host-observation.ts';
import { withoutSecrets } from '../../../core/report/redact.ts';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { namesIn, readText, type Machine } from './machine.ts';
import { clientIn } from './renewing-clients.ts';
import { observeTimers } from './systemd-timers.ts';
import { offsetOf, timeZoneOf } from './time-zone.ts';

const commandMs = 3_000;

/** What renews on this machine: timers, cron jobs, and servers that do it by themselves. */
export async function observeRenewers(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<{ readonly renewers: readonly Renewer[]; readonly unseen: readonly Unseen[] }> {
  const hasSystemd = (await namesIn(machine, '/run/systemd/system'))?.length !== 0;
  const running = programs === null ? null : [...programs.values()];
  const [byTimer, byCron] = await Promise.all([
    hasSystemd ? observeTimers(machine) : [],
    observeCron(machine, {
      hasSystemd,
      isRunning: running === null ? null : running.some((name) => ['cron', 'crond', 'fcron'].includes(name)),
    }),
  ]);
  const caddy: readonly Renewer[] = running?.includes('caddy')
    ? [{ client: 'caddy', by: 'service', where: 'caddy', active: true, lastRun: null, nextRun: null, failed: null }]
    : [];
  return { renewers: [...byTimer, ...byCron.renewers, ...caddy], unseen: byCron.unseen };
}

interface Cron {
  readonly hasSystemd: boolean;
  readonly isRunning: boolean | null;
}

/** Folders whose files are scripts that run at a given time, with the stamp that anacron leaves. */
const scripts = ['hourly', 'daily', 'weekly', 'monthly'];

async function observeCron(
  machine: Machine,
  cron: Cron,
): Promise<{ readonly renewers: readonly Renewer[]; readonly unseen: readonly Unseen[] }> {
  const folders = [
    '/etc/cron.d',
    ...scripts.map((often) => `/etc/cron.${often}`),
    '/var/spool/cron/crontabs',
    '/var/spool/cron',
  ];
  const listed = await Promise.all(folders.map(async (folder) => ({ folder, names: await namesIn(machine, folder) })));
  const files = [
    '/etc/crontab',
    '/etc/anacrontab',
    ...listed.flatMap(({ folder, names }) => (names ?? []).map((name) => `${folder}/${name}`)),
  ];
  const [texts, own, zone] = await Promise.all([
    Promise.all(files.map(async (file) => ({ file, ...(await readText(machine, file)) }))),
    ownCrontab(machine),
    timeZoneOf(machine),
  ]);
  const offset = zone === null ? null : offsetOf(zone, new Date());
  const renewers = await Promise.all(
    [...texts, { file: 'your crontab', text: own }].map(async ({ file, text }) => {
      const often = scripts.find((one) => file.startsWith(`/etc/cron.${one}/`)) ?? null;
      return jobsIn(text ?? '', file, cron, { often, offset, lastRun: await stampOf(machine, often) });
    }),
  );
  const hidden =
    listed.some(({ names, folder }) => names === null && folder.includes('crontabs')) ||
    texts.some(({ state, file }) => state === 'not-permitted' && file.includes('/spool/'));
  return {
    renewers: renewers.flat(),
    unseen: hidden ? [{ what: 'the crontab of root and of other users', how: 'sudo crontab -l' }] : [],
  };
}

async function ownCrontab({ root, signal }: Machine): Promise<string | null> {
  if (root !== '/') return null;
  const command = await resolveCommand(['crontab', '-l']).catch(() => null);
  if (command === null) return null;
  const { code, output } = await runCommand(command, { signal, timeoutMs: commandMs });
  return code === 0 ? output : null;
}

/** The day on which anacron ran the scripts last (`20261126`), as its midnight; null where it keeps no account of it. */
async function stampOf(machine: Machine, often: string | null): Promise<string | null> {
  if (often === null) return null;
  const { text } = await readText(machine, `/var/spool/anacron/cron.${often}`);
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})\s*$/.exec(text ?? '') ?? [];
  const moment = year === undefined ? Number.NaN : Date.parse(`${year}-${month ?? ''}-${day ?? ''}T00:00:00Z`);
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
}

interface Job {
  /** It lies among the scripts that run so often. */
  readonly often: string | null;
  /** How far the machine's time is ahead of UTC, in minutes; null where it is not known. */
  readonly offset: number | null;
  readonly lastRun: string | null;
}

/** The first line for each client; a job that Debian leaves to the timer, where systemd runs, is none. */
function jobsIn(text: string, file: string, cron: Cron, { often, offset, lastRun }: Job): readonly Renewer[] {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  const jobs = new Map<RenewerKind, string>();
  for (const line of lines) {
    const client = clientIn(line);
    if (client !== null && !jobs.has(client)) jobs.set(client, line.trim());
  }
  return [...jobs].map(([client, line]): Renewer => {
    const leaves = cron.hasSystemd && line.includes('/run/systemd/system');
    const schedule = often ?? cronFields(line);
    const next =
      schedule === null || often !== null || offset === null ? null : nextCronRun(schedule, new Date(), offset);
    const active = leaves ? false : cron.isRunning;
    return {
      client,
      by: 'cron',
      where: file,
      active,
      lastRun,
      nextRun: active === false ? null : (next?.toISOString() ?? null),
      failed: null,
      job: { enabled: !leaves, command: withoutSecrets(line), schedule, result: null, runningSince: null },
    };
  });
}
