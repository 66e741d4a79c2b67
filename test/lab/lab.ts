import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createAuthority } from './authority.ts';
import { type Pebble, startPebble } from './pebble.ts';
import { signZones } from './sign-zones.ts';
import type { Situation } from './situation.ts';
import { certificateFiles, nginxConfiguration, type Authorities } from './web-sites.ts';
import * as zones from './zones.ts';

const { addresses } = zones;

export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A closed piece of internet: its own network with documentation addresses, BIND, nginx and Pebble. Nothing of it is seen outside, nothing stays. */
export interface Lab {
  /** Everything that belongs to it lies here. */
  readonly folder: string;
  /** Put before a command, these words run it inside. */
  readonly enter: readonly string[];
  /** Its file system with all that is mounted, seen from outside: put before a path. */
  readonly inside: string;
  readonly authorities: Authorities;
  /** The root's DS record, in which the validating resolvers trust. */
  readonly anchor: string;
  /** PEM file: the root of the sites' certificates. */
  readonly rootFile: string;
  readonly pebble: Pebble;
  /** nginx's folder for more sites, one `.conf` file each. */
  readonly siteFolder: string;
  /** Words that run nginx on the lab's configuration. */
  readonly nginx: readonly string[];
  /** Put before them, these let it take keys that are too weak for OpenSSL's defaults. */
  readonly lenient: readonly string[];
  /** The folder from which nginx serves the names on port 80. */
  readonly webRoot: string;
  /** Another CA beside the first. */
  startPebble(options: {
    readonly name: string;
    readonly port: number;
    readonly nonceReject: number;
    readonly moody?: boolean;
  }): Promise<Pebble>;
  run(argv: readonly string[], options?: { readonly input?: string }): Promise<CommandOutcome>;
  stop(): Promise<void>;
}

const programs = [
  ...['pebble', 'nginx', 'apache2', 'named', 'dnssec-signzone', 'nsupdate', 'dig', 'delv'],
  ...['ip', 'unshare', 'nsenter', 'openssl', 'faketime', 'strace', 'setpriv'],
] as const;
const weakKeysAllowed = `openssl_conf = all
[all]
ssl_conf = tls
[tls]
system_default = level
[level]
CipherString = DEFAULT:@SECLEVEL=0
`;
const searchPath = [process.env['PATH'] ?? '', '/usr/sbin', '/sbin'].join(path.delimiter);
const environment = { ...process.env, PATH: searchPath };

