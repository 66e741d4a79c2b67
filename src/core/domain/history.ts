import { changesBetween, type Change } from './changes.ts';
import { landmarksOf, longestText, mostItems, mostKeys, type Landmarks, type ServedLandmark } from './landmarks.ts';
import type { DomainReport } from './report.ts';

/** What is kept of one domain between checks. */
export interface History {
  /** The last check that found nothing wrong; null where there was none. */
  readonly good: Landmarks | null;
  /** What was seen then and since, whenever it changed; the newest first. */
  readonly seen: readonly Landmarks[];
}

export const noHistory: History = { good: null, seen: [] };

/** So many states of a domain are kept. */
const mostSeen = 10;
/** A file of one domain is not longer, in UTF-16 units. Beyond it, older states go first. */
export const longestHistory = 256 * 1024;

/** The history with one more check. What was not seen at all (nothing answered) adds nothing to it. */
export function afterCheck(history: History, report: DomainReport): History {
  const now = landmarksOf(report);
  if (Object.keys(now.records).length === 0 && Object.keys(now.served).length === 0) return history;
  const [last] = history.seen;
  const isNew = last === undefined || changesBetween(last, now).length > 0;
  return {
    good: isGood(report) ? now : history.good,
    seen: [now, ...(isNew ? history.seen : history.seen.slice(1))].slice(0, mostSeen),
  };
}

/** A check that found a good certificate and nothing that needs somebody. */
function isGood({ ssl, findings }: DomainReport): boolean {
  return ssl === 'active' && findings.every(({ severity }) => severity === 'info' || severity === 'hint');
}

/** What is otherwise than when the domain was last well. */
export interface ChangesSinceGood {
  /** When it was well. ISO 8601, UTC. */
  readonly since: string;
  readonly changes: readonly Change[];
}

/** Null where the domain was never seen well, or is well now. */
export function changesSinceGood({ good }: History, report: DomainReport): ChangesSinceGood | null {
  if (good === null || isGood(report)) return null;
  return { since: good.at, changes: changesBetween(good, landmarksOf(report)) };
}

/** The history as it is kept: JSON, bounded. */
export function historyText(history: History): string {
  for (let seen = history.seen; ; seen = seen.slice(0, -1)) {
    const text = JSON.stringify({ version: 1, ...history, seen });
    if (text.length <= longestHistory) return text;
    if (seen.length === 0) return JSON.stringify({ version: 1, ...noHistory });
  }
}

/** Reads what was kept; whoever can write the file can write anything into it. Null for what is no history. */
export function readHistory(text: string): History | null {
  if (text.length > longestHistory) return null;
  const value = parsed(text);
  if (!isRecord(value) || value['version'] !== 1) return null;
  const { good, seen } = value;
  if (!Array.isArray(seen) || seen.length > mostSeen) return null;
  const states = seen.map(readLandmarks);
  const last = good === null ? null : readLandmarks(good);
  if (!states.every((one) => one !== null) || (last === null && good !== null)) return null;
  return { good: last, seen: states };
}

function readLandmarks(value: unknown): Landmarks | null {
  if (!isRecord(value)) return null;
  const { at, records, served, listeners, sites } = value;
  if (!isMoment(at) || !isMap(records, isLines) || !isMap(served, isServed)) return null;
  if (listeners !== null && !isLines(listeners)) return null;
  if (sites !== null && !isLines(sites)) return null;
  return { at, records, served, listeners, sites };
}

function isServed(value: unknown): value is ServedLandmark {
  if (!isRecord(value)) return false;
  return isLine(value['issuer']) && isLine(value['serial']) && isLine(value['notAfter']) && isLines(value['chain']);
}

function isMap<T>(value: unknown, is: (item: unknown) => item is T): value is Readonly<Record<string, T>> {
  if (!isRecord(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= mostKeys && entries.every(([key, item]) => isLine(key) && is(item));
}

function isLines(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= mostItems && value.every(isLine);
}

/** As `quotedText` makes it: nothing in it steers or hides. */
function isLine(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= longestText * 12 && !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(value)
  );
}

function isMoment(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
