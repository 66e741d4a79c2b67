import path from 'node:path';
import { parseApache } from '../../../core/host/apache-config.ts';
import { apacheSites } from '../../../core/host/apache-sites.ts';
import type { Unseen } from '../../../core/host/host-observation.ts';
import type { WebServer } from '../../../core/host/web-server.ts';
import { resolveCommand } from '../../command-runner.ts';
import { asRootLine } from './as-root-line.ts';
import { brokenLinks, ConfigFiles } from './config-files.ts';
import { mayTest, testConfig } from './config-test.ts';
import { readText, type Machine } from './machine.ts';
import { optionOf, serverProcesses } from './server-processes.ts';

/** Where distributions put it: Debian's and Ubuntu's, then that of Red Hat, SUSE and Arch. */
const usual = [
  { program: 'apache2', folder: '/etc/apache2', file: '/etc/apache2/apache2.conf' },
  { program: 'httpd', folder: '/etc/httpd', file: '/etc/httpd/conf/httpd.conf' },
  { program: 'httpd', folder: '/etc/apache2', file: '/etc/apache2/httpd.conf' },
];

/**
 * Apache as it runs here, or as it is installed where none runs; null where there is none, or several of which it is not
 * known who serves. Its files are read; `apache2 -t` is run as root only, since it opens the keys.
 */
export async function observeApache(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<{ readonly server: WebServer; readonly unseen: readonly Unseen[] } | null> {
  const running = await serverProcesses(machine, programs, 'apache');
  const roots = new Set(running.map((words) => `${optionOf(words, '-d') ?? ''} ${optionOf(words, '-f') ?? ''}`));
  if (roots.size > 1) return null;
  const place = await placeOfConfig(machine, running[0]);
  if (place === null) return null;
  const { configFile, text } = place;
  const folder = /^[ \t]*ServerRoot[ \t]+"?(\/[^"\s]{1,300})/im.exec(text)?.[1] ?? place.folder;
  const command = await resolveCommand([place.program]).catch(() => null);
  const [program = ''] = command ?? [];
  const environment = exportsIn((await readText(machine, '/etc/apache2/envvars')).text ?? '');
  const files = new ConfigFiles(machine, folder, parseApache, ({ name }) =>
    ['include', 'includeoptional'].includes(name.toLowerCase()),
  );
  const { directives, syntax } = await files.tree(configFile);
  const ready = await files.unread(path.join(folder, 'sites-available'));
  const links = ['sites-enabled', 'conf-enabled', 'mods-enabled'].map((name) =>
    brokenLinks(machine, path.join(folder, name)),
  );
  const unseen = [
    ...(mayTest(machine) || command === null
      ? []
      : [{ what: 'whether Apache accepts its configuration', how: 'sudo apachectl -t' }]),
    ...files.refused.map((file) => ({ what: `the Apache file ${file}`, how: asRootLine(['cat', file]) })),
  ];
  return {
    server: {
      software: 'apache',
      program,
      configFile,
      running: programs === null ? null : running.length > 0,
      sites: apacheSites(directives, environment),
      disabled: apacheSites(ready, environment),
      brokenLinks: (await Promise.all(links)).flat(),
      test:
        command !== null && mayTest(machine)
          ? await testConfig(machine, testOf(program, folder, configFile, environment), 'apachectl -t')
          : null,
      syntax,
    },
    unseen,
  };
}

async function placeOfConfig(
  machine: Machine,
  words: readonly string[] | undefined,
): Promise<{
  readonly program: string;
  readonly folder: string;
  readonly configFile: string;
  readonly text: string;
} | null> {
  for (const { program, folder, file } of usual) {
    const root = optionOf(words, '-d') ?? folder;
    const said = optionOf(words, '-f');
    const configFile = said === null ? file : path.resolve(root, said);
    const { state, text } = await readText(machine, configFile);
    if (state !== 'missing') return { program, folder: root, configFile, text: text ?? '' };
  }
  return null;
}

/** Debian's apachectl hands these to Apache; it also makes folders, so that Apache is asked itself. */
function testOf(
  program: string,
  folder: string,
  configFile: string,
  environment: ReadonlyMap<string, string>,
): readonly [string, ...string[]] {
  const variables = [...environment].map(([name, value]) => `${name}=${value}`);
  return ['/usr/bin/env', ...variables, program, '-t', '-d', folder, '-f', configFile];
}

/** `export NAME=value` of a file for the shell; a value that the shell would have to work out is cut at what it cannot know. */
function exportsIn(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').map((line) => /^\s*export ([A-Z_]{1,60})=(\S{0,200})/.exec(line));
  return new Map(
    lines.flatMap((found) => {
      const [, name, value = ''] = found ?? [];
      // Debian appends `$SUFFIX`, which is empty but where several instances run.
      return name === undefined ? [] : [[name, value.replaceAll('$SUFFIX', '').replaceAll(/["']/g, '')] as const];
    }),
  );
}
