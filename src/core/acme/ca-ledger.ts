/**
 * One line of a CA's ledger: what was asked of it from this storage, and what came of it. All windows and the CLI write into
 * the same one. `names` are those of the certificate, as they stand in it; none: it is about the account. Of an account
 * it is the thumbprint of the key.
 */
export type LedgerEntry = { readonly at: string; readonly names: readonly string[] } & LedgerEvent;

export type LedgerEvent =
  /** Written before the CA is asked: what is asked counts, whatever becomes of the answer. */
  | { readonly event: 'account' | 'order' }
  /** The CA could not validate these names. */
  | { readonly event: 'invalid' }
  /** `renewal`: there was one of the same names before. */
  | { readonly event: 'issued'; readonly certificateUrl: string; readonly renewal?: boolean }
  /** A try that came to nothing. The next one waits until `nextTry`: our own patience (ISO 8601). */
  | { readonly event: 'failed'; readonly text: string; readonly nextTry: string }
  /** The CA allows nothing more before `until` (ISO 8601): its word. */
  | { readonly event: 'refused'; readonly text: string; readonly until: string };

/** An entry further ahead than this was written by a clock that was wrong. */
const clockToleranceMs = 3_600_000;
const keptMs = 8 * 86_400_000;
const mostNames = 200;

const textFields: Readonly<Record<LedgerEvent['event'], readonly string[]>> = {
  account: [],
  order: [],
  invalid: [],
  issued: ['certificateUrl'],
  failed: ['text', 'nextTry'],
  refused: ['text', 'until'],
};

/** One line, read back; null where it is none. */
export function readLedgerLine(line: string): LedgerEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return isEntry(value) ? value : null;
}

function isEntry(value: unknown): value is LedgerEntry {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  const { event, names, at } = fields;
  return (
    typeof event === 'string' &&
    Object.hasOwn(textFields, event) &&
    textFields[event as LedgerEvent['event']].every((name) => typeof fields[name] === 'string') &&
    Array.isArray(names) &&
    names.length <= mostNames &&
    names.every((name) => typeof name === 'string') &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at))
  );
}

/** What counts at this moment: what a clock that was ahead wrote is left out. */
export function countedEntries(entries: readonly LedgerEntry[], now: Date): readonly LedgerEntry[] {
  return entries.filter(({ at }) => Date.parse(at) <= now.getTime() + clockToleranceMs);
}

/** The lines that still say something: those of the longest window, and of each set of names the failures since its last certificate. */
export function keptEntries(entries: readonly LedgerEntry[], now: Date): readonly LedgerEntry[] {
  const open = new Set<LedgerEntry>();
  const failed = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const key = setOf(entry.names);
    if (entry.event === 'failed') failed.set(key, [...(failed.get(key) ?? []), entry].slice(-8));
    if (entry.event === 'issued') failed.delete(key);
    if (entry.event === 'refused') open.add(entry);
  }
  for (const entry of [...failed.values()].flat()) open.add(entry);
  return entries.filter(
    (entry) => Date.parse(entry.at) > now.getTime() - keptMs || (open.has(entry) && !isPast(entry, now)),
  );
}

/** A refusal whose time has come says nothing more; a failure counts on. */
function isPast(entry: LedgerEntry, now: Date): boolean {
  return entry.event === 'refused' && Date.parse(entry.until) <= now.getTime();
}

/** The same for the same names, whatever their order. */
export function setOf(names: readonly string[]): string {
  return names.toSorted().join('\n');
}
