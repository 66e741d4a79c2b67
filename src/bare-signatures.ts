import type { Plugin } from 'esbuild';
import { pathToFileURL } from 'node:url';
import type { SignatureSet } from './core/log/signature.ts';

/** Messages' examples and sources are for whoever reads and tests them: half of all that the product would carry. */
export const bareSignatures: Plugin = {
  name: 'bare-signatures',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]log[\\/]signatures[\\/][^\\/]+\.ts$/ }, async ({ path: file }) => {
      const sets = (await import(pathToFileURL(file).href)) as Readonly<Record<string, SignatureSet>>;
      const contents = Object.entries(sets).map(([name, set]) => {
        const bare = JSON.stringify(set, (key, value: unknown) =>
          key === 'example' || key === 'source' ? undefined : value,
        );
        // Text that is parsed starts a program sooner than an object that is compiled.
        return `export const ${name} = JSON.parse(${JSON.stringify(bare)});`;
      });
      return { contents: contents.join('\n'), loader: 'js' };
    });
  },
};
