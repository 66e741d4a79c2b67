import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCaDirectory } from '../../../src/engine/observe/ca-directories.ts';
import { startFakeCa, type FakeCaOptions } from '../act/fake-ca.ts';

describe('what a CA offers', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ca-directory-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const meta = { profiles: { classic: '', shortlived: '' }, externalAccountRequired: true };
  const offering: FakeCaOptions['fault'] = ({ resource }, { body }) =>
    resource === 'dir' ? { status: 200, body: { ...(body as object), meta } } : null;

  it('is read of its directory, by the root that was named, and nothing else is asked', async () => {
    await using ca = await startFakeCa({ folder, webRoot: folder, fault: offering });
    expect(await readCaDirectory(ca.directoryUrl, [ca.rootFile], new AbortController().signal)).toMatchObject({
      ...{ profiles: ['classic', 'shortlived'], externalAccountRequired: true },
    });
    expect(ca.requests).toEqual(['GET dir']);
  });

  it('is not known of one that is not trusted, hangs, or is none', async () => {
    await using ca = await startFakeCa({ folder, webRoot: folder, fault: offering });
    expect(await readCaDirectory(ca.directoryUrl, [], new AbortController().signal)).toBeNull();
    expect(await readCaDirectory(ca.directoryUrl, ['/nowhere.pem'], new AbortController().signal)).toBeNull();
    await using hanging = await startFakeCa({ folder, webRoot: folder, fault: () => 'hang' });
    expect(await readCaDirectory(hanging.directoryUrl, [hanging.rootFile], AbortSignal.timeout(200))).toBeNull();
    await using page = await startFakeCa({ folder, webRoot: folder, fault: () => ({ status: 200, body: '<html>' }) });
    expect(await readCaDirectory(page.directoryUrl, [page.rootFile], new AbortController().signal)).toBeNull();
  });
});
