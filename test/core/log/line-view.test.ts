import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewLine } from '../../../src/core/log/line-view.ts';

describe('a line is read as its author meant it', () => {
  it.each([
    ['colours', '\u001b[31mERR\u001b[0m done', 'ERR done'],
    ['colours copied from a terminal', '\u2190[34mINFO\u2190[0m done', 'INFO done'],
    ['JSON quotes', '"detail":"Requested \\"name\\""', '"detail":"Requested "name""'],
    ['quotes escaped twice', 'msg="Rule \\\\\\"x\\\\\\""', 'msg="Rule "x""'],
    ['line ends inside JSON', 'had a problem:\\n[example.com] acme', 'had a problem:\n[example.com] acme'],
    ['Unicode escapes', '\\u003chtml\\u003e', '<html>'],
    ['slashes escaped by PHP', 'http:\\/\\/example.com\\/', 'http://example.com/'],
    ['HTML entities', '&quot;&lt;b&gt;&amp;&#039;', '"<b>&\''],
    ['links', '\u001b]8;;https://example.com\u001b\\here\u001b]8;;\u001b\\ it is', 'here it is'],
    ["a shell's marks", '\u001b]633;C\u0007ERR\u001b]0;title\u0007 done', 'ERR done'],
    ['a terminal command without an end', 'ERR \u001b]8;;https', 'ERR \u001b]8;;https'],
    ['HTML blanks', 'not&nbsp;due\u00a0yet', 'not due yet'],
    ['quotes of web pages and of GNU', 'Domain “example.com”: ‘404’', `Domain "example.com": '404'`],
    ['colours that syslog escaped', '#033[31mERR#033[0m done', 'ERR done'],
    ['colours that a terminal named', '^[[31mERR^[[0m done', 'ERR done'],
    ['colours that JSON escaped', '\\u001b[31mERR\\x1b[0m done', 'ERR done'],
    ['a line end of Windows', 'done\r', 'done'],
    [
      "what Docker's json-file writes behind",
      '{"log":"done\\n","stream":"stderr","time":"2026-01-01T00:00:00Z"}',
      '{"log":"done',
    ],
    ['a broken escape', 'C:\\ \\u12', 'C:\\ \\u12'],
    ['folders of Windows', 'C:\\nginx\\tls\\renewal', 'C:\\nginx\\tls\\renewal'],
    ['a line end behind a quoted folder', '"D:\\tls"\\nnext', '"D:\\tls"\nnext'],
  ])('%s', (_, line, text) => {
    expect(viewLine(line).text).toBe(text);
  });

  it('and every column still points into the line', () => {
    const bits = fc.constantFrom('a', 'é', '\\"', '\\n', '\\u0041', '\u001b[1m', '&quot;', '&', '\\', 'Detail: ');
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
        const line = parts.join('');
        const { text, columns } = viewLine(line);
        if (columns === null) {
          expect(text).toBe(line);
          return;
        }
        const used = Array.from(columns.subarray(0, text.length + 1));
        expect(used.every((column, at) => at === 0 || column >= (used[at - 1] ?? 0))).toBe(true);
        expect(used.at(-1)).toBe(line.length);
        for (let at = 0; at < text.length; at++)
          if (text.charAt(at) === 'D') expect(line.charAt(used[at] ?? -1)).toBe('D');
      }),
    );
  });
});
