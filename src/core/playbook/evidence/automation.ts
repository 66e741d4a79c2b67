import { covers } from '../../certificate/covers.ts';
import { durationWords, lifetimeOf, momentWords } from '../../certificate/lifetime.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import { textOf, type DomainName } from '../../domain/name.ts';
import type { HostObservation, Lineage, Renewer, RenewerKind } from '../../host/host-observation.ts';
import type { EvidenceRow } from '../evidence.ts';
import { machineRow, onServer, plain, type Collect } from './rows.ts';

const day = 86_400_000;
/** Jobs of ACME clients run daily or oftener; what was silent for longer than this has missed several. */
const longestSilence = 4 * day;
/** What falls due while the machine is looked at, or within the accuracy of its timers, is not overdue. */
const longestLook = 10 * 60_000;

/** The certificates of clients that hold a name of the domain. */
export function lineagesOf(intent: DomainIntent, { lineages }: HostObservation): readonly Lineage[] {
  return lineages.filter((lineage) => intent.names.some((name) => holds(lineage, name)));
}

function holds({ leaf, name }: Lineage, one: DomainName): boolean {
  return leaf === null ? name === one.ascii : covers(leaf.names, textOf(one));
}

/** Is what should renew alive: the timer, cron job or service of the client that keeps the certificate? */
export const automation: Collect = (intent, look) =>
  onServer(look, (host) => {
    const own = lineagesOf(intent, host);
    const clients = [...new Set(own.map(({ client }) => client))];
    if (clients.length === 0)
      return plain([], 'No ACME client that keeps a certificate of the domain was found on this machine.');
    const now = Date.parse(look.report.at);
    const rows = clients.flatMap((client): readonly EvidenceRow[] => {
      const renewers = host.renewers.filter((one) => one.client === client);
      const alive = aliveJob(host, client);
      if (renewers.length > 0)
        return renewers.map((renewer) =>
          alive !== undefined && renewer.active === false
            ? machineRow(intent, jobName(renewer), `not active; ${alive.where} runs ${client}`, 'fine')
            : aliveRow(intent, renewer, now),
        );
      const [hidden] = host.unseen;
      if (hidden !== undefined)
        return [machineRow(intent, client, `no job was found, and ${hidden.what} was not seen`, 'unknown')];
      return [machineRow(intent, client, 'no timer, cron job or service runs it', 'problem')];
    });
    return plain([...rows, ...own.flatMap((lineage) => settingsRows(intent, lineage)), ...unkeptRows(intent, own)]);
  });

/** Names that no certificate of a client is seen to hold, though one holds others of the domain. */
function unkeptRows(intent: DomainIntent, own: readonly Lineage[]): readonly EvidenceRow[] {
  return intent.names
    .filter((name) => !own.some((lineage) => holds(lineage, name)))
    .map((name) =>
      machineRow(intent, textOf(name), 'no certificate that a client here keeps is seen to hold it', 'unknown'),
    );
}

/** What in the client's own settings keeps this certificate from being renewed. */
function settingsRows(
  intent: DomainIntent,
  { client, name, settings, plainFiles = [] }: Lineage,
): readonly EvidenceRow[] {
  const what = settings?.file ?? `${client} ${name}`;
  return [
    ...(settings?.switchedOff === true ? [machineRow(intent, what, 'renewal is switched off for it', 'problem')] : []),
    ...(settings?.broken == null ? [] : [machineRow(intent, what, settings.broken, 'problem')]),
    ...plainFiles.map((file) => machineRow(intent, file, 'is a plain file where the client keeps a link', 'problem')),
  ];
}

function jobName({ by, where }: Renewer): string {
  return `${by} ${where}`;
}

function aliveRow(intent: DomainIntent, renewer: Renewer, now: number): EvidenceRow {
  const { by, active, lastRun, nextRun, failed } = renewer;
  const isNew = by === 'systemd-timer' && active === true && lastRun === null && failed !== true;
  const last = lastRun === null ? (isNew ? 'has not run yet' : 'no run is known') : `last run ${momentWords(lastRun)}`;
  const seen = [
    active === null ? 'state not told' : active ? 'active' : 'not active',
    last,
    ...(failed === true ? ['which failed'] : []),
  ];
  const silent = lastRun !== null && now - Date.parse(lastRun) > longestSilence;
  const isDead = active === false || failed === true || (by === 'systemd-timer' && silent);
  const isUnproven = active === null || (isNew && (nextRun === null || isPast(nextRun, now)));
  return machineRow(intent, jobName(renewer), seen.join(', '), isDead ? 'problem' : isUnproven ? 'unknown' : 'fine');
}

