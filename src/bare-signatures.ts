import type { Plugin } from 'esbuild';
import { pathToFileURL } from 'node:url';
import { ordinaryLines } from './core/log/ordinary-lines.ts';
import type { Signature, SignatureSet } from './core/log/signature.ts';
import { piecesOf } from './core/log/template.ts';
import { placeWindow, WindowChoice } from './core/log/window.ts';

/**
 * Messages' examples and sources are for whoever reads and tests them: half of all that the product would carry. By what
 * each is found is chosen here, so that a program need not when it starts.
 */
export const bareSignatures: Plugin = {
  name: 'bare-signatures',
  setup(bundler) {
    const choice = new WindowChoice(ordinaryLines);
    const prepared = (signature: Signature): Signature => {
      const window = choice.of(piecesOf(signature.template));
      const placed = window && placeWindow(window, signature.template);
      return placed ? { ...signature, window: placed } : signature;
    };
    bundler.onLoad({ filter: /[\\/]log[\\/]signatures[\\/][^\\/]+\.ts$/ }, async ({ path: file }) => {
      const sets = (await import(pathToFileURL(file).href)) as Readonly<Record<string, SignatureSet>>;
      const contents = Object.entries(sets).map(([name, set]) => {
        const whole = Object.fromEntries(Object.entries(set).map(([id, signature]) => [id, prepared(signature)]));
        const bare = JSON.stringify(whole, (key, value: unknown) =>
          key === 'example' || key === 'source' ? undefined : value,
        );
        // Text that is parsed starts a program sooner than an object that is compiled.
        return `export const ${name} = JSON.parse(${JSON.stringify(bare)});`;
      });
      return { contents: contents.join('\n'), loader: 'js' };
    });
  },
};
