import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a process does to the machine, and the threads and processes that it starts. */
export interface SystemCalls extends AsyncDisposable {
  /** Lines of strace until now. */
  readonly lines: () => readonly string[];
}

const watched = [
  ...['execve', 'connect', 'bind', 'open', 'openat', 'creat', 'truncate', 'link', 'linkat', 'symlink'],
  ...['symlinkat', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'mkdir', 'mkdirat', 'rmdir', 'chmod'],
];

/** Watches a process from now on. Resolves when strace has a hold of it; writes what it sees into the folder. */
export async function watchSystemCalls(pid: number, folder: string): Promise<SystemCalls> {
  const file = path.join(folder, 'system-calls.txt');
  const words = ['-f', '-p', String(pid), '-e', `trace=${watched.join(',')}`, '-s', '400', '-o', file];
  const strace = spawn('strace', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise((resolve) => strace.once('exit', resolve));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    strace.once('error', reject);
    strace.once('exit', () => {
      reject(new Error(`strace ended: ${said}`));
    });
    strace.stderr.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('attached')) resolve();
    });
  });
  return {
    lines: () => readFileSync(file, 'utf8').split('\n'),
    async [Symbol.asyncDispose]() {
      strace.kill();
      await exited;
    },
  };
}

/** Processes whose command line holds the words and that were started with this value in their environment. */
export function processesWith(words: string, environment: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const read = (what: string): readonly string[] => readFileSync(`/proc/${name}/${what}`, 'utf8').split('\0');
      try {
        return read('cmdline').some((word) => word.includes(words)) && read('environ').includes(environment);
      } catch {
        // It has ended, or is somebody else's.
        return false;
      }
    })
    .map(Number);
}
