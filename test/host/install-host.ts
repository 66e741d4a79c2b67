// Installs a real VS Code workbench (code-server) into .vscode-test/host from the npm registry alone: no system
// headers, no install scripts, and no compiler either but for the logger. About 800 MB, a minute the first time, nothing
// afterwards.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const manifest = {
  name: 'vscode-host',
  private: true,
  // Exact: code-server without a version makes npm pick the newest one whose engines fit the machine's Node.
  dependencies: { 'code-server': '4.139.1' },
};

/** A code-server that can be started with the Node.js that runs this. */
export interface Host {
  /** The script that starts the server. */
  readonly entry: string;
}

/** The host cannot be had on this machine; the message says what would do instead. */
class HostUnavailable extends Error {}

/** Installs the host where it is not there yet and says where it is. Throws `HostUnavailable`. */
export function installHost(): Host {
  if (process.platform === 'win32') {
    throw new HostUnavailable('code-server does not run on Windows. Install VS Code and its `code` command.');
  }
  const folder = path.join(import.meta.dirname, '../../.vscode-test/host');
  const entry = path.join(folder, 'node_modules/code-server/out/node/entry.js');
  const stamp = path.join(folder, 'ready.json');
  const wanted = JSON.stringify(manifest);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { entry };

  console.log('Installing code-server into .vscode-test/host (about 800 MB, once)');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), wanted);
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  installPackages(folder);
  // Their shrinkwrap is out of step with their manifest, so `npm ci` refuses them.
  installPackages(vscode, '--omit=dev');
  installPackages(path.join(vscode, 'extensions'), '--omit=dev');
  buildLogger(vscode);
  writeFileSync(stamp, wanted);
  return { entry };
}

/** VS Code writes output channels through this native module; without it they exist, but stay empty. */
function buildLogger(vscode: string): void {
  // The headers of the Node.js that will run it lie beside it, so that nothing is downloaded.
  const nodedir = path.join(path.dirname(process.execPath), '..');
  try {
    npm(['rebuild', '@vscode/spdlog'], vscode, { npm_config_nodedir: nodedir });
  } catch {
    console.log(
      'No compiler (make, g++, python3) built VS Code’s logger: output channels stay empty in this workbench.',
    );
  }
}

function npm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): void {
  const searchPath = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`;
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, PATH: searchPath, ...env },
  });
}

function installPackages(folder: string, ...options: readonly string[]): void {
  try {
    npm(['install', '--ignore-scripts', ...options], folder);
  } catch (error) {
    throw new HostUnavailable(`npm could not install code-server: ${String(error)}`, { cause: error });
  }
}
