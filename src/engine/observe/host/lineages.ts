import { lstat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { credentialsIn, type Credential } from '../../../core/host/credential.ts';
import type { Lineage, RenewerKind, Unseen } from '../../../core/host/host-observation.ts';
import {
  readAcmeShRenewal,
  readCertbotRenewal,
  readDehydratedSettings,
  type RenewalSettings,
} from '../../../core/host/renewal-settings.ts';
import { asRootLine } from './as-root-line.ts';
import { isExecutable, isFolder, namesIn, placeOf, readText, type Machine } from './machine.ts';
import { readPemFile } from './pem-file.ts';

const mostLineages = 500;
const mostRoots = 100;
const mostHookFiles = 100;

/** Where a client keeps its certificates: `*` stands for one folder or the name before an ending. */
interface Keeping {
  readonly client: RenewerKind;
  readonly pattern: string;
}

/** The clients' own defaults (their documentation, read 2026-11). certbot's lineages come from its renewal files. */
function keepings(home: string): readonly Keeping[] {
  return [
    { client: 'acme.sh', pattern: `${home}/.acme.sh/*/fullchain.cer` },
    { client: 'lego', pattern: `${home}/.lego/certificates/*.crt` },
    { client: 'lego', pattern: '/etc/lego/certificates/*.crt' },
    { client: 'lego', pattern: '/var/lib/lego/certificates/*.crt' },
    { client: 'dehydrated', pattern: '/var/lib/dehydrated/certs/*/fullchain.pem' },
    { client: 'dehydrated', pattern: '/etc/dehydrated/certs/*/fullchain.pem' },
    { client: 'caddy', pattern: '/var/lib/caddy/.local/share/caddy/certificates/*/*/*.crt' },
    { client: 'clpctl', pattern: '/etc/nginx/ssl-certificates/*.crt' },
  ];
}

const certbotFolder = '/etc/letsencrypt';

/** What the ACME clients of this machine keep. */
export async function observeLineages(
  machine: Machine,
): Promise<{ readonly lineages: readonly Lineage[]; readonly unseen: readonly Unseen[] }> {
  const refused: string[] = [];
  const found = await Promise.all([
    certbotLineages(machine, refused),
    ...[...new Set([os.homedir(), '/root'])]
      .flatMap((home) => keepings(home))
      .map((keeping) => kept(machine, keeping, refused)),
  ]);
  const unique = new Map(found.flat().map((one) => [one.certificate, one]));
  const lineages = await Promise.all(
    [...unique.values()].slice(0, mostLineages).map(async (one): Promise<Lineage> => {
      const [{ state, leaf }, settings] = await Promise.all([
        readPemFile(machine, one.certificate),
        one.settings ?? settingsOf(machine, one),
      ]);
      if (settings === undefined) return { ...one, state, leaf };
      const roots = settings.webRoots.slice(0, mostRoots);
      const [isThere, credentials] = await Promise.all([
        Promise.all(roots.map((root) => isFolder(machine, root))),
        credentialsOf(machine, one, settings, refused),
      ]);
      const missingRoots = roots.filter((_, at) => isThere[at] === false);
      return { ...one, state, leaf, settings, missingRoots, credentials };
    }),
  );
  const unseen = [...new Set(refused)].map((folder) => ({
    what: `what is kept in ${folder}`,
    how: asRootLine(['ls', folder]),
  }));
  return { lineages, unseen };
}

type Found = Omit<Lineage, 'state' | 'leaf'>;

async function certbotLineages(machine: Machine, refused: string[]): Promise<readonly Found[]> {
  const folder = `${certbotFolder}/renewal`;
  const files = await namesIn(machine, folder);
  if (files === null) {
    refused.push(folder);
    return [];
  }
  const confs = files.filter((file) => file.endsWith('.conf')).slice(0, mostLineages);
  const everyRenewals = await certbotHookFiles(machine, refused);
  return await Promise.all(
    confs.map(async (file) => {
      const name = file.slice(0, -'.conf'.length);
      const { text } = await readText(machine, path.join(folder, file));
      const certificate =
        /^fullchain = (\/[^\n]{1,400})$/m.exec(text ?? '')?.[1] ?? `${certbotFolder}/live/${name}/fullchain.pem`;
      const settings = text === null ? null : readCertbotRenewal(text, path.join(folder, file));
      const plainFiles = await plainFilesBeside(machine, path.dirname(certificate));
      const found = { client: 'certbot', name, certificate, plainFiles } as const;
      return settings === null
        ? found
        : { ...found, settings: { ...settings, hooks: [...settings.hooks, ...everyRenewals] } };
    }),
  );
}

/** What certbot runs after every renewal: executable files, but for an editor's copies (certbot, hooks.list_hooks). */
async function certbotHookFiles(machine: Machine, refused: string[]): Promise<readonly string[]> {
  const folders = ['post', 'deploy'].map((step) => `${certbotFolder}/renewal-hooks/${step}`);
  const perFolder = folders.map(async (folder) => {
    const names = await namesIn(machine, folder);
    if (names === null) refused.push(folder);
    const files = (names ?? []).filter((name) => !name.endsWith('~')).map((name) => path.join(folder, name));
    const isRun = await Promise.all(files.slice(0, mostHookFiles).map((file) => isExecutable(machine, file)));
    return files.filter((_, at) => isRun[at]);
  });
  return (await Promise.all(perFolder)).flat();
}

async function kept(machine: Machine, { client, pattern }: Keeping, refused: string[]): Promise<readonly Found[]> {
  const parts = pattern.split('/').slice(1);
  let places = [''];
  for (const part of parts) {
    if (!part.includes('*')) {
      places = places.map((place) => `${place}/${part}`);
      continue;
    }
    const ending = part.slice(1);
    const next: string[] = [];
    for (const place of places) {
      const names = await namesIn(machine, place);
      if (names === null) refused.push(place);
      else next.push(...names.filter((name) => name.endsWith(ending)).map((name) => `${place}/${name}`));
    }
    places = next.slice(0, mostLineages);
  }
  const isThere = await Promise.all(
    places.map(async (place) => (await namesIn(machine, path.dirname(place)))?.includes(path.basename(place)) ?? false),
  );
  return places
    .filter((_, at) => isThere[at])
    .map((certificate) => ({ client, name: nameOf(certificate), certificate }));
}

/** What should be links into `archive`, and is none: a copy of the folder that lost them. */
async function plainFilesBeside(machine: Machine, folder: string): Promise<readonly string[]> {
  const files = ['cert.pem', 'chain.pem', 'fullchain.pem', 'privkey.pem'].map((name) => path.join(folder, name));
  const kinds = await Promise.all(files.map((file) => lstat(placeOf(machine, file)).catch(() => null)));
  return files.filter((_, at) => kinds[at]?.isSymbolicLink() === false);
}

/** What the other clients keep of how they renew. */
async function settingsOf(machine: Machine, { client, certificate }: Found): Promise<RenewalSettings | undefined> {
  if (client === 'acme.sh') {
    const folder = path.dirname(certificate);
    const names = (await namesIn(machine, folder)) ?? [];
    const [file] = names.filter((name) => name.endsWith('.conf') && !name.endsWith('.csr.conf'));
    const { text } = file === undefined ? { text: null } : await readText(machine, path.join(folder, file));
    return text === null ? undefined : readAcmeShRenewal(text, path.join(folder, file ?? ''));
  }
  if (client !== 'dehydrated') return undefined;
  const file = '/etc/dehydrated/config';
  const { text } = await readText(machine, file);
  return text === null ? undefined : readDehydratedSettings(text, file);
}

/** What the client proves control with, where its files tell when that ends. */
async function credentialsOf(
  machine: Machine,
  { client, certificate }: Found,
  { method, credentialFiles = [] }: RenewalSettings,
  refused: string[],
): Promise<readonly Credential[]> {
  const isAcmeShDns = client === 'acme.sh' && method?.startsWith('dns_') === true;
  const files = isAcmeShDns ? [path.join(path.dirname(certificate), '../account.conf')] : credentialFiles;
  const found = await Promise.all(
    files.slice(0, mostRoots).map(async (file) => {
      const { state, text } = await readText(machine, file);
      if (state === 'not-permitted') refused.push(file);
      return text === null ? [] : credentialsIn(text, file);
    }),
  );
  // acme.sh keeps those of every provider that was ever used in one file.
  const provider = isAcmeShDns ? (method.split('_')[1]?.toLowerCase() ?? '') : '';
  return found.flat().filter(({ key }) => key.toLowerCase().includes(provider));
}

/** The folder that is named after the certificate, or the file itself. acme.sh marks keys of elliptic curves. */
function nameOf(certificate: string): string {
  const base = path.basename(certificate);
  const name = base.startsWith('fullchain.')
    ? path.basename(path.dirname(certificate))
    : base.slice(0, base.lastIndexOf('.'));
  return name.endsWith('_ecc') ? name.slice(0, -'_ecc'.length) : name;
}
