import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogDiagnosis, createLogScanner, diagnoseLog } from '../../../src/core/log/diagnose.ts';
import type { LogReport } from '../../../src/core/log/report.ts';
import type { LogPreview } from '../../../src/engine/engine.ts';
import { scanLog, scanLogFile, scanLogText } from '../../../src/engine/read/log-file.ts';
import { LogLines, linesOf } from '../../../src/engine/read/log-lines.ts';
import { asNobody } from './as-nobody.ts';

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
    ['in UTF-16 without a mark, little end first', Buffer.from(text, 'utf16le')],
    ['in UTF-16 without a mark, big end first', Buffer.from(text, 'utf16le').swap16()],
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
      attempts: [],
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

  it('and the hole is passed over that an emptied log begins with', async () => {
    const file = await written('hole', `${'\0'.repeat(200_000)}a plain line\n${trouble}\n`);
    expect((await scanLogFile(file, run(), scanner)).cause).toEqual({ problem: 'dns-txt-missing', line: 2 });
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

describe('of a large log', () => {
  const harmless = 'a harmless line of some log\n';
  const millions = Buffer.alloc(20_000_000, harmless);
  const tail = Buffer.from(`${trouble}\n${harmless}`);

  async function previewOf(
    file: string,
  ): Promise<{ readonly newest: LogPreview | undefined; readonly report: LogReport }> {
    const told: LogPreview[] = [];
    const report = await scanLogFile(file, { ...run(), preview: (newest) => void told.push(newest) }, scanner);
    expect(told.length).toBeLessThanOrEqual(1);
    return { newest: told[0], report };
  }

  it('the newest part is told first, cut at a line start, with its lines counted from there', async () => {
    const content = Buffer.concat([Buffer.from(`${trouble}\n`), millions, tail]);
    const { newest, report } = await previewOf(await written('newest', content));
    expect(newest?.part.fileSize).toBe(content.length);
    const part = content.subarray(newest?.part.start);
    expect(content[(newest?.part.start ?? 0) - 1]).toBe(0x0a);
    expect(part.length).toBeGreaterThan(7 << 20);
    expect(newest).toMatchObject(scanLogText(part.toString(), scanner));
    expect(newest?.findings).toHaveLength(1);
    expect(report.findings).toHaveLength(2);
  });

  it.each([
    ['little end first', (text: Buffer) => text],
    ['big end first', (text: Buffer) => text.swap16()],
  ])('in UTF-16, %s, the newest part is text too', async (name, order) => {
    const text = `\ufeff${millions.toString().slice(0, 10_000_000)}${tail.toString()}`;
    const { newest } = await previewOf(await written(name, order(Buffer.from(text, 'utf16le'))));
    expect(newest?.cause).toEqual({ problem: 'dns-txt-missing', line: (newest?.lines ?? 0) - 1 });
  });

  it('nothing is told first where no line begins in its newest part, or where it is not large or packed', async () => {
    for (const content of [Buffer.alloc(20_000_000, 'x'), Buffer.alloc(9_000_000, harmless), gzipSync(millions)]) {
      expect((await previewOf(await written('whole', content))).newest).toBeUndefined();
    }
  });
});

describe('a log from a pipe is read', () => {
  const text = `first line\nsecond line\n${trouble}\n`;
  it.each([
    ['plain', Buffer.from(text)],
    ['compressed', gzipSync(text)],
    ['in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('%s', async (_, content) => {
    const bytes = Readable.from([content.subarray(0, 30), content.subarray(30)]);
    expect(await scanLog({ log: { bytes, path: '-' } }, run(), scanner)).toMatchObject({
      lines: 3,
      cause: { problem: 'dns-txt-missing', line: 3 },
    });
  });

  it('and an empty one says nothing', async () => {
    expect(await scanLog({ log: { bytes: Readable.from([]), path: '-' } }, run(), scanner)).toMatchObject({ lines: 0 });
  });

  it('and an abort ends the wait for more of it', async () => {
    const abort = new AbortController();
    const bytes = new Readable({
      read() {
        abort.abort(new Error('enough'));
      },
    });
    await expect(scanLog({ log: { bytes, path: '-' } }, run(abort.signal), scanner)).rejects.toThrow('enough');
  });

  it('and what is no text is refused', async () => {
    const bytes = Readable.from([Buffer.alloc(9)]);
    await expect(scanLog({ log: { bytes, path: '-' } }, run(), scanner)).rejects.toMatchObject({ reason: 'binary' });
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

  it('an archive that unpacks to what no log is', async () => {
    const member = gzipSync(Buffer.alloc(1 << 20, 'a line\n'), { level: 9 });
    const bomb = await written('bomb.gz', Buffer.concat(Array.from({ length: 300 }, () => member)));
    await expect(scanLogFile(bomb, run(), scanner)).rejects.toMatchObject({ reason: 'bomb' });
  });

  it.skipIf(process.platform === 'win32')('a file of somebody else', async () => {
    const file = await written('secret', trouble);
    await chmod(file, 0);
    const reading = asNobody(() => scanLogFile(file, run(), scanner));
    await expect(reading).rejects.toMatchObject({ reason: 'permission' });
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
