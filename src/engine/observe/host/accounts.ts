import os from 'node:os';
import { readAccount, type AcmeAccount } from '../../../core/host/acme-account.ts';
import type { Unseen } from '../../../core/host/host-observation.ts';
import { asRootLine } from './as-root-line.ts';
import { namesIn, readText, type Machine } from './machine.ts';

const mostAccounts = 200;
/** Folders of a CA's host and path; certbot and acme.sh nest them as deep as the URL is. */
const deepest = 6;

interface Place {
  readonly client: AcmeAccount['client'];
  readonly folder: string;
  readonly isAccount: (name: string) => boolean;
}

const named = (wanted: string) => (name: string) => name === wanted;
const isOwnAccount = (name: string): boolean => /^account-[0-9a-f]{16}\.json$/.test(name);

/** The clients' own defaults (their documentation and sources, read 2026-11). */
function places(homes: readonly string[]): readonly Place[] {
  return [
    { client: 'certbot', folder: '/etc/letsencrypt/accounts', isAccount: named('regr.json') },
    ...homes.flatMap((home): readonly Place[] => [
      { client: 'acme.sh', folder: `${home}/.acme.sh/ca`, isAccount: named('ca.conf') },
      { client: 'lego', folder: `${home}/.lego/accounts`, isAccount: named('account.json') },
      { client: 'cert-doctor', folder: `${home}/.cert-doctor/accounts`, isAccount: isOwnAccount },
    ]),
    ...['/etc/lego', '/var/lib/lego'].map((folder): Place => ({
      ...{ client: 'lego', folder: `${folder}/accounts`, isAccount: named('account.json') },
    })),
    ...['/var/lib/dehydrated', '/etc/dehydrated'].map((folder): Place => ({
      ...{ client: 'dehydrated', folder: `${folder}/accounts`, isAccount: named('account_id.json') },
    })),
    {
      client: 'caddy',
      folder: '/var/lib/caddy/.local/share/caddy/acme',
      isAccount: (name) => name.endsWith('.json'),
    },
  ];
}

/** The accounts of the clients of this machine. */
export async function observeAccounts(
  machine: Machine,
): Promise<{ readonly accounts: readonly AcmeAccount[]; readonly unseen: readonly Unseen[] }> {
  const refused: string[] = [];
  const homes = [...new Set([os.homedir(), '/root'])];
  const found = await Promise.all(
    places(homes).map(async (place) =>
      Promise.all(
        (await filesBelow(machine, place.folder, place, refused, 0)).map(async (file) => {
          const { state, text } = await readText(machine, file);
          if (state === 'not-permitted') refused.push(file);
          return text === null ? [] : [readAccount(place.client, file, text)];
        }),
      ),
    ),
  );
  const accounts = found.flat(2).slice(0, mostAccounts);
  return {
    // One file may be met by two names of its folder, as certbot's links between versions of a CA are.
    accounts: [...new Map(accounts.map((one) => [one.uri ?? one.file, one])).values()],
    unseen: [...new Set(refused)].map((place) => ({
      what: `accounts in ${place}`,
      how: asRootLine(['ls', '-R', place]),
    })),
  };
}

async function filesBelow(
  machine: Machine,
  folder: string,
  place: Place,
  refused: string[],
  depth: number,
): Promise<readonly string[]> {
  const names = await namesIn(machine, folder);
  if (names === null) refused.push(folder);
  const own = (names ?? []).slice(0, mostAccounts);
  const files = own.filter(place.isAccount).map((name) => `${folder}/${name}`);
  if (files.length > 0 || depth >= deepest) return files;
  const below = own.map((name) => filesBelow(machine, `${folder}/${name}`, place, refused, depth + 1));
  return (await Promise.all(below)).flat();
}
