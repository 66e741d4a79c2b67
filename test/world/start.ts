// `npm start`: the embedded world and a real VS Code that looks at it. Ctrl-C ends both and leaves nothing behind.
// --no-open: start code-server and print its address instead of opening the desktop's VS Code.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { quietSettings, startCodeServer, writeSettings } from '../host/code-server.ts';
import { startWorld, type World } from './world.ts';

const root = path.join(import.meta.dirname, '../..');

/** A started workbench: what to tell the user, how to end it, and when it ended by itself. */
interface Workbench {
  readonly address: string;
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

/** VS Code's command where it is on the path or in macOS's usual place. */
function findDesktop(): string | null {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const folders = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    '/Applications/Visual Studio Code.app/Contents/Resources/app/bin',
  ];
  const places = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return places.find((file) => existsSync(file)) ?? null;
}

function npm(script: string): void {
  execFileSync('npm', ['run', '--silent', script], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

function openDesktop(code: string, world: World): Workbench {
  npm('build');
  const userData = path.join(world.folder, 'user-data');
  writeSettings(path.join(userData, 'User'), { ...quietSettings, ...world.settings });
  const options = ['--wait', '--new-window', '--disable-workspace-trust', '--disable-extensions'];
  const places = [`--user-data-dir=${userData}`, `--extensionDevelopmentPath=${root}`];
  const child = spawn(code, [...options, ...places, world.workspace], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  return {
    address: 'VS Code opens in a window of its own; closing it ends the world.',
    ended,
    async close() {
      child.kill();
      await ended;
    },
  };
}

async function openCodeServer(world: World): Promise<Workbench> {
  npm('package');
  const server = await startCodeServer({
    ...{ folder: path.join(world.folder, 'code-server'), settings: world.settings },
    install: [path.join(root, 'cert-doctor.vsix')],
  });
  const address = `http://${server.authority}/?folder=${encodeURIComponent(world.workspace)}`;
  return { address: `Open ${address}`, ended: new Promise(() => undefined), close: () => server.close() };
}

const { values } = parseArgs({ options: { 'no-open': { type: 'boolean', default: false } } });
const interrupted = Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
await using world = await startWorld();
const desktop = values['no-open'] ? null : findDesktop();
const workbench = desktop === null ? await openCodeServer(world) : openDesktop(desktop, world);
console.log(`
${workbench.address}

Things to try
  Cert Doctor in the activity bar: every domain of ${path.join(world.workspace, 'cert-doctor.json')} is in another state.
  letsencrypt/letsencrypt.log: hover a marked line, then Ctrl+. for its quick fixes.
  Command Palette, "Cert Doctor: Start Playbook…", for missing-token.example.test.
  ${world.ca === null ? 'Install pebble to have a CA here, too.' : '"Cert Doctor: Issue Certificate…" for new.example.test; the world has a CA (Pebble).'}

Ctrl-C ends it.`);
await Promise.race([workbench.ended, interrupted]);
await workbench.close();
