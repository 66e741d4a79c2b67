import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { installHost } from './install-host.ts';

/** A workbench without first-run pages, assistants and look-ups: what a test or a demonstration wants to see. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.editor.useModal': 'off',
  'files.hotExit': 'off',
  'files.simpleDialog.enable': true,
};

export interface CodeServerOptions {
  /** Receives user data, extensions, logs and sockets. A fresh one per run: the workbench restores what the last left. */
  readonly folder: string;
  /** User settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of extensions to install first. */
  readonly install?: readonly string[];
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** Words that run a command elsewhere, such as nsenter: the server runs there, and its port leads to it from here. */
  readonly enter?: readonly string[];
  /** Folders are open in Restricted Mode until somebody trusts them; absent: all are trusted. */
  readonly restricted?: boolean;
  /** As `keybindings.json` holds them. */
  readonly keybindings?: readonly object[];
  /** Makes the workbench obey `extensionDevelopmentPath` and `extensionTestsPath`, at the price of no notifications. */
  readonly development?: boolean;
}

export interface CodeServer {
  /** `127.0.0.1:PORT`. */
  readonly authority: string;
  /** What the server said so far. */
  log(): string;
  close(): Promise<void>;
}

/** Starts code-server and waits until it answers. Throws where it cannot be installed or ends early. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const { entry } = installHost();
  const userData = path.join(options.folder, 'user-data');
  writeSettings(path.join(userData, 'User'), { ...quietSettings, ...options.settings });
  writeFileSync(path.join(userData, 'User/keybindings.json'), JSON.stringify(options.keybindings ?? []));
  // The workbench counts as remote, so settings of machine scope are read from the machine's own file alone.
  writeSettings(path.join(userData, 'Machine'), options.settings ?? {});

  const places = [
    ['--config', path.join(options.folder, 'config.yaml')],
    ['--user-data-dir', userData],
    ['--extensions-dir', path.join(options.folder, 'extensions')],
  ].flat();
  // Its sockets pile up in TMPDIR.
  const env = { ...process.env, TMPDIR: options.folder };
  const logFile = path.join(options.folder, 'server.log');
  const log = openSync(logFile, 'a');
  const start = (before: readonly string[], ...args: readonly string[]) => {
    const [program = '', ...rest] = [...before, process.execPath, entry, ...places, ...args];
    // A group of its own: the extension host and its language servers would outlive the server and write into the folder.
    return spawn(program, rest, { env, stdio: ['ignore', log, log], detached: true });
  };
  const readLog = (): string => readFileSync(logFile, 'utf8');

  for (const file of options.install ?? []) {
    const code = await new Promise((resolve) => start([], '--install-extension', file).on('exit', resolve));
    if (code !== 0) throw new Error(`${file} could not be installed:\n${readLog()}`);
  }

  const { enter, port = await freePort() } = options;
  const authority = `127.0.0.1:${port}`;
  // A socket is a file, and seen from every network.
  const socket = path.join(options.folder, 'server.socket');
  const way = enter === undefined ? null : await leadTo(socket, port);
  const server = start(
    enter ?? [],
    ...['--auth', 'none', ...(enter === undefined ? ['--bind-addr', authority] : ['--socket', socket])],
    ...['--disable-telemetry', '--disable-update-check'],
    ...(options.restricted === true ? [] : ['--disable-workspace-trust']),
    ...['--disable-getting-started-override', '--ignore-last-opened', '--reconnection-grace-time', '5'],
    ...(options.development === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  );
  const exited = new Promise<void>((resolve) => {
    server.on('exit', () => {
      resolve();
    });
  });
  while (!(await answers(`http://${authority}/healthz`))) {
    if (server.exitCode !== null) throw new Error(`code-server ended early:\n${readLog()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    authority,
    log: readLog,
    async close() {
      signalGroup(server, 'SIGTERM');
      const stubborn = setTimeout(() => {
        signalGroup(server, 'SIGKILL');
      }, 8_000);
      await exited;
      way?.close();
      clearTimeout(stubborn);
      signalGroup(server, 'SIGKILL');
    },
  };
}

/** Writes `settings.json` into a folder of user data. */
export function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** Hands everything that comes to a port of this machine on to a socket. */
async function leadTo(socket: string, port: number): Promise<net.Server> {
  const way = net.createServer((near) => {
    const far = net.connect(socket);
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    near.on('error', end).on('close', end).pipe(far).on('error', end).on('close', end).pipe(near);
  });
  await new Promise<void>((resolve) => way.listen(port, '127.0.0.1', resolve));
  return way;
}

function signalGroup(leader: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (leader.pid !== undefined) process.kill(-leader.pid, signal);
  } catch (error) {
    // Nobody of the group is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** A TCP port of 127.0.0.1 that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
