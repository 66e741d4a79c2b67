import type { CommandRemedy } from '../../core/problem/remedy.ts';
import { type Shell, shellLine } from '../../core/problem/shell-line.ts';

/** Who reads what is typed into a new terminal. */
export interface TerminalPrompt {
  /** Null: a shell whose quoting is not known, e.g. cmd.exe. Nothing is typed there. */
  readonly shell: Shell | null;
  /** It has root's rights already; sudo may not even exist there. */
  readonly isRoot: boolean;
}

const shells: ReadonlyMap<string, Shell> = new Map([
  ...['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh'].map((name) => [name, 'posix'] as const),
  ['fish', 'fish'],
  ['pwsh', 'powershell'],
  ['powershell', 'powershell'],
]);

/** The kind of shell behind a path such as `/bin/bash` or `C:\\…\\powershell.exe`; null where its quoting is not known. */
export function shellOf(path: string): Shell | null {
  const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return shells.get(base.toLowerCase().replace(/\.exe$/, '')) ?? null;
}

/** The command as one line for that prompt; null where it cannot be written safely. */
export function commandLine({ argv, root }: CommandRemedy, { shell, isRoot }: TerminalPrompt): string | null {
  return shell === null ? null : shellLine(root && !isRoot ? ['sudo', ...argv] : argv, shell);
}

/** What is copied or shown may be pasted anywhere: the usual shell and no rights. */
export const anyPrompt: TerminalPrompt = { shell: 'posix', isRoot: false };
