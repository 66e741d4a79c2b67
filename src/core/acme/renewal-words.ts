import { durationWords, momentWords } from '../certificate/lifetime.ts';
import { deploymentMeaning } from './deployment-status.ts';
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
      return 'unknown · the certificate cannot be read';
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

/** Everything that is known of a renewal, line by line; some of it is hostile text. */
export function renewalLines(renewal: Renewal, report: RenewalsReport): readonly string[] {
  const { notAfter, due } = renewal;
  const times = [
    ...(notAfter === null ? [] : [`valid until ${momentWords(notAfter)}`]),
    ...(due === null ? [] : [`to be renewed from ${momentWords(due.from)}, ${byWords[due.by]}`]),
  ];
  const [first] = times;
  const lines = first === undefined ? [] : [`${first[0]?.toUpperCase() ?? ''}${times.join('; ').slice(1)}.`];
  return [...lines, scheduleWords(renewal, report), ...(renewal.owner === 'cert-doctor' ? ownLines(renewal) : [])];
}

const byWords = { ca: 'by the word of its CA', lifetime: 'by its lifetime' } as const;

function scheduleWords(renewal: Renewal, report: RenewalsReport): string {
  if (renewal.owner === 'client') {
    const [first] = renewal.renewers;
    if (first === undefined) return `Nothing was seen that runs ${renewal.client.client}: it will not renew by itself.`;
    const run = first.nextRun === null ? '' : `, next run ${momentWords(first.nextRun)}`;
    const how = first.failed === true ? ', its last run failed' : '';
    const off = renewsByItself(renewal, report) ? '' : '; it is switched off';
    return `${renewal.client.client} is run by ${first.where}${run}${how}${off}.`;
  }
  if (renewal.request === null) return 'How it was asked for is not kept: issue it once more, then it can be renewed.';
  return report.schedule === null
    ? 'Nothing renews it by itself: no timer and no cron job of Cert Doctor was found here.'
    : `It is renewed by ${report.schedule.where}.`;
}

function ownLines({ status, ca, backOff, refused, budget }: Extract<Renewal, { readonly owner: 'cert-doctor' }>) {
  const scarce = budget[0];
  return [
    ...(status === null ? [] : [`${status[0]?.toUpperCase() ?? ''}${status.slice(1)}: ${deploymentMeaning[status]}`]),
    ...(backOff.failures === 0
      ? []
      : [
          `${backOff.failures} failed ${backOff.failures === 1 ? 'try' : 'tries'} since the last certificate: ${backOff.text}`,
        ]),
    ...(refused === null
      ? []
      : [`${ca ?? 'The CA'} takes nothing before ${momentWords(refused.until)}: ${refused.text}`]),
    ...(scarce === undefined || scarce.left === scarce.most
      ? []
      : [`Left of our own limits: ${scarce.left} of ${scarce.most} (${limitWords[scarce.what]}).`]),
  ];
}

const limitWords = {
  'failed-validations': 'failed validations in an hour',
  duplicates: 'certificates for the same names in seven days',
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
