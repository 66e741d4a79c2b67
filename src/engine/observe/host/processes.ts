import { readlink } from 'node:fs/promises';
import { formatAddress, mappedIpv4 } from '../../../core/dns/address.ts';
import type { Listener } from '../../../core/host/host-observation.ts';
import { namesIn, placeOf, readText, type Machine } from './machine.ts';

const webPorts = [80, 443];
/** State of a socket in /proc/net/tcp (Linux, include/net/tcp_states.h). */
const listening = '0A';

/** Names of the running programs (`comm`) by process number; null where there is no /proc. */
export async function runningPrograms(machine: Machine): Promise<ReadonlyMap<string, string> | null> {
  const pids = ((await namesIn(machine, '/proc')) ?? []).filter((name) => /^[0-9]+$/.test(name));
  if (pids.length === 0) return null;
  const programs = await Promise.all(
    pids.map(async (pid) => [pid, (await readText(machine, `/proc/${pid}/comm`)).text?.trim() ?? ''] as const),
  );
  return new Map(programs);
}

/** Who listens on the ports of HTTP and HTTPS; null where there is no /proc. Other users' programs are only known to root. */
export async function webListeners(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<readonly Listener[] | null> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readText(machine, file)));
  if (tables.every(({ text }) => text === null)) return null;
  const sockets = tables.flatMap(({ text }) => (text ?? '').split('\n').slice(1).flatMap(socketOf));
  const owners = sockets.length === 0 ? new Map<string, string>() : await socketOwners(machine, programs ?? new Map());
  return sockets.map(({ address, port, inode }) => ({ address, port, program: owners.get(inode) ?? null }));
}

function socketOf(line: string): readonly { address: string; port: number; inode: string }[] {
  const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/ +/);
  const [hex = '', portHex = ''] = local.split(':');
  const port = Number.parseInt(portHex, 16);
  if (state !== listening || !webPorts.includes(port)) return [];
  return [{ address: addressFromHex(hex), port, inode }];
}

/** The kernel writes each 32 bits in the machine's own order, which is little-endian wherever Node.js runs. */
function addressFromHex(hex: string): string {
  const octets = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)),
  );
  const mapped = mappedIpv4(octets);
  return formatAddress(mapped ?? octets);
}

/** Program by the inode of its sockets, as far as this user may look into the processes. */
async function socketOwners(machine: Machine, programs: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  for (const [pid, program] of programs) {
    machine.signal.throwIfAborted();
    const files = (await namesIn(machine, `/proc/${pid}/fd`)) ?? [];
    const targets = await Promise.all(
      files.map((file) => readlink(placeOf(machine, `/proc/${pid}/fd/${file}`)).catch(() => '')),
    );
    for (const target of targets) {
      if (target.startsWith('socket:[')) owners.set(target.slice('socket:['.length, -1), program);
    }
  }
  return owners;
}
