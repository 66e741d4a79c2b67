import type { Unseen } from '../../../core/host/host-observation.ts';
import type { WebServer } from '../../../core/host/web-server.ts';
import type { Machine } from './machine.ts';
import { observeApache } from './apache.ts';
import { observeNginx } from './nginx.ts';

/** The web servers of this machine, each as it runs here, or as it is installed where it does not run. */
export async function observeWebServers(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<{ readonly servers: readonly WebServer[]; readonly unseen: readonly Unseen[] }> {
  const found = (await Promise.all([observeNginx(machine, programs), observeApache(machine, programs)])).filter(
    (one) => one !== null,
  );
  return { servers: found.map(({ server }) => server), unseen: found.flatMap(({ unseen }) => unseen) };
}
