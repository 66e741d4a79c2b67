import path from 'node:path';
import type { CommandOutcome, Lab } from './lab.ts';

const cli = path.join(import.meta.dirname, '../../src/cli/main.ts');

/** Runs the command line inside the lab, with variables beside its own; from source unless another program is given. */
export function runCli(
  lab: Lab,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  program: readonly string[] = [process.execPath, cli],
): Promise<CommandOutcome> {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return lab.run(['env', 'NO_COLOR=1', ...variables, ...program, ...argv]);
}
