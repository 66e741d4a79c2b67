import type { IssueReport } from '../../core/acme/issuance.ts';
import { Disposable } from '../disposable.ts';
import type { Feature } from '../feature.ts';
import { commands } from '../ids.ts';
import { issueCertificate, type IssueDependencies } from './issue-certificate.ts';

/** Issuing and renewing by the product itself. */
export class RenewalsFeature extends Disposable implements Feature {
  readonly #deps: IssueDependencies;
  #running = false;

  constructor(deps: IssueDependencies) {
    super();
    this.#deps = deps;
  }

  readonly handlers = {
    [commands.issueCertificate]: (argument: unknown) => this.#issue(argument),
  };

  register(): this {
    return this;
  }

  /** One at a time in a window; other windows and the CLI are kept apart by the engine's lock. */
  async #issue(argument: unknown): Promise<IssueReport | null> {
    if (this.#running) return null;
    this.#running = true;
    try {
      return await issueCertificate(this.#deps, argument);
    } finally {
      this.#running = false;
    }
  }
}
