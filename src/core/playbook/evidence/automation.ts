import { covers } from '../../certificate/covers.ts';
import { durationWords, lifetimeOf, momentWords } from '../../certificate/lifetime.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import { textOf } from '../../domain/name.ts';
import type { HostObservation, Lineage, Renewer } from '../../host/host-observation.ts';
import type { EvidenceRow } from '../evidence.ts';
import { machineRow, onServer, plain, type Collect } from './rows.ts';

const day = 86_400_000;
/** Jobs of ACME clients run daily or oftener; what was silent for longer than this has missed several. */
const longestSilence = 4 * day;

/** The certificates of clients that hold a name of the domain. */
export function lineagesOf(intent: DomainIntent, { lineages }: HostObservation): readonly Lineage[] {
  return lineages.filter(({ leaf, name }) =>
    intent.names.some((one) => (leaf === null ? name === one.ascii : covers(leaf.names, textOf(one)))),
  );
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
      if (renewers.length > 0) return renewers.map((renewer) => aliveRow(intent, renewer, now));
      const [hidden] = host.unseen;
      if (hidden !== undefined)
        return [machineRow(intent, client, `no job was found, and ${hidden.what} was not seen`, 'unknown')];
      return [machineRow(intent, client, 'no timer, cron job or service runs it', 'problem')];
    });
    return plain([...rows, ...own.flatMap((lineage) => settingsRows(intent, lineage))]);
  });

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

function aliveRow(intent: DomainIntent, { by, where, active, lastRun, failed }: Renewer, now: number): EvidenceRow {
  const last = lastRun === null ? 'no run is known' : `last run ${momentWords(lastRun)}`;
  const seen = [
    active === null ? 'state not told' : active ? 'active' : 'not active',
    last,
    ...(failed === true ? ['which failed'] : []),
  ];
  const silent = lastRun !== null && now - Date.parse(lastRun) > longestSilence;
  const isDead = active === false || failed === true || (by === 'systemd-timer' && silent);
  return machineRow(
    intent,
    `${by} ${where}`,
    seen.join(', '),
    isDead ? 'problem' : active === null ? 'unknown' : 'fine',
  );
}

/** When does it run next, and is that in time? Beside it the time that the CA suggests, and the machine's time zone. */
export const schedule: Collect = (intent, look) =>
  onServer(look, (host) => {
    const own = lineagesOf(intent, host);
    const [lineage] = own;
    if (lineage === undefined)
      return plain([], 'No ACME client that keeps a certificate of the domain was found on this machine.');
    const now = new Date(look.report.at);
    const dues = own.flatMap(({ leaf, client, name }) => {
      if (leaf === null) return [];
      const { state, leftMs } = lifetimeOf(leaf, now);
      const length = Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore);
      const due = new Date(Date.parse(leaf.notAfter) - (length < 10 * day ? length / 2 : length / 3));
      const ari = look.report.observations.ca?.renewals.find(({ fingerprint }) => fingerprint === leaf.fingerprint);
      const window =
        ari === undefined
          ? `due from ${momentWords(due.toISOString())}`
          : `the CA asks for it between ${momentWords(ari.start)} and ${momentWords(ari.end)}`;
      const seen = `${durationWords(leftMs)} ${state === 'expired' ? 'past its end' : 'left'}, ${window}`;
      return [machineRow(intent, `${client} ${name}`, seen, state === 'valid' ? 'fine' : 'problem')];
    });
    const runs = host.renewers
      .filter(({ client }) => own.some((one) => one.client === client))
      .map(({ where, nextRun, by, job }): EvidenceRow => {
        const rhythm = job?.schedule == null ? '' : ` (${job.schedule})`;
        if (nextRun !== null) return machineRow(intent, where, `runs next ${momentWords(nextRun)}${rhythm}`, 'fine');
        if (by === 'service') return machineRow(intent, where, 'chooses the time itself', 'fine');
        return machineRow(intent, where, 'its next run is not told', 'unknown');
      });
    const zone = host.machine?.timeZone;
    if (zone?.known === true) dues.push(machineRow(intent, 'time zone of the machine', zone.value, 'fine'));
    if (runs.length === 0)
      runs.push(machineRow(intent, lineage.client, 'no job runs it, so there is no next run', 'problem'));
    return plain([...dues, ...runs]);
  });
