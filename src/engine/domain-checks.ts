import { hostname } from 'node:os';
import { caOf, withDirectory } from '../core/acme/ca-facts.ts';
import { clockError } from '../core/judge/judge-ca.ts';
import { reportDomain } from '../core/judge/judge-domain.ts';
import type { Engine } from './engine.ts';
import { CaDirectories } from './observe/ca-directories.ts';
import { observeCaStatus } from './observe/observe-ca-status.ts';
import { CaLooks } from './observe/observe-ca.ts';
import { observeDomain } from './observe/observe-domain.ts';
import { RootStores } from './observe/root-stores.ts';
import { SideBySide } from './observe/side-by-side.ts';

/** Looks at domains and judges what it sees; what one engine has looked at once serves all its checks. */
export class DomainChecks {
  readonly roots = new RootStores();
  readonly #shared = new SideBySide();
  readonly #directories = new CaDirectories();
  readonly #caLooks = new CaLooks();

  /** @see Engine.check */
  readonly check: Engine['check'] = async (intent, network, run) => {
    const startedAt = new Date();
    const seen = observeDomain(intent, network, run, this.roots, this.#shared);
    const [observed, known, ca, caStatus] = await Promise.all([
      seen,
      network.lookAtCa ? caOf(network.directoryUrl) : this.#directories.factsOf(network, run),
      network.lookAtCa ? this.#caLooks.observe(network, () => seen.then(({ tls }) => tls), run.signal) : null,
      network.askCaStatus === true ? observeCaStatus(caOf(network.directoryUrl), network, run.signal) : null,
    ]);
    const observations = { ...observed, ca, ...(caStatus === null ? {} : { caStatus }) };
    const directory = ca?.outcome.kind === 'answer' ? ca.outcome.directory : null;
    // Dates are judged by the better clock.
    const right = (time: Date): Date => new Date(time.getTime() - clockError(observations));
    return reportDomain(intent, observations, {
      now: right(new Date()),
      startedAt: right(startedAt),
      vantage: hostname(),
      ca: directory === null ? known : withDirectory(known, directory),
    });
  };
}
