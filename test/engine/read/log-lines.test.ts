import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogScanner } from '../../../src/core/log/diagnose.ts';
import { signatures } from '../../../src/core/log/known-signatures.ts';
import { viewLine } from '../../../src/core/log/line-view.ts';
import type { LogReport } from '../../../src/core/log/report.ts';
import { type LineReader, LogLines, linesOf, longestLine } from '../../../src/engine/read/log-lines.ts';

const scanner = createLogScanner();
const examples = Object.values(signatures).map(({ example }) => example);
const lab = new URL('../../../../shared/lab/', import.meta.url);

/** Writes down what it is told; wants no further line of its own accord. */
class Recorder implements LineReader {
  readonly pushed = new Map<number, string>();
  readonly needsNextLine = false;
  lines = 0;
  cutLines = 0;

  push(line: string): void {
    this.pushed.set(++this.lines, line);
  }

  skip(count: number): void {
    this.lines += count;
  }

  finish(bytes: number, cutLines = 0): LogReport {
    return this.report(bytes, cutLines);
  }

  report(bytes: number, cutLines = 0): LogReport {
    this.cutLines = cutLines;
    return { format: 'unknown', lines: this.lines, bytes, findings: [], attempts: [], cause: null };
  }
}

function read(log: Buffer, cuts: readonly number[]): Recorder {
  const recorder = new Recorder();
  const lines = new LogLines(scanner, recorder, null);
  let from = 0;
  for (const cut of [...cuts.map((cut) => cut % (log.length + 1)).sort((a, b) => a - b), log.length]) {
    // A copy that is overwritten afterwards, as the reader of a file does with its one buffer.
    const chunk = Buffer.from(log.subarray(from, cut));
    lines.push(chunk);
    chunk.fill(0);
    from = cut;
  }
  lines.finish();
  return recorder;
}

function expectAllFound(log: Buffer, cuts: readonly number[]): void {
  const recorder = read(log, cuts);
  const lines = [...linesOf(log.toString('utf8'))];
  expect(recorder.lines).toBe(lines.length);
  const missed = lines.flatMap((line, index) =>
    recorder.pushed.get(index + 1) !== line && scanner.scanNaively(viewLine(line).text).length > 0
      ? [{ index, line, pushed: recorder.pushed.get(index + 1) }]
      : [],
  );
  expect(missed).toEqual([]);
}

const part = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...examples) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...examples), fc.nat(60), fc.nat(60))
      .map(([text, from, length]) => text.slice(from, from + length)),
  },
  fc.string({ maxLength: 30, unit: 'grapheme' }),
  fc.constantFrom('"', '\\"', '\\n', '\u001b[31m', '&quot;', '\u0000', '\u20ac', ' '.repeat(200)),
);
const line = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('').replaceAll(/[\r\n]/g, ' '));
const log = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n', '\r')), { maxLength: 40 })
  .map((lines) => Buffer.from(lines.flat().join('')));

describe('what is searched as bytes and cut anywhere is read as if every line were read', () => {
  it('in generated logs', () => {
    fc.assert(fc.property(log, fc.array(fc.nat(), { maxLength: 8 }), expectAllFound), { numRuns: 200 });
  });

  it('in every cut of a few lines', () => {
    const few = Buffer.from(`${examples.slice(0, 3).join('\n')}\r\n${examples[3] ?? ''}\r${examples[4] ?? ''}`);
    for (let cut = 0; cut <= few.length; cut++) expectAllFound(few, [cut]);
  });

  const isThere = existsSync(lab);
  if (!isThere) console.warn(`SKIPPED: no lab logs at ${fileURLToPath(lab)}`);
  it.skipIf(!isThere)('in the logs of the lab', { timeout: 120_000 }, () => {
    for (const run of readdirSync(lab, { withFileTypes: true })) {
      if (!run.isDirectory() || !/nginx|le-|clean/.test(run.name)) continue;
      for (const name of readdirSync(new URL(`${run.name}/`, lab)))
        if (name.endsWith('.log')) {
          const whole = readFileSync(new URL(`${run.name}/${name}`, lab));
          expectAllFound(whole.subarray(0, 40_000), [1000, 20_000, 20_001]);
        }
    }
  });
});

describe('words that go on behind a colour in its written form', () => {
  it.each(['\\u001b[0m', '#033[0m', '^[[0m', '\u2190[0m'])('are found behind %j', (colour) => {
    const [before, after] = ['nginx: [emerg] cannot load certificate ', '"/etc/ssl/a.pem": BIO_new_file() failed'];
    expectAllFound(Buffer.from(`first\n${before}${colour}${after}\n${colour}${before}${after}\nlast\n`), []);
  });
});

describe('hostile bytes', () => {
  const message = 'nginx: [emerg] cannot load certificate "/etc/ssl/a.pem": BIO_new_file() failed';

  it('a line of 1 MB is read up to 64 KiB, and that is said where something may stand behind', () => {
    const filler = 'x'.repeat(1 << 20);
    const recorder = read(Buffer.from(`${filler}${message}\n${message}\n`), []);
    expect(recorder.lines).toBe(2);
    expect(recorder.cutLines).toBe(1);
    expect(recorder.pushed.get(1)?.length).toBe(longestLine);
    expect(recorder.pushed.get(2)).toBe(message);
  });

  it('a line that never ends is held up to 64 KiB only', () => {
    const recorder = new Recorder();
    const lines = new LogLines(scanner, recorder, null);
    const chunk = Buffer.alloc(1 << 20, 'x');
    for (let count = 0; count < 64; count++) lines.push(chunk);
    lines.push(Buffer.from(`\n${message}\n`));
    lines.finish();
    expect([...recorder.pushed].map(([number, text]) => [number, text.length])).toEqual([
      [1, longestLine],
      [2, message.length],
    ]);
    expect(recorder.cutLines).toBe(1);
  });

  it('NUL and what is no UTF-8 hide no message', () => {
    const hostile = Buffer.concat([
      Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
      Buffer.from(`${message}\n`),
      Buffer.from([0xf0, 0x9f, 10]),
      Buffer.from(message),
      Buffer.from([0xe2, 0x82, 10]),
    ]);
    expectAllFound(hostile, [3, 9, 90]);
    expect(read(hostile, []).pushed.size).toBe(2);
  });
});
