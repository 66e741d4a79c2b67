import { readText, type Machine } from './machine.ts';

/** The users and groups of a machine (passwd(5), group(5)). */
export interface MachineUsers {
  readonly userName: (uid: number) => string;
  readonly groupName: (gid: number) => string;
  /** Numbers of a user and of all of its groups; null where there is no such user. */
  readonly idsOf: (user: string) => { readonly uid: number; readonly gids: ReadonlySet<number> } | null;
}

export async function usersOf(machine: Machine): Promise<MachineUsers> {
  const [users, groups] = await Promise.all(
    ['/etc/passwd', '/etc/group'].map(async (file) =>
      ((await readText(machine, file)).text ?? '').split('\n').map((line) => line.split(':')),
    ),
  );
  const nameIn = (rows: readonly (readonly string[])[] | undefined, id: number): string =>
    rows?.find(([, , number]) => number === String(id))?.[0] ?? String(id);
  return {
    userName: (uid) => nameIn(users, uid),
    groupName: (gid) => nameIn(groups, gid),
    idsOf: (user) => {
      const [, , uid, gid] = users?.find(([name]) => name === user) ?? [];
      if (uid === undefined || gid === undefined) return null;
      const member = (groups ?? []).filter(([, , , members = '']) => members.split(',').includes(user));
      return { uid: Number(uid), gids: new Set([Number(gid), ...member.map(([, , number]) => Number(number))]) };
    },
  };
}
