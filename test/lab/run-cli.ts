import path from 'node:path';
import type { CommandOutcome, Lab } from './lab.ts';

const cli = path.join(import.meta.dirname, '../../src/cli/main.ts');

/** Runs the command line inside the lab, with variables beside its own. */
export function runCli(
  lab: Lab,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return lab.run(['env', 'NO_COLOR=1', ...variables, process.execPath, cli, ...argv]);
}
