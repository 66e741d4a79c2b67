import { shellLine } from '../../../core/problem/shell-line.ts';

/** A command for root as a line that people run as it is: what configurations and folders are called is quoted, or left out. */
export function asRootLine(argv: readonly string[]): string {
  return shellLine(['sudo', ...argv], 'posix') ?? 'sudo -i';
}
