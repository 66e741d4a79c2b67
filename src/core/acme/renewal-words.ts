import { durationWords, momentWords } from '../certificate/lifetime.ts';
import { deploymentMeaning } from './deployment-status.ts';
import { renewalNeeds } from './renewal-needs.ts';
import { environmentFile } from './schedule.ts';
import {
  nextTry,
  renewalState,
  renewsByItself,
  type Renewal,
  type RenewalsReport,
  type RenewalState,
} from './renewal.ts';

/** Who renews a certificate, for people. */
export function ownerWords(renewal: Renewal): string {
  return renewal.owner === 'cert-doctor' ? 'Cert Doctor' : renewal.client.client;
}

/** Where a renewal stands, in a few words: `due in 12 days`, `waits until…`. */
export function stateWords(renewal: Renewal, now: Date): string {
  const { notAfter, due } = renewal;
  const state = renewalState(renewal, now);
  switch (state) {
    case 'unknown':
      return renewal.owner === 'cert-doctor' && renewal.certificate === null && renewal.activities.length > 0
        ? 'not issued yet'
        : 'unknown · the certificate cannot be read';
    case 'expired':
      return `expired ${durationWords(now.getTime() - Date.parse(notAfter ?? ''))} ago`;
    case 'well':
      return `due in ${durationWords(Date.parse(due?.from ?? '') - now.getTime())}`;
    case 'waiting':
      return `due, next try from ${momentWords(nextTry(renewal, now) ?? '')}`;
    case 'due':
      return `due since ${durationWords(now.getTime() - Date.parse(due?.from ?? ''))}`;
  }
}

/** One thing that is known of a renewal: what it is, what it is now, and what that means where it needs saying. */
export interface RenewalFact {
  readonly label: string;
  /** May hold hostile text. */
  readonly text: string;
  readonly meaning: string;
}

/** Everything that is known of a renewal. */
export function renewalFacts(renewal: Renewal, report: RenewalsReport): readonly RenewalFact[] {
  const { notAfter, due } = renewal;
  // What was put back may be files of which nothing is kept.
  const isOther = renewal.owner === 'cert-doctor' && renewal.status === 'deployment failed';
  const other = isOther ? 'That is the stored certificate; the server may serve another.' : '';
  return [
    ...(notAfter === null ? [] : [fact('Valid until', momentWords(notAfter), other)]),
    ...(due === null ? [] : [fact('Due from', `${momentWords(due.from)}, ${byWords[due.by]}`)]),
    scheduleFact(renewal, report),
    ...(renewal.owner === 'cert-doctor' ? ownFacts(renewal) : []),
  ];
}

/** The fact as a sentence or two. */
export function factText({ label, text, meaning }: RenewalFact): string {
  return `${label}: ${text}.${meaning === '' ? '' : ` ${meaning}`}`;
}

function fact(label: string, text: string, meaning = ''): RenewalFact {
  return { label, text, meaning };
}

const byWords = { ca: 'by the word of its CA', lifetime: 'by its lifetime' } as const;

function scheduleFact(renewal: Renewal, report: RenewalsReport): RenewalFact {
  const label = 'Renewed by';
  if (renewal.owner === 'client') {
    const { client } = renewal.client;
    const [first] = renewal.renewers;
    if (first === undefined)
      return fact(label, 'nothing that was seen', `No timer, cron job or service was seen that runs ${client}.`);
    const off = renewsByItself(renewal, report) ? '' : ', switched off';
    const run = first.nextRun === null ? '' : `, next run ${momentWords(first.nextRun)}`;
    return fact(label, `${first.where}${off}${run}${first.failed === true ? ', its last run failed' : ''}`);
  }
  if (renewal.request === null) {
    return fact(label, 'nothing', 'How it was asked for is not kept: issue it once more, then it can be renewed.');
  }
  const { person, variables } = renewalNeeds(renewal.request);
  if (person) return fact(label, 'you', 'Its records are written by hand, so no timer and no cron job can renew it.');
  const { schedule } = report;
  if (schedule === null) {
    return fact(
      label,
      'you',
      'No timer and no cron job of Cert Doctor was found here, so nothing renews it by itself.',
    );
  }
  const file = schedule.by === 'systemd-timer' ? `, which ${environmentFile} may hold` : '';
  const needs = variables.length === 0 ? '' : `It needs ${variables.join(' and ')} in its environment${file}.`;
  return fact(label, schedule.where, needs);
}

function ownFacts(own: Extract<Renewal, { readonly owner: 'cert-doctor' }>): readonly RenewalFact[] {
  const { status, ca, backOff, refused, budget } = own;
  const scarce = budget[0];
  const tries = `${backOff.failures} failed ${backOff.failures === 1 ? 'try' : 'tries'}`;
  return [
    ...(status === null ? [] : [fact('Deployment', status, deploymentMeaning[status])]),
    ...(backOff.failures === 0 ? [] : [fact('Since the last certificate', `${tries}: ${backOff.text}`)]),
    ...(refused === null
      ? []
      : [fact(ca ?? 'The CA', `takes nothing before ${momentWords(refused.until)}`, refused.text)]),
    ...(scarce === undefined || scarce.left === scarce.most
      ? []
      : [fact('Left of our limits', `${scarce.left} of ${scarce.most} ${limitWords[scarce.what]}`)]),
  ];
}

const limitWords = {
  'failed-validations': 'failed validations in an hour',
  duplicates: 'certificates for the same names in seven days',
  certificates: 'certificates of the domain in seven days',
  orders: 'orders in ten minutes',
  accounts: 'new accounts in three hours',
} as const;

const urgency: Readonly<Record<RenewalState, number>> = { expired: 0, due: 1, waiting: 2, unknown: 3, well: 4 };

/** The most urgent first; among equals what ends first. */
export function byUrgency(renewals: readonly Renewal[], now: Date): readonly Renewal[] {
  return renewals.toSorted(
    (one, other) =>
      urgency[renewalState(one, now)] - urgency[renewalState(other, now)] ||
      (one.due?.from ?? '').localeCompare(other.due?.from ?? ''),
  );
}
