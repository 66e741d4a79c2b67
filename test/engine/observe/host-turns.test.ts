import { describe, expect, it } from 'vitest';
import { HostTurns } from '../../../src/engine/observe/host-turns.ts';

/** Looks that run until they are let go, and how many ran at once. */
function counted(turns: HostTurns) {
  const now = new Map<string, number>();
  let mostHosts = 0;
  let mostPerHost = 0;
  const look = (address: string): Promise<void> =>
    turns.run(address, async () => {
      now.set(address, (now.get(address) ?? 0) + 1);
      mostHosts = Math.max(mostHosts, now.size);
      mostPerHost = Math.max(mostPerHost, now.get(address) ?? 0);
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
      const left = (now.get(address) ?? 0) - 1;
      if (left === 0) now.delete(address);
      else now.set(address, left);
    });
  return { look, most: () => ({ mostHosts, mostPerHost }) };
}

describe('turns at hosts', () => {
  it('let 32 hosts be looked at at once, and each by two looks', async () => {
    const { look, most } = counted(new HostTurns());
    const looks = Array.from({ length: 2_000 }, (_, index) => look(`10.0.0.${index % 200}`));
    await Promise.all(looks);
    expect(most()).toEqual({ mostHosts: 32, mostPerHost: 2 });
  });

  it('keep no other host waiting behind a busy one', async () => {
    const turns = new HostTurns({ hosts: 2, perHost: 1, patienceMs: 60_000 });
    const ended: string[] = [];
    let letGo = (): void => undefined;
    const first = turns.run('a', () => new Promise<void>((resolve) => (letGo = resolve)));
    const second = turns.run('a', () => Promise.resolve(ended.push('a again')));
    await turns.run('b', () => Promise.resolve(ended.push('b')));
    expect(ended).toEqual(['b']);
    letGo();
    await Promise.all([first, second]);
    expect(ended).toEqual(['b', 'a again']);
  });

  it('go on at a host that does not answer', async () => {
    const turns = new HostTurns({ hosts: 1, perHost: 1, patienceMs: 5 });
    let letGo = (): void => undefined;
    const silent = turns.run('a', () => new Promise<void>((resolve) => (letGo = resolve)));
    expect(await turns.run('a', () => Promise.resolve('next'))).toBe('next');
    letGo();
    await silent;
    expect(await turns.run('b', () => Promise.resolve('other'))).toBe('other');
  });

  it('pass on after a look that fails', async () => {
    const turns = new HostTurns({ hosts: 1, perHost: 1, patienceMs: 60_000 });
    const failing = turns.run('a', () => Promise.reject(new Error('no')));
    const next = turns.run('b', () => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('next');
  });
});
