import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/engine/read/log-lines.ts';
import { readLines } from '../../../src/engine/read/read-lines.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-lines-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = { signal: new AbortController().signal };

function fileOf(content: string | Buffer): string {
  const file = path.join(folder, 'a.log');
  writeFileSync(file, content);
  return file;
}

describe('lines of a log on disk', () => {
  it('are those of a scan, whatever ends them', async () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom('\n', '\r\n', '\r', '\n\n', ''), fc.string({ maxLength: 8, unit: 'grapheme' })))
      .map((parts) => parts.join(''))
      .filter((content) => !content.startsWith('\uFEFF') && !content.includes('\0'));
    const range = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 6 }));
    await fc.assert(
      fc.asyncProperty(text, range, async (content, [first, more]) => {
        const all = [...linesOf(Buffer.from(content).toString())].map((line, index) => ({
          line: index + 1,
          text: line,
        }));
        const wanted = all.slice(first - 1, first + more);
        expect(await readLines(fileOf(content), [{ first, last: first + more }], run)).toEqual(wanted);
      }),
      { numRuns: 200 },
    );
  });

  it('come from far behind several chunks, in ranges', async () => {
    const file = fileOf(Array.from({ length: 300_000 }, (_, index) => `line ${index + 1}`).join('\n'));
    const ranges = [
      { first: 2, last: 3 },
      { first: 150_000, last: 150_000 },
      { first: 299_999, last: 300_007 },
    ];
    expect((await readLines(file, ranges, run)).map(({ line, text }) => `${line}: ${text}`)).toEqual(
      [2, 3, 150_000, 299_999, 300_000].map((line) => `${line}: line ${line}`),
    );
  });

  it('come out of gzip and UTF-16, without the byte order mark', async () => {
    const [second] = await readLines(fileOf(gzipSync('one\ntwo\n')), [{ first: 2, last: 2 }], run);
    expect(second).toEqual({ line: 2, text: 'two' });
    const [first] = await readLines(fileOf(Buffer.from('\uFEFFeins\r\nzwei', 'utf16le')), [{ first: 1, last: 1 }], run);
    expect(first).toEqual({ line: 1, text: 'eins' });
  });

  it('are cut where they do not end', async () => {
    const [line] = await readLines(fileOf('x'.repeat(3_000_000)), [{ first: 1, last: 1 }], run);
    expect(line?.text).toHaveLength(64 * 1024);
  });

  it('are refused of a file that is not there, or when nobody waits any more', async () => {
    const ranges = [{ first: 1, last: 1 }];
    await expect(readLines(path.join(folder, 'gone.log'), ranges, run)).rejects.toMatchObject({ reason: 'not-found' });
    const stopped = { signal: AbortSignal.abort(new Error('stopped')) };
    await expect(readLines(fileOf('a'), ranges, stopped)).rejects.toThrow('stopped');
  });
});
