import os from 'node:os';
import type { Fact } from '../../../core/host/fact.ts';
import {
  readAcmeSh,
  readAlpinePackages,
  readDebianPackages,
  readSnap,
  type InstalledProgram,
} from '../../../core/host/installed-programs.ts';
import type { Lineage } from '../../../core/host/host-observation.ts';
import type {
  Looker,
  MachineFacts,
  MachineLoad,
  MachineMemory,
  OsRelease,
  PathRights,
} from '../../../core/host/machine-facts.ts';
import { shellValues } from '../../../core/host/renewal-settings.ts';
import { namesIn, readText, type Machine } from './machine.ts';
import type { MachineUsers } from './machine-users.ts';
import { rightsOf } from './path-rights.ts';
import { timeZoneOf } from './time-zone.ts';

const mostKeys = 50;
/** What is installed on a desktop takes 6 MB to list. */
const largestRecord = 16 * 1024 * 1024;
/** Groups whose members may become root where nobody changed that: Debian's, Red Hat's, older Ubuntu's. */
const rootGroups = ['sudo', 'wheel', 'admin'];

/** What of the machine does not depend on the domain. */
export async function observeMachine(
  machine: Machine,
  users: MachineUsers,
): Promise<Omit<MachineFacts, 'rights' | 'siteFolders'>> {
  const [release, load, cpus, memory, zone, synchronised, programs] = await Promise.all([
    textFact(machine, '/etc/os-release', readRelease),
    readText(machine, '/proc/loadavg'),
    readText(machine, '/proc/cpuinfo'),
    textFact(machine, '/proc/meminfo', readMemory),
    timeZoneOf(machine),
    clockSynchronised(machine),
    installedPrograms(machine),
  ]);
  return {
    release,
    user: lookerOf(users),
    timeZone:
      zone === null ? { known: false, why: 'the machine names none that is known' } : { known: true, value: zone },
    clockSynchronised: synchronised,
    load: loadFact(load.text, cpus.text),
    memory,
    programs,
  };
}

/** As the records of those who install tell; nothing is run for it. */
async function installedPrograms(machine: Machine): Promise<readonly InstalledProgram[]> {
  const textOf = async (file: string): Promise<string> => (await readText(machine, file, largestRecord)).text ?? '';
  const homes = [...new Set([os.homedir(), '/root'])];
  const [debian, alpine, snap, ...scripts] = await Promise.all(
    ['/var/lib/dpkg/status', '/lib/apk/db/installed', '/snap/certbot/current/meta/snap.yaml']
      .concat(homes.map((home) => `${home}/.acme.sh/acme.sh`))
      .map(textOf),
  );
  return [
    ...readDebianPackages(debian ?? ''),
    ...readAlpinePackages(alpine ?? ''),
    ...readSnap('certbot', snap ?? ''),
    ...scripts.flatMap(readAcmeSh).slice(0, 1),
  ];
}

async function textFact<T>(machine: Machine, file: string, read: (text: string) => T | null): Promise<Fact<T>> {
  const { state, text } = await readText(machine, file);
  const value = text === null ? null : read(text);
  if (value !== null) return { known: true, value };
  const why = {
    read: `${file} does not say it`,
    missing: `there is no ${file}`,
    'not-permitted': `this user may not read ${file}`,
  };
  return { known: false, why: why[state] };
}

function readRelease(text: string): OsRelease | null {
  const values = shellValues(text);
  const id = values.get('ID');
  return id === undefined ? null : { id, version: values.get('VERSION_ID') ?? '' };
}

function readMemory(text: string): MachineMemory | null {
  const of = (key: string): number => Number(new RegExp(`^${key}: {1,20}(\\d{1,15}) kB$`, 'm').exec(text)?.[1]) * 1024;
  const memory = { totalBytes: of('MemTotal'), availableBytes: of('MemAvailable') };
  return Number.isNaN(memory.totalBytes) || Number.isNaN(memory.availableBytes) ? null : memory;
}

function loadFact(load: string | null, cpuInfo: string | null): Fact<MachineLoad> {
  const [one = Number.NaN, five = Number.NaN, fifteen = Number.NaN] = (load ?? '').split(' ').map(Number);
  const processors = (cpuInfo ?? '').split('\n').filter((line) => line.startsWith('processor')).length;
  if ([one, five].some(Number.isNaN)) return { known: false, why: 'there is no /proc/loadavg' };
  return { known: true, value: { averages: [one, five, fifteen], processors: Math.max(1, processors) } };
}

function lookerOf({ idsOf, groupName }: MachineUsers): Looker {
  const uid = process.getuid?.() ?? -1;
  const { username } = os.userInfo();
  const ids = idsOf(username);
  return {
    name: username,
    isRoot: uid === 0,
    maySudo:
      ids === null
        ? { known: false, why: 'the groups of this user are not in /etc/group' }
        : { known: true, value: uid === 0 || [...ids.gids].some((gid) => rootGroups.includes(groupName(gid))) },
  };
}

/** systemd-timesyncd leaves a mark; chrony and ntpd keep their own, of which only that they run is seen. */
async function clockSynchronised(machine: Machine): Promise<Fact<boolean>> {
  const marks = await namesIn(machine, '/run/systemd/timesync');
  if (marks?.includes('synchronized') === true) return { known: true, value: true };
  return { known: false, why: 'no time service that tells is at work' };
}

/** certbot's folders, and the keys of what clients keep for the domain. */
export async function observeRights(
  machine: Machine,
  users: MachineUsers,
  lineages: readonly Lineage[],
): Promise<readonly PathRights[]> {
  const folders = ['', '/live', '/archive', '/accounts', '/keys'].map((name) => `/etc/letsencrypt${name}`);
  const keys = await Promise.all(
    lineages.map(async ({ client, name, certificate }) => {
      if (client !== 'certbot') return [certificate.replace(/[^/]{1,200}$/, keyNames[client] ?? 'privkey.pem')];
      const archive = `/etc/letsencrypt/archive/${name}`;
      const names = (await namesIn(machine, archive)) ?? [];
      return [archive, ...names.filter((one) => one.startsWith('privkey')).map((one) => `${archive}/${one}`)];
    }),
  );
  const storage = ['/etc/traefik/acme.json', '/acme.json'];
  const looked = await Promise.all(
    [...folders, ...keys.flat().slice(0, mostKeys), ...storage].map((one) => rightsOf(machine, users, one)),
  );
  return looked.filter(({ rights }) => rights.known || rights.why !== 'it is not there');
}

const keyNames: Readonly<Partial<Record<Lineage['client'], string>>> = { dehydrated: 'privkey.pem' };
