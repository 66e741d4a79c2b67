import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { ClientActivity } from '../../../core/acme/client-activity.ts';
import type { ClientRenewalDue, RenewalsReport } from '../../../core/acme/renewal.ts';
import { plainCommand } from '../../../core/acme/client-renewal.ts';
import { cronCommand } from '../../../core/host/cron-command.ts';
import type { Renewer } from '../../../core/host/host-observation.ts';
import { renewalDue } from '../../../core/acme/renewal-time.ts';
import { scheduleNames } from '../../../core/acme/schedule.ts';
import type { MachineLook, MachineLooks } from '../../observe/host/machine-looks.ts';
import { clientActivities } from './client-activities.ts';
import { ownRenewals } from './own-renewals.ts';

/** What has to be renewed on this machine, by us and by the clients that are found here. Reads only. */
export async function allRenewals(storage: string, looks: MachineLooks, signal: AbortSignal): Promise<RenewalsReport> {
  const now = new Date();
  const [own, machine, activities, schedule] = await Promise.all([
    ownRenewals(storage, now, signal),
    process.platform === 'linux' ? looks.look(signal) : null,
    clientActivities(storage),
    scheduleHere(),
  ]);
  const others = machine === null ? [] : ofClients(machine, activities);
  return { at: now.toISOString(), renewals: [...own, ...others], schedule };
}

function ofClients(
  { lineages, renewers }: MachineLook,
  activities: readonly ClientActivity[],
): readonly ClientRenewalDue[] {
  return lineages.lineages.map(({ client, name, certificate, leaf }): ClientRenewalDue => {
    const running = renewers.renewers.filter((one) => one.client === client);
    const times = leaf === null ? null : { notBefore: new Date(leaf.notBefore), notAfter: new Date(leaf.notAfter) };
    const due = times === null ? null : renewalDue(times, null);
    return {
      owner: 'client',
      names: leaf?.names.map(({ value }) => value) ?? [name],
      notAfter: times?.notAfter.toISOString() ?? null,
      due: due === null ? null : { from: due.from.toISOString(), by: due.by },
      client: {
        ...{ client, name, file: certificate },
        timer: running.find(({ by }) => by === 'systemd-timer')?.where ?? null,
        job: cronJob(running),
      },
      renewers: running,
      activities: activities.filter((one) => one.client === client && one.file === certificate),
    };
  });
}

/** What cron runs, where no shell is needed for it. */
function cronJob(renewers: readonly Renewer[]): readonly string[] | null {
  const found = renewers.find(({ by, job }) => by === 'cron' && typeof job?.command === 'string');
  const command = cronCommand(found?.job?.command ?? '', found?.where ?? '');
  return command === null ? null : plainCommand(command);
}

async function scheduleHere(): Promise<RenewalsReport['schedule']> {
  const { timer, cron } = scheduleNames;
  const places = [
    { by: 'systemd-timer', where: path.join('/etc/systemd/system/timers.target.wants', timer) },
    { by: 'systemd-timer', where: path.join(homedir(), '.config/systemd/user/timers.target.wants', timer) },
    { by: 'cron', where: path.join('/etc/cron.d', cron) },
  ] as const;
  const there = await Promise.all(
    places.map(({ where }) =>
      access(where).then(
        () => true,
        () => false,
      ),
    ),
  );
  return places.find((_, at) => there[at]) ?? null;
}
