import type { StartTls } from '../certificate/handshake.ts';

/** What a file that a server reads holds: PEM in this order, or a key store. */
export const deployContents = [
  'certificate',
  'chain',
  'full-chain',
  'key',
  'full-chain-and-key',
  'pkcs12',
  'jks',
] as const;
export type DeployContent = (typeof deployContents)[number];

export interface DeployFile {
  /** Absolute, on the machine of the plan. */
  readonly path: string;
  readonly content: DeployContent;
}

/** How a stored certificate reaches the server. Every command is an argument vector and is shown before it runs. */
export interface DeployPlan {
  /** The destination as the user's own SSH configuration knows it; null: this machine. */
  readonly host: string | null;
  /** Files that are replaced; empty: the server reads the stored ones itself. */
  readonly files: readonly DeployFile[];
  /** Says whether the server would take its configuration; null: nothing can tell. */
  readonly test: readonly string[] | null;
  /** Has the server read the files again without ending a connection. */
  readonly reload: readonly string[] | null;
  /** Where the new certificate must be seen; missing: at HTTPS, and at the mail ports of the domain. */
  readonly shownAt?: readonly ShownPort[];
}

export interface ShownPort {
  readonly port: number;
  /** What is spoken before TLS; null: TLS comes first. */
  readonly startTls: StartTls | null;
}

/** What each act of the plan is called, in progress and where it is declined. */
export const deployTitles = {
  test: 'Testing the configuration',
  files: 'Putting the files in place',
  reload: 'Reloading the server',
  putBack: 'Putting the earlier files back',
} as const;

/** Does the content hold a private key? */
export function holdsKey(content: DeployContent): boolean {
  return content !== 'certificate' && content !== 'chain' && content !== 'full-chain';
}

/** Why the plan must not be carried out, as a sentence; null where nothing is wrong with it. */
export function planFlaw({ host, files }: DeployPlan): string | null {
  const places = files.map(({ path }) => path);
  const relative = places.find((path) => !/^(?:\/|[A-Za-z]:[\\/])/.test(path));
  if (relative !== undefined) return `${relative} is no absolute path.`;
  const unclear = places.find(
    (path) => path.split(/[\\/]/).includes('..') || places.filter((one) => one === path).length > 1,
  );
  if (unclear !== undefined) return `${unclear} must be named once, and without "..".`;
  const foreign = files.find(({ path }) => clientOwning(path) !== null);
  if (foreign !== undefined) {
    return `${foreign.path} belongs to ${clientOwning(foreign.path) ?? ''}. Renew with it, or name another file.`;
  }
  // Every certificate has a key of its own: one without the other ends the server at its next start.
  const withCertificate = files.some(({ content }) => content !== 'chain' && content !== 'key');
  if (withCertificate !== files.some(({ content }) => holdsKey(content))) {
    return 'The certificate and its private key must be replaced together, and only one of them is.';
  }
  return host === null || isSshDestination(host) ? null : 'The host is no SSH destination.';
}

/** An SSH destination as `ssh` takes it: `[user@]host`, a name of the SSH configuration, or an address. Never an option. */
export function isSshDestination(text: string): boolean {
  return /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}@)?[A-Za-z0-9][A-Za-z0-9.:_-]{0,252}$/.test(text);
}

/** Folders whose files an ACME client writes and counts on; by its name. `~` stands for any home. */
const ownedFolders: readonly (readonly [client: string, folder: RegExp])[] = [
  ['certbot', /^\/etc\/letsencrypt\/(?:live|archive|keys|csr|renewal)\//],
  ['acme.sh', /\/\.acme\.sh\//],
  ['lego', /\/\.lego\/|^\/(?:etc|var\/lib)\/lego\/certificates\//],
  ['dehydrated', /^\/(?:var\/lib|etc)\/dehydrated\/certs\//],
  ['CloudPanel', /^\/etc\/nginx\/ssl-certificates\//],
  ['Caddy', /\/caddy\/(?:\.local\/share\/caddy\/)?certificates\//],
];

/** The client that owns a file by where it lies; null for everybody else's. What it owns is never replaced. */
export function clientOwning(path: string): string | null {
  const plain = path
    .split('/')
    .filter((part, at) => at === 0 || (part !== '' && part !== '.'))
    .join('/');
  return ownedFolders.find(([, folder]) => folder.test(plain))?.[0] ?? null;
}
