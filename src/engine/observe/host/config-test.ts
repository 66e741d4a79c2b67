import type { ConfigTest } from '../../../core/host/web-server.ts';
import { runCommand } from '../../command-runner.ts';
import type { Machine } from './machine.ts';

const commandMs = 5_000;

/** Whether this user may have a server test its configuration to the end: it opens the keys. */
export function mayTest({ root }: Machine): boolean {
  return root === '/' && process.getuid?.() === 0;
}

/** Has a server test its configuration, named in the words that people type; null where it gives no answer in time. */
export async function testConfig(
  { signal }: Machine,
  argv: readonly [string, ...string[]],
  command: string,
): Promise<ConfigTest | null> {
  const { code, output, timedOut } = await runCommand(argv, { signal, timeoutMs: commandMs });
  return timedOut ? null : { command, passed: code === 0, output };
}
