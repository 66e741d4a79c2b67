import { describe, expect, it } from 'vitest';
import { isPackage, readSources, root, type SourceFile } from './source-files.ts';
import { existsSync } from 'node:fs';
import path from 'node:path';

const sources = readSources('src');
const inFolder = (folder: string): readonly SourceFile[] => sources.filter((file) => file.path.startsWith(folder));

/** `importer -> imported`, for every import that the rule forbids. */
function violations(files: readonly SourceFile[], forbidden: (imported: string) => boolean): readonly string[] {
  return files.flatMap((file) => file.imports.filter(forbidden).map((imported) => `${file.path} -> ${imported}`));
}

/** A heavy package and the one file that may import it; everybody else goes through that file. */
const importSites: Readonly<Record<string, string>> = {
  'acme-client': 'src/engine/act/acme-client.ts',
  '@peculiar/x509': 'src/engine/act/x509-writer.ts',
  dns2: 'src/engine/observe/dns-codec.ts',
  tldts: 'src/engine/observe/registrable-domain.ts',
  htmlparser2: 'src/engine/observe/page-content.ts',
  'jsonc-parser': 'src/engine/discover/config-file.ts',
};

describe('layers', () => {
  it('core imports nothing outside core', () => {
    expect(inFolder('src/core/').length).toBeGreaterThan(0);
    expect(violations(inFolder('src/core/'), (imported) => !imported.startsWith('src/core/'))).toEqual([]);
  });

  it('vscode is imported under src/extension alone', () => {
    const others = sources.filter((file) => !file.path.startsWith('src/extension/'));
    expect(violations(others, (imported) => imported === 'vscode')).toEqual([]);
  });

  it('the engine knows nothing of who uses it, the terminal nothing of the editor', () => {
    const above = (imported: string): boolean => /^src\/(extension|cli)\//.test(imported);
    expect(violations(inFolder('src/engine/'), above)).toEqual([]);
    expect(violations(inFolder('src/cli/'), (imported) => imported.startsWith('src/extension/'))).toEqual([]);
  });

  it('who observes does not act', () => {
    const observing = ['observe', 'read', 'discover'].flatMap((room) => inFolder(`src/engine/${room}/`));
    expect(violations(observing, (imported) => imported.startsWith('src/engine/act/'))).toEqual([]);
  });

  it('the editor looks at nothing itself: its network is patched, and a stall there freezes it', () => {
    const looking = (imported: string): boolean => imported.startsWith('src/engine/observe/');
    expect(violations(inFolder('src/extension/'), looking)).toEqual([]);
  });

  it('production code never imports test code', () => {
    expect(violations(sources, (imported) => imported.startsWith('test/'))).toEqual([]);
  });

  it.each(Object.entries(importSites))('%s has one import site', (name, site) => {
    expect(existsSync(path.join(root, site)), `${site} exists`).toBe(true);
    const users = sources.filter((file) => file.imports.some((imported) => isPackage(imported, name)));
    expect(users.map((file) => file.path)).toEqual([site]);
  });

  it('node-forge is not imported by more than one file', () => {
    const users = sources.filter((file) => file.imports.some((imported) => isPackage(imported, 'node-forge')));
    expect(users.length).toBeLessThanOrEqual(1);
  });
});
