import { readlink } from 'node:fs/promises';
import { processNames } from '../../../core/host/server-words.ts';
import type { ServerSoftware } from '../../../core/host/site.ts';
import { placeOf, readText, type Machine } from './machine.ts';

/**
 * Argument vectors of the processes of a server that see the same files as we do: one in a container is another machine's.
 * nginx writes one text with blanks over its own.
 */
export async function serverProcesses(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
  software: ServerSoftware,
): Promise<readonly (readonly string[])[]> {
  const own = await mountsOf('self', machine);
  const candidates = [...(programs ?? [])].filter(([, program]) => processNames[software].includes(program));
  const found = await Promise.all(
    candidates.map(async ([pid]) => {
      const mounts = await mountsOf(pid, machine);
      const title = (await readText(machine, `/proc/${pid}/cmdline`)).text ?? '';
      return mounts === null || own === null || mounts === own ? title.split('\0') : null;
    }),
  );
  return found.filter((one) => one !== null);
}

async function mountsOf(pid: string, machine: Machine): Promise<string | null> {
  return await readlink(placeOf(machine, `/proc/${pid}/ns/mnt`)).catch(() => null);
}

/** What stands behind an option of an argument vector; null where it does not stand there. */
export function optionOf(words: readonly string[] | undefined, option: string): string | null {
  const at = (words ?? []).indexOf(option);
  return at < 0 ? null : (words?.[at + 1] ?? null);
}
