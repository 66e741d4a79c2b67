import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccount } from '../../../src/engine/act/acme-account.ts';
import { pointAtomically, sweepTemporaries, writeAtomically } from '../../../src/engine/act/atomic-write.ts';
import { openJournal } from '../../../src/engine/act/journal.ts';
import { lineageFolder, newVersion, prepareFolder, readLive } from '../../../src/engine/act/storage.ts';

const ca = 'https://ca.example/directory';
let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-storage-')));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe('writing a file', () => {
  it('replaces the whole file and leaves nothing beside it', async () => {
    const file = path.join(folder, 'key.pem');
    await writeAtomically(file, 'old', 0o600);
    await writeAtomically(file, 'new', 0o600);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['key.pem']);
  });

  it('leaves what was there as it was where it cannot be replaced, and nothing beside it', async () => {
    const place = path.join(folder, 'key.pem');
    mkdirSync(place);
    await expect(writeAtomically(place, 'new', 0o600)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['key.pem']);
  });

  it('writes beside a link, not through it', async () => {
    const victim = path.join(folder, 'victim');
    writeFileSync(victim, 'precious');
    symlinkSync(victim, path.join(folder, 'key.pem'));
    await writeAtomically(path.join(folder, 'key.pem'), 'new', 0o600);
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });

  it('moves a pointer from one version to another', async () => {
    const live = path.join(folder, 'live');
    await pointAtomically(live, '0001');
    await pointAtomically(live, '0002');
    expect(readlinkSync(live)).toBe('0002');
    expect(readdirSync(folder)).toEqual(['live']);
  });

  it('sweeps what a crash left half written, and nothing else', async () => {
    writeFileSync(path.join(folder, '.key.pem.0123456789ab.cert-doctor-new'), 'half');
    mkdirSync(path.join(folder, '0001'));
    writeFileSync(path.join(folder, '0001', '.privkey.pem.0123456789ab.cert-doctor-new'), 'half a key');
    writeFileSync(path.join(folder, '0001', 'privkey.pem'), 'whole');
    symlinkSync('0001', path.join(folder, 'live'));
    symlinkSync('.', path.join(folder, 'circle'));
    await sweepTemporaries(folder);
    expect(readdirSync(folder).toSorted()).toEqual(['0001', 'circle', 'live']);
    expect(readdirSync(path.join(folder, '0001'))).toEqual(['privkey.pem']);
  });
});

describe('the storage', () => {
  it.each(['000', '077', '027'])('is private under umask %s', async (umask) => {
    const script = `
      import { openAccount } from ${JSON.stringify(path.resolve('src/engine/act/acme-account.ts'))};
      import { openJournal } from ${JSON.stringify(path.resolve('src/engine/act/journal.ts'))};
      import { prepareFolder, storeRequest, versionFiles, newVersion } from ${JSON.stringify(path.resolve('src/engine/act/storage.ts'))};
      const [storage, lineage] = process.argv.slice(-2);
      await openAccount(storage, '${ca}', null);
      await prepareFolder(lineage);
      await (await openJournal(lineage)).write('0001', { event: 'key' });
      await storeRequest(versionFiles(lineage, await newVersion(lineage)), 'key', Buffer.from('csr'));`;
    const storage = path.join(folder, 'deep/storage');
    const lineage = path.join(storage, 'certificates/a');
    const node = [process.execPath, '--input-type=module-typescript', '-e', script, '--', storage, lineage];
    await promisify(execFile)('sh', ['-c', `umask ${umask} && exec "$@"`, 'sh', ...node]);
    const [account = ''] = readdirSync(path.join(storage, 'accounts'));
    const modes = {
      storage: modeOf(storage),
      lineage: modeOf(lineage),
      version: modeOf(path.join(lineage, '0001')),
      journal: modeOf(path.join(lineage, 'journal.jsonl')),
      key: modeOf(path.join(lineage, '0001/privkey.pem')),
      request: modeOf(path.join(lineage, '0001/request.pem')),
      accountKey: modeOf(path.join(storage, 'accounts', account, 'key.pem')),
    };
    expect(modes).toEqual({
      ...{ storage: '700', lineage: '700', version: '700', journal: '600' },
      ...{ key: '600', request: '644', accountKey: '600' },
    });
  });

  it('leaves the mode of a folder that was there before', async () => {
    chmodSync(folder, 0o755);
    await prepareFolder(folder);
    expect(modeOf(folder)).toBe('755');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps what two CAs issue for the same names apart, whatever the order of the names', () => {
    const [a, b] = ['a.example.com', 'b.example.com'].map((ascii) => ({ ascii, wildcard: false }));
    if (a === undefined || b === undefined) throw new Error('no names');
    const of = (directory: string, ...names: (typeof a)[]): string => lineageFolder('/s', directory, names);
    expect(of(ca, a, b)).not.toBe(of('https://staging.example/directory', a, b));
    expect(
      path
        .basename(of(ca, a, b))
        .split('-')
        .at(-1),
    ).toBe(
      path
        .basename(of(ca, b, a))
        .split('-')
        .at(-1),
    );
    expect(of(ca, a)).not.toBe(of(ca, { ...a, wildcard: true }));
  });

  it.each(['../x', '.hidden', '-rf', 'a/b', ''])('makes no folder of the name %o', (ascii) => {
    expect(() => lineageFolder('/s', ca, [{ ascii, wildcard: false }])).toThrow(TypeError);
  });

  it('numbers versions on from the highest and never fills a gap', async () => {
    mkdirSync(path.join(folder, '0001'));
    mkdirSync(path.join(folder, '0007'));
    expect(await newVersion(folder)).toBe('0008');
  });

  it('has nothing live where the pointer leads nowhere', async () => {
    symlinkSync('0009', path.join(folder, 'live'));
    expect(await readLive(folder)).toBeNull();
  });
});

