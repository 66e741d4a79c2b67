import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Authority, createAuthority } from './authority.ts';
import { type Pebble, startPebble } from './pebble.ts';
import { lameConfiguration, addresses, authorityConfiguration, resolverConfiguration } from './zones.ts';
import { nginxConfiguration } from './web-sites.ts';

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
  readonly authority: Authority;
  /** PEM file: the root of the sites' certificates. */
  readonly rootFile: string;
  readonly pebble: Pebble;
  /** nginx's folder for more sites, one `.conf` file each. */
  readonly siteFolder: string;
  /** Words that run nginx on the lab's configuration. */
  readonly nginx: readonly string[];
  /** The folder from which nginx serves the names on port 80. */
  readonly webRoot: string;
  /** Another CA beside the first. */
  startPebble(options: { readonly name: string; readonly port: number; readonly nonceReject: number }): Promise<Pebble>;
  run(argv: readonly string[], options?: { readonly input?: string }): Promise<CommandOutcome>;
  stop(): Promise<void>;
}

const programs = ['pebble', 'nginx', 'named', 'ip', 'unshare', 'nsenter', 'openssl'] as const;
const searchPath = [process.env['PATH'] ?? '', '/usr/sbin', '/sbin'].join(path.delimiter);
const environment = { ...process.env, PATH: searchPath };

/** What is missing here for the lab; null where it can be started. */
export function whyNoLab(): string | null {
  if (process.platform !== 'linux') return `Linux is missing: this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'root is missing: network namespaces need it';
  const folders = searchPath.split(path.delimiter);
  const missing = programs.filter((name) => !folders.some((folder) => existsSync(path.join(folder, name))));
  return missing.length === 0 ? null : `missing programs: ${missing.join(', ')}`;
}

/** Starts the lab; call only where `whyNoLab()` is null. It ends with `stop()`, and with this process at the latest. */
export async function startLab(): Promise<Lab> {
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
    await rm(folder, { recursive: true, force: true });
  };
  const run: Lab['run'] = (argv, { input = '' } = {}) => execute([...enter, ...argv], input);
  const must = async (argv: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await run(argv);
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with code ${String(code)}: ${stdout}${stderr}`);
  };
  try {
    const authority = await createAuthority('Lab');
    await writeFile(file('root.pem'), authority.root);
    for (const [name, configuration] of Object.entries({
      authority: authorityConfiguration,
      lame: lameConfiguration,
      resolver: resolverConfiguration,
    })) {
      const home = file(name);
      await mkdir(home);
      for (const [entry, text] of Object.entries(configuration(home))) await writeFile(path.join(home, entry), text);
      await startNamed(enter, path.join(home, 'named.conf'));
    }
    const siteFolder = file('nginx/sites');
    const webRoot = file('nginx/www');
    await mkdir(siteFolder, { recursive: true });
    await mkdir(webRoot, { recursive: true });
    for (const [entry, text] of Object.entries(await nginxConfiguration(file('nginx'), authority))) {
      await writeFile(file(`nginx/${entry}`), text);
    }
    const nginx = ['nginx', '-e', file('nginx/error.log'), '-p', file('nginx'), '-c', file('nginx/nginx.conf')];
    await must(nginx);
    const startCa: Lab['startPebble'] = ({ name, port, nonceReject }) =>
      startPebble({
        ...{
          httpPort: 80,
          tlsPort: 443,
          dnsServer: `${addresses.resolver}:53`,
          folder: file(name),
          enter,
          nonceReject,
        },
        ...{ directoryPort: port, managementPort: port + 1000 },
      });
    const pebble = await startCa({ name: 'pebble', port: 14000, nonceReject: 0 });
    const rootFile = file('root.pem');
    return { folder, enter, authority, rootFile, pebble, siteFolder, nginx, webRoot, startPebble: startCa, run, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Network, mounts and processes of its own. Its first process waits for the end of its standard input. */
async function startNamespace(folder: string): Promise<ChildProcess> {
  const { main, main6, secure, refused, wrong, authority, lame, dropped, resolver } = addresses;
  const script = [
    'set -e',
    `mount --bind ${folder}/resolv.conf /etc/resolv.conf`,
    'ip link set lo up',
    ...[main, secure, refused, wrong, authority, lame].map((address) => `ip addr add ${address}/32 dev lo`),
    `ip addr add ${resolver}/32 dev lo`,
    `ip -6 addr add ${main6}/128 dev lo nodad`,
    // Whatever is sent into such a device is lost without a word, as behind a firewall that drops. Kernels have the one or the other.
    'ip link add hole type dummy 2>&1 || ip link add hole type ifb',
    'ip link set hole up',
    `ip route add ${dropped}/32 dev hole`,
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

async function startNamed([program, ...rest]: readonly [string, ...string[]], configuration: string): Promise<void> {
  const child = spawn(program, [...rest, 'named', '-g', '-c', configuration], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await said(child, 'running');
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
    child.stdin?.end(input);
  });
}
