import path from 'node:path';
import { caddyfileSites, caddyJsonSites, parseCaddyfile } from '../../../core/host/caddy-config.ts';
import { ConfigSyntaxError } from '../../../core/host/directive.ts';
import type { Unseen } from '../../../core/host/host-observation.ts';
import type { WebServer } from '../../../core/host/web-server.ts';
import { resolveCommand } from '../../command-runner.ts';
import { asRootLine } from './as-root-line.ts';
import { ConfigFiles } from './config-files.ts';
import { testConfig } from './config-test.ts';
import { readText, type Machine } from './machine.ts';
import { optionOf, serverProcesses } from './server-processes.ts';

const usualFile = '/etc/caddy/Caddyfile';

/**
 * Caddy as it runs here, or as it is installed where none runs; null where there is none, or several of which it is not
 * known who serves. A Caddyfile is handed to `caddy adapt`, which opens no key and starts nothing. What was changed since
 * by Caddy's own interface is not seen.
 */
export async function observeCaddy(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<{ readonly server: WebServer; readonly unseen: readonly Unseen[] } | null> {
  const running = await serverProcesses(machine, programs, 'caddy');
  const configured = new Set(running.map((words) => optionOf(words, '--config') ?? optionOf(words, '-c') ?? usualFile));
  if (configured.size > 1) return null;
  const [configFile = usualFile] = configured;
  const main = await readText(machine, configFile);
  if (main.state === 'missing' || !path.isAbsolute(configFile)) return null;
  const isJson = configFile.endsWith('.json');
  const files = new ConfigFiles(machine, path.dirname(configFile), parseCaddyfile, ({ name }) => name === 'import');
  const { directives, syntax } = isJson ? jsonTree(main.text ?? '{}', configFile) : await files.tree(configFile);
  const command = await resolveCommand(['caddy', 'adapt', '--config', configFile]).catch(() => null);
  const refused = isJson && main.state === 'not-permitted' ? [configFile] : files.refused;
  return {
    server: {
      software: 'caddy',
      program: command?.[0] ?? '',
      configFile,
      running: programs === null ? null : running.length > 0,
      sites: isJson && syntax === null ? caddyJsonSites(main.text ?? '{}', configFile) : caddyfileSites(directives),
      disabled: [],
      brokenLinks: [],
      test:
        command !== null && !isJson && machine.root === '/' && refused.length === 0
          ? await adapted(machine, command, configFile)
          : null,
      syntax,
    },
    unseen: refused.map((file) => ({ what: `the Caddy file ${file}`, how: asRootLine(['cat', file]) })),
  };
}

/** The outcome without the JSON that the command prints where all is well. */
async function adapted(
  machine: Machine,
  command: readonly [string, ...string[]],
  configFile: string,
): Promise<WebServer['test']> {
  const test = await testConfig(machine, command, `caddy adapt --config ${configFile}`);
  return test?.passed === true ? { ...test, output: '' } : test;
}

function jsonTree(text: string, file: string): Awaited<ReturnType<ConfigFiles['tree']>> {
  try {
    caddyJsonSites(text, file);
    return { directives: [], syntax: null };
  } catch (error) {
    if (!(error instanceof ConfigSyntaxError)) throw error;
    return { directives: [], syntax: { file: error.file, line: error.line, message: error.message } };
  }
}
