import { readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { NginxSyntaxError, parseNginx, type NginxDirective } from '../../../core/host/nginx-config.ts';
import { serversOf } from '../../../core/host/nginx-servers.ts';
import type { Unseen } from '../../../core/host/host-observation.ts';
import type { Site } from '../../../core/host/site.ts';
import type { ConfigFault, ConfigTest, WebServer } from '../../../core/host/web-server.ts';
import { asRootLine } from './as-root-line.ts';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { namesIn, placeOf, readText, type Machine } from './machine.ts';

/** nginx knows no bound; a configuration that includes itself must end. */
const mostFiles = 2_000;
const commandMs = 5_000;

interface Reading {
  readonly machine: Machine;
  readonly folder: string;
  /** Each file as often as it is included. */
  readonly read: string[];
  readonly refused: string[];
}

/**
 * nginx as it runs here, or as it is installed where none runs; null where there is none, or several of which it is not
 * known who serves. The files are read, not asked of nginx: `nginx -T` needs root, since it opens the keys. `nginx -t` is
 * run where that is given.
 */
export async function observeNginx(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<{ readonly server: WebServer; readonly unseen: readonly Unseen[] } | null> {
  const masters = await runningMasters(machine, programs ?? new Map());
  const [master] = masters;
  if (masters.length > 1) return null;
  const command = await resolveCommand(['nginx', '-V']).catch(() => null);
  const [program = ''] = command ?? [];
  const built =
    command === null ? '' : (await runCommand(command, { signal: machine.signal, timeoutMs: commandMs })).output;
  const prefix = optionOf(master, '-p') ?? builtIn(built, '--prefix=') ?? '/etc/nginx';
  const said = optionOf(master, '-c');
  const configFile =
    said === null ? (builtIn(built, '--conf-path=') ?? '/etc/nginx/nginx.conf') : path.resolve(prefix, said);
  const main = await readText(machine, configFile);
  if (main.state === 'missing') return null;
  const reading: Reading = { machine, folder: path.dirname(configFile), read: [], refused: [] };
  const { directives, syntax } = await readTree(configFile, reading);
  const asRoot = process.getuid?.() === 0 && machine.root === '/';
  const unseen = [
    ...(asRoot || command === null ? [] : [{ what: 'whether nginx accepts its configuration', how: 'sudo nginx -t' }]),
    ...reading.refused.map((file) => ({ what: `the nginx file ${file}`, how: asRootLine(['cat', file]) })),
  ];
  return {
    server: {
      software: 'nginx',
      program,
      configFile,
      running: programs === null ? null : master !== undefined,
      sites: serversOf(directives),
      disabled: await disabledServers(reading),
      brokenLinks: await brokenLinks(reading),
      test: command !== null && asRoot ? await runTest([program, '-t', '-c', configFile, '-p', prefix], machine) : null,
      syntax,
    },
    unseen,
  };
}

const masterTitle = 'nginx: master process ';

/** Titles of the nginx masters that see the same files as we do: one in a container is another machine's. */
async function runningMasters(machine: Machine, programs: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const own = await mountsOf('self', machine);
  const candidates = [...programs].filter(([, program]) => program === 'nginx').map(([pid]) => pid);
  const titles = await Promise.all(
    candidates.map(async (pid) => {
      const mounts = await mountsOf(pid, machine);
      const title = (await readText(machine, `/proc/${pid}/cmdline`)).text ?? '';
      const isOurs = mounts === null || own === null || mounts === own;
      return isOurs && title.startsWith(masterTitle) ? title.slice(masterTitle.length) : null;
    }),
  );
  return titles.filter((title) => title !== null);
}

async function mountsOf(pid: string, machine: Machine): Promise<string | null> {
  return await readlink(placeOf(machine, `/proc/${pid}/ns/mnt`)).catch(() => null);
}

/** nginx joins its arguments by blanks in the title; the kernel fills it up with NUL. */
function optionOf(title: string | undefined, option: string): string | null {
  const words = (title ?? '').split('\0', 1)[0]?.split(' ') ?? [];
  const at = words.indexOf(option);
  return at < 0 ? null : (words[at + 1] ?? null);
}

function builtIn(output: string, option: string): string | null {
  const at = output.indexOf(option);
  if (at < 0) return null;
  const [value = ''] = output.slice(at + option.length).split(/[\s']/, 1);
  return path.isAbsolute(value) ? value : null;
}

async function runTest(argv: readonly [string, ...string[]], { signal }: Machine): Promise<ConfigTest | null> {
  const { code, output, timedOut } = await runCommand(argv, { signal, timeoutMs: commandMs });
  return timedOut ? null : { command: 'nginx -t', passed: code === 0, output };
}

async function readTree(
  file: string,
  reading: Reading,
): Promise<{ readonly directives: readonly NginxDirective[]; readonly syntax: ConfigFault | null }> {
  try {
    return { directives: await readFileOf(file, [], reading), syntax: null };
  } catch (error) {
    if (!(error instanceof NginxSyntaxError)) throw error;
    return { directives: [], syntax: { file: error.file, line: error.line, message: error.message } };
  }
}

/** `within`: the files that include this one; nginx would never end where it is among them. */
async function readFileOf(
  file: string,
  within: readonly string[],
  reading: Reading,
): Promise<readonly NginxDirective[]> {
  if (within.includes(file) || reading.read.length >= mostFiles) return [];
  reading.read.push(file);
  const { state, text } = await readText(reading.machine, file);
  if (state === 'not-permitted') reading.refused.push(file);
  return text === null ? [] : withIncludes(parseNginx(text, file), [...within, file], reading);
}

async function withIncludes(
  directives: readonly NginxDirective[],
  within: readonly string[],
  reading: Reading,
): Promise<readonly NginxDirective[]> {
  const parts: NginxDirective[] = [];
  for (const directive of directives) {
    const [pattern] = directive.args;
    if (directive.name === 'include' && directive.block === null && pattern !== undefined) {
      for (const file of await includedBy(pattern, reading)) parts.push(...(await readFileOf(file, within, reading)));
    } else if (directive.block === null) parts.push(directive);
    else parts.push({ ...directive, block: await withIncludes(directive.block, within, reading) });
  }
  return parts;
}

/** Files of an `include`: a path, or one with `*` in its last part, as all distributions write it. Relative to the main file's folder. */
async function includedBy(pattern: string, { machine, folder }: Reading): Promise<readonly string[]> {
  const full = path.resolve(folder, pattern);
  const base = path.basename(full);
  if (!base.includes('*')) return [full];
  const [before = '', ...after] = base.split('*');
  const end = after.join('*');
  const names = (await namesIn(machine, path.dirname(full))) ?? [];
  // nginx's glob, like a shell's, takes no hidden files.
  return names
    .filter(
      (name) =>
        name.length >= before.length + end.length &&
        name.startsWith(before) &&
        name.endsWith(end) &&
        !name.startsWith('.'),
    )
    .map((name) => path.join(path.dirname(full), name));
}

/** Server blocks in `sites-available` that no enabled file holds. */
async function disabledServers(reading: Reading): Promise<readonly Site[]> {
  const available = path.join(reading.folder, 'sites-available');
  const enabled = new Set(await Promise.all(reading.read.map((file) => targetOf(file, reading.machine))));
  const servers: Site[] = [];
  for (const name of (await namesIn(reading.machine, available)) ?? []) {
    const file = path.join(available, name);
    if (enabled.has(file)) continue;
    const { text } = await readText(reading.machine, file);
    if (text === null) continue;
    try {
      servers.push(...serversOf([{ name: 'http', args: [], block: parseNginx(text, file), file, line: 1 }]));
    } catch (error) {
      if (!(error instanceof NginxSyntaxError)) throw error;
    }
  }
  return servers;
}

async function targetOf(file: string, machine: Machine): Promise<string> {
  const target = await readlink(placeOf(machine, file)).catch(() => null);
  return target === null ? file : path.resolve(path.dirname(file), target);
}

async function brokenLinks({ machine, folder }: Reading): Promise<readonly string[]> {
  const enabled = path.join(folder, 'sites-enabled');
  const names = (await namesIn(machine, enabled)) ?? [];
  const broken = await Promise.all(
    names.map(async (name) => {
      const file = path.join(enabled, name);
      const isLink = (await readlink(placeOf(machine, file)).catch(() => null)) !== null;
      const leads = await stat(placeOf(machine, file)).then(
        () => true,
        (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
      );
      return isLink && !leads ? file : null;
    }),
  );
  return broken.filter((file) => file !== null);
}
