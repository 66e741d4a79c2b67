import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FoldRange, foldRanges, mostFoldRanges } from '../../../src/core/log/fold-ranges.ts';
import type { LogAttempt } from '../../../src/core/log/report.ts';

function folds(text: string, attempts: readonly LogAttempt[] = []): readonly FoldRange[] {
  const lines = text.split('\n');
  return foldRanges({ count: lines.length, lineAt: (line) => lines[line - 1] ?? '' }, attempts);
}

/** What stays visible of a range, and the last line that is hidden. */
function edges(text: string): readonly (readonly [FoldRange['kind'], string, string])[] {
  const lines = text.split('\n');
  return folds(text).map(({ kind, startLine, endLine }) => [
    kind,
    lines[startLine - 1] ?? '',
    lines[endLine - 1] ?? '',
  ]);
}

const attempt = (startLine: number, endLine: number): LogAttempt => ({
  ...{ startLine, endLine, names: [], outcome: 'failed', cause: null },
});

describe('what folds in a log', () => {
  it('is each attempt of more than one line', () => {
    expect(folds('a\nb\nc\nd', [attempt(1, 3), attempt(4, 4)])).toEqual([
      { startLine: 1, endLine: 3, kind: 'attempt' },
    ]);
  });

  it('is a traceback, with those that it joins and the words of its exception', () => {
    const text = [
      '2026-11-22 07:46:24,480:DEBUG:certbot._internal.log:Exiting abnormally:',
      'Traceback (most recent call last):',
      '  File "/usr/bin/certbot", line 8, in <module>',
      "AttributeError: can't set attribute",
      '',
      'During handling of the above exception, another exception occurred:',
      '',
      'Traceback (most recent call last):',
      '  File "/usr/bin/certbot", line 9, in <module>',
      'certbot.errors.AuthorizationError: Some challenges have failed.',
      '2026-11-22 07:46:24,481:ERROR:certbot._internal.log:An unexpected error occurred:',
    ].join('\n');
    expect(folds(text)).toEqual([{ startLine: 2, endLine: 10, kind: 'traceback' }]);
  });

  it('is a traceback of which a journal heads every line', () => {
    const head = 'Nov 22 07:46:24 web certbot[812]: ';
    const text = [
      `${head}Traceback (most recent call last):`,
      `${head}  File "/usr/bin/certbot", line 8, in <module>`,
      `${head}ValueError: bad`,
      `${head}Done.`,
    ].join('\n');
    expect(folds(text)).toEqual([{ startLine: 1, endLine: 3, kind: 'traceback' }]);
  });

  it('is an exchange of certbot: the request, and the response up to the next step', () => {
    const log = readFileSync(
      path.join(import.meta.dirname, '../../fixtures/world-logs/letsencrypt/letsencrypt.log'),
      'utf8',
    );
    const exchanges = edges(log).filter(([kind]) => kind === 'exchange');
    expect(exchanges.length).toBeGreaterThan(5);
    for (const [, first, last] of exchanges) {
      expect(first).toMatch(/:Sending (?:GET|HEAD|POST) request to /);
      expect(last).toMatch(/^[}A-Z]/);
    }
  });

  it('is an exchange of acme.sh with its debug lines', () => {
    const head = '[Sun Nov 22 07:15:02 UTC 2026] ';
    const text = [
      `${head}POST`,
      `${head}_post_url='https://acme-v02.api.letsencrypt.org/acme/new-order'`,
      `${head}responseHeaders='HTTP/2 201`,
      'server: nginx',
      "'",
      `${head}code='201'`,
      `${head}Le_LinkOrder='https://acme-v02.api.letsencrypt.org/acme/order/1/2'`,
    ].join('\n');
    expect(folds(text)).toEqual([{ startLine: 1, endLine: 6, kind: 'exchange' }]);
  });

  it('is never more than an editor draws, and the newest attempts are among it', () => {
    const many = Array.from({ length: mostFoldRanges + 100 }, (_, index) => attempt(index * 2 + 1, index * 2 + 2));
    const ranges = folds('a\n'.repeat(2 * many.length), many);
    expect(ranges).toHaveLength(mostFoldRanges);
    expect(ranges.at(-1)?.endLine).toBe(2 * many.length);
  });

  it('lies inside of any text, in order, and hides at least one line', () => {
    const word = fc.constantFrom(
      ...['Traceback (most recent call last):', '  File "/x", line 1', 'ValueError: x', '', 'goroutine 1 [running]:'],
      ...['2026-11-22 07:46:22,348:DEBUG:acme.client:Received response:', '[Sun Nov 22 07:15:02 UTC 2026] POST'],
      ...['2026-11-22 07:46:22,343:DEBUG:acme.client:Sending GET request to https://x.', "[x] code='1'", 'plain'],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (lines) => {
        const ranges = folds(lines.join('\n'));
        for (const [index, { startLine, endLine }] of ranges.entries()) {
          expect(startLine).toBeGreaterThan(ranges[index - 1]?.endLine ?? 0);
          expect(endLine).toBeGreaterThan(startLine);
          expect(endLine).toBeLessThanOrEqual(lines.length);
        }
      }),
    );
  });
});
