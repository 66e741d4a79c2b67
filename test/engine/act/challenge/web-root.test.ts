import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeToken, removeToken, tokenFile } from '../../../../src/engine/act/challenge/web-root.ts';

const token = 'abcdefghijklmnop_-0123456789';
const content = `${token}.thumbprint`;
let folder = '';
let webRoot = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-token-')));
  webRoot = path.join(folder, 'www');
  mkdirSync(webRoot);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the token of http-01', () => {
  it('lies where the CA looks, readable for the web server, until it is removed', async () => {
    const file = await tokenFile(webRoot, token);
    expect(file).toBe(path.join(webRoot, '.well-known/acme-challenge', token));
    await placeToken({ file, content });
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o755);
    await removeToken({ file, content });
    expect(readdirSync(path.dirname(file))).toEqual([]);
    await removeToken({ file, content });
  });

  it.each(['', 'short', '../../../../etc/cron.d/x', `${token}/x`, `${token}\n`, 'a'.repeat(257)])(
    'is refused where it is %o',
    async (bad) => {
      await expect(tokenFile(webRoot, bad)).rejects.toThrow('a token that is none');
      expect(readdirSync(webRoot)).toEqual([]);
    },
  );

  it.each(['.well-known', '.well-known/acme-challenge'])(
    'does not leave the web root over a link at %s',
    async (link) => {
      const outside = path.join(folder, 'outside');
      mkdirSync(outside);
      mkdirSync(path.join(webRoot, path.dirname(link)), { recursive: true });
      symlinkSync(outside, path.join(webRoot, link));
      await expect(tokenFile(webRoot, token)).rejects.toThrow('leads out of the web root');
      expect(readdirSync(outside)).toEqual([]);
    },
  );

  it('may lie behind a web root that is a link itself', async () => {
    symlinkSync(webRoot, path.join(folder, 'current'));
    expect(await tokenFile(path.join(folder, 'current'), token)).toContain(webRoot);
  });

  it('says so where the web root does not exist', async () => {
    await expect(tokenFile(path.join(folder, 'nowhere'), token)).rejects.toThrow('does not exist');
  });

  it('never touches a file of somebody else', async () => {
    const file = await tokenFile(webRoot, token);
    writeFileSync(file, 'theirs');
    await expect(placeToken({ file, content })).rejects.toThrow('not ours');
    await removeToken({ file, content });
    expect(readFileSync(file, 'utf8')).toBe('theirs');
  });
});
