import { stat } from 'node:fs/promises';
import { hostsEntries, type HostsEntry } from '../../../core/host/hosts-file.ts';
import type { Unseen } from '../../../core/host/host-observation.ts';
import { asRootLine } from './as-root-line.ts';
import { placeOf, readText, type Machine } from './machine.ts';

const file = '/etc/hosts';

/** What the hosts file says of these names. `hostsFile` is missing where it is there and was not read: refused, or too large. */
export async function observeHostsFile(
  machine: Machine,
  names: readonly string[],
): Promise<{ readonly hostsFile?: readonly HostsEntry[]; readonly unseen: readonly Unseen[] }> {
  const { text } = await readText(machine, file);
  if (text !== null) return { hostsFile: hostsEntries(text, names), unseen: [] };
  const isThere = await stat(placeOf(machine, file)).then(
    () => true,
    () => false,
  );
  if (!isThere) return { hostsFile: [], unseen: [] };
  return { unseen: [{ what: `the file ${file}`, how: asRootLine(['cat', file]) }] };
}
