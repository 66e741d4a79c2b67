import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { actRisks, type ActRisk } from '../core/acme/act-risk.ts';
import type { ScheduleNetwork } from '../core/acme/schedule.ts';
import type { NetworkOptions } from '../engine/engine.ts';

/** What every command shares that works with the storage. */
interface StorageCommand {
  readonly storage: string;
  readonly json: boolean;
  readonly noColor: boolean;
}

export interface RenewalsCommand extends StorageCommand {
  readonly kind: 'renewals' | 'history';
  /** Only certificates that hold this name, as typed; null: all. */
  readonly name: string | null;
}

export interface RenewCommand extends StorageCommand {
  readonly kind: 'renew' | 'rollback';
  /** The certificate that holds this name; null: whatever is due. */
  readonly name: string | null;
  readonly dryRun: boolean;
  /** What is shown is agreed to, but nothing against which something speaks. */
  readonly yes: boolean;
  readonly risks: readonly ActRisk[];
  readonly network: Partial<NetworkOptions>;
}

export interface ScheduleCommand extends StorageCommand {
  readonly kind: 'schedule';
  readonly by: 'systemd' | 'cron';
  /** How to take it away again. */
  readonly remove: boolean;
  readonly network: ScheduleNetwork;
}

export type StorageCommands = RenewalsCommand | RenewCommand | ScheduleCommand;

const kinds: readonly string[] = ['renew', 'rollback', 'renewals', 'history', 'schedule'];

export function isStorageCommand(word: string): word is StorageCommands['kind'] {
  return kinds.includes(word);
}

const commonFlags = {
  storage: { type: 'string' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const flags = { ...commonFlags, json: { type: 'boolean' } } as const;

const networkFlags = {
  'allow-private': { type: 'boolean' },
  resolver: { type: 'string', multiple: true },
} as const;

const scheduleFlags = {
  ...commonFlags,
  ...networkFlags,
  cron: { type: 'boolean' },
  remove: { type: 'boolean' },
} as const;

const rollBackFlags = {
  ...flags,
  ...networkFlags,
  yes: { type: 'boolean', short: 'y' },
  accept: { type: 'string', multiple: true },
} as const;

const renewFlags = {
  ...rollBackFlags,
  due: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const;

/** Reads `renew`, `rollback`, `renewals`, `history` and `schedule`; a text says what is wrong. Throws as `parseArgs` does. */
export function readStorageCommand(
  kind: StorageCommands['kind'],
  args: readonly string[],
): StorageCommands | 'help' | { readonly wrong: string } {
  const { values, positionals } = parseArgs({
    args: [...args],
    options:
      kind === 'schedule' ? scheduleFlags : kind === 'renew' ? renewFlags : kind === 'rollback' ? rollBackFlags : flags,
    allowPositionals: true,
  });
  const said: Readonly<Record<string, unknown>> = values;
  if (said['help'] === true) return 'help';
  if (kind === 'schedule' && positionals.length > 0) return { wrong: 'A schedule renews all that is due; name none.' };
  if (positionals.length > 1) return { wrong: 'Name one certificate at a time, by one of its names.' };
  const [name = null] = positionals;
  if (said['storage'] === '') return { wrong: '--storage: expected a path, and it is empty.' };
  const storage =
    typeof said['storage'] === 'string' ? path.resolve(said['storage']) : path.join(homedir(), '.cert-doctor');
  const common = { storage, json: said['json'] === true, noColor: said['no-color'] === true };
  if (kind === 'renewals' || kind === 'history') return { ...common, kind, name };
  const resolvers = texts(said['resolver']);
  const network = { allowPrivate: said['allow-private'] === true, resolvers, skipSystemResolver: resolvers.length > 0 };
  if (kind === 'schedule') {
    const by = said['cron'] === true ? 'cron' : 'systemd';
    return { ...common, kind, by, remove: said['remove'] === true, network };
  }
  if ((name === null) !== (said['due'] === true)) {
    return {
      wrong: kind === 'renew' ? 'Name one certificate, or give --due.' : 'Name the certificate by one of its names.',
    };
  }
  const dryRun = said['dry-run'] === true;
  if (dryRun && name === null) {
    return {
      wrong: '--dry-run has a client try one certificate: name it. What is due is shown by: cert-doctor renewals',
    };
  }
  const accepted = texts(said['accept']);
  const risks = actRisks.filter((risk) => accepted.includes(risk));
  if (risks.length < new Set(accepted).size) return { wrong: `--accept: expected ${actRisks.join(', ')}.` };
  return { ...common, kind, name, dryRun, yes: said['yes'] === true, risks, network };
}

function texts(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.filter((one) => typeof one === 'string') : [];
}
