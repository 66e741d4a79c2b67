import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Fact } from '../../../core/host/fact.ts';
import type { PathRights, Rights } from '../../../core/host/machine-facts.ts';
import { isRefused, placeOf, type Machine } from './machine.ts';
import type { MachineUsers } from './machine-users.ts';

const others = { read: 0o004, enter: 0o001 };

/** Owner and mode of a path, and whether everybody may read it. */
export async function rightsOf(machine: Machine, users: MachineUsers, file: string): Promise<PathRights> {
  const found = await statOf(machine, file);
  if (!found.known) return { path: file, rights: found };
  const { value } = found;
  const rights: Rights = {
    kind: value.isDirectory() ? 'folder' : 'file',
    mode: value.mode & 0o7777,
    owner: users.userName(value.uid),
    group: users.groupName(value.gid),
    openToAll: (value.mode & others.read) !== 0 && (await isEnteredByAll(machine, file)),
  };
  return { path: file, rights: { known: true, value: rights } };
}

/** Whether every user gets as far as the file, by its own path and, where it is a link, by that of its target. */
export async function isEnteredByAll(machine: Machine, file: string): Promise<boolean> {
  const target = await realpath(placeOf(machine, file)).catch(() => placeOf(machine, file));
  const root = await realpath(machine.root).catch(() => machine.root);
  const real = target.startsWith(root) ? path.join('/', target.slice(root.length)) : file;
  const folders = [...new Set([...foldersTo(file), ...foldersTo(real)])];
  const way = await Promise.all(folders.map((folder) => statOf(machine, folder)));
  return way.every((one) => !one.known || (one.value.mode & others.enter) !== 0);
}

/** The first folder on the way to one, or itself, that a user may not enter, or at the end read; null: none, or unknown. */
export async function blockedAt(
  machine: Machine,
  folder: string,
  user: { readonly uid: number; readonly gids: ReadonlySet<number> },
): Promise<string | null> {
  if (user.uid === 0) return null;
  for (const one of [...foldersTo(folder), folder]) {
    const found = await statOf(machine, one);
    if (!found.known) return null;
    const { mode, uid, gid } = found.value;
    // The class that fits first counts, even where a later one would allow more (path_resolution(7)).
    const shift = uid === user.uid ? 6 : user.gids.has(gid) ? 3 : 0;
    if (((mode >> shift) & others.enter) === 0) return one;
  }
  return null;
}

/** From below the root down to the folder that holds the path. */
function foldersTo(file: string): readonly string[] {
  const parts = path.dirname(file).split('/').filter(Boolean);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join('/')}`);
}

async function statOf(machine: Machine, file: string): Promise<Fact<Stats>> {
  return await stat(placeOf(machine, file)).then(
    (value) => ({ known: true, value }),
    (error: unknown) => ({ known: false, why: isRefused(error) ? 'this user may not see it' : 'it is not there' }),
  );
}
