import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FakeCa } from './fake-ca.ts';
import { Issuing } from './issuing.ts';

/** Every file of the storage, by where it lies. */
const files: readonly (readonly [string, (issuing: Issuing) => string])[] = [
  ['format.json', ({ storage }) => path.join(storage, 'format.json')],
  ['the account’s key', (issuing) => path.join(issuing.account(), 'key.pem')],
  ['the account’s URL', (issuing) => path.join(issuing.account(), accountIn(issuing.account()))],
  ['the ledger', (issuing) => path.join(issuing.account(), 'ledger.jsonl')],
  ['the journal', (issuing) => path.join(issuing.lineage(), 'journal.jsonl')],
  ['the request that is kept', (issuing) => path.join(issuing.lineage(), 'request.json')],
  ['the lock', (issuing) => path.join(issuing.lineage(), lockIn(issuing.lineage()))],
  ['the account’s lock', (issuing) => path.join(issuing.account(), lockIn(issuing.account()))],
  ['the certificate’s key', (issuing) => path.join(issuing.lineage(), '0001/privkey.pem')],
  ['the certificate', (issuing) => path.join(issuing.lineage(), '0001/cert.pem')],
  ['the chain', (issuing) => path.join(issuing.lineage(), '0001/chain.pem')],
  ['the full chain', (issuing) => path.join(issuing.lineage(), '0001/fullchain.pem')],
  ['the CSR', (issuing) => path.join(issuing.lineage(), '0001/request.pem')],
  ['the pointer', (issuing) => path.join(issuing.lineage(), 'live')],
];

const damages: readonly (readonly [string, (file: string) => void])[] = [
  [
    'empty',
    (file) => {
      write(file, '');
    },
  ],
  [
    'cut in the middle',
    (file) => {
      write(file, bytesOf(file).subarray(0, bytesOf(file).length / 2));
    },
  ],
  [
    'noise',
    (file) => {
      write(file, randomBytes(200));
    },
  ],
  [
    'a link to a file of somebody else’s',
    (file) => {
      const victim = victimOf(file);
      writeFileSync(victim, 'precious', { mode: 0o644 });
      rmSync(file);
      symlinkSync(victim, file);
    },
  ],
  [
    'a folder',
    (file) => {
      rmSync(file);
      mkdirSync(file);
      writeFileSync(path.join(file, 'inside'), 'precious');
    },
  ],
];

function lockIn(folder: string): string {
  return readdirSync(folder).find((name) => name.startsWith('lock-')) ?? '';
}

function accountIn(folder: string): string {
  return readdirSync(folder).find((name) => name.startsWith('account-')) ?? '';
}

/** Beside the storage. */
function victimOf(file: string): string {
  return path.join(file.split('/storage/')[0] ?? '', 'victim');
}

function bytesOf(file: string): Buffer {
  return lstatSync(file).isSymbolicLink() ? Buffer.from('0001') : readFileSync(file);
}

function write(file: string, bytes: Buffer | string): void {
  rmSync(file);
  writeFileSync(file, bytes);
}

/** All that lies in the storage, to see that nothing of it goes away. */
function contents(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
}

function keys(folder: string): readonly string[] {
  return contents(folder).filter((text) => text.startsWith('-----BEGIN PRIVATE KEY-----'));
}

/** The last line of a journal that a crash cut is dropped: nothing followed from it. */
function whole(text: string, how: string): string {
  return how.startsWith('cut') ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
}

async function issued(issuing: Issuing): Promise<FakeCa> {
  const ca = await issuing.startCa();
  const report = await issuing.issue(issuing.request(ca));
  if (report.stopped !== null) throw new Error(JSON.stringify(report));
  return ca;
}

