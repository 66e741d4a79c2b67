import { describe, expect, it } from 'vitest';
import { linkedWords } from '../../../src/extension/terminals/linked-words.ts';

describe('the words that become a link', () => {
  it('are those that are no link yet', () => {
    const text =
      '  Detail: Get "http://a.example:80/.well-known/x": dial tcp 203.0.113.20:80: connect: connection refused';
    const { start, end } = linkedWords(text, text.indexOf('.well-known'), text.length);
    expect(text.slice(start, end)).toBe('dial tcp 203.0.113.20:80: connect: connection refused');
  });

  it('are all of them where each is one', () => {
    expect(linkedWords('http://a.example/x', 0, 18)).toEqual({ start: 0, end: 18 });
  });

  it('stay within the decisive words', () => {
    expect(linkedWords('abc defg hij', 1, 7)).toEqual({ start: 1, end: 7 });
  });
});
