import { covers } from '../certificate/covers.ts';
import { durationWords, lifetimeOf, momentWords } from '../certificate/lifetime.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { HostObservation, Lineage, Renewer } from '../host/host-observation.ts';
import type { Evidence } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import type { Made } from './make-finding.ts';

const day = 86_400_000;
/** certbot's and acme.sh's jobs run daily; what was silent for longer than this has missed several. */
const longestSilence = 4 * day;

/** Is what the clients here keep for the domain renewed in time, by something that runs? */
export function judgeAutomation(intent: DomainIntent, host: HostObservation, now: Date): readonly Made[] {
  const own = host.lineages.filter(({ leaf, name }) => {
    return intent.names.some((one) => (leaf === null ? name === one.ascii : covers(leaf.names, textOf(one))));
  });
  return own.flatMap((lineage): readonly Made[] => {
    const subject = textOf(intent.name);
    const { client, state, certificate } = lineage;
    const evidence = [{ label: `Kept by ${client}`, text: certificate }];
    if (client === 'certbot' && state === 'missing') {
      return [
        {
          problem: 'certbot-live-dir',
          subject,
          what: `certbot knows this certificate, but ${quotedText(certificate)} leads nowhere`,
          evidence,
        },
      ];
    }
    const renewers = host.renewers.filter((one) => one.client === client);
    return [...overdue(subject, lineage, now, evidence), ...inactive(subject, lineage, renewers, host, now)];
  });
}

function overdue(
  subject: string,
  { leaf, client }: Lineage,
  now: Date,
  evidence: readonly Evidence[],
): readonly Made[] {
  if (leaf === null) return [];
  const { state, leftMs } = lifetimeOf(leaf, now);
  if (state !== 'expiring' && state !== 'expired') return [];
  const left = state === 'expired' ? `expired ${durationWords(leftMs)} ago` : `ends in ${durationWords(leftMs)}`;
  return [
    {
      problem: 'renewal-overdue',
      subject,
      what: `${client} should have renewed this certificate, which ${left}`,
      evidence,
    },
  ];
}

function inactive(
  subject: string,
  { client }: Lineage,
  renewers: readonly Renewer[],
  { unseen }: HostObservation,
  now: Date,
): readonly Made[] {
  const evidence = renewers.map(({ by, where, active, lastRun, failed }) => ({
    label: where,
    text: [
      by,
      active === null ? 'state not known' : active ? 'active' : 'not active',
      lastRun === null ? 'no run known' : `last run ${momentWords(lastRun)}`,
      ...(failed === true ? ['its last run failed'] : []),
    ].join(', '),
  }));
  if (renewers.some(({ active }) => active !== false)) {
    const silent = renewers.every(
      ({ active, lastRun }) =>
        active === true && lastRun !== null && now.getTime() - Date.parse(lastRun) > longestSilence,
    );
    if (!silent) return [];
    return [
      {
        problem: 'automation-inactive',
        subject,
        what: `what should renew by ${client} has not run for days`,
        evidence,
      },
    ];
  }
  // Another user's crontab may hold the job.
  if (renewers.length === 0 && unseen.some(({ what }) => what.includes('crontab'))) return [];
  const what =
    renewers.length === 0
      ? `no timer, cron job or service here runs ${client}`
      : `the job that should run ${client} is not active`;
  return [{ problem: 'automation-inactive', subject, what, evidence }];
}