describe('the account', () => {
  it('keeps its key and its URL', async () => {
    const first = await openAccount(folder, ca, null);
    await first.remember('https://ca.example/account/1');
    const again = await openAccount(folder, ca, null);
    expect([again.key, again.url]).toEqual([first.key, 'https://ca.example/account/1']);
  });

  it('is one account for runs that begin at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => openAccount(folder, ca, null)));
    expect(new Set(all.map(({ key }) => key)).size).toBe(1);
    expect((await openAccount(folder, ca, null)).key).toBe(all[0]?.key);
  });

  it('puts a damaged key aside, and its URL is no other key’s', async () => {
    const first = await openAccount(folder, ca, null);
    await first.remember('https://ca.example/account/1');
    const [name = ''] = readdirSync(path.join(folder, 'accounts'));
    const home = path.join(folder, 'accounts', name);
    writeFileSync(path.join(home, 'key.pem'), '');
    const again = await openAccount(folder, ca, null);
    expect(again.key).not.toBe(first.key);
    expect(again.url).toBeNull();
    const kept = readdirSync(home).filter((entry) => entry.includes('.corrupt-'));
    expect(kept.map((entry) => entry.split('.corrupt-')[0]).toSorted()).toEqual(['key.pem']);
    expect(readdirSync(home).filter((entry) => /^account-[0-9a-f]{16}\.json$/.test(entry))).toHaveLength(1);
  });
});

describe('the journal', () => {
  const file = (): string => path.join(folder, 'journal.jsonl');

  it('is read back as it was written', async () => {
    const journal = await openJournal(folder);
    await journal.write('0001', { event: 'planned', keyType: 'ec-p256' });
    await journal.write('0001', { event: 'ordered', orderUrl: 'https://ca.example/order/1' });
    expect((await openJournal(folder)).entries).toEqual(journal.entries);
  });

  it('drops a last line that a crash cut short, and goes on after it', async () => {
    const journal = await openJournal(folder);
    await journal.write('0001', { event: 'key' });
    writeFileSync(file(), `${readFileSync(file(), 'utf8')}{"at":"2026-11-`);
    const again = await openJournal(folder);
    expect(again).toMatchObject({ putAside: null, entries: [{ event: 'key' }] });
    await again.write('0001', { event: 'ordering' });
    expect((await openJournal(folder)).entries.map(({ event }) => event)).toEqual(['key', 'ordering']);
  });

  it.each([
    '{"event":"key"}',
    'null',
    '{"at":"x","version":"../..","event":"key"}',
    '{"at":"x","version":"0001","event":"__proto__"}',
  ])('puts a journal with the line %s aside and goes on with the others', async (line) => {
    const journal = await openJournal(folder);
    await journal.write('0001', { event: 'key' });
    const damaged = `${line}\n${readFileSync(file(), 'utf8')}`;
    writeFileSync(file(), damaged);
    const again = await openJournal(folder);
    expect(again.entries.map(({ event }) => event)).toEqual(['key']);
    expect(readFileSync(again.putAside ?? '', 'utf8')).toBe(damaged);
    expect(existsSync(file())).toBe(true);
  });
});
