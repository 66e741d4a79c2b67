import * as vscode from 'vscode';
import type { RenewalsReport } from '../../core/acme/renewal.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Configuration } from '../configuration.ts';
import { Disposable } from '../disposable.ts';
import { quietRun } from '../long-job.ts';

/** What has to be renewed on this machine, as of the last look. */
export class RenewalsStore extends Disposable {
  readonly #engine: Pick<Engine, 'renewals'>;
  readonly #configuration: Pick<Configuration, 'storage'>;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #abort = new AbortController();
  #report: RenewalsReport | null = null;
  #looking: Promise<RenewalsReport | null> | null = null;

  readonly onDidChange = this.#changed.event;

  constructor(engine: Pick<Engine, 'renewals'>, configuration: Pick<Configuration, 'storage'>) {
    super();
    this.#engine = engine;
    this.#configuration = configuration;
    this.own({
      dispose: () => {
        this.#abort.abort();
      },
    });
  }

  /** Null before the first look. */
  get report(): RenewalsReport | null {
    return this.#report;
  }

  /** Looks again; who asks while a look is under way shares it. Null in an untrusted workspace. */
  look(): Promise<RenewalsReport | null> {
    if (!vscode.workspace.isTrusted) return Promise.resolve(null);
    return (this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    }));
  }

  async #look(): Promise<RenewalsReport> {
    const report = await this.#engine.renewals(this.#configuration.storage(), quietRun(this.#abort.signal));
    this.#report = report;
    this.#changed.fire();
    return report;
  }
}
