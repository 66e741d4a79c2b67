import { isOver } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import { fitsName } from './hole.ts';
import type { Reading } from './reading.ts';

const mostAttempts = 1000;
/** How many stay when there are too many; not all, so that not each further one has to push one out. */
const stayingAttempts = 600;
const mostRoutes = 1000;

/** The attempts of a log, and to which of them a reading belongs. Attempts are replaced, never changed. */
export class Attempts {
  private list: Attempt[] = [];
  /** The attempt to which the lines of a process, or of one thread of it, belong now. */
  private routes = new Map<string, number>();

  fork(): Attempts {
    const copy = new Attempts();
    copy.list = [...this.list];
    copy.routes = new Map(this.routes);
    return copy;
  }

  /** In the order in which they began. */
  get all(): readonly Attempt[] {
    return this.list;
  }

  get(id: number): Attempt | null {
    return this.list[indexOfId(this.list, id)] ?? null;
  }

  /**
   * The attempt to which a reading belongs, or null. `names` are what else it says it is about. What is about another
   * name than the lines above is another attempt, where the client tells them apart; so is what comes long after the end.
   */
  of({ process, threads, stamp }: Reading, names: readonly string[]): Attempt | null {
    const byName = [...threads, ...names].map((thread) => this.routes.get(routeOf(process, thread)));
    const known = byName.find((id) => id !== undefined) ?? this.routes.get(routeOf(process, ''));
    const attempt = known === undefined ? null : this.get(known);
    if (attempt === null || isOver(attempt, stamp?.order ?? null)) return null;
    const isOther = threads.length > 0 && attempt.names.length > 0 && byName.every((id) => id === undefined);
    return isOther ? null : attempt;
  }

  /** Begins an attempt; the next lines of its process, and those about its names, belong to it. */
  begin(id: number, line: number, reading: Reading, names: readonly string[]): Attempt {
    const { process, threads, stamp } = reading;
    const attempt: Attempt = {
      id,
      process,
      names: [...new Set([...names, ...threads.filter(fitsName)])],
      firstLine: line,
      lastLine: line,
      time: stamp?.iso ?? null,
      lastOrder: stamp?.order ?? null,
      outcome: null,
      hasFindings: false,
      isFailing: false,
    };
    this.list.push(attempt);
    this.route(reading, attempt);
    return attempt;
  }

  /** Leads the lines of a process, and those about the attempt's names, to the attempt. */
  route({ process, threads }: Reading, { id, names }: Attempt): void {
    for (const thread of ['', ...threads, ...names]) setNewest(this.routes, routeOf(process, thread), id, mostRoutes);
  }

  /** The attempt with its newest state. */
  replace(attempt: Attempt): void {
    const index = indexOfId(this.list, attempt.id);
    if (index >= 0) this.list[index] = attempt;
  }

  /** The newest attempt of a client's run, from its first attempt on, that ended in this way or not yet. */
  lastOfRun(process: string, first: number, outcome: Attempt['outcome']): Attempt | null {
    for (let index = this.list.length - 1; index >= 0; index--) {
      const attempt = this.list[index];
      if (!attempt || attempt.id < first) break;
      if (attempt.process === process && (attempt.outcome === outcome || attempt.outcome === null)) return attempt;
    }
    return null;
  }

  get areTooMany(): boolean {
    return this.list.length > mostAttempts;
  }

  /** The id of the oldest attempt that stays when the older ones are forgotten. */
  get oldestStaying(): number {
    return this.list.at(-stayingAttempts)?.id ?? 0;
  }

  keep(isNeeded: (attempt: Attempt) => boolean): void {
    this.list = this.list.filter(isNeeded);
  }
}

/** Index by binary search in a list whose ids count up; -1 where it is not there. */
export function indexOfId(list: readonly { readonly id: number }[], id: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle]?.id ?? 0;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Sets a value, and forgets the one that was set the longest ago where there are too many. */
export function setNewest<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

function routeOf(process: string, thread: string): string {
  return `${process}\n${thread}`;
}
