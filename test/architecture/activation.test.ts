import { build, type Metafile } from 'esbuild';
import { builtinModules } from 'node:module';
import { expect, it } from 'vitest';
import { root } from './source-files.ts';

const entry = 'src/extension/extension.ts';
/** Each costs the editor's start more than the whole entry may (milliseconds, not tenths). */
const heavyBuiltins = ['tls', 'https', 'http', 'crypto', 'dgram', 'net', 'zlib', 'child_process', 'worker_threads'];

/** What is loaded before `activate` runs: the entry and everything that it imports statically. */
function loadedAtOnce(metafile: Metafile): readonly string[] {
  const loaded = new Set([entry]);
  for (const file of loaded) {
    for (const { path, kind } of metafile.inputs[file]?.imports ?? []) {
      if (kind === 'import-statement' || kind === 'require-call') loaded.add(path);
    }
  }
  return [...loaded];
}

it('the editor loads nothing heavy to activate the extension', async () => {
  const { metafile } = await build({
    ...{ absWorkingDir: root, entryPoints: [entry], bundle: true, metafile: true, write: false, outdir: 'out' },
    ...{ platform: 'node', format: 'esm', splitting: true, external: ['vscode', ...builtinModules] },
  });
  const loaded = loadedAtOnce(metafile);
  expect(loaded).toContain('vscode');
  expect(loaded.filter((file) => file.startsWith('node_modules/'))).toEqual([]);
  expect(loaded.filter((file) => heavyBuiltins.includes(file.replace('node:', '')))).toEqual([]);
  expect(loaded.filter((file) => file.startsWith('src/engine/'))).toEqual([]);
});
