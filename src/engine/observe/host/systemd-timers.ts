import type { Renewer, RenewerKind } from '../../../core/host/host-observation.ts';
import { withoutSecrets } from '../../../core/report/redact.ts';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import type { Machine } from './machine.ts';
import { clientIn } from './renewing-clients.ts';

const commandMs = 3_000;
const mostTimers = 200;

/** Timers by the names that the clients' packages give them: a disabled one is in no list. */
const known: readonly (readonly [RenewerKind, string])[] = [
  ['certbot', 'certbot.timer'],
  ['certbot', 'certbot-renew.timer'],
  ['certbot', 'snap.certbot.renew.timer'],
  ['acme.sh', 'acme.timer'],
  ['acme.sh', 'acme.sh.timer'],
  ['lego', 'lego.timer'],
  ['lego', 'lego-renew.timer'],
  ['dehydrated', 'dehydrated.timer'],
];

const properties = [
  ...['Id', 'LoadState', 'ActiveState', 'UnitFileState', 'Result', 'Triggers', 'TimersCalendar', 'ExecStart'],
  ...['LastTriggerUSec', 'NextElapseUSecRealtime', 'InactiveExitTimestamp'],
].join(',');

/**
 * The timers that run an ACME client: those of the clients' packages, and whatever timer starts a program of theirs. A
 * program that stands in for systemctl is for tests.
 */
export async function observeTimers({ signal }: Machine, systemctl = 'systemctl'): Promise<readonly Renewer[]> {
  const ask = async (...args: readonly string[]): Promise<string> => {
    const command = await resolveCommand([systemctl, ...args]).catch(() => null);
    if (command === null) return '';
    const { code, output } = await runCommand(command, { signal, timeoutMs: commandMs });
    return code === 0 ? output : '';
  };
  const listed = timersIn(await ask('list-timers', '--all', '--output=json'));
  const timers = [...new Set([...known.map(([, timer]) => timer), ...listed.map(({ unit }) => unit)])];
  const services = [
    ...new Set([
      ...timers.map((timer) => timer.replace(/\.timer$/, '.service')),
      ...listed.map(({ activates }) => activates),
    ]),
  ];
  const shown = await ask('show', '--timestamp=unix', `--property=${properties}`, '--', ...timers, ...services);
  const units = new Map(shown.split('\n\n').map((block) => [propertyOf(block, 'Id'), block]));
  return timers.flatMap((where): readonly Renewer[] => {
    const timer = units.get(where);
    if (timer === undefined || propertyOf(timer, 'LoadState') !== 'loaded') return [];
    const service = units.get(propertyOf(timer, 'Triggers') || where.replace(/\.timer$/, '.service')) ?? '';
    const command = commandOf(service);
    const client = known.find(([, one]) => one === where)?.[0] ?? clientIn(command ?? '');
    if (client === null) return [];
    const result = propertyOf(service, 'Result');
    const times = listed.find(({ unit }) => unit === where);
    const enabled = propertyOf(timer, 'UnitFileState');
    return [
      {
        client,
        by: 'systemd-timer',
        where,
        active: propertyOf(timer, 'ActiveState') === 'active',
        lastRun: momentOf(propertyOf(timer, 'LastTriggerUSec')) ?? times?.last ?? null,
        nextRun: momentOf(propertyOf(timer, 'NextElapseUSecRealtime')) ?? times?.next ?? null,
        failed: result === '' ? null : result !== 'success',
        job: {
          enabled: enabled === '' ? null : enabled !== 'disabled' && enabled !== 'masked',
          command: command === null ? null : withoutSecrets(command),
          schedule: scheduleIn(propertyOf(timer, 'TimersCalendar')),
          result: result === '' ? null : result,
          runningSince:
            propertyOf(service, 'ActiveState') === 'activating'
              ? momentOf(propertyOf(service, 'InactiveExitTimestamp'))
              : null,
        },
      },
    ];
  });
}

interface ListedTimer {
  readonly unit: string;
  readonly activates: string;
  readonly last: string | null;
  readonly next: string | null;
}

/** `list-timers --output=json` of systemd 250 and later; nothing of an older one. Its times are microseconds. */
function timersIn(json: string): readonly ListedTimer[] {
  let rows: unknown;
  try {
    rows = JSON.parse(json);
  } catch {
    return [];
  }
  if (!Array.isArray(rows)) return [];
  return rows.slice(0, mostTimers).flatMap((row: unknown): readonly ListedTimer[] => {
    const { unit, activates, last, next } = row as Readonly<Record<string, unknown>>;
    if (typeof unit !== 'string' || typeof activates !== 'string') return [];
    // What begins with a dash would be an option; names of units hold nothing else that means something.
    if (![unit, activates].every((name) => /^[A-Za-z0-9:_.@\\][A-Za-z0-9:_.@\\-]{0,255}$/.test(name))) return [];
    return [{ unit, activates, last: microseconds(last), next: microseconds(next) }];
  });
}

function microseconds(value: unknown): string | null {
  return typeof value === 'number' && value > 0 && value < 1e16 ? new Date(value / 1_000).toISOString() : null;
}

function propertyOf(block: string, name: string): string {
  const line = block.split('\n').find((one) => one.startsWith(`${name}=`));
  return line?.slice(name.length + 1) ?? '';
}

/** `{ path=/usr/bin/certbot ; argv[]=/usr/bin/certbot -q renew ; ignore_errors=no ; ... }` */
function commandOf(service: string): string | null {
  return between(propertyOf(service, 'ExecStart'), 'argv[]=', ' ; ');
}

/** `{ OnCalendar=*-*-* 00,12:00:00 ; next_elapse=... }` */
function scheduleIn(timer: string): string | null {
  return between(timer, 'OnCalendar=', ' ; ');
}

function between(text: string, start: string, end: string): string | null {
  const at = text.indexOf(start);
  if (at < 0) return null;
  const rest = text.slice(at + start.length);
  const stop = rest.indexOf(end);
  return stop < 0 ? rest : rest.slice(0, stop);
}

/** `@1764119041` as ISO 8601; null for `n/a` and what older systemd writes. */
function momentOf(text: string): string | null {
  return /^@[0-9]{1,11}$/.test(text) && text !== '@0' ? new Date(Number(text.slice(1)) * 1000).toISOString() : null;
}
