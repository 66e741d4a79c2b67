import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellLine } from '../../../src/core/problem/shell-line.ts';

/** What a program receives when the line is run by a real shell: its arguments, NUL-separated. */
function receivedBy(shell: string, line: string): string[] {
  const print = `${process.execPath} -e 'process.stdout.write(process.argv.slice(1).join("\\0"))' -- `;
  const run = spawnSync(shell, ['-c', print + line], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  return run.stdout.split('\0');
}

const hostile = [
  [
    'printf',
    '%s',
    '$(touch x)',
    '`id`',
    'a;b',
    'a && b',
    '|',
    '>out',
    '*',
    '~',
    '!x',
    '#',
    "it's",
    "'",
    "''",
    '"',
    '\\',
    "\\'",
    'a\\',
    '$HOME',
    '{a,b}',
    '--name=a b',
    '=ls',
    'a=b',
    'é ü',
    '%PATH%',
    '@x',
    '-',
  ],
];

const installed = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

// A shell that this machine lacks is reported as skipped.
for (const shell of ['bash', 'dash', 'zsh', 'fish'])
  describe.skipIf(!installed(shell))(shell, () => {
    const dialect = shell === 'fish' ? 'fish' : 'posix';

    it('hands every argument to the program as it was', () => {
      for (const argv of hostile) expect(receivedBy(shell, shellLine(argv, dialect) ?? '')).toEqual(argv);
    });

    it('does so for arbitrary printable text', () => {
      const word = fc.string({
        unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
        minLength: 1,
        maxLength: 12,
      });
      fc.assert(
        fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (argv) => {
          expect(receivedBy(shell, shellLine(argv, dialect) ?? '')).toEqual(argv);
        }),
        { numRuns: 25 },
      );
    }, 120_000);
  });

it('quotes for fish with its own escapes, where the POSIX way would run what follows', () => {
  expect(shellLine(['echo', "a\\'; touch x; #"], 'fish')).toBe(String.raw`echo 'a\\\'; touch x; #'`);
});

it('quotes for PowerShell, typographic quotes included, and calls a quoted program', () => {
  expect(shellLine(['dig', '+short', '-t', 'A', '-q', 'example.com'], 'powershell')).toBe(
    "dig '+short' -t A -q example.com",
  );
  expect(shellLine(['echo', "it's \u2018here\u2019; $x"], 'powershell')).toBe(
    "echo 'it''s \u2018\u2018here\u2019\u2019; $x'",
  );
  expect(shellLine(['/opt/my tool', '-connect', '-a.b'], 'powershell')).toBe("& '/opt/my tool' -connect '-a.b'");
  expect(shellLine(['echo', 'a"b'], 'powershell')).toBeNull();
  expect(shellLine(['echo', 'a\\'], 'powershell')).toBeNull();
});

it('leaves plain commands readable', () => {
  expect(shellLine(['certbot', 'renew', '--cert-name=example.com', '--dry-run'], 'posix')).toBe(
    'certbot renew --cert-name=example.com --dry-run',
  );
  expect(shellLine(['ss', '--listening', 'sport = :80'], 'posix')).toBe("ss --listening 'sport = :80'");
});

it.each(['posix', 'fish', 'powershell'] as const)(
  'refuses for %s what would act when typed, however it is quoted',
  (shell) => {
    for (const text of [
      'a\u0015touch x\r',
      'a\nb',
      '\u001b]8;;x\u0007',
      'a\u0000',
      'a\u202eb',
      'a\u200bb',
      'a\u0085b',
      'a\u2028b',
      '\ud800',
    ]) {
      expect(shellLine(['echo', text], shell)).toBeNull();
    }
    expect(shellLine([], shell)).toBeNull();
    expect(shellLine([''], shell)).toBeNull();
  },
);
