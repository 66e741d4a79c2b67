import type { SiteFolder } from '../../../core/host/machine-facts.ts';
import type { Site } from '../../../core/host/site.ts';
import type { WebServer } from '../../../core/host/web-server.ts';
import { namesIn, type Machine } from './machine.ts';
import type { MachineUsers } from './machine-users.ts';
import { blockedAt, rightsOf } from './path-rights.ts';

const mostFolders = 50;

/** The folders that sites serve, and those in which CloudPanel keeps the site of a name (`/home/USER/htdocs/NAME`). */
export async function observeSiteFolders(
  machine: Machine,
  users: MachineUsers,
  sites: readonly { readonly server: WebServer; readonly site: Site }[],
  names: readonly string[],
): Promise<readonly SiteFolder[]> {
  const roots = sites.flatMap(({ server, site: { root } }) =>
    root?.startsWith('/') === true && !root.includes('$') ? [{ server, path: root }] : [],
  );
  const [first] = sites;
  const homes = first === undefined ? [] : ((await namesIn(machine, '/home')) ?? []);
  const panel = await Promise.all(
    homes.map(async (home) => {
      const folder = `/home/${home}/htdocs`;
      const there = (await namesIn(machine, folder)) ?? [];
      return there.filter((name) => names.includes(name)).map((name) => `${folder}/${name}`);
    }),
  );
  const wanted = [
    ...roots,
    ...(first === undefined ? [] : panel.flat().map((path) => ({ server: first.server, path }))),
  ];
  const unique = [...new Map(wanted.map((one) => [one.path, one])).values()].slice(0, mostFolders);
  return await Promise.all(
    unique.map(async ({ server: { software, user = null }, path }): Promise<SiteFolder> => {
      const ids = user === null ? null : users.idsOf(user);
      const { rights } = await rightsOf(machine, users, path);
      return {
        ...{ software, path, rights, serverUser: user },
        blockedAt: ids === null ? null : await blockedAt(machine, path, ids),
      };
    }),
  );
}
