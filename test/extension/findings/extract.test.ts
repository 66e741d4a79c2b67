import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogFinding } from '../../../src/core/log/report.ts';
import type { LineRange, LogLine } from '../../../src/engine/engine.ts';
import { chosenFindings, type Extract, makeExtract, rangesOf } from '../../../src/extension/findings/extract.ts';
import { aFinding, aReport, known } from '../logs/a-finding.ts';

/** The extract of a log whose lines are given by number; `total` lines long. */
function extractOf(findings: readonly LogFinding[], lineOf: (line: number) => string, total: number): Extract {
  const all = known(
    aReport(findings, findings[0] === undefined ? null : { problem: findings[0].problem, line: findings[0].line }),
  );
  const chosen = chosenFindings(all);
  const ranges = rangesOf(chosen);
  const read = ranges.flatMap(({ first, last }): readonly LogLine[] =>
    Array.from({ length: Math.max(0, Math.min(last, total) - first + 1) }, (_, index) => ({
      line: first + index,
      text: lineOf(first + index),
    })),
  );
  return makeExtract({
    name: 'large.log',
    summary: 'x',
    findings: chosen,
    left: all.length - chosen.length,
    ranges,
    read,
  });
}

const numbered = (line: number): string => `line number ${line} says: connection refused`;

describe('an extract', () => {
  it('shows each finding with the lines around it, their numbers, and where they stand in the file', () => {
    const { text, sections, lines, findings } = extractOf(
      [aFinding({ line: 800_001, column: 3, endColumn: 8 })],
      numbered,
      900_000,
    );
    const rows = text.split('\n');
    expect(rows.slice(3, -1)).toEqual([
      '━━ line 800,001 · Port 80 refuses connections · www.example.com',
      ...[799_998, 799_999, 800_000, 800_001, 800_002, 800_003, 800_004].map(numbered),
    ]);
    expect(lines.slice(4)).toEqual([799_998, 799_999, 800_000, 800_001, 800_002, 800_003, 800_004]);
    expect(sections).toEqual([{ row: 3, lastRow: 10, link: { start: 3, end: 15, line: 800_001 } }]);
    const finding = findings[0]?.finding;
    expect(rows[(finding?.line ?? 0) - 1]?.slice((finding?.column ?? 0) - 1, (finding?.endColumn ?? 0) - 1)).toBe(
      'ne nu',
    );
  });

  it('puts neighbours into one section', () => {
    const { sections, text } = extractOf(
      [aFinding({ line: 10 }), aFinding({ line: 14 }), aFinding({ line: 40 })],
      numbered,
      50,
    );
    expect(sections).toHaveLength(2);
    expect(text).toContain('━━ line 10 · Port 80 refuses connections · www.example.com · and 1 more');
  });

  it('shows of a long line what stands around the decisive words, and these at their place', () => {
    const long = `${'x'.repeat(40_000)}connection refused${'y'.repeat(20_000)}`;
    const { text, findings } = extractOf([aFinding({ line: 1, column: 40_001, endColumn: 40_019 })], () => long, 1);
    const finding = findings[0]?.finding;
    const row = text.split('\n')[(finding?.line ?? 0) - 1] ?? '';
    expect(row.length).toBeLessThan(1_600);
    expect(row.slice((finding?.column ?? 0) - 1, (finding?.endColumn ?? 0) - 1)).toBe('connection refused');
  });

  it('keeps below five million characters whatever the log holds, causes and one of each kind first', () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      aFinding({ line: index * 20 + 1, subject: index === 7 ? 'rare.example.com' : 'www.example.com' }),
    );
    const { text, findings } = extractOf(many, () => 'z'.repeat(60_000), 100_001);
    expect(text.length).toBeLessThan(5_000_000);
    expect(findings.some(({ isCause }) => isCause)).toBe(true);
    expect(findings.some(({ finding }) => finding.subject === 'rare.example.com')).toBe(true);
    expect(text).toContain('4,750 findings of the same kinds are left out.');
  });

  it('keeps rows and lines in step, whatever stands in the lines', () => {
    const line = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 30 }), line, (places, content) => {
        const findings = places.toSorted((a, b) => a - b).map((at) => aFinding({ line: at }));
        const { text, lines, findings: placed } = extractOf(findings, () => content, 200);
        expect(text.split(/\r\n|[\n\r\u2028\u2029\u0085]/)).toHaveLength(lines.length + 1);
        expect(placed.map(({ finding }) => lines[finding.line - 1])).toEqual(findings.map((finding) => finding.line));
      }),
    );
  });
});

describe('the ranges to read', () => {
  it('stand in order and apart, and begin at the first line', () => {
    const ranges = rangesOf(known(aReport([1, 2, 30, 60, 66].map((line) => aFinding({ line })))));
    expect(ranges).toEqual<LineRange[]>([
      { first: 1, last: 5 },
      { first: 27, last: 33 },
      { first: 57, last: 69 },
    ]);
  });
});
