// Makes dist/: CommonJS for the extension host, its worker thread and the terminal; one script for the panel.
// A heavy package is a chunk of its own, loaded where `await import()` stands, since esbuild splits only ESM.
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { chmod, cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { bareSignatures } from './bare-signatures.ts';

const root = path.join(import.meta.dirname, '..');
const production = process.argv.includes('--production');

/** Files that are loaded lazily as chunks: the only importers of a heavy package, and what activation must not wait for. */
const chunks: Readonly<Record<string, string>> = {
  'src/engine/act/acme-client.ts': 'acme',
  'src/engine/act/x509-writer.ts': 'x509-writer',
  'src/engine/act/issue-certificate.ts': 'issue',
  'src/engine/act/plan-issuance.ts': 'plan-issuance',
  'src/engine/discover/config-file.ts': 'config',
  'src/engine/observe/dns-codec.ts': 'dns-codec',
  'src/engine/observe/page-content.ts': 'page-content',
  'src/engine/observe/pkcs12.ts': 'pkcs12',
  'src/engine/observe/registrable-domain.ts': 'public-suffix',
  'src/extension/features.ts': 'features',
};

const lazyChunks: Plugin = {
  name: 'lazy-chunks',
  setup(bundler) {
    bundler.onResolve({ filter: /\.ts$/ }, ({ path: file, importer, kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      const chunk = chunks[path.relative(root, path.resolve(path.dirname(importer), file)).replaceAll('\\', '/')];
      return chunk === undefined ? undefined : { path: `./${chunk}.cjs`, external: true };
    });
  },
};

const shared: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  keepNames: true,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
};

await rm(path.join(root, 'dist'), { recursive: true, force: true });
await Promise.all([
  build({
    ...shared,
    entryPoints: {
      extension: 'src/extension/extension.ts',
      worker: 'src/engine/worker.ts',
      cli: 'src/cli/main.ts',
      ...Object.fromEntries(Object.entries(chunks).map(([file, name]) => [name, file])),
    },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    // Its UMD build hides its requires from the bundler, and would look for its parts beside the bundle.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    plugins: [lazyChunks, bareSignatures],
  }),
  build({
    ...shared,
    entryPoints: { panel: 'src/extension/playbooks/panel/panel.ts' },
    outdir: 'dist',
    platform: 'browser',
    target: 'chrome138',
    format: 'iife',
  }),
]);
await chmod(path.join(root, 'dist/cli.cjs'), 0o755);
await mkdir(path.join(root, 'dist/codicons'), { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) {
  await cp(path.join(root, 'node_modules/@vscode/codicons/dist', file), path.join(root, 'dist/codicons', file));
}
