import { clientSteps, type ClientActivity } from '../../core/acme/client-activity.ts';
import type { Activity } from '../../core/acme/activity.ts';
import {
  renewalState,
  renewsByItself,
  type Renewal,
  type RenewalsReport,
  type RenewalState,
} from '../../core/acme/renewal.ts';
import { byUrgency, factText, ownerWords, renewalFacts, stateWords } from '../../core/acme/renewal-words.ts';
import { badIcon, blue, goodIcon, quiet, rowOf, unknownIcon, yellow, type Icon, type Row } from '../domains/row.ts';
import { timeWords } from '../findings/finding-time.ts';

/** A row of the Renewals view, with the certificate that it and the rows below it are about. */
export interface RenewalNode {
  readonly row: Row;
  readonly renewal: Renewal;
  /** The first name, for commands that are about a domain; empty where the certificate has none. */
  readonly name: string;
}

const icons: Readonly<Record<RenewalState, Icon>> = {
  due: { id: 'warning', color: yellow },
  waiting: { id: 'clock', color: blue },
  well: goodIcon,
  expired: badIcon,
  unknown: unknownIcon,
};

/** How times are said: relative to when, and in which language (BCP 47). */
export interface RowOptions {
  readonly now: Date;
  readonly language: string;
}

/** The most urgent first. */
export function renewalRows(report: RenewalsReport, options: RowOptions): readonly RenewalNode[] {
  return byUrgency(report.renewals, options.now).map((renewal, at) => ({
    renewal,
    name: renewal.names[0] ?? '',
    row: renewalRow(renewal, report, at, options),
  }));
}

function renewalRow(renewal: Renewal, report: RenewalsReport, at: number, options: RowOptions): Row {
  const label = renewal.names.join(', ');
  // What needs somebody stands where a narrow view does not cut it off.
  const alone = renewsByItself(renewal, report) ? '' : 'not by itself · ';
  const facts = renewalFacts(renewal, report);
  const id = `renewal ${renewal.owner} ${label} ${renewal.owner === 'client' ? renewal.client.file : (renewal.ca ?? String(at))}`;
  return rowOf(
    {
      ...{ id, label, icon: icons[renewalState(renewal, options.now)] },
      description: `${stateWords(renewal, options.now)} · ${alone}${ownerWords(renewal)}`,
      contextValue: contextOf(renewal),
      tooltip: facts.map((one) => ({ kind: 'text', text: factText(one) })),
    },
    () => [
      ...facts.map((one, at) =>
        rowOf({
          ...{ id: `${id} fact ${at}`, label: one.label, description: one.text, contextValue: 'fact' },
          icon: { id: 'dash', color: quiet },
          tooltip: [{ kind: 'text', text: factText(one) }],
        }),
      ),
      ...(renewal.activities.length > 0 ? [historyRow(renewal, id, options)] : []),
    ],
  );
}

function contextOf(renewal: Renewal): string {
  if (renewal.owner === 'client') return renewal.activities.length > 0 ? 'renewal.client.tried' : 'renewal.client';
  return renewal.request === null ? 'renewal.unknown' : 'renewal.own';
}

function historyRow(renewal: Renewal, above: string, options: RowOptions): Row {
  const id = `${above} history`;
  const { length } = renewal.activities;
  const attempts = (): readonly Attempt[] =>
    renewal.owner === 'client' ? renewal.activities.map(clientAttempt) : renewal.activities.map(ownAttempt);
  return rowOf(
    {
      ...{ id, label: 'History', icon: { id: 'history', color: null }, contextValue: 'history' },
      description: `${length} ${length === 1 ? 'attempt' : 'attempts'}`,
    },
    () => attempts().map((attempt) => attemptRow(attempt, id, options)),
  );
}

const outcomes: Readonly<Record<Activity['outcome'], { readonly words: string; readonly icon: Icon }>> = {
  verified: { words: 'served on every address', icon: goodIcon },
  stored: { words: 'stored', icon: { id: 'circle-outline', color: blue } },
  failed: { words: 'failed', icon: badIcon },
  'rolled-back': { words: 'rolled back', icon: { id: 'discard', color: blue } },
  open: { words: 'not finished', icon: unknownIcon },
};

interface Attempt extends Pick<Activity, 'startedAt' | 'text' | 'steps'> {
  readonly id: string;
  readonly words: string;
  readonly icon: Icon;
}

function ownAttempt({ version, outcome, ...activity }: Activity): Attempt {
  return { ...activity, id: version, ...outcomes[outcome] };
}

const clientOutcomes: Readonly<Record<ClientActivity['outcome'], { readonly words: string; readonly icon: Icon }>> = {
  renewed: { words: 'renewed', icon: goodIcon },
  tried: { words: 'dry run went well', icon: goodIcon },
  'not-due': { words: 'not due', icon: { id: 'circle-outline', color: blue } },
  failed: { words: 'failed', icon: badIcon },
  declined: { words: 'declined', icon: { id: 'circle-slash', color: quiet } },
  cancelled: { words: 'cancelled', icon: { id: 'circle-slash', color: quiet } },
  open: { words: 'end not seen', icon: outcomes.open.icon },
};

function clientAttempt(activity: ClientActivity): Attempt {
  const { startedAt, outcome, finding } = activity;
  return { startedAt, text: finding, steps: clientSteps(activity), id: startedAt, ...clientOutcomes[outcome] };
}

function attemptRow(
  { id: own, startedAt, words, icon, text, steps }: Attempt,
  above: string,
  options: RowOptions,
): Row {
  const id = `${above} ${own}`;
  return rowOf(
    {
      ...{ id, icon, label: timeWords(startedAt, { ...options, isDaySaid: false }), contextValue: 'attempt' },
      description: text === '' ? words : `${words} · ${text}`,
    },
    () =>
      steps.map((step, at) =>
        rowOf({
          ...{ id: `${id} step ${at}`, label: step.text, contextValue: 'step' },
          description: timeWords(step.at, { ...options, isDaySaid: true }),
          icon: { id: 'dash', color: quiet },
        }),
      ),
  );
}
