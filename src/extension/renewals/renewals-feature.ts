import * as vscode from 'vscode';
import { clientActivitiesText } from '../../core/acme/client-activity.ts';
import { activitiesText } from '../../core/acme/activity-text.ts';
import type { IssueReport } from '../../core/acme/issuance.ts';
import type { Renewal } from '../../core/acme/renewal.ts';
import { Disposable } from '../disposable.ts';
import { errorWords } from '../error-words.ts';
import type { Feature } from '../feature.ts';
import { commands } from '../ids.ts';
import { chooseRenewal } from './choose-renewal.ts';
import { issueCertificate, issueRequest, tryOrder, type IssueDependencies } from './issue-certificate.ts';
import { RenewalsStore } from './renewals-store.ts';
import { RenewalsTree } from './renewals-tree.ts';
import { renewByClient } from './renew-by-client.ts';
import { rollBack } from './roll-back.ts';
import { writeSchedule } from './write-schedule.ts';

export interface RenewalsDependencies extends IssueDependencies {
  readonly context: vscode.ExtensionContext;
}

/** Issuing, renewing and rolling back; what is due, by whom, and what was done. */
export class RenewalsFeature extends Disposable implements Feature {
  readonly #deps: RenewalsDependencies;
  readonly #renewals: RenewalsStore;
  #running = false;

  constructor(deps: RenewalsDependencies) {
    super();
    this.#deps = deps;
    this.#renewals = this.own(new RenewalsStore(deps.engine, deps.configuration));
  }

  readonly handlers = {
    [commands.issueCertificate]: (argument: unknown) => this.#act(() => issueCertificate(this.#deps, argument)),
    [commands.tryOrder]: (argument: unknown) => this.#act(() => tryOrder(this.#deps, argument)),
    [commands.renewCertificate]: (argument: unknown) => this.#act(() => this.#renew(argument)),
    [commands.rollBack]: (argument: unknown) => this.#act(() => this.#rollBack(argument)),
    [commands.showActivity]: (argument: unknown) => this.#showActivity(argument),
    [commands.writeSchedule]: () => this.#act(() => this.#writeSchedule()),
    [commands.refreshRenewals]: () => this.#renewals.look(),
  };

  register(): this {
    this.own(
      new RenewalsTree(this.#renewals, this.#deps.configuration.storage(), (error) => {
        this.#deps.output.appendLine(`${new Date().toISOString()} ERROR renewals: ${errorWords(error) ?? 'stopped'}`);
      }),
    );
    return this;
  }

  /** One at a time in a window; other windows and the CLI are kept apart by the engine's lock. */
  async #act<T>(act: () => Promise<T>): Promise<T | null> {
    if (!vscode.workspace.isTrusted) return null;
    if (this.#running) {
      await vscode.window.showInformationMessage(
        'Something is being issued or renewed already; wait for it, or cancel it.',
      );
      return null;
    }
    this.#running = true;
    try {
      return await act();
    } finally {
      this.#running = false;
      void this.#renewals.look().catch(() => undefined);
    }
  }

  async #renew(argument: unknown): Promise<IssueReport | null> {
    const renewal = await chooseRenewal(this.#renewals, argument, 'Which certificate is renewed?', isRenewable);
    if (renewal === undefined) return null;
    if (renewal.owner === 'client') {
      const { engine, pages, configuration } = this.#deps;
      await renewByClient(engine, { pages, storage: configuration.storage() }, renewal);
      return null;
    }
    return renewal.request === null ? null : issueRequest(this.#deps, renewal.request, argument);
  }

  async #rollBack(argument: unknown): Promise<void> {
    const choice = 'Of which certificate is the one before brought back into service?';
    const renewal = await chooseRenewal(this.#renewals, argument, choice, isOwn);
    if (renewal?.owner === 'cert-doctor') await rollBack(this.#deps.engine, this.#deps.configuration, renewal);
  }

  /** What was done, for one certificate or for all. */
  async #showActivity(argument: unknown): Promise<void> {
    const report = await this.#renewals.look();
    const tried = (report?.renewals ?? []).filter(isTried);
    const named =
      argument === undefined ? undefined : await chooseRenewal(this.#renewals, argument, 'Of which?', isTried);
    const shown = named === undefined ? tried : tried.filter((one) => one === named || isSame(one, named));
    const text = shown
      .map((one) => (one.owner === 'client' ? clientActivitiesText(one) : activitiesText(one, new Date())))
      .join('\n\n');
    const nothing =
      report === null
        ? 'This folder is open in Restricted Mode, so nothing was looked at.'
        : 'Nothing was issued or renewed by Cert Doctor here yet.';
    await this.#deps.pages.show('Activity.log', text === '' ? nothing : text, 'acme-log');
  }

  async #writeSchedule(): Promise<void> {
    const { context, configuration, pages } = this.#deps;
    const schedule = (await this.#renewals.look())?.schedule ?? null;
    await writeSchedule(context, configuration, { pages, schedule });
  }
}

function isOwn({ owner }: Renewal): boolean {
  return owner === 'cert-doctor';
}

function isRenewable(renewal: Renewal): boolean {
  return renewal.owner === 'client' || renewal.request !== null;
}

/** Was Cert Doctor asked for it, be it by a client? */
function isTried(renewal: Renewal): boolean {
  return renewal.owner === 'cert-doctor' || renewal.activities.length > 0;
}

function isSame(one: Renewal, other: Renewal): boolean {
  return one.owner === other.owner && one.names.join() === other.names.join();
}
