import { defineConfig } from '@vscode/test-cli';
import path from 'node:path';
import process from 'node:process';

const version = process.env['VSCODE_TEST_VERSION'];
// On Linux a desktop needs a display and a download; code-server needs neither. `VSCODE_TEST_VERSION=stable` asks for it.
const standIn = process.platform === 'linux' && version === undefined;

// run-host.ts starts the world, compiles the suites and says here where they lie.
export default defineConfig({
  files: '../../out/host/*.test.cjs',
  extensionDevelopmentPath: path.join(import.meta.dirname, '../..'),
  workspaceFolder: process.env['HOST_WORKSPACE'],
  launchArgs: [`--user-data-dir=${process.env['HOST_USER_DATA']}`, '--disable-extensions', '--disable-workspace-trust'],
  ...(standIn ? { useInstallation: { fromPath: path.join(import.meta.dirname, 'code-shim.ts') } } : { version }),
  mocha: { ui: 'bdd', timeout: 60_000, color: process.stdout.isTTY },
});
