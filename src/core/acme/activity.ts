import type { JournalEntry } from './attempt.ts';
import { wasPutBack } from './deployment-status.ts';
import { issuanceSteps, type IssuanceStep } from './issuance.ts';

/** One attempt to issue, as its journal tells it. Times are ISO 8601, UTC. */
export interface Activity {
  /** The version that it filled, and the name of its folder. */
  readonly version: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** The furthest step that is complete. */
  readonly reached: IssuanceStep;
  /** `open`: the journal ends before it does, as after a crash. `rolled-back`: the user wanted the certificate before again. */
  readonly outcome: 'verified' | 'stored' | 'failed' | 'rolled-back' | 'open';
  /** Why it ended where it did; hostile text of the CA or of a command, empty where it went well. */
  readonly text: string;
  readonly steps: readonly { readonly at: string; readonly text: string }[];
  /** Of the certificate, upper-case hexadecimal; null where there is none. */
  readonly serialNumber: string | null;
}

/** Every attempt of one lineage, the newest first. */
export function activitiesOf(entries: readonly JournalEntry[]): readonly Activity[] {
  const byVersion = new Map<string, JournalEntry[]>();
  for (const entry of entries) byVersion.set(entry.version, [...(byVersion.get(entry.version) ?? []), entry]);
  return [...byVersion.values()]
    .map(activityOf)
    .toSorted((one, other) => Number(one.startedAt < other.startedAt) - Number(one.startedAt > other.startedAt));
}

function activityOf(entries: readonly JournalEntry[]): Activity {
  const first = entries[0];
  const last = entries.at(-1);
  if (first === undefined || last === undefined) throw new TypeError('an attempt without an entry');
  const reached = issuanceSteps.findLast((step) => entries.some(({ event }) => event === step)) ?? 'planned';
  const stored = entries.find((entry) => entry.event === 'stored');
  return {
    version: first.version,
    startedAt: first.at,
    endedAt: last.at,
    reached,
    outcome: outcomeOf(entries.map(({ event }) => event)),
    text: last.event === 'stopped' || last.event === 'closed' ? last.text : '',
    steps: entries.map((entry) => ({ at: entry.at, text: wordsOf(entry) })),
    serialNumber: stored?.event === 'stored' ? stored.serialNumber : null,
  };
}

function outcomeOf(events: readonly JournalEntry['event'][]): Activity['outcome'] {
  const last = events.at(-1);
  if (wasPutBack(events)) return events.findLast((event) => isBack(event)) === 'rolled-back' ? 'rolled-back' : 'failed';
  if (events.includes('verified')) return 'verified';
  if (last === 'stopped' || last === 'closed') return 'failed';
  return last === 'stored' ? 'stored' : 'open';
}

function isBack(event: JournalEntry['event']): boolean {
  return event === 'put-back' || event === 'rolled-back';
}

function wordsOf(entry: JournalEntry): string {
  switch (entry.event) {
    case 'planned':
      return `Began, with a new key (${entry.keyType})`;
    case 'key':
      return 'Key and request written';
    case 'ordering':
      return 'Ordering';
    case 'ordered':
      return 'Ordered';
    case 'challenge':
      return 'An answer to a challenge put in place';
    case 'challenge-removed':
      return 'An answer to a challenge removed';
    case 'authorized':
      return 'Control of every name proven';
    case 'finalizing':
      return 'Asked for the certificate';
    case 'issued':
      return 'Issued by the CA';
    case 'stored':
      return `Stored: serial number ${entry.serialNumber}`;
    case 'deploying':
      return 'Bringing it into service';
    case 'deployed':
      return 'In place, and every command of the plan ended well';
    case 'verified':
      return 'Every address serves it';
    case 'put-back':
      return 'The certificate before was put back';
    case 'rolled-back':
      return 'The certificate before was put back, as asked for';
    case 'stopped':
      return `Stopped: ${entry.text}`;
    case 'closed':
      return `Ended: ${entry.text}`;
  }
}
