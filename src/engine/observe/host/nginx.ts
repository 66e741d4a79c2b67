import path from 'node:path';
import type { Directive } from '../../../core/host/directive.ts';
import { parseNginx } from '../../../core/host/nginx-config.ts';
import { serversOf } from '../../../core/host/nginx-servers.ts';
import type { Unseen } from '../../../core/host/host-observation.ts';
import { shortagesIn } from '../../../core/host/shortage.ts';
import type { WebServer } from '../../../core/host/web-server.ts';
import { resolveCommand, runCommand } from '../../command-runner.ts';
import { asRootLine } from './as-root-line.ts';
import { brokenLinks, ConfigFiles } from './config-files.ts';
import { mayTest, testConfig } from './config-test.ts';
import { readEnd, readText, type Machine } from './machine.ts';
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
  const logSaid = firstArgument(directives, 'error_log') ?? firstArgument(block(directives, 'http'), 'error_log');
  const logFile = path.resolve(prefix, logSaid ?? builtIn(built, '--error-log-path=') ?? '/var/log/nginx/error.log');
  const log = await readEnd(machine, logFile);
  const unseen = [
    ...(mayTest(machine) || command === null
      ? []
      : [{ what: 'whether nginx accepts its configuration', how: 'sudo nginx -t' }]),
    ...(log.state === 'not-permitted'
      ? [{ what: `the log ${logFile}`, how: asRootLine(['tail', '-n', '200', logFile]) }]
      : []),
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
      user: firstArgument(directives, 'user'),
      workerConnections: Number(firstArgument(block(directives, 'events'), 'worker_connections') ?? 512),
      ...(log.text === null ? {} : { shortages: shortagesIn(log.text, logFile) }),
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

function block(directives: readonly Directive[], name: string): readonly Directive[] {
  return directives.find((one) => one.name === name)?.block ?? [];
}

function firstArgument(directives: readonly Directive[], name: string): string | null {
  return directives.find((one) => one.name === name)?.args[0] ?? null;
}

function builtIn(output: string, option: string): string | null {
  const at = output.indexOf(option);
  if (at < 0) return null;
  const [value = ''] = output.slice(at + option.length).split(/[\s']/, 1);
  return path.isAbsolute(value) ? value : null;
}
