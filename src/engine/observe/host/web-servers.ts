import type { Unseen } from '../../../core/host/host-observation.ts';
import type { WebServer } from '../../../core/host/web-server.ts';
import { observeApache } from './apache.ts';
import { observeCaddy } from './caddy.ts';
import { observeHaproxy } from './haproxy.ts';
import type { Machine } from './machine.ts';
import { observeNginx } from './nginx.ts';

const kinds = [observeNginx, observeApache, observeHaproxy, observeCaddy];

/** The web servers of this machine, each as it runs here, or as it is installed where it does not run. */
export async function observeWebServers(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<{ readonly servers: readonly WebServer[]; readonly unseen: readonly Unseen[] }> {
  const looks = await Promise.all(kinds.map((observe) => observe(machine, programs)));
  const found = looks.filter((one) => one !== null);
  return { servers: found.map(({ server }) => server), unseen: found.flatMap(({ unseen }) => unseen) };
}
