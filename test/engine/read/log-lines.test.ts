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

/** A character of a message as some program may write it: itself, escaped, as an entity, or with a colour before it. */
const colours = ['\u001b[31m', '\u001b]0;title\u0007', '\\u001b[0m', '\\x1b[1;32m', '\\x1B[0m', '\\033[0m', '\\e[m'];
const moreColours = ['#033[0m', '^[[0m', '\u2190[0m', '\\\\u001B[0m', '\\\\\\033[K'];
const code = (character: string): string => character.charCodeAt(0).toString(16).padStart(4, '0');
const otherwise: Readonly<Record<string, readonly string[]>> = {
  ' ': ['\u00a0', '&nbsp;'],
  '/': ['\\/', '\\\\/', '\\\\\\/'],
  '"': [...[1, 2, 3, 4, 7, 12].map((depth) => `${'\\'.repeat(depth)}"`), '&quot;', '&#34;', '\u201c', '\u201d'],
  "'": ["\\'", '&#39;', '\u2019'],
};

function writtenOtherwise(text: string, choices: readonly { at: number; how: number }[]): string {
  const characters = Array.from(text);
  for (const { at, how } of choices) {
    const index = at % characters.length;
    const character = text[index] ?? '';
    const ways = [
      ...(otherwise[character] ?? []),
      `\\u${code(character)}`,
      `\\\\u${code(character).toUpperCase()}`,
      ...[...colours, ...moreColours].map((colour) => colour + character),
    ];
    characters[index] = ways[how % ways.length] ?? '';
  }
  return characters.join('');
}

describe('words that are written otherwise are found in them all the same', () => {
  const message = fc.constantFrom(...examples.filter((text) => /^[\u0020-\u007e]+$/.test(text)));
  const choice = fc.record({ at: fc.nat(400), how: fc.nat(60) });
  const written = fc.oneof(
    fc.tuple(message, fc.array(choice, { maxLength: 3 })).map(([text, choices]) => writtenOtherwise(text, choices)),
    // Each quote and slash in the same way, as in a log that was quoted as a whole.
    fc
      .tuple(message, fc.constantFrom('\\', '\\\\', '\\\\\\'))
      .map(([text, escape]) => text.replaceAll(/["/]/g, (sign) => escape + sign)),
  );
  it('in generated logs', () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 20 }), fc.nat(), (lines, cut) => {
        expectAllFound(Buffer.from(['first', ...lines, 'last', ''].join('\n')), [cut]);
      }),
      { numRuns: 300 },
    );
  });

  it('with a blank or a colour at each place of each message', { timeout: 120_000 }, () => {
    const lines = examples.flatMap((text, index) =>
      // One in seven keeps the test short.
      index % 7 > 0
        ? []
        : Array.from(text).flatMap((character, at) => {
            const colour = [...colours, ...moreColours][(at + index) % (colours.length + moreColours.length)] ?? '';
            return [
              `${text.slice(0, at)}${colour}${text.slice(at)}`,
              ...(character === ' ' ? [`${text.slice(0, at)}\u00a0${text.slice(at + 1)}`] : []),
            ];
          }),
    );
    const recorder = read(Buffer.from(`${lines.join('\n')}\n`), []);
    expect(lines.length).toBeGreaterThan(10_000);
    expect(lines.filter((line, index) => recorder.pushed.get(index + 1) !== line)).toEqual([]);
  });

  it('but signs of URLs in their written form hide nothing, and cost no look at their line', () => {
    const recorder = read(Buffer.from('{"uri":"/?a=1\\u0026b=\\u003c2\\u003e \\u00e9"}\n'.repeat(3)), []);
    expect(recorder.pushed.size).toBe(0);
    expect(recorder.lines).toBe(3);
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
