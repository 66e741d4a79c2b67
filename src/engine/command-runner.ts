import { spawn } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';

/** The only folders in which a bare program name is looked for: the system's, never a workspace's. */
const programFolders = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/opt/homebrew/sbin',
  '/opt/homebrew/bin',
];
const environment = { PATH: programFolders.join(':'), LC_ALL: 'C', LANG: 'C' };
const usualOutput = 64 * 1024;
/** How long is waited for what cannot be ended, or for who keeps the pipes open. */
const graceMs = 500;

/** How long it may take, and what it is given beside its arguments. */
export interface CommandLimits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** What it reads; nothing where it is missing. */
  readonly input?: string;
  /** Told of everything that it writes, as it comes. Hostile. */
  readonly onOutput?: (this: void, part: Buffer) => void;
  /** How much of what it writes is kept, in bytes; 64 KiB where it is missing. */
  readonly mostOutput?: number;
  /** Variables beside those that every command gets. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  /** Null: it was ended by a signal. */
  readonly code: number | null;
  /** What it wrote to both streams, in order of arrival, at most as much as was allowed. Hostile. */
  readonly output: string;
  readonly timedOut: boolean;
}

/** The command names no program that may be run; the message says why. */
class NoSuchProgram extends Error {
  override readonly name = 'NoSuchProgram';
}

/** The argument vector as it will run: its program by absolute path. Rejects with `NoSuchProgram`. */
export async function resolveCommand(argv: readonly string[]): Promise<readonly [string, ...string[]]> {
  const [program, ...rest] = argv;
  if (program === undefined || program === '') throw new NoSuchProgram('The command is empty.');
  if (argv.some((part) => part.includes('\0'))) throw new NoSuchProgram('The command holds a NUL character.');
  if (!path.isAbsolute(program) && program.includes('/')) {
    throw new NoSuchProgram(`${program} is a relative path; name the program by its absolute path.`);
  }
  const candidates = path.isAbsolute(program) ? [program] : programFolders.map((folder) => path.join(folder, program));
  for (const candidate of candidates) {
    if (await isProgram(candidate)) return [candidate, ...rest];
  }
  throw new NoSuchProgram(`The program ${program} was not found.`);
}

/**
 * Runs a resolved command: no shell, an environment of three variables, in a process group of its own that is ended as
 * a whole at the deadline or by the signal, or left alone where that is not allowed (sudo). Rejects only where it cannot
 * start or is cancelled.
 */
export function runCommand(
  [program, ...rest]: readonly [string, ...string[]],
  { signal, timeoutMs, input, onOutput, mostOutput = usualOutput, environment: more = {} }: CommandLimits,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(program, rest, {
      cwd: '/',
      env: { ...environment, ...more },
      shell: false,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A command that ends without reading closes the pipe.
    child.stdin.on('error', () => undefined).end(input);
    const parts: Buffer[] = [];
    let bytes = 0;
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        if (bytes < mostOutput) parts.push(part.subarray(0, mostOutput - bytes));
        bytes += part.length;
        onOutput?.(part);
      });
    }
    const end = (): void => {
      if (child.pid !== undefined) killGroup(child.pid);
      settleSoon(null);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, timeoutMs);
    signal.addEventListener('abort', end);
    let grace: NodeJS.Timeout | undefined;
    const cleanUp = (): void => {
      clearTimeout(timer);
      clearTimeout(grace);
      signal.removeEventListener('abort', end);
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const settle = (code: number | null): void => {
      cleanUp();
      if (signal.aborted) reject(signal.reason instanceof Error ? signal.reason : new Error('cancelled'));
      else resolve({ code, output: Buffer.concat(parts).toString('utf8'), timedOut });
    };
    const settleSoon = (code: number | null): void => {
      clearTimeout(grace);
      grace = setTimeout(settle, graceMs, code);
    };
    child.on('error', (error) => {
      cleanUp();
      reject(error);
    });
    child.on('close', settle);
    // A daemon that the command left behind may keep the pipes open for ever.
    child.on('exit', settleSoon);
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone, or belongs to another user. Thrown on from a timer, this would end the thread.
  }
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
