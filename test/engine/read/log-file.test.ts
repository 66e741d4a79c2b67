import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogDiagnosis, createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';
import { scanLog, scanLogFile, scanLogText } from '../../../src/engine/read/log-file.ts';
import { LogLines, linesOf } from '../../../src/engine/read/log-lines.ts';

const scanner = createLogScanner();
const trouble = 'No TXT record found at _acme-challenge.example.com';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'log-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

function run(signal = new AbortController().signal): { signal: AbortSignal; progress: () => void } {
  return { signal, progress: () => undefined };
}

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

describe('a log on disk is read', () => {
  const text = `first line\nsecond line\n${trouble}\n`;
  it.each([
    ['with LF', Buffer.from(text)],
    ['with CRLF', Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['with CR', Buffer.from(text.replaceAll('\n', '\r'))],
    ['without an end to its last line', Buffer.from(text.trimEnd())],
    ['with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['in UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['in UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['compressed', gzipSync(text)],
    ['with colours', Buffer.from(text.replace('found at', '\u001b[1mfound\u001b[0m at'))],
    ['with bytes that are no UTF-8', Buffer.concat([Buffer.from([0xff, 0x20]), Buffer.from(text)])],
  ])('%s', async (name, content) => {
    const report = await scanLogFile(await written(name, content), run(), scanner);
    expect(report).toMatchObject({ lines: 3, cause: { problem: 'dns-txt-missing', line: 3 } });
  });

  it('and an empty one says nothing', async () => {
    expect(await scanLogFile(await written('empty', ''), run(), scanner)).toEqual({
      format: 'unknown',
      lines: 0,
      bytes: 0,
      findings: [],
      cause: null,
    });
  });

  it('and a line of megabytes is cut, and the report says so', async () => {
    const file = await written('long', `${'x'.repeat(3_000_000)}${trouble}\n${trouble}\n${'y'.repeat(70_000)}`);
    const report = await scanLogFile(file, run(), scanner);
    expect(report).toMatchObject({ lines: 3, cutLines: 2, cause: { line: 2 } });
    expect(report.findings).toHaveLength(1);
  });

  it('and NULs that a client sent to the server do not hide the rest', async () => {
    const file = await written('nul', `${'a plain line\n'.repeat(60)}request: "\0\0\0"\n${trouble}\n`);
    expect((await scanLogFile(file, run(), scanner)).cause?.problem).toBe('dns-txt-missing');
  });

  it('and progress is told for a long one', async () => {
    const file = await written('large', Buffer.alloc(40_000_000, 'a harmless line of some log\n'));
    const fractions: number[] = [];
    const report = await scanLogFile(
      file,
      { ...run(), progress: ({ fraction }) => void fractions.push(fraction ?? -1) },
      scanner,
    );
    expect(report.bytes).toBe(40_000_000);
    expect(fractions.length).toBeGreaterThanOrEqual(2);
    expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
  });

  it('and an abort ends it', async () => {
    const abort = new AbortController();
    const file = await written('aborted', Buffer.alloc(40_000_000, 'a harmless line of some log\n'));
    await expect(
      scanLogFile(
        file,
        {
          signal: abort.signal,
          progress: () => {
            abort.abort(new Error('enough'));
          },
        },
        scanner,
      ),
    ).rejects.toThrow('enough');
  });
});

describe('what cannot be read is refused with a reason', () => {
  it('a missing file', async () => {
    await expect(scanLogFile(path.join(folder, 'none'), run(), scanner)).rejects.toMatchObject({
      name: 'ReadError',
      reason: 'not-found',
    });
  });

  it('a folder', async () => {
    await expect(scanLogFile(folder, run(), scanner)).rejects.toMatchObject({ reason: 'not-a-file' });
  });

  it('a binary file', async () => {
    const file = await written('binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0]));
    await expect(scanLogFile(file, run(), scanner)).rejects.toMatchObject({ reason: 'binary', path: file });
  });

  it('a broken archive', async () => {
    const file = await written('broken.gz', gzipSync('a line\n'.repeat(100)).subarray(0, 30));
    await expect(scanLogFile(file, run(), scanner)).rejects.toMatchObject({ reason: 'archive' });
    const noise = await written('noise.gz', Buffer.concat([gzipSync('a line').subarray(0, 12), Buffer.alloc(99, 7)]));
    await expect(scanLogFile(noise, run(), scanner)).rejects.toMatchObject({ reason: 'archive' });
  });

  // Root may read everything.
  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a file of somebody else', async () => {
    const file = await written('secret', trouble);
    await chmod(file, 0);
    await expect(scanLogFile(file, run(), scanner)).rejects.toMatchObject({ reason: 'permission' });
  });
});

describe('bytes and text lead to the same findings', () => {
  it('on the logs of real tools', async () => {
    const fixtures = new URL('../../fixtures/logs/', import.meta.url);
    for (const name of await readdir(fixtures)) {
      const file = new URL(name, fixtures);
      const content = await readFile(file, 'utf8');
      const fromText = scanLogText(content, scanner);
      expect(await scanLog({ log: { path: file.pathname } }, run(), scanner)).toEqual(fromText);
      expect(await scanLog({ log: { text: content, path: null } }, run(), scanner)).toEqual(fromText);
    }
  });

  it('wherever the chunks are cut, whatever ends the lines', () => {
    const piece = fc.constantFrom(
      'x',
      'é€😀',
      '\n',
      '\r\n',
      '\r',
      '\n\n',
      `${trouble}\n`,
      '  Domain: example.com\n  Type:   dns\n  Detail: DNS problem: NXDOMAIN looking\n  up TXT for _acme-challenge.example.com\n',
      '\u001b[31mSome challenges have failed\u001b[0m\r\n',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (parts, sizes) => {
          const bytes = Buffer.from(parts.join(''));
          const lines = new LogLines(scanner, new LogDiagnosis(scanner), null);
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            lines.push(bytes.subarray(at, at + size));
            at += size;
          }
          const whole = parts.join('');
          expect(lines.finish()).toEqual(diagnoseLog(linesOf(whole), scanner, bytes.length));
        },
      ),
      { numRuns: 300 },
    );
  });
});
