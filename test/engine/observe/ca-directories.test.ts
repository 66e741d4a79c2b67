import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { CaDirectories } from '../../../src/engine/observe/ca-directories.ts';
import { startFakeCa, type FakeCaOptions } from '../act/fake-ca.ts';

describe('the CA that is to issue', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ca-directories-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = {
    signal: new AbortController().signal,
    progress: () => undefined,
    confirm: () => Promise.resolve(false),
  };
  const named: FakeCaOptions['fault'] = ({ resource }, { body }) =>
    resource === 'dir' ? { status: 200, body: { ...(body as object), meta: { caaIdentities: ['ca.example'] } } } : null;

  it('is asked once for its names in CAA records', async () => {
    await using ca = await startFakeCa({ folder, webRoot: folder, fault: named });
    const network = { ...defaultNetwork, directoryUrl: ca.directoryUrl, rootFiles: [ca.rootFile] };
    const directories = new CaDirectories();
    for (let time = 0; time < 2; time++) {
      expect((await directories.factsOf(network, run)).caaIdentities).toEqual(['ca.example']);
    }
    expect(ca.requests).toEqual(['GET dir']);
  });

  it.each([
    ['whose certificate nobody trusts', named, {}],
    ['that hangs', () => 'hang' as const, { timeoutMs: 200 }],
    ['that breaks off', () => 'lose-answer' as const, {}],
    ['that has no directory', () => ({ status: 404, body: 'nothing' }), {}],
    ['that answers nonsense', () => ({ status: 200, body: '<html>' }), {}],
  ])('%s stays unknown', async (what, fault, change) => {
    await using ca = await startFakeCa({ folder, webRoot: folder, fault });
    const rootFiles = what.includes('trusts') ? [] : [ca.rootFile];
    const network = { ...defaultNetwork, directoryUrl: ca.directoryUrl, rootFiles, ...change };
    expect(await new CaDirectories().factsOf(network, run)).toMatchObject({
      name: new URL(ca.directoryUrl).host,
      caaIdentities: [],
    });
  });

  it('is not asked where it is known', async () => {
    const aborted = { ...run, signal: AbortSignal.abort() };
    expect((await new CaDirectories().factsOf(defaultNetwork, aborted)).caaIdentities).toEqual(['letsencrypt.org']);
  });
});
