// Compiles the suites for the extension host, starts the world that they look at, and runs them there by @vscode/test-cli.
import { spawn } from 'node:child_process';
import { build } from 'esbuild';
import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeSettings } from './code-server.ts';
import { startWorld } from '../world/world.ts';

const root = path.join(import.meta.dirname, '../..');
const out = path.join(root, 'out/host');

rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: globSync('test/host/suite/*.test.ts', { cwd: root }),
  ...{ absWorkingDir: root, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] },
  ...{ outdir: out, outExtension: { '.js': '.cjs' }, sourcemap: 'inline' },
});

await using world = await startWorld();
const userData = path.join(world.folder, 'user-data');
writeSettings(path.join(userData, 'User'), world.settings);

const child = spawn('vscode-test', ['--config', path.join(import.meta.dirname, 'vscode-test.config.mjs')], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    HOST_WORKSPACE: world.workspace,
    HOST_USER_DATA: userData,
  },
});
process.exitCode = await new Promise<number>((resolve) => {
  child.on('close', (code) => {
    resolve(code ?? 1);
  });
});