describe.concurrent('state that is damaged', () => {
  const table = files.flatMap(([what, place]) => damages.map(([how, damage]) => ({ what, how, place, damage })));

  it.for(table)(
    '$what is $how: nothing of it is deleted, and certificates go on',
    async ({ what, how, place, damage }) => {
      await using issuing = new Issuing();
      const ca = await issued(issuing);
      const file = place(issuing);
      damage(file);
      const before = keys(issuing.storage);
      const damaged = lstatSync(file).isFile() ? whole(readFileSync(file, 'latin1'), how) : null;
      const report = await issuing.issue(issuing.request(ca));
      expect(report).toMatchObject({ stopped: null, reached: 'stored' });
      const after = contents(issuing.storage);
      for (const key of before) expect(after).toContain(key);
      // A lock's word is nobody's any more once its holder is gone.
      if (damaged !== null && !what.includes('lock')) expect(after.some((text) => text.startsWith(damaged))).toBe(true);
      const victim = victimOf(file);
      if (existsSync(victim)) {
        expect(readFileSync(victim, 'utf8')).toBe('precious');
        expect(lstatSync(victim).mode & 0o777).toBe(0o644);
      }
      const live = path.join(issuing.lineage(), 'live');
      expect(lstatSync(live).isSymbolicLink()).toBe(true);
      const full = readFileSync(path.join(live, 'fullchain.pem'), 'utf8');
      expect(full).toBe(
        readFileSync(path.join(live, 'cert.pem'), 'utf8') + readFileSync(path.join(live, 'chain.pem'), 'utf8'),
      );
    },
  );

  it('a pointer that is lost is set again to the certificate that is there, without another one', async () => {
    await using issuing = new Issuing();
    const ca = await issued(issuing);
    rmSync(path.join(issuing.lineage(), 'live'));
    const report = await issuing.issue(issuing.request(ca), { confirm: () => Promise.resolve(false) });
    expect(report.certificate).not.toBeNull();
    expect(ca.issued()).toBe(1);
  });

  it('a newest version that is damaged gives way to the one before, which is whole', async () => {
    await using issuing = new Issuing();
    const ca = await issued(issuing);
    const first = (await issuing.issue(issuing.request(ca), { confirm: () => Promise.resolve(false) })).certificate;
    await issuing.issue(issuing.request(ca));
    writeFileSync(path.join(issuing.lineage(), '0002/privkey.pem'), '');
    const report = await issuing.issue(issuing.request(ca), { confirm: () => Promise.resolve(false) });
    expect(report.certificate?.serialNumber).toBe(first?.serialNumber);
    expect(ca.issued()).toBe(2);
  });

  it('no certificate is asked for with a key that is not the one on the disk', async () => {
    await using issuing = new Issuing();
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    const ca = await issuing.startCa(({ resource }) => {
      if (resource === 'chal') writeFileSync(path.join(issuing.lineage(), '0001/privkey.pem'), other);
      return null;
    });
    const { stopped } = await issuing.issue(issuing.request(ca));
    expect(stopped).toMatchObject({
      kind: 'failed',
      text: expect.stringContaining('is not the one of the request') as string,
    });
    expect(ca.issued()).toBe(0);
  });

  it('files of a newer Cert Doctor are read and not written', async () => {
    await using issuing = new Issuing();
    const ca = await issued(issuing);
    writeFileSync(path.join(issuing.storage, 'format.json'), '{"format":2}\n');
    const before = contents(issuing.storage).toSorted();
    const { stopped } = await issuing.issue(issuing.request(ca));
    expect(stopped).toMatchObject({ kind: 'failed', text: expect.stringContaining('newer Cert Doctor') as string });
    expect(contents(issuing.storage).toSorted()).toEqual(before);
    expect(ca.issued()).toBe(1);
  });

  it('a storage that was moved is found where it is', async () => {
    await using issuing = new Issuing();
    const ca = await issued(issuing);
    const moved = path.join(issuing.folder, 'moved');
    renameSync(issuing.storage, moved);
    const report = await issuing.issue(issuing.request(ca, { storage: moved }), {
      confirm: () => Promise.resolve(false),
    });
    expect(report.certificate?.folder.startsWith(moved)).toBe(true);
    expect(ca.issued()).toBe(1);
  });
});
