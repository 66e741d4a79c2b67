import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveCommand, runCommand } from '../../src/engine/command-runner.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-command-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(argv: readonly string[], changes: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  const { timeoutMs = 15_000, signal = new AbortController().signal } = changes;
  return await runCommand(await resolveCommand(argv), { timeoutMs, signal });
}

/** Waits until no process of this number is left. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(20);
  }
}

describe('running a command', () => {
  it('passes its arguments as they are, and no shell reads them', async () => {
    const hostile = ['$(id)', '; touch x', "a'b", '`id`', '*'];
    const { code, output } = await run(['printf', '%s|', ...hostile]);
    expect([code, output]).toEqual([0, `${hostile.join('|')}|`]);
  });

  it('gives it three variables and nothing to read', async () => {
    process.env['CERT_DOCTOR_CANARY'] = 'secret';
    const { output } = await run(['sh', '-c', 'env; read line || echo nothing']);
    delete process.env['CERT_DOCTOR_CANARY'];
    expect(output).not.toContain('secret');
    expect(output).toContain('LC_ALL=C');
    expect(output).toContain('nothing');
  });

  it('finds programs in the folders of the system alone', async () => {
    const program = path.join(folder, 'nginx-of-the-workspace');
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
    const before = process.cwd();
    process.chdir(folder);
    try {
      await expect(resolveCommand(['nginx-of-the-workspace'])).rejects.toThrow('was not found');
      await expect(resolveCommand(['./nginx-of-the-workspace'])).rejects.toThrow('relative path');
      expect(await resolveCommand([program, '-t'])).toEqual([program, '-t']);
    } finally {
      process.chdir(before);
    }
  });

  it.each([[[]], [['']], [['/nowhere/at/all']], [['/etc']], [['true', 'a\0b']]])('refuses %j', async (argv) => {
    await expect(resolveCommand(argv)).rejects.toThrow();
  });

  it('tells its exit code and both of its streams', async () => {
    const { code, output } = await run(['sh', '-c', 'echo out; echo err >&2; exit 3']);
    expect(code).toBe(3);
    expect(output.split('\n').toSorted()).toEqual(['', 'err', 'out']);
  });

  it('keeps 64 KiB of what it says, and lets it end', async () => {
    const { code, output } = await run(['sh', '-c', 'yes | head -c 10000000']);
    expect([code, output.length]).toEqual([0, 64 * 1024]);
  });

  it('ends it with all its children when its time is over', async () => {
    const file = path.join(folder, 'pid');
    const { code, timedOut } = await run(['sh', '-c', `sleep 600 & echo $! > ${file}; wait`], { timeoutMs: 500 });
    expect([code, timedOut]).toEqual([null, true]);
    await gone(Number(readFileSync(file, 'utf8')));
  });

  it('ends it when it is cancelled', async () => {
    const cancel = new AbortController();
    const running = run(['sleep', '600'], { signal: cancel.signal });
    cancel.abort();
    await expect(running).rejects.toThrow();
  });

  it('does not wait for a daemon that it left behind', async () => {
    const file = path.join(folder, 'pid');
    const { code } = await run(['sh', '-c', `sleep 600 & echo $! > ${file}; exit 0`]);
    expect(code).toBe(0);
    process.kill(Number(readFileSync(file, 'utf8')));
  });
});
