import type { Renewer, RenewerKind, Unseen } from '../../../core/host/host-observation.ts';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { namesIn, readText, type Machine } from './machine.ts';

const commandMs = 3_000;

/** Timers by the names that the clients' packages give them. */
const timers: readonly (readonly [RenewerKind, string])[] = [
  ['certbot', 'certbot.timer'],
  ['certbot', 'certbot-renew.timer'],
  ['certbot', 'snap.certbot.renew.timer'],
  ['acme.sh', 'acme.timer'],
  ['acme.sh', 'acme.sh.timer'],
  ['lego', 'lego.timer'],
  ['lego', 'lego-renew.timer'],
  ['dehydrated', 'dehydrated.timer'],
];

/** What a cron line that renews holds. */
const cronWords: readonly (readonly [RenewerKind, string])[] = [
  ['certbot', 'certbot'],
  ['acme.sh', 'acme.sh'],
  ['lego', 'lego '],
  ['dehydrated', 'dehydrated'],
  ['clpctl', 'clpctl'],
];

/** What renews on this machine: timers, cron jobs, and servers that do it by themselves. */
export async function observeRenewers(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<{ readonly renewers: readonly Renewer[]; readonly unseen: readonly Unseen[] }> {
  const hasSystemd = (await namesIn(machine, '/run/systemd/system'))?.length !== 0;
  const running = programs === null ? null : [...programs.values()];
  const [byTimer, byCron] = await Promise.all([
    hasSystemd ? observeTimers(machine) : [],
    observeCron(
      machine,
      hasSystemd,
      running === null ? null : running.some((name) => name === 'cron' || name === 'crond'),
    ),
  ]);
  const caddy: readonly Renewer[] = running?.includes('caddy')
    ? [{ client: 'caddy', by: 'service', where: 'caddy', active: true, lastRun: null, nextRun: null, failed: null }]
    : [];
  return { renewers: [...byTimer, ...byCron.renewers, ...caddy], unseen: byCron.unseen };
}

async function observeTimers({ signal }: Machine): Promise<readonly Renewer[]> {
  const units = timers.flatMap(([, timer]) => [timer, timer.replace('.timer', '.service')]);
  const show = [
    'systemctl',
    'show',
    '--timestamp=unix',
    '--property=Id,LoadState,ActiveState,Result,LastTriggerUSec,NextElapseUSecRealtime',
  ];
  const command = await resolveCommand([...show, ...units]).catch(() => null);
  if (command === null) return [];
  const { code, output } = await runCommand(command, { signal, timeoutMs: commandMs });
  if (code !== 0) return [];
  const blocks = new Map(output.split('\n\n').map((block) => [propertyOf(block, 'Id'), block]));
  return timers.flatMap(([client, where]): readonly Renewer[] => {
    const timer = blocks.get(where);
    if (timer === undefined || propertyOf(timer, 'LoadState') !== 'loaded') return [];
    const result = propertyOf(blocks.get(where.replace('.timer', '.service')) ?? '', 'Result');
    return [
      {
        client,
        by: 'systemd-timer',
        where,
        active: propertyOf(timer, 'ActiveState') === 'active',
        lastRun: momentOf(propertyOf(timer, 'LastTriggerUSec')),
        nextRun: momentOf(propertyOf(timer, 'NextElapseUSecRealtime')),
        failed: result === '' ? null : result !== 'success',
      },
    ];
  });
}

function propertyOf(block: string, name: string): string {
  const line = block.split('\n').find((one) => one.startsWith(`${name}=`));
  return line?.slice(name.length + 1) ?? '';
}

/** `@1764119041` as ISO 8601; null for `n/a` and what older systemd writes. */
function momentOf(text: string): string | null {
  return /^@[0-9]{1,11}$/.test(text) ? new Date(Number(text.slice(1)) * 1000).toISOString() : null;
}

async function observeCron(
  machine: Machine,
  hasSystemd: boolean,
  isRunning: boolean | null,
): Promise<{ readonly renewers: readonly Renewer[]; readonly unseen: readonly Unseen[] }> {
  const folders = ['/etc/cron.d', '/etc/cron.daily', '/etc/cron.weekly', '/var/spool/cron/crontabs', '/var/spool/cron'];
  const listed = await Promise.all(folders.map(async (folder) => ({ folder, names: await namesIn(machine, folder) })));
  const files = [
    '/etc/crontab',
    '/etc/anacrontab',
    ...listed.flatMap(({ folder, names }) => (names ?? []).map((name) => `${folder}/${name}`)),
  ];
  const texts = await Promise.all(files.map(async (file) => ({ file, ...(await readText(machine, file)) })));
  const own = await ownCrontab(machine);
  const renewers = [...texts, { file: 'your crontab', text: own }].flatMap(({ file, text }) =>
    renewersIn(text ?? '', file, hasSystemd, isRunning),
  );
  const hidden =
    listed.some(({ names, folder }) => names === null && folder.includes('crontabs')) ||
    texts.some(({ state, file }) => state === 'not-permitted' && file.includes('/spool/'));
  return {
    renewers,
    unseen: hidden ? [{ what: 'the crontab of root and of other users', how: 'sudo crontab -l' }] : [],
  };
}

async function ownCrontab({ root, signal }: Machine): Promise<string | null> {
  if (root !== '/') return null;
  const command = await resolveCommand(['crontab', '-l']).catch(() => null);
  if (command === null) return null;
  const { code, output } = await runCommand(command, { signal, timeoutMs: commandMs });
  return code === 0 ? output : null;
}

function renewersIn(text: string, file: string, hasSystemd: boolean, isRunning: boolean | null): readonly Renewer[] {
  const lines = text.split('\n').filter((line) => !line.trimStart().startsWith('#'));
  return cronWords.flatMap(([client, word]): readonly Renewer[] => {
    const line = lines.find((one) => one.includes(word));
    if (line === undefined) return [];
    // Debian's job leaves the work to the timer where systemd runs.
    const leaves = hasSystemd && line.includes('/run/systemd/system');
    return [
      {
        client,
        by: 'cron',
        where: file,
        active: leaves ? false : isRunning,
        lastRun: null,
        nextRun: null,
        failed: null,
      },
    ];
  });
}
