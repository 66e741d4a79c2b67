/** What the entries are called by which the machine renews on its own. */
export const scheduleNames = {
  service: 'cert-doctor-renew.service',
  timer: 'cert-doctor-renew.timer',
  cron: 'cert-doctor',
} as const;

/** Where systemd reads secrets from that a renewal needs, as lines `NAME=value`; to be read by root alone. */
export const environmentFile = '/etc/cert-doctor/environment';

/** Where the system reads them, by who runs them. */
export const scheduleFolders = { systemd: '/etc/systemd/system', cron: '/etc/cron.d' } as const;

/** Commands that take a schedule away again, each an argument vector; root has to give them. */
export function removalSteps(by: keyof typeof scheduleFolders): readonly (readonly string[])[] {
  const places = (...names: readonly string[]): readonly string[] =>
    names.map((name) => `${scheduleFolders[by]}/${name}`);
  if (by === 'cron') return [['rm', '-f', ...places(scheduleNames.cron)]];
  return [
    ['systemctl', 'disable', '--now', scheduleNames.timer],
    ['rm', '-f', ...places(scheduleNames.service, scheduleNames.timer)],
    ['systemctl', 'daemon-reload'],
  ];
}

/** How the machine shall run the command line of Cert Doctor. */
export interface ScheduleOptions {
  /** Absolute path of Node.js, 20 or newer. */
  readonly node: string;
  /** Absolute path of `cli.cjs`. */
  readonly cli: string;
  /** Absolute path of the storage. */
  readonly storage: string;
  /** Who it runs as. */
  readonly user: string;
  readonly network: ScheduleNetwork;
}

/** How the machine has to look at the names, where that is not the usual way: the schedule knows no settings. */
export interface ScheduleNetwork {
  readonly allowPrivate: boolean;
  readonly resolvers: readonly string[];
  /** Nobody but these is asked. */
  readonly skipSystemResolver: boolean;
}

export interface ScheduleFile {
  readonly name: string;
  readonly text: string;
}

/**
 * A service and a timer of systemd that renew twice a day, as CAs ask clients to (RFC 9773 §4.3): at another minute on each
 * machine, and after the start where the machine was off. Null where a path holds what systemd would read as something else.
 */
export function systemdUnits(options: ScheduleOptions): readonly ScheduleFile[] | null {
  const { user } = options;
  const words = commandOf(options);
  if (!words.every(isPlainWord) || !isUser(user)) return null;
  return [
    {
      name: scheduleNames.service,
      text: `[Unit]
Description=Renew certificates that are due (Cert Doctor)
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
User=${user}
EnvironmentFile=-${environmentFile}
ExecStart=${words.join(' ')}
`,
    },
    {
      name: scheduleNames.timer,
      text: `[Unit]
Description=Twice a day: renew certificates that are due (Cert Doctor)

[Timer]
OnCalendar=*-*-* 00,12:00:00
RandomizedDelaySec=43200
Persistent=true

[Install]
WantedBy=timers.target
`,
    },
  ];
}

/**
 * The same for cron, as a file of /etc/cron.d; null where a path holds what cron or its shell would read as something else.
 * @param minute 0 to 59, drawn by the caller: not all machines shall come at once
 */
export function cronFile(options: ScheduleOptions, minute: number): ScheduleFile | null {
  const { user } = options;
  const words = commandOf(options);
  if (!words.every(isPlainWord) || !isUser(user)) return null;
  const line = `${minute % 60} */12 * * * ${user} ${words.join(' ')}`;
  return { name: scheduleNames.cron, text: `# Renews certificates that are due (Cert Doctor).\n${line}\n` };
}

function commandOf({ node, cli, storage, network }: ScheduleOptions): readonly string[] {
  const { allowPrivate, resolvers, skipSystemResolver } = network;
  return [
    ...[node, cli, 'renew', '--due', '--yes', '--storage', storage],
    ...(allowPrivate ? ['--allow-private'] : []),
    // The command line asks none beside those that are named.
    ...(skipSystemResolver ? resolvers.flatMap((resolver) => ['--resolver', resolver]) : []),
  ];
}

function isUser(user: string): boolean {
  return /^[a-z_][a-z0-9_-]{0,31}$/.test(user);
}

/** No blank, quote, percent or dollar sign: those mean something to systemd, to cron or to a shell. */
function isPlainWord(word: string): boolean {
  return /^[A-Za-z0-9_./:@+,-]+$/.test(word);
}
