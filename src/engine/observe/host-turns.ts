/** How much is asked at once, by all checks of an engine together. */
export interface TurnLimits {
  readonly hosts: number;
  readonly perHost: number;
  /**
   * A look that takes longer than this keeps nobody waiting at its host any more: where nothing answers nothing is
   * burdened, and those behind it would use up their own time. In milliseconds.
   */
  readonly patienceMs: number;
}

const usual: TurnLimits = { hosts: 32, perHost: 2, patienceMs: 1_000 };

interface Host {
  /** Looks for which others wait. */
  busy: number;
  /** All looks that have not ended. */
  running: number;
}

/** Lets looks at hosts take turns: at most so many hosts at once, and so many looks at each. First come, first served, as far as hosts are free. */
export class HostTurns {
  readonly #limits: TurnLimits;
  readonly #hosts = new Map<string, Host>();
  #waiting: readonly { readonly address: string; readonly start: () => void }[] = [];

  constructor(limits: TurnLimits = usual) {
    this.#limits = limits;
  }

  async run<T>(address: string, look: () => Promise<T>): Promise<T> {
    if (!this.#isFree(address)) {
      await new Promise<void>((start) => {
        this.#waiting = [...this.#waiting, { address, start }];
      });
    } else this.#enter(address);
    let isBusy = true;
    const leave = (): void => {
      if (!isBusy) return;
      isBusy = false;
      this.#change(address, { busy: -1, running: 0 });
    };
    const timer = setTimeout(leave, this.#limits.patienceMs);
    try {
      return await look();
    } finally {
      clearTimeout(timer);
      leave();
      this.#change(address, { busy: 0, running: -1 });
    }
  }

  #isFree(address: string): boolean {
    const host = this.#hosts.get(address);
    return host === undefined ? this.#hosts.size < this.#limits.hosts : host.busy < this.#limits.perHost;
  }

  #enter(address: string): void {
    const host = this.#hosts.get(address) ?? { busy: 0, running: 0 };
    this.#hosts.set(address, { busy: host.busy + 1, running: host.running + 1 });
  }

  #change(address: string, by: Host): void {
    const host = this.#hosts.get(address) ?? { busy: 0, running: 0 };
    const now = { busy: host.busy + by.busy, running: host.running + by.running };
    if (now.running > 0) this.#hosts.set(address, now);
    else this.#hosts.delete(address);
    this.#startWaiting();
  }

  #startWaiting(): void {
    this.#waiting = this.#waiting.filter(({ address, start }) => {
      if (!this.#isFree(address)) return true;
      // Its place is taken here, so that nobody who comes later takes it first.
      this.#enter(address);
      start();
      return false;
    });
  }
}
