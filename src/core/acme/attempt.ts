import { issuanceSteps, type IssuanceStep, type KeyType } from './issuance.ts';
import { placeKey, readPlaced, type PlacedChallenge } from './placed-challenge.ts';

/** One line of the journal: what is about to happen, or what has come of it. `version` is the folder that the attempt fills. */
export type JournalEntry = { readonly at: string; readonly version: string } & JournalEvent;

export type JournalEvent =
  /** `names` as they shall stand in the certificate, `ca` by its directory; both missing in older journals. */
  | { readonly event: 'planned'; readonly keyType: KeyType; readonly names?: readonly string[]; readonly ca?: string }
  | { readonly event: 'key' | 'ordering' | 'authorized' | 'finalizing' | 'deploying' | 'deployed' | 'verified' }
  /** What the deployment replaced stands there again: after it failed, or because the user wanted so. */
  | { readonly event: 'put-back' | 'rolled-back' }
  | { readonly event: 'ordered'; readonly orderUrl: string }
  | { readonly event: 'challenge' | 'challenge-removed'; readonly placed: PlacedChallenge }
  | { readonly event: 'issued'; readonly certificateUrl: string }
  | { readonly event: 'stored'; readonly serialNumber: string }
  /** The run ended; the attempt can be taken up again. */
  | { readonly event: 'stopped'; readonly text: string }
  /** The attempt is over without a certificate. */
  | { readonly event: 'closed'; readonly text: string };

/** Where the last attempt stands, and what it needs to go on. */
export interface Attempt {
  readonly version: string;
  readonly keyType: KeyType;
  /** The last step that is complete, or in whose middle it ended: `finalizing` says that the CA may have been asked. */
  readonly step: IssuanceStep;
  readonly orderUrl: string | null;
  /** A new attempt must follow. */
  readonly closed: boolean;
}

/** Null: nothing was ever tried. */
export function lastAttempt(entries: readonly JournalEntry[]): Attempt | null {
  let attempt: Attempt | null = null;
  for (const entry of entries) {
    if (entry.event === 'planned') {
      const { version, keyType } = entry;
      attempt = { version, keyType, step: 'planned', orderUrl: null, closed: false };
    } else if (attempt?.version === entry.version) {
      attempt = advance(attempt, entry);
    }
  }
  return attempt;
}

function advance(attempt: Attempt, entry: JournalEntry): Attempt {
  if (entry.event === 'closed') return { ...attempt, closed: true };
  if (entry.event === 'put-back' || entry.event === 'rolled-back') return { ...attempt, step: 'stored' };
  const step = issuanceSteps.find((name) => name === entry.event);
  if (step === undefined) return attempt;
  return entry.event === 'ordered' ? { ...attempt, step, orderUrl: entry.orderUrl } : { ...attempt, step };
}

/** What the last attempt was for: the names, none where the journal does not tell, and the CA's directory. */
export function plannedFor(entries: readonly JournalEntry[]): {
  readonly names: readonly string[];
  readonly ca: string | null;
} {
  const planned = entries.findLast((entry) => entry.event === 'planned');
  if (planned?.event !== 'planned') return { names: [], ca: null };
  return { names: planned.names ?? [], ca: planned.ca ?? null };
}

/** The version that the server used before this one; null where the journal knows of none. */
export function servedBefore(entries: readonly JournalEntry[], version: string): string | null {
  let served: readonly string[] = [];
  for (const { event, version: one } of entries) {
    const others = served.filter((other) => other !== one);
    if (event === 'deployed' || event === 'verified') served = [...others, one];
    if (event === 'put-back' || event === 'rolled-back') served = others;
  }
  return served.findLast((one) => one !== version) ?? null;
}

/** What any attempt put in place to answer a challenge, and was not seen to be removed. */
export function placedChallenges(entries: readonly JournalEntry[]): readonly PlacedChallenge[] {
  const left = new Map<string, PlacedChallenge>();
  for (const entry of entries) {
    if (entry.event === 'challenge') left.set(placeKey(entry.placed), entry.placed);
    if (entry.event === 'challenge-removed') left.delete(placeKey(entry.placed));
  }
  return [...left.values()];
}

/** Has the attempt come at least this far? */
export function hasReached({ step }: Attempt, wanted: IssuanceStep): boolean {
  return issuanceSteps.indexOf(step) >= issuanceSteps.indexOf(wanted);
}

/** One line of the journal, read back; null where it is none. */
export function readJournalLine(line: string): JournalEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return isEntry(value) ? value : null;
}

const textFields: Readonly<Record<JournalEvent['event'], readonly string[]>> = {
  planned: ['keyType'],
  key: [],
  ordering: [],
  ordered: ['orderUrl'],
  challenge: [],
  'challenge-removed': [],
  authorized: [],
  finalizing: [],
  issued: ['certificateUrl'],
  stored: ['serialNumber'],
  deploying: [],
  deployed: [],
  'put-back': [],
  'rolled-back': [],
  verified: [],
  stopped: ['text'],
  closed: ['text'],
};

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  const { event } = fields;
  return (
    isEvent(event) &&
    ['at', ...textFields[event]].every((name) => typeof fields[name] === 'string') &&
    (!event.startsWith('challenge') || readPlaced(fields['placed']) !== null) &&
    (fields['ca'] === undefined || typeof fields['ca'] === 'string') &&
    isNames(fields['names'] ?? []) &&
    // It becomes the name of a folder.
    /^\d{4,9}$/.test(String(fields['version']))
  );
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function isEvent(event: unknown): event is JournalEvent['event'] {
  return typeof event === 'string' && Object.hasOwn(textFields, event);
}
