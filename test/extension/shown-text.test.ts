import { describe, expect, it } from 'vitest';
import { markdownText, noticeText } from '../../src/extension/shown-text.ts';

describe('text from outside', () => {
  it.each([
    '[press](command:workbench.action.quit)',
    '<a href="command:x">press</a>',
    '![x](https://evil.example/pixel)',
    '# heading',
    '1. list',
    'https://evil.example www.evil.example a@evil.example',
    '`code` *bold* _x_ ~~y~~ | table | &amp; $(alert)',
    '\\[x](command:y)',
  ])('is Markdown that means nothing: %s', (text) => {
    const written = markdownText(text);
    expect(written.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[!-/:-@[-`{-~]/);
    expect(written.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(text);
  });

  it('keeps its spaces, at which lines can break, and loses its line ends', () => {
    expect(markdownText('  a b\n\n    c')).toBe('a b\u{FFFD}\u{FFFD}    c');
  });

  it('is no link in a notification', () => {
    expect(noticeText('a [b](command:c) d')).toBe('a [b] (command:c) d');
  });
});
