import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder, LockHeld } from '../../../src/engine/act/issuance-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function deadPid(): number {
  const { pid } = spawnSync('true');
  return pid;
}

describe('the lock of a lineage', () => {
  it('is held by one and free again when released', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(`Process ${process.pid} is issuing`);
    await lock.release();
    await (await lockFolder(folder)).release();
  });

  it.each([
    ['nobody held it', (): void => undefined],
    [
      'its holder is dead',
      () => {
        writeFileSync(path.join(folder, 'lock-7'), String(deadPid()));
      },
    ],
    [
      'it cannot be read',
      () => {
        writeFileSync(path.join(folder, 'lock-7'), '');
      },
    ],
  ])('is got by one of many at once where %s', async (_what, prepare) => {
    prepare();
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = tries.filter((one) => one.status === 'rejected');
    expect(refused.every(({ reason }) => reason instanceof LockHeld)).toBe(true);
  });

  it('is free again when the thread that held it is gone, though its process lives', async () => {
    const program = `
      import { parentPort } from 'node:worker_threads';
      const { lockFolder } = await import(${JSON.stringify(new URL('../../../src/engine/act/issuance-lock.ts', import.meta.url).href)});
      await lockFolder(${JSON.stringify(folder)});
      parentPort.postMessage('held');
      setInterval(() => undefined, 60_000);`;
    const thread = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
    await once(thread, 'message');
    expect(readFileSync(path.join(folder, 'lock-1'), 'utf8')).toContain(String(process.pid));
    await thread.terminate();
    await (await lockFolder(folder)).release();
  });

  it('is free where the process before had the same id', async () => {
    writeFileSync(path.join(folder, 'lock-4'), `${process.pid} 0 1`);
    await (await lockFolder(folder)).release();
  });

  it('is not judged by process ids of another container, even under the same host name', async () => {
    writeFileSync(path.join(folder, 'lock-4'), `${deadPid()} 0 1 ${os.hostname()}/pid:[1]`);
    await expect(lockFolder(folder)).rejects.toBeInstanceOf(LockHeld);
  });

  it('is released although its file was removed by hand', async () => {
    const lock = await lockFolder(folder);
    rmSync(path.join(folder, 'lock-1'));
    await lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is got by one of many processes at once', async () => {
    writeFileSync(path.join(folder, 'lock-3'), String(deadPid()));
    const program = `
      import { lockFolder } from ${JSON.stringify(path.resolve('src/engine/act/issuance-lock.ts'))};
      process.stdin.once('data', async () => {
        const got = await lockFolder(${JSON.stringify(folder)}).then(() => 'got', (error) => error.name);
        process.stdout.write(got + '\\n');
      });
      process.stdout.write('ready\\n');`;
    const contenders = Array.from({ length: 6 }, () => {
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const words = { said: '', ready: Promise.withResolvers<undefined>(), told: Promise.withResolvers<undefined>() };
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        words.said += part;
        if (words.said.includes('ready')) words.ready.resolve(undefined);
        if (words.said.split('\n').length > 2) words.told.resolve(undefined);
      });
      return { child, words };
    });
    await Promise.all(contenders.map(({ words }) => words.ready.promise));
    for (const { child } of contenders) child.stdin.write('go\n');
    await Promise.all(contenders.map(({ words }) => words.told.promise));
    const results = contenders.map(({ words }) => words.said.split('\n')[1]).toSorted();
    for (const { child } of contenders) child.kill();
    expect(results).toEqual([...Array<string>(5).fill('LockHeld'), 'got']);
  });

  it('leaves one small file behind', async () => {
    for (let round = 0; round < 3; round += 1) await (await lockFolder(folder)).release();
    expect(readdirSync(folder)).toEqual(['lock-3']);
    expect(readFileSync(path.join(folder, 'lock-3'), 'utf8')).toBe('');
  });
});

/** A process that holds the lock, and says whether it still does when it is asked. */
async function startHolder(
  place: string,
): Promise<{ readonly child: ChildProcess; readonly ask: () => Promise<string> }> {
  const program = `
    import { lockFolder } from ${JSON.stringify(path.resolve('src/engine/act/issuance-lock.ts'))};
    const lock = await lockFolder(${JSON.stringify(place)});
    process.stdin.on('data', async () => {
      const said = await lock.validate().then(() => 'ours', (error) => error.name);
      process.stdout.write(said + '\\n');
    });
    process.stdout.write('held\\n');`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8');
  await once(child.stdout, 'data');
  return {
    child,
    ask: async () => {
      child.stdin.write('?');
      return String(await once(child.stdout, 'data')).trim();
    },
  };
}

/** As if the holder had not touched its file for a minute, by the clock of the wall. */
function age(place: string): void {
  const [file = ''] = readdirSync(place).filter((name) => name.startsWith('lock-'));
  const before = new Date(Date.now() - 60_000);
  utimesSync(path.join(place, file), before, before);
}

describe.concurrent('the lock of a holder that does not move', () => {
  it('is taken from a holder that shows no sign of life, which is told so', { timeout: 60_000 }, async () => {
    const place = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-lock-'));
    const { child, ask } = await startHolder(place);
    expect(await ask()).toBe('ours');
    child.kill('SIGSTOP');
    age(place);
    const lock = await lockFolder(place);
    await lock.validate();
    child.kill('SIGCONT');
    expect(await ask()).toBe('LockLost');
    await lock.validate();
    child.kill();
    await lock.release();
    rmSync(place, { recursive: true });
  });

  it('stays with a holder that lives, whatever the clock of the wall says', { timeout: 60_000 }, async () => {
    const place = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-lock-'));
    const { child, ask } = await startHolder(place);
    age(place);
    await expect(lockFolder(place)).rejects.toThrow(`Process ${String(child.pid)} is issuing`);
    expect(await ask()).toBe('ours');
    child.kill();
    rmSync(place, { recursive: true });
  });

  it('is waited for until a cancel', async () => {
    const place = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-lock-'));
    const { child } = await startHolder(place);
    child.kill('SIGSTOP');
    age(place);
    const cancel = new AbortController();
    const waiting = lockFolder(place, cancel.signal);
    cancel.abort();
    await expect(waiting).rejects.toThrow('aborted');
    child.kill('SIGKILL');
    rmSync(place, { recursive: true });
  });
});
