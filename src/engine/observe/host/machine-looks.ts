import { readText, type Machine, type TextRead } from './machine.ts';
import { observeCertManager } from './cert-manager.ts';
import { observeAccounts } from './accounts.ts';
import { observeMachine } from './machine-facts.ts';
import { usersOf, type MachineUsers } from './machine-users.ts';
import { observeLineages } from './lineages.ts';
import { runningPrograms, webListeners } from './processes.ts';
import { observeRenewers } from './renewers.ts';
import { observeWebServers } from './web-servers.ts';

/** What a machine shows, whatever domain it is asked about. */
export interface MachineLook {
  readonly listeners: Awaited<ReturnType<typeof webListeners>>;
  readonly web: Awaited<ReturnType<typeof observeWebServers>>;
  readonly lineages: Awaited<ReturnType<typeof observeLineages>>;
  readonly accounts: Awaited<ReturnType<typeof observeAccounts>>;
  readonly renewers: Awaited<ReturnType<typeof observeRenewers>>;
  readonly system: TextRead;
  readonly cluster: Awaited<ReturnType<typeof observeCertManager>>;
  readonly users: MachineUsers;
  readonly machine: Awaited<ReturnType<typeof observeMachine>>;
}

/** A look that takes longer has met a file system or a program that does not answer. */
const longestLookMs = 15_000;

/**
 * Looks at one machine for many checks: those that come while a look is under way share the next one. So whatever is
 * seen was seen after it was asked for, and a thousand domains do not read the machine a thousand times.
 */
export class MachineLooks {
  readonly #root: string;
  #running: Promise<unknown> | null = null;
  #next: Promise<MachineLook> | null = null;

  constructor(root = '/') {
    this.#root = root;
  }

  /** Rejects with the signal's reason where it comes first. */
  look(signal: AbortSignal): Promise<MachineLook> {
    const look = this.#running === null ? this.#start() : (this.#next ??= this.#running.then(() => this.#start()));
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        reject(signal.reason as Error);
      };
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      void look.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', stop);
      });
    });
  }

  #start(): Promise<MachineLook> {
    this.#next = null;
    const look = lookAt({ root: this.#root, signal: AbortSignal.timeout(longestLookMs) });
    const running = look.then(
      () => undefined,
      () => undefined,
    );
    this.#running = running;
    void running.then(() => {
      // Else the next one runs already.
      if (this.#running === running && this.#next === null) this.#running = null;
    });
    return look;
  }
}

async function lookAt(machine: Machine): Promise<MachineLook> {
  const [programs, users] = await Promise.all([runningPrograms(machine), usersOf(machine)]);
  const [listeners, web, lineages, accounts, renewers, system, facts, cluster] = await Promise.all([
    webListeners(machine, programs),
    observeWebServers(machine, programs),
    observeLineages(machine),
    observeAccounts(machine),
    observeRenewers(machine, programs),
    readText(machine, '/etc/os-release'),
    observeMachine(machine, users),
    observeCertManager(machine),
  ]);
  return { listeners, web, lineages, accounts, renewers, system, cluster, users, machine: facts };
}
