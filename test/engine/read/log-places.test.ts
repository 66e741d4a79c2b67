import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualPlaces } from '../../../src/core/log/usual-places.ts';
import { isMatch, lookAtPlaces } from '../../../src/engine/read/log-places.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-places-'));
  for (const site of ['one', 'two']) mkdirSync(path.join(folder, site, 'logs'), { recursive: true });
  writeFileSync(path.join(folder, 'one/logs/error.log'), 'abc');
  writeFileSync(path.join(folder, 'two/logs/ssl-error.log'), '');
  writeFileSync(path.join(folder, 'two/logs/access.log'), '');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the usual places of logs', () => {
  it('are told where a file is, each once', async () => {
    const pattern = `${folder}/*/logs/*error.log`;
    const found = await lookAtPlaces([
      `${folder}/one/logs/error.log`,
      pattern,
      `${folder}/one`,
      '/no/such.log',
      'relative.log',
    ]);
    expect(found.map((place) => [path.relative(folder, place.path), place.pattern === pattern, place.size])).toEqual([
      ['one/logs/error.log', false, 3],
      ['two/logs/ssl-error.log', true, 0],
    ]);
    expect(found.every(({ state }) => state === 'readable')).toBe(true);
  });

  // Root may read everything.
  it.skipIf(process.getuid?.() === 0)('say where this user may not read, and which group may', async () => {
    const file = path.join(folder, 'closed.log');
    writeFileSync(file, '');
    chmodSync(file, 0o040);
    const [closed] = await lookAtPlaces([file]);
    expect(closed).toMatchObject({ state: 'forbidden', user: os.userInfo().username });
    expect(closed?.group).toEqual(expect.any(String));
    mkdirSync(path.join(folder, 'hidden'), { mode: 0 });
    expect(await lookAtPlaces([path.join(folder, 'hidden/a.log')])).toMatchObject([{ state: 'forbidden', size: null }]);
  });

  it('are absolute, or in the home folder, and named once', () => {
    const paths = usualPlaces.map((place) => place.path);
    expect(paths.filter((place) => !/^(?:\/|~\/)/.test(place))).toEqual([]);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

describe('a pattern', () => {
  it.each([
    ['error.log', 'error.log', true],
    ['error.log.1', 'error.log', false],
    ['ssl-error.log', '*error.log', true],
    ['my-error-2.log', '*error*.log', true],
    ['error', '*error*.log', false],
    ['aba', 'ab*ba', false],
    ['xaybz', 'x*a*b*z', true],
    ['', '*', true],
  ])('%s fits %s: %s', (name, pattern, fits) => {
    expect(isMatch(name, pattern)).toBe(fits);
  });

  it('takes no longer for hostile names', () => {
    expect(isMatch('a'.repeat(100_000), `${'*a'.repeat(1_000)}b`)).toBe(false);
  });
});
