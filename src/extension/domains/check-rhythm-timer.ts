import { dueChecks, nextCheckAt, pauseMs } from '../../core/domain/check-rhythm.ts';
import { Disposable } from '../disposable.ts';
import type { Domain } from './domain-store.ts';

/** Node.js cannot wait longer than about 24 days; asking once an hour whether the time has come costs nothing. */
const longestSleepMs = 3_600_000;

export interface RhythmWorld {
  domains(this: void): readonly Domain[];
  /** Checks these; resolves when all of them ended. */
  check(this: void, names: readonly string[]): Promise<void>;
  /** Somebody looks: the view is shown and the window has the focus. */
  isSeen(this: void): boolean;
  /** What the user set, in milliseconds; 0: never. */
  intervalMs(this: void): number;
  /** Milliseconds since 1970. */
  now(this: void): number;
  /** 0 to 1. */
  random(this: void): number;
}

/** Looks at domains again by themselves, while somebody looks at them (ST-4). One timer for all of them. */
export class CheckRhythmTimer extends Disposable {
  readonly #world: RhythmWorld;
  /** Drawn once for each domain and check, so that the moment does not move while it is waited for. */
  readonly #draws = new Map<string, { readonly checkedAt: number; readonly random: number }>();
  #timer: NodeJS.Timeout | undefined;
  #isChecking = false;
  #isDisposed = false;

  constructor(world: RhythmWorld) {
    super();
    this.#world = world;
    this.own({
      dispose: () => {
        this.#isDisposed = true;
        clearTimeout(this.#timer);
      },
    });
  }

  /** Thinks again about what is due: something changed, or somebody looks now. */
  wake(): void {
    clearTimeout(this.#timer);
    if (this.#isDisposed || this.#isChecking || !this.#world.isSeen()) return;
    const intervalMs = this.#world.intervalMs();
    const now = this.#world.now();
    const { due, wakeAt } = dueChecks(
      this.#world
        .domains()
        .filter(({ checking }) => !checking)
        .map((domain) => ({ name: domain.name, at: this.#nextAt(domain, intervalMs) })),
      now,
    );
    if (due.length > 0) void this.#check(due);
    else if (wakeAt !== null) this.#sleep(wakeAt - now);
  }

  async #check(names: readonly string[]): Promise<void> {
    this.#isChecking = true;
    try {
      await this.#world.check(names);
    } finally {
      this.#isChecking = false;
      this.#sleep(pauseMs);
    }
  }

  #sleep(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isDisposed) return;
    this.#timer = setTimeout(
      () => {
        this.wake();
      },
      Math.min(ms, longestSleepMs),
    );
  }

  #nextAt({ name, report, checkedAt, unchanged }: Domain, intervalMs: number): number | null {
    if (checkedAt === null) return null;
    const known = this.#draws.get(name);
    const draw = known?.checkedAt === checkedAt ? known : { checkedAt, random: this.#world.random() };
    this.#draws.set(name, draw);
    const pending = report?.ssl === 'pending' || report?.names.some(({ dns }) => dns === 'pending') === true;
    return nextCheckAt({ at: checkedAt, pending, unchanged }, intervalMs, draw.random);
  }
}