/** Is a run that was told as the next one over, and not merely due while the machine was looked at? */
function isPast(nextRun: string, now: number): boolean {
  return !(Date.parse(nextRun) > now - longestLook);
}

/** When does it run next, and is that in time? Beside it the time that the CA suggests, and the machine's time zone. */
export const schedule: Collect = (intent, look) =>
  onServer(look, (host) => {
    const own = lineagesOf(intent, host);
    const [lineage] = own;
    if (lineage === undefined)
      return plain([], 'No ACME client that keeps a certificate of the domain was found on this machine.');
    const now = new Date(look.report.at);
    const dues = own.map(({ leaf, client, name }) => {
      const life = leaf === null ? null : lifetimeOf(leaf, now);
      if (leaf === null || life === null || life.state === 'unreadable') {
        const unseen = 'its dates were not seen, so when it is due is not known';
        return machineRow(intent, `${client} ${name}`, unseen, 'unknown');
      }
      const { state, leftMs } = life;
      const length = Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore);
      const due = new Date(Date.parse(leaf.notAfter) - (length < 10 * day ? length / 2 : length / 3));
      const ari = look.report.observations.ca?.renewals.find(({ fingerprint }) => fingerprint === leaf.fingerprint);
      const window =
        ari === undefined
          ? `due from ${momentWords(due.toISOString())}`
          : `the CA asks for it between ${momentWords(ari.start)} and ${momentWords(ari.end)}`;
      const seen = `${durationWords(leftMs)} ${state === 'expired' ? 'past its end' : 'left'}, ${window}`;
      return machineRow(intent, `${client} ${name}`, seen, state === 'valid' ? 'fine' : 'problem');
    });
    const runs = nextRunRows(intent, host, own, now);
    const zone = host.machine?.timeZone;
    if (zone?.known === true) dues.push(machineRow(intent, 'time zone of the machine', zone.value, 'fine'));
    const none = machineRow(intent, lineage.client, 'no job runs it, so there is no next run', 'problem');
    return plain([...dues, ...(runs.length === 0 ? [none] : runs), ...unkeptRows(intent, own)]);
  });

/** Of each job of the clients when it runs next; a job that rests beside one that is alive has no say. */
function nextRunRows(
  intent: DomainIntent,
  host: HostObservation,
  own: readonly Lineage[],
  now: Date,
): readonly EvidenceRow[] {
  const renewers = host.renewers
    .filter(({ client }) => own.some((one) => one.client === client))
    .filter(({ client, active }) => active !== false || aliveJob(host, client) === undefined);
  const isOver = (nextRun: string): boolean => isPast(nextRun, now.getTime());
  const isLate = (client: RenewerKind, nextRun: string): boolean =>
    own.some((one) => one.client === client && endsBefore(one, nextRun, now));
  const inTime = renewers
    .filter(({ client, by, nextRun }) =>
      nextRun === null ? by === 'service' : !isOver(nextRun) && !isLate(client, nextRun),
    )
    .map(({ client }) => client);
  return renewers.map(({ client, by, where, nextRun, job }): EvidenceRow => {
    const rhythm = job?.schedule == null ? '' : ` (${job.schedule})`;
    if (nextRun === null)
      return by === 'service'
        ? machineRow(intent, where, 'chooses the time itself', 'fine')
        : machineRow(intent, where, 'its next run is not told', 'unknown');
    const when = momentWords(nextRun);
    if (isOver(nextRun)) return machineRow(intent, where, `was to run ${when}, and no later run is told`, 'unknown');
    const isTooLate = isLate(client, nextRun) && !inTime.includes(client);
    const late = isTooLate ? ', after the certificate has ended' : '';
    return machineRow(intent, where, `runs next ${when}${rhythm}${late}`, isTooLate ? 'problem' : 'fine');
  });
}

function aliveJob({ renewers }: HostObservation, client: RenewerKind): Renewer | undefined {
  return renewers.find((one) => one.client === client && one.active === true);
}

/** Does a certificate that holds now end before that time? */
function endsBefore({ leaf }: Lineage, time: string, now: Date): boolean {
  if (leaf === null) return false;
  const end = Date.parse(leaf.notAfter);
  return end > now.getTime() && Date.parse(time) > end;
}
