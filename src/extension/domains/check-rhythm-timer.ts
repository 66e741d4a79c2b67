import * as vscode from 'vscode';
import { dueChecks, nextCheckAt, pauseMs } from '../../core/domain/check-rhythm.ts';
import type { Configuration } from '../configuration.ts';
import { Disposable } from '../disposable.ts';
import type { Domain, DomainStore } from './domain-store.ts';

/** Node.js cannot wait longer than about 24 days; asking once an hour whether the time has come costs nothing. */
const longestSleepMs = 3_600_000;

/**
 * Looks at domains again by themselves, while somebody looks at them: the view is shown and the window has the focus.
 * One timer for all of them.
 */
export class CheckRhythmTimer extends Disposable {
  readonly #store: DomainStore;
  readonly #configuration: Configuration;
  readonly #isSeen: () => boolean;
  /** Drawn once for each domain and check, so that the moment does not move while it is waited for. */
  readonly #draws = new Map<string, { readonly checkedAt: number; readonly random: number }>();
  #timer: NodeJS.Timeout | undefined;
  #isChecking = false;

  /** @param isSeen whether the view of the domains is shown */
  constructor(store: DomainStore, configuration: Configuration, isSeen: () => boolean) {
    super();
    this.#store = store;
    this.#configuration = configuration;
    this.#isSeen = isSeen;
    const wake = (): void => {
      this.wake();
    };
    this.own(store.onDidChange(wake));
    this.own(vscode.window.onDidChangeWindowState(wake));
    this.own(vscode.workspace.onDidChangeConfiguration(wake));
    this.own({
      dispose: () => {
        clearTimeout(this.#timer);
      },
    });
  }

  /** Thinks again about what is due: something changed, or somebody looks now. */
  wake(): void {
    clearTimeout(this.#timer);
    if (this.#isChecking || !this.#isSeen() || !vscode.window.state.focused || !vscode.workspace.isTrusted) return;
    const intervalMs = this.#configuration.checkIntervalMs();
    const now = Date.now();
    const { due, wakeAt } = dueChecks(
      this.#store.domains
        .filter(({ checking }) => !checking)
        .map((domain) => ({ name: domain.name, at: this.#nextAt(domain, intervalMs) })),
      now,
    );
    if (due.length > 0) void this.#check(due);
    else if (wakeAt !== null) {
      this.#timer = setTimeout(
        () => {
          this.wake();
        },
        Math.min(wakeAt - now, longestSleepMs),
      );
    }
  }

  async #check(names: readonly string[]): Promise<void> {
    this.#isChecking = true;
    try {
      await this.#store.checkThese(names);
    } finally {
      this.#isChecking = false;
      this.#timer = setTimeout(() => {
        this.wake();
      }, pauseMs);
    }
  }

  #nextAt({ name, report, checkedAt, unchanged }: Domain, intervalMs: number): number | null {
    if (checkedAt === null) return null;
    const known = this.#draws.get(name);
    const draw = known?.checkedAt === checkedAt ? known : { checkedAt, random: Math.random() };
    this.#draws.set(name, draw);
    const pending = report?.ssl === 'pending' || report?.names.some(({ dns }) => dns === 'pending') === true;
    return nextCheckAt({ at: checkedAt, pending, unchanged }, intervalMs, draw.random);
  }
}
