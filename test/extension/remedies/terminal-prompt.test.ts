import { describe, expect, it } from 'vitest';
import { shellOf } from '../../../src/extension/remedies/terminal-prompt.ts';

describe('the shell behind a terminal', () => {
  it('is known by its program', () => {
    expect(shellOf('/usr/bin/zsh')).toBe('posix');
    expect(shellOf('/usr/bin/fish')).toBe('fish');
    expect(shellOf('C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe')).toBe('powershell');
  });

  it.each(['C:\\Windows\\System32\\cmd.exe', '/usr/bin/nu', '', '/bin/constructor'])('is not known: %s', (path) => {
    expect(shellOf(path)).toBeNull();
  });
});
