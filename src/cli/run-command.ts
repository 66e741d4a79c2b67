import { quotedText } from '../core/quoted-text.ts';
import type { Engine, Run } from '../engine/engine.ts';
import { helpText } from './help.ts';
import { parseOptions } from './options.ts';
import type { AskLine } from './confirm-act.ts';
import type { RenewWorld } from './renew.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface CommandWorld {
  readonly engine: Engine;
  readonly terminal: Terminal;
  /** What a pipe brings; asked for only where it is read. */
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  readonly version: string;
  /** Where it is remembered what was seen of domains. */
  readonly historyFolder: string;
  readonly ask: AskLine;
  readonly program: RenewWorld['program'];
  readonly environment: RenewWorld['environment'];
}

/** Does what the command line says. What cannot be done is told on the error output, never thrown. */
export async function runCommand(argv: readonly string[], world: CommandWorld): Promise<ExitCode> {
  const { engine, signal, version } = world;
  const command = parseOptions(argv, new Date());
  const terminal = 'noColor' in command && command.noColor ? { ...world.terminal, color: false } : world.terminal;
  // Nobody is asked on the command line: nothing that needs a yes is done there.
  const run: Run = { signal, progress: () => undefined, confirm: () => Promise.resolve(false) };
  try {
    // Each command loads what it needs and no more.
    switch (command.kind) {
      case 'help':
        terminal.out(helpText);
        return 0;
      case 'version':
        terminal.out(`${version}\n`);
        return 0;
      case 'misuse':
        terminal.err(`${command.message}\nSee cert-doctor --help.\n`);
        return 2;
      case 'check':
        return await (await import('./check.ts')).check(command, { ...world, terminal }, run);
      case 'inspect':
        return await (await import('./inspect.ts')).inspect(command, engine, terminal, run);
      case 'playbook':
        return await (await import('./playbook.ts')).playbook(command, { ...world, terminal }, run);
      case 'report':
        return await (await import('./report.ts')).report(command, { ...world, terminal }, run);
      case 'scan':
        return await (await import('./scan.ts')).scan(command, { ...world, terminal }, run);
      case 'issue':
        return await (await import('./issue.ts')).issue(command, { ...world, terminal }, run);
      case 'renewals':
      case 'renew':
      case 'rollback':
      case 'history':
      case 'schedule':
        return await (await import('./renew.ts')).renewCommand(command, { ...world, terminal }, run);
    }
  } catch (error) {
    terminal.err(`${quotedText(error instanceof Error ? error.message : String(error), 500)}\n`);
    return 2;
  }
}
