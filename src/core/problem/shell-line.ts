import { hasUnsafeCharacter } from './template.ts';

export type Shell = 'posix' | 'fish' | 'powershell';

/**
 * The command as one line for the given shell, to be shown or typed into a terminal. Null where it cannot be done
 * safely: a correctly quoted control character still acts when it is typed, so such text is refused and not escaped.
 * `posix` stands for sh, bash, dash and zsh. Their quoting is not fish's: there a backslash escapes inside quotes.
 */
export function shellLine(argv: readonly string[], shell: Shell): string | null {
  if (argv.length === 0 || argv[0] === '' || argv.some(hasUnsafeCharacter)) return null;
  switch (shell) {
    case 'posix':
      return argv.map((word) => (isPlain(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
    case 'fish':
      return argv.map((word) => (isPlain(word) ? word : `'${word.replace(/[\\']/g, '\\$&')}'`)).join(' ');
    case 'powershell':
      return powershellLine(argv);
  }
}

/** Words that no POSIX shell and not fish reads as anything but themselves. `=` only in an option: `a=b` assigns, zsh expands `=a`. */
function isPlain(word: string): boolean {
  return /^(?:--?[A-Za-z][A-Za-z0-9-]*=)?[A-Za-z0-9_./:@+,-]+$/.test(word);
}

function powershellLine(argv: readonly string[]): string | null {
  // Windows PowerShell loses double quotes on the way to a program, and a backslash before the closing quote escapes it.
  if (argv.some((word) => word === '' || word.includes('"') || word.endsWith('\\'))) return null;
  const words = argv.map((word) =>
    // It reads typographic quotes as quotes (about_Quoting_Rules); doubled they stand for themselves.
    /^(?:[A-Za-z/][A-Za-z0-9_./:-]*|--?[A-Za-z][A-Za-z0-9-]*)$/.test(word)
      ? word
      : `'${word.replace(/['\u2018-\u201b]/g, '$&$&')}'`,
  );
  // A quoted first word would be a string and not a command without the call operator.
  return `${words[0]?.startsWith("'") === true ? '& ' : ''}${words.join(' ')}`;
}
