import { describe, expect, it } from 'vitest';
import type { LogAttempt } from '../../../src/core/log/report.ts';
import { attemptName, attemptOutcome } from '../../../src/extension/logs/attempt-words.ts';
import { failedAttempts } from '../../../src/extension/logs/failed-attempts.ts';
import { namesMet } from '../../../src/extension/logs/names-met.ts';
import { withoutIgnored } from '../../../src/extension/logs/without-ignored.ts';
import { aFinding, aReport, known } from './a-finding.ts';

const cause = { problem: 'http-refused', line: 4 } as const;
const attempt = (different: Partial<LogAttempt> = {}): LogAttempt => ({
  ...{ startLine: 1, endLine: 9, names: ['www.example.com'], outcome: 'failed', cause },
  ...different,
});

describe('an attempt in words', () => {
  it('says whom it was for, and what came of it when', () => {
    expect(attemptName(attempt({ names: ['a.example', 'b.example', 'c.example', 'd.example'] }))).toBe(
      'a.example, b.example, c.example and 1 more',
    );
    expect(attemptName(attempt({ names: [] }))).toBe('attempt');
    expect(attemptOutcome(attempt({ time: '2026-11-22T07:46:22.296' }))).toBe(
      'failed: Port 80 refuses connections · 2026-11-22 07:46:22',
    );
    expect(attemptOutcome(attempt({ outcome: 'not-due', cause: null }))).toBe('not due yet');
    expect(attemptOutcome(attempt({ outcome: 'failed', cause: null }))).toBe('failed');
  });

  it('shows no character that deceives', () => {
    expect(attemptName(attempt({ names: ['a\u202Eb'] }))).not.toContain('\u202E');
  });
});

describe('the attempts that failed', () => {
  const finding = aFinding({ line: 4, attempt: 0 });

  it('are told at their beginning, with their cause; those that went well are not', () => {
    const report = {
      ...aReport([finding], cause),
      attempts: [attempt(), attempt({ startLine: 10, outcome: 'succeeded', cause: null })],
    };
    expect(failedAttempts(report, known(report))).toMatchObject([
      { line: 1, names: ['www.example.com'], cause: { finding: { line: 4 } } },
    ]);
  });

  it('include the cause of a log that stands in none, at its own line', () => {
    const report = aReport([aFinding({ line: 7 })], { problem: 'http-refused', line: 7 });
    expect(failedAttempts(report, known(report))).toMatchObject([{ line: 7, names: [] }]);
  });

  it('are none where what failed is ignored, and the log has no cause then', () => {
    const follows = aFinding({ line: 8, signature: 'certbot/failed', severity: 'hint', causeLine: 4, attempt: 0 });
    const report = { ...aReport([finding, follows], cause), attempts: [attempt()] };
    const quiet = withoutIgnored(report, new Set([finding.signature]));
    expect(quiet).toMatchObject({ findings: [], cause: null, attempts: [{ cause: null }] });
    expect(failedAttempts(quiet, known(quiet))).toEqual([]);
    expect(withoutIgnored(report, new Set(['another/signature']))).toBe(report);
  });
});

describe('the names that were met in a log', () => {
  it('are those of its attempts and findings, in trouble first, with what became of them', () => {
    const findings = known(aReport([aFinding({ subject: 'c.example.com' }), aFinding({ line: 2, severity: 'hint' })]));
    const attempts = [
      attempt({ names: ['*.b.example.com', 'b.example.com', 'not a name'] }),
      attempt({ names: ['a.example.com'], outcome: 'succeeded' }),
      attempt({ names: ['a.example.com'], outcome: 'open' }),
    ];
    expect(namesMet(attempts, findings)).toEqual([
      { name: 'b.example.com', words: '1 attempt: 1 failed' },
      { name: 'c.example.com', words: '1 finding' },
      { name: 'a.example.com', words: '2 attempts: 1 succeeded' },
    ]);
  });
});
