import { Disposable } from '../disposable.ts';
import type { Feature } from '../feature.ts';
import { commands } from '../ids.ts';
import { createReport, type ReportDependencies } from './create-report.ts';

/** Escalation reports: what somebody else needs to help, without secrets. */
export class ReportFeature extends Disposable implements Feature {
  readonly #deps: ReportDependencies;

  constructor(deps: ReportDependencies) {
    super();
    this.#deps = deps;
  }

  readonly handlers = {
    [commands.createReport]: (argument: unknown) => createReport(this.#deps, argument),
  };

  register(): this {
    return this;
  }
}
