import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MachineLooks } from '../../../../src/engine/observe/host/machine-looks.ts';

function root(): { readonly folder: string; readonly name: (text: string) => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'cert-doctor-machine-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  mkdirSync(path.join(folder, 'etc'));
  return {
    folder,
    name: (text) => {
      writeFileSync(path.join(folder, 'etc/os-release'), text);
    },
  };
}

const never = new AbortController().signal;

describe('looks at a machine', () => {
  it('are shared by those that ask while one is under way, and begin after they asked', async () => {
    const { folder, name } = root();
    name('before');
    const looks = new MachineLooks(folder);
    const first = looks.look(never);
    const others = [looks.look(never), looks.look(never), looks.look(never)];
    await first;
    const seen = await Promise.all(others);
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).not.toBe(await first);
    name('after');
    expect((await looks.look(never)).system.text).toBe('after');
  });

  it('end for one who stops, and go on for the others', async () => {
    const { folder, name } = root();
    name('Debian');
    const looks = new MachineLooks(folder);
    const stop = new AbortController();
    const stopped = looks.look(stop.signal);
    const other = looks.look(never);
    stop.abort();
    await expect(stopped).rejects.toThrow();
    expect((await other).system.text).toBe('Debian');
    await expect(looks.look(AbortSignal.abort())).rejects.toThrow();
  });
});
