import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogScanner } from '../../../src/core/log/diagnose.ts';
import { signatures } from '../../../src/core/log/known-signatures.ts';
import { viewLine } from '../../../src/core/log/line-view.ts';
import { Prefilter } from '../../../src/core/log/prefilter.ts';
import { ordinaryLines } from '../../../src/core/log/ordinary-lines.ts';
import { piecesOf } from '../../../src/core/log/template.ts';
import { type Window, WindowChoice, placeWindow, windowAt, windowLength } from '../../../src/core/log/window.ts';

const scanner = createLogScanner();
const examples = Object.values(signatures).map(({ example }) => example);
const lab = new URL('../../../../shared/lab/', import.meta.url);

/** Lines that look like logs: examples whole, cut, glued together, with hostile bits between. */
const hostileLine = fc
  .array(
    fc.oneof(
      fc.constantFrom(...examples),
      fc.tuple(fc.constantFrom(...examples), fc.nat(200), fc.nat(200)).map(([text, from, to]) => text.slice(from, to)),
      fc.string({ maxLength: 20 }),
      fc.constantFrom('\u0000', '\u001b[31m', '\\"', '\\n', '&quot;', '\ud800', ' '.repeat(300), 'Fetching http://'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

function indexed(text: string): readonly string[] {
  return scanner.scan(text).map(({ id, start, end }) => `${id} ${String(start)}-${String(end)}`);
}

function naive(text: string): readonly string[] {
  return scanner.scanNaively(text).map(({ id, start, end }) => `${id} ${String(start)}-${String(end)}`);
}

describe('the scanner finds what trying every signature on the line finds', () => {
  it('on every example', () => {
    for (const example of examples) expect(indexed(example)).toEqual(naive(example));
  });

  it('on generated lines', () => {
    fc.assert(
      fc.property(hostileLine, (line) => {
        const { text } = viewLine(line);
        expect(indexed(text)).toEqual(naive(text));
      }),
      { numRuns: 300 },
    );
  });

  it('on copied logs of real tools', () => {
    const fixtures = new URL('../../fixtures/logs/', import.meta.url);
    for (const name of readdirSync(fixtures))
      for (const line of new Set(readFileSync(new URL(name, fixtures), 'utf8').split('\n'))) {
        const { text } = viewLine(line);
        expect(indexed(text)).toEqual(naive(text));
      }
  });

  const isThere = existsSync(lab);
  if (!isThere) console.warn(`SKIPPED: no lab logs at ${fileURLToPath(lab)}`);
  it.skipIf(!isThere)('on the distinct lines of the lab', { timeout: 120_000 }, () => {
    const lines = new Set<string>();
    for (const run of readdirSync(lab, { withFileTypes: true })) {
      if (!run.isDirectory()) continue;
      const folder = new URL(`${run.name}/`, lab);
      for (const name of readdirSync(folder))
        for (const line of readFileSync(new URL(name, folder), 'utf8').split('\n'))
          if (line.length < 2000) lines.add(line);
    }
    // Every tenth keeps the test short; which lines they are differs between tools, not by chance.
    let index = 0;
    for (const line of lines) {
      if (index++ % 10 !== 0) continue;
      const { text } = viewLine(line);
      expect(indexed(text)).toEqual(naive(text));
    }
  });
});

describe('the prefilter', () => {
  const word = fc.stringMatching(/^[a-c]{9,12}$/);
  const windowOf = (run: string, offset: number): Window => ({ run, offset, companion: null });

  it('finds every window in bytes and in text, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
        fc.stringMatching(/^[a-c]{0,200}$/),
        fc.integer({ min: 1, max: 250 }),
        (runs, text, step) => {
          const prefilter = new Prefilter(runs.map((run) => windowOf(run, run.length - windowLength)));
          expect(prefilter.inText(text)).toEqual(runs.flatMap((run, id) => (text.includes(run) ? [id] : [])));
          const bytes = new DataView(new TextEncoder().encode(text).buffer);
          const found: number[] = [];
          for (let from = 0; from < text.length; from += step)
            for (const end of prefilter.search(bytes, from, Math.min(from + step, text.length)))
              if (prefilter.mayStandAt(bytes, end)) found.push(end);
          const expected = runs.flatMap((run) => placesOf(run, text).map((at) => at + run.length - 1));
          expect(found).toEqual([...new Set(expected)].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('passes over a window only where its companion is not on that side of the line', () => {
    const around = fc.stringMatching(/^[ab\n]{0,700}$/);
    fc.assert(
      fc.property(around, around, fc.constantFrom('before', 'after'), (before, after, side) => {
        const run = 'the window';
        const text = `${before}${run}${after}`;
        const prefilter = new Prefilter([{ run, offset: 1, companion: { run: 'abba', side } }]);
        const bytes = new DataView(new TextEncoder().encode(text).buffer);
        const line = side === 'before' ? before.split('\n').at(-1) : after.split('\n')[0];
        const place = before.length + run.length - 1;
        if (line?.includes('abba') === true) expect(prefilter.mayStandAt(bytes, place)).toBe(true);
        else if (line !== undefined && !line.includes('bb'))
          expect(prefilter.mayStandAt(bytes, place)).toBe(line.length > 500);
      }),
    );
  });
});

function placesOf(run: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + 1)) places.push(at);
  return places;
}

describe('hostile lines cost no more than their length', () => {
  /** CPU time of this thread: other work on the machine does not count. */
  const time = (text: string): number => {
    const start = process.threadCpuUsage().user;
    scanner.scan(viewLine(text).text);
    return (process.threadCpuUsage().user - start) / 1000;
  };
  it.each([
    ['a message that starts again and again', ': Fetching http://a: Timeout during '],
    ['quotes without end', 'Incorrect TXT record "'],
    ['colours', '\u001b[31m'],
    ['backslashes', '\\'],
    ['NUL', '\u0000'],
    ['blanks', ' '],
    ['a DNS problem without end', 'DNS problem: '],
    ['brackets', '[203.0.113.10'],
  ])('%s', (_, piece) => {
    const small = piece.repeat(Math.ceil(100_000 / piece.length));
    const large = piece.repeat(Math.ceil(800_000 / piece.length));
    // Quadratic growth would be 64-fold. The best of three takes the noise of a busy machine out.
    const best = (text: string): number => Math.min(time(text), time(text), time(text));
    expect(best(large) / Math.max(best(small), 1)).toBeLessThan(32);
  });
});

it('a window that the build has placed in its template is the window that would be chosen', () => {
  const choice = new WindowChoice(ordinaryLines);
  const placed = Object.values(signatures).flatMap(({ template }) => {
    const chosen = choice.of(piecesOf(template));
    const place = chosen && placeWindow(chosen, template);
    return chosen && place ? [{ chosen, read: windowAt(place, template) }] : [];
  });
  expect(placed.length).toBeGreaterThan(2_000);
  for (const { chosen, read } of placed) expect(chosen).toMatchObject(read);
});