/** What is missing here for the lab, and for what is run in it besides; null where it can be started. */
export function whyNoLab(besides: readonly string[] = []): string | null {
  if (process.platform !== 'linux') return `Linux is missing: this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'root is missing: network namespaces need it';
  const folders = searchPath.split(path.delimiter);
  const missing = [...programs, ...besides].filter(
    (name) => !folders.some((folder) => existsSync(path.join(folder, name))),
  );
  return missing.length === 0 ? null : `missing programs: ${missing.join(', ')}`;
}

/**
 * Starts the lab with the zones and nginx's sites of the situations; call only where `whyNoLab()` is null. It ends with
 * `stop()`, and with this process at the latest.
 */
export async function startLab(situations: readonly Situation[] = []): Promise<Lab> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'cert-doctor-lab-'));
  const file = (name: string): string => path.join(folder, name);
  await writeFile(file('resolv.conf'), `nameserver ${addresses.resolver}\noptions timeout:2 attempts:1\n`);
  const holder = await startNamespace(folder).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const space = `/proc/${String(holder.pid)}/ns`;
  const enter = [
    'nsenter',
    `--net=${space}/net`,
    `--mount=${space}/mnt`,
    `--pid=${space}/pid_for_children`,
    '--',
  ] as const;

  const stop = async (): Promise<void> => {
    // Its first process is gone with its standard input, and everything inside with its first process.
    const ended = new Promise((resolve) => holder.once('close', resolve));
    holder.stdin?.end();
    await ended;
    // Something may still be written there, where the tests ended early.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const run: Lab['run'] = (argv, { input = '' } = {}) => execute([...enter, ...argv], input);
  const must = async (argv: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await run(argv);
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with code ${String(code)}: ${stdout}${stderr}`);
  };
  try {
    const authorities = {
      lab: await createAuthority('Lab'),
      unknown: await createAuthority('Unknown'),
      young: await createAuthority('Young'),
      late: await createAuthority('Late', { intermediateUntil: -1 }),
    };
    await writeFile(file('root.pem'), authorities.lab.root + authorities.late.root);
    const held = zones.zonesOf(situations);
    await writeFiles(file('authority'), zones.authorityConfiguration(file('authority'), held));
    const anchor = await signZones(file('authority'), held, execute);
    await writeFiles(file('second'), zones.secondConfiguration(file('second'), situations));
    await writeFiles(file('lame'), zones.lameConfiguration(file('lame')));
    await writeFiles(file('resolver'), zones.resolverConfiguration(file('resolver'), anchor));
    const servers = ['authority', 'second', 'lame', 'resolver'];
    await Promise.all(
      servers.map((name) => startServer([...enter, 'named', '-g', '-c', file(`${name}/named.conf`)], 'running')),
    );
    const siteFolder = file('nginx/sites');
    const webRoot = file('nginx/www');
    await mkdir(siteFolder, { recursive: true });
    await mkdir(webRoot, { recursive: true });
    for (const [name, text] of Object.entries(await certificateFiles(file('nginx'), situations, authorities))) {
      await writeFile(name, text);
    }
    await writeFile(file('nginx/nginx.conf'), nginxConfiguration(file('nginx'), situations));
    const nginx = ['nginx', '-e', file('nginx/error.log'), '-p', file('nginx'), '-c', file('nginx/nginx.conf')];
    await writeFile(file('openssl.cnf'), weakKeysAllowed);
    const lenient = ['env', `OPENSSL_CONF=${file('openssl.cnf')}`];
    await must([...lenient, ...nginx]);
    const startCa: Lab['startPebble'] = ({ name, port, nonceReject, moody = false }) =>
      startPebble({
        ...{
          httpPort: 80,
          tlsPort: 443,
          dnsServer: `${addresses.resolver}:53`,
          folder: file(name),
          enter,
          nonceReject,
          moody,
        },
        ...{ directoryPort: port, managementPort: port + 1000 },
      });
    const pebble = await startCa({ name: 'pebble', port: 14000, nonceReject: 0 });
    const rootFile = file('root.pem');
    return {
      folder,
      enter,
      inside: `/proc/${String(holder.pid)}/root`,
      authorities,
      anchor,
      rootFile,
      pebble,
      siteFolder,
      nginx,
      lenient,
      webRoot,
      startPebble: startCa,
      run,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Network, mounts and processes of its own. Its first process waits for the end of its standard input. */
async function startNamespace(folder: string): Promise<ChildProcess> {
  const { resolver, dropped, dropped6, unreachable, withoutTcp, refused6, ...own } = addresses;
  const local = [...Object.values(own), withoutTcp, refused6];
  const script = [
    'set -e',
    `mount --bind ${folder}/resolv.conf /etc/resolv.conf`,
    'ip link set lo up',
    `ip addr add ${resolver}/32 dev lo`,
    ...local.map((address) => {
      return address.includes(':') ? `ip addr add ${address}/128 dev lo nodad` : `ip addr add ${address}/32 dev lo`;
    }),
    // Whatever is sent into such a device is lost without a word, as behind a firewall that drops. Kernels have the one or the other.
    'ip link add hole type dummy 2>&1 || ip link add hole type ifb',
    'ip link set hole up',
    `ip route add ${dropped}/32 dev hole`,
    `ip route add ${dropped6}/128 dev hole`,
    `ip route add unreachable ${unreachable}/32`,
    // Rules before the one of the machine's own addresses.
    'ip rule add pref 1 lookup local',
    'ip rule del pref 0',
    `ip rule add pref 0 to ${withoutTcp} ipproto tcp dport 53 unreachable`,
    'echo ready',
    'exec cat',
  ].join('\n');
  const program = 'unshare';
  const options = ['-n', '-m', '-p', '-f', '--kill-child=KILL', '--propagation', 'private', '--mount-proc'];
  const child = spawn(program, [...options, 'bash', '-c', script], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  await said(child, 'ready');
  return child;
}

/** Starts a server inside, whose argument vector begins with `enter`; resolves when it has said the word. */
export async function startServer(argv: readonly string[], word: string): Promise<void> {
  const [program = '', ...rest] = argv;
  await said(spawn(program, rest, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] }), word);
}

/** Writes files by name into a folder, which is made. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

/** Waits until a program has written a word. */
function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = '';
    const hear = (part: Buffer): void => {
      words = (words + part.toString()).slice(-8000);
      if (words.includes(word)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => {
      reject(new Error(`${child.spawnargs.join(' ')} ended with code ${String(code)}: ${words}`));
    });
  });
}

function execute(argv: readonly string[], input: string): Promise<CommandOutcome> {
  const [program = '', ...rest] = argv;
  return new Promise((resolve) => {
    const child = execFile(
      program,
      rest,
      { env: environment, maxBuffer: 16 * 1024 * 1024, timeout: 120_000, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
        resolve({ code, stdout, stderr });
      },
    );
    // A program that reads nothing may be gone before.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
