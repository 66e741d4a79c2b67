import path from 'node:path';
import { parseNginx } from '../../../core/host/nginx-config.ts';
import { serversOf } from '../../../core/host/nginx-servers.ts';
import type { Unseen } from '../../../core/host/host-observation.ts';
import type { WebServer } from '../../../core/host/web-server.ts';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { asRootLine } from './as-root-line.ts';
import { brokenLinks, ConfigFiles } from './config-files.ts';
import { mayTest, testConfig } from './config-test.ts';
import { readText, type Machine } from './machine.ts';
import { optionOf, serverProcesses } from './server-processes.ts';

const commandMs = 5_000;

/**
 * nginx as it runs here, or as it is installed where none runs; null where there is none, or several of which it is not
 * known who serves. The files are read, not asked of nginx: `nginx -T` needs root, since it opens the keys. `nginx -t` is
 * run where that is given.
 */
export async function observeNginx(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<{ readonly server: WebServer; readonly unseen: readonly Unseen[] } | null> {
  const masters = await runningMasters(machine, programs);
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
  const folder = path.dirname(configFile);
  const files = new ConfigFiles(machine, folder, parseNginx, ({ name }) => name === 'include');
  const { directives, syntax } = await files.tree(configFile);
  const ready = await files.unread(path.join(folder, 'sites-available'));
  const unseen = [
    ...(mayTest(machine) || command === null
      ? []
      : [{ what: 'whether nginx accepts its configuration', how: 'sudo nginx -t' }]),
    ...files.refused.map((file) => ({ what: `the nginx file ${file}`, how: asRootLine(['cat', file]) })),
  ];
  return {
    server: {
      software: 'nginx',
      program,
      configFile,
      running: programs === null ? null : master !== undefined,
      sites: serversOf(directives),
      disabled: serversOf([{ name: 'http', args: [], block: ready, file: configFile, line: 1 }]),
      brokenLinks: await brokenLinks(machine, path.join(folder, 'sites-enabled')),
      test:
        command !== null && mayTest(machine)
          ? await testConfig(machine, [program, '-t', '-c', configFile, '-p', prefix], 'nginx -t')
          : null,
      syntax,
    },
    unseen,
  };
}

const masterTitle = 'nginx: master process ';

/** nginx joins the arguments of its master by blanks in its title. */
async function runningMasters(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<readonly (readonly string[])[]> {
  const titles = (await serverProcesses(machine, programs, 'nginx')).map(([title = '']) => title);
  return titles
    .filter((title) => title.startsWith(masterTitle))
    .map((title) => title.slice(masterTitle.length).split(' '));
}

function builtIn(output: string, option: string): string | null {
  const at = output.indexOf(option);
  if (at < 0) return null;
  const [value = ''] = output.slice(at + option.length).split(/[\s']/, 1);
  return path.isAbsolute(value) ? value : null;
}
