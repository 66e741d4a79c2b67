import type { RenewerKind } from '../host/host-observation.ts';
import type { LogReport } from '../log/report.ts';
import type { Finding } from '../problem/finding.ts';

/** How an ACME client is asked to renew one of its certificates. What it owns stays its own. */
export interface ClientRenewal {
  readonly client: RenewerKind;
  /** `NAME` stands for the certificate's name, `HOME` for the folder in which the client keeps everything. */
  readonly renew: readonly string[];
  /** Tries without a certificate that counts; null: the client has no such way. */
  readonly dryRun: readonly string[] | null;
  /** It writes where only root may. */
  readonly root: boolean;
  /** It renews behind the command, which ends at once. */
  readonly behind?: true;
  /** Exit codes that say that nothing was due. */
  readonly notDue: readonly number[];
  /** What it does, one sentence. */
  readonly note: string;
  /** Where this is documented, and when it was read. */
  readonly source: string;
}

const clientRenewals: readonly ClientRenewal[] = [
  {
    client: 'certbot',
    renew: ['certbot', 'renew', '--cert-name', 'NAME', '--non-interactive', '--no-random-sleep-on-renew'],
    dryRun: ['certbot', 'renew', '--cert-name', 'NAME', '--non-interactive', '--no-random-sleep-on-renew', '--dry-run'],
    root: true,
    notDue: [],
    note: 'certbot renews it if it is due, with the plugin, the account and the hooks of the time when it was issued.',
    source: 'https://eff-certbot.readthedocs.io/en/stable/using.html#renewing-certificates (2026-11-26)',
  },
  {
    client: 'acme.sh',
    renew: ['HOME/acme.sh', '--renew', '--home', 'HOME', '-d', 'NAME'],
    dryRun: null,
    root: false,
    // RENEW_SKIP
    notDue: [2],
    note: 'acme.sh renews it if it is due, and runs the reload command that was given when it was installed.',
    source: 'https://github.com/acmesh-official/acme.sh/wiki/Options-and-Params (2026-11-26)',
  },
  {
    client: 'dehydrated',
    // With `--domain` it would make a certificate of that name alone and leave out its other names.
    renew: ['dehydrated', '--cron'],
    dryRun: null,
    root: true,
    notDue: [],
    note: 'dehydrated renews every certificate of its domains.txt that is due: it takes its names from there.',
    source: 'https://github.com/dehydrated-io/dehydrated#usage (2026-11-26)',
  },
  {
    client: 'caddy',
    renew: ['caddy', 'reload', '--force', '--config', '/etc/caddy/Caddyfile'],
    dryRun: null,
    root: false,
    behind: true,
    notDue: [],
    note: 'Caddy renews by itself; loading its configuration again makes it look at once what is due.',
    source: 'https://caddyserver.com/docs/command-line#caddy-reload (2026-11-26)',
  },
  {
    client: 'clpctl',
    renew: ['clpctl', 'lets-encrypt:install:certificate', '--domainName=NAME'],
    dryRun: null,
    root: true,
    notDue: [],
    note: 'CloudPanel asks for a new certificate, due or not, and brings it into service. It counts against the limits of the CA.',
    source: 'https://www.cloudpanel.io/docs/v2/cloudpanel-cli/user-commands/#lets-encrypt (2026-11-26)',
  },
];

/** What runs instead where the client keeps no record of its own options: what its schedule runs. */
function asScheduled(client: RenewerKind, timer: string | null, job: readonly string[] | null): ClientRenewal | null {
  const unit = timer === null ? undefined : /^([A-Za-z0-9][A-Za-z0-9@_.-]{0,100})\.timer$/.exec(timer)?.[1];
  const renew = unit === undefined ? job : ['systemctl', 'start', `${unit}.service`];
  if (renew === null) return null;
  return {
    ...{ client, renew, dryRun: null, root: true, notDue: [] },
    note: `${client} is run as its ${unit === undefined ? 'cron job' : 'timer'} runs it; it renews what is due.`,
    source: 'https://go-acme.github.io/lego/usage/cli/renew-a-certificate/ (2026-11-26)',
  };
}

/** A certificate that a client keeps on this machine. */
export interface ClientCertificate {
  readonly client: RenewerKind;
  /** The client's own name for it; hostile. */
  readonly name: string;
  /** The certificate file; hostile. */
  readonly file: string;
  /** The systemd timer that runs the client; null where none is known. */
  readonly timer: string | null;
  /** What cron runs; null where nothing is known, or where it needs a shell. */
  readonly job: readonly string[] | null;
}

/** A command of a schedule as an argument vector; null where only a shell could read it. */
export function plainCommand(text: string): readonly string[] | null {
  const words = text.split(' ').filter((word) => word !== '');
  return words.length > 0 && words.every((word) => /^[A-Za-z0-9_./:@+,=-]+$/.test(word)) ? words : null;
}

/** The way with its commands filled in; null where the client can only be run by hand, or where a value is unfit for a command. */
export function clientRenewal({ client, name, file, timer, job }: ClientCertificate): ClientRenewal | null {
  const way = clientRenewals.find((one) => one.client === client);
  if (way === undefined) return asScheduled(client, timer, job);
  const home = client === 'acme.sh' ? homeOf(file) : '';
  if (home === null || !/^(?:\*\.)?[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$/.test(name)) return null;
  const fill = (argv: readonly string[]): readonly string[] =>
    argv.map((word) => word.replace('HOME', home).replace('NAME', name));
  // acme.sh keeps certificates with keys of elliptic curves beside those of the same name with RSA.
  const more = client === 'acme.sh' && /_ecc\/[^/]+$/.test(file) ? ['--ecc'] : [];
  return { ...way, renew: [...fill(way.renew), ...more], dryRun: way.dryRun === null ? null : fill(way.dryRun) };
}

/** `HOME/NAME[_ecc]/fullchain.cer`. */
function homeOf(file: string): string | null {
  return /^((?:\/[A-Za-z0-9._-]+)+)\/[A-Za-z0-9._*-]+\/[A-Za-z0-9._*-]+$/.exec(file)?.[1] ?? null;
}

/** What came of a renewal by the client that owns the certificate. */
export interface ClientRenewalReport {
  /** `renewed`: its file holds another certificate than before. `tried`: the dry run went well. */
  readonly outcome: 'renewed' | 'not-due' | 'tried' | 'failed' | 'declined' | 'cancelled';
  /** In words, one or two sentences. */
  readonly text: string;
  /** What the client wrote says. */
  readonly log: LogReport;
  /** What it wrote, the first 64 KiB. Hostile. */
  readonly output: string;
  /** Serial numbers in its file, upper-case hexadecimal; null where it cannot be read. */
  readonly before: string | null;
  readonly after: string | null;
  readonly findings: readonly Finding[];
}

/**
 * What has become of a client that was to be ended before its time.
 * @param bySudo it runs as root, and we do not
 */
export function endedWords({ client }: Pick<ClientRenewal, 'client'>, bySudo: boolean): string {
  return bySudo
    ? `${client} runs as root and could not be stopped from here: it goes on to its end. Look again in some minutes.`
    : `${client} was stopped. What it had begun it takes up at its next run.`;
}
