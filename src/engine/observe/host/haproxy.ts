import path from 'node:path';
import { readCertificateList, readHaproxy, type HaproxyBind } from '../../../core/host/haproxy-config.ts';
import type { Unseen } from '../../../core/host/host-observation.ts';
import type { Site } from '../../../core/host/site.ts';
import type { WebServer } from '../../../core/host/web-server.ts';
import { resolveCommand } from '../../command-runner.ts';
import { asRootLine } from './as-root-line.ts';
import { mayTest, testConfig } from './config-test.ts';
import { isFolder, namesIn, readText, type Machine } from './machine.ts';
import { readPemFile } from './pem-file.ts';
import { serverProcesses } from './server-processes.ts';

const usualFile = '/etc/haproxy/haproxy.cfg';
const mostCertificates = 500;
/** Beside a certificate in a folder, and no certificates themselves (`ssl-load-extra-files`). */
const besides = ['.key', '.issuer', '.ocsp', '.sctl', '.sctl.rsa'];

/**
 * HAProxy as it runs here, or as it is installed where none runs; null where there is none, or several of which it is
 * not known who serves. `haproxy -c` is run as root only, since it opens the keys.
 */
export async function observeHaproxy(
  machine: Machine,
  programs: ReadonlyMap<string, string> | null,
): Promise<{ readonly server: WebServer; readonly unseen: readonly Unseen[] } | null> {
  const running = await serverProcesses(machine, programs, 'haproxy');
  const configurations = new Map(running.map((words) => configurationOf(words)).map((said) => [said.join(' '), said]));
  if (configurations.size > 1) return null;
  const [said = [usualFile]] = configurations.values();
  const read = await Promise.all(
    (await filesOf(machine, said)).map(async (file) => ({ file, ...(await readText(machine, file)) })),
  );
  if (read.every(({ state }) => state === 'missing')) return null;
  const refused = read.filter(({ state }) => state === 'not-permitted').map(({ file }) => file);
  const { binds, certificateFolder } = readHaproxy(
    read.flatMap(({ file, text }) => (text === null ? [] : [{ file, text }])),
  );
  const [configFile = usualFile] = said;
  const base = certificateFolder ?? path.dirname(configFile);
  const sites = await Promise.all(binds.map((bind) => sitesOf(machine, bind, base, refused)));
  const command = await resolveCommand(['haproxy', '-c', ...said.flatMap((one) => ['-f', one])]).catch(() => null);
  return {
    server: {
      software: 'haproxy',
      program: command?.[0] ?? '',
      configFile,
      running: programs === null ? null : running.length > 0,
      sites: sites.flat(),
      disabled: [],
      brokenLinks: [],
      test:
        command !== null && mayTest(machine) ? await testConfig(machine, command, `haproxy -c -f ${configFile}`) : null,
      syntax: null,
    },
    unseen: [
      ...(mayTest(machine) || command === null
        ? []
        : [
            { what: 'whether HAProxy accepts its configuration', how: asRootLine(['haproxy', '-c', '-f', configFile]) },
          ]),
      ...[...new Set(refused)].map((file) => ({ what: `the HAProxy file ${file}`, how: asRootLine(['cat', file]) })),
    ],
  };
}

/** All that stands behind `-f`: until the next option or `--`. */
function configurationOf(words: readonly string[]): readonly string[] {
  const files: string[] = [];
  let taking = false;
  for (const word of words) {
    if (word.startsWith('-')) taking = word === '-f' || word === '--';
    else if (taking && word !== '') files.push(word);
  }
  return files.length === 0 ? [usualFile] : files;
}

/** Of a folder HAProxy takes the files that end in `.cfg`, sorted. */
async function filesOf(machine: Machine, said: readonly string[]): Promise<readonly string[]> {
  const files = said.map(async (one) => {
    if ((await isFolder(machine, one)) !== true) return [one];
    const names = (await namesIn(machine, one)) ?? [];
    return names.filter((name) => name.endsWith('.cfg') && !name.startsWith('.')).map((name) => path.join(one, name));
  });
  return (await Promise.all(files)).flat();
}

/** A site for each certificate, since certificates decide which name is served; one without a name where there is none. */
async function sitesOf(
  machine: Machine,
  { file, line, listens, certificates, lists }: HaproxyBind,
  base: string,
  refused: string[],
): Promise<readonly Site[]> {
  const listed = await Promise.all(
    lists.map(async (list) => {
      const { state, text } = await readText(machine, path.resolve(base, list));
      if (state === 'not-permitted') refused.push(path.resolve(base, list));
      return readCertificateList(text ?? '');
    }),
  );
  const named = [
    ...certificates.map((certificate) => ({ certificate, names: [] as readonly string[] })),
    ...listed.flat(),
  ];
  const single = await Promise.all(
    named.map(async ({ certificate, names }) =>
      (await certificateFiles(machine, path.resolve(base, certificate), refused)).map((one) => ({
        certificate: one,
        names,
      })),
    ),
  );
  const rest = { software: 'haproxy' as const, file, line, listens, automatic: false, root: null };
  const sites = await Promise.all(
    single
      .flat()
      .slice(0, mostCertificates)
      .map(async ({ certificate, names }): Promise<Site> => {
        const { leaf } = await readPemFile(machine, certificate);
        const own = leaf?.names.map(({ value }) => value) ?? [];
        const key = `${certificate}.key`;
        const hasOwnKey = (await namesIn(machine, path.dirname(key)))?.includes(path.basename(key)) === true;
        return {
          ...rest,
          names: names.length > 0 ? names : own,
          certificates: [certificate],
          keys: [hasOwnKey ? key : certificate],
        };
      }),
  );
  return sites.length > 0 ? sites : [{ ...rest, names: [], certificates: [], keys: [] }];
}

async function certificateFiles(machine: Machine, place: string, refused: string[]): Promise<readonly string[]> {
  if ((await isFolder(machine, place)) !== true) return [place];
  const names = await namesIn(machine, place);
  if (names === null) refused.push(place);
  return (names ?? [])
    .filter((name) => !name.startsWith('.') && !besides.some((ending) => name.endsWith(ending)))
    .map((name) => path.join(place, name));
}
