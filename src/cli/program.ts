import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { createEngine } from '../engine/create-engine.ts';
import { runCommand } from './run-command.ts';

/** Does what the words of this process's command line say, and leaves its exit code. */
export async function runProgram(): Promise<void> {
  const abort = new AbortController();
  // The first Ctrl-C stops the work and shows what was seen, the second ends the process.
  process.once('SIGINT', () => {
    abort.abort();
  });

  // Whoever reads the output may stop early, as `head` does. What was not told is not fine.
  process.stdout.on('error', () => process.exit(2));

  process.exitCode = await runCommand(process.argv.slice(2), {
    engine: createEngine(),
    terminal: {
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      color: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
      columns: Math.min(process.stdout.columns || 100, 120),
    },
    stdin: () => process.stdin,
    signal: abort.signal,
    version: packageJson.version,
    historyFolder: path.join(homedir(), '.cert-doctor', 'history'),
    async ask(question) {
      if (!process.stdin.isTTY) return null;
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question, { signal: abort.signal });
      } finally {
        lines.close();
      }
    },
    program: { node: process.execPath, cli: path.resolve(process.argv[1] ?? ''), user: userInfo().username },
    environment: process.env,
  });
  // A pipe that is not read to its end must not keep the process.
  process.stdin.destroy();
}
