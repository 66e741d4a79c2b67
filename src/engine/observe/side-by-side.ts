import { HostTurns } from './host-turns.ts';
import { MachineLooks } from './host/machine-looks.ts';

/** What the checks of one engine share, so that many of them together burden nobody more than one does. */
export class SideBySide {
  /** Looks at the servers of domains. */
  readonly hosts = new HostTurns();
  /** Questions to resolvers: with more in flight, socket buffers lose answers. */
  readonly resolvers = new HostTurns({ hosts: 64, perHost: 64, patienceMs: 500 });
  readonly machine: MachineLooks;

  constructor(machine = new MachineLooks()) {
    this.machine = machine;
  }
}
