import { describe, expect, it } from 'vitest';
import { diagnoseLog } from '../../../src/core/log/diagnose.ts';
import type { LogAttempt } from '../../../src/core/log/report.ts';
import { outcomeTokens } from '../../../src/extension/logs/outcome-tokens.ts';
import { aFinding, aReport } from './a-finding.ts';

const attempt = (different: Partial<LogAttempt>): LogAttempt => ({
  ...{ startLine: 1, endLine: 1, names: [], outcome: 'succeeded', cause: null },
  ...different,
});

function coloured(lines: readonly string[], report = diagnoseLog(lines)) {
  return outcomeTokens(report, (line) => lines[line] ?? '').map(({ line, start, length, type }) => [
    type,
    lines[line]?.slice(start, start + length),
  ]);
}

describe('the colours of outcomes', () => {
  it('stand on the decisive words of a failed attempt, and on the message of one that succeeded', () => {
    const lines = [
      '2026-11-22 07:46:22,296:DEBUG:certbot._internal.main:certbot version: 2.1.0',
      '2026-11-22 07:46:22,354:DEBUG:certbot._internal.display.obj:Notifying user: Requesting a certificate for www.example.com',
      '  Detail: 203.0.113.20: Fetching http://www.example.com/.well-known/acme-challenge/x: Connection refused',
      '2026-11-22 07:46:23,375:ERROR:certbot._internal.log:Some challenges have failed.',
      '2026-11-22 09:46:22,296:DEBUG:certbot._internal.main:certbot version: 2.1.0',
      '2026-11-22 09:46:22,354:DEBUG:certbot._internal.display.obj:Notifying user: Requesting a certificate for other.example.com',
      '2026-11-22 09:46:23,375:DEBUG:certbot._internal.display.obj:Notifying user: Successfully received certificate.',
    ];
    expect(coloured(lines)).toEqual([
      ['certFailure', expect.stringMatching(/Connection refused$/)],
      ['certSuccess', 'Notifying user: Successfully received certificate.'],
    ]);
  });

  it('cover each line of words that were wrapped, and no blank', () => {
    const report = {
      ...aReport([aFinding({ line: 1, column: 3, endLine: 2, endColumn: 8 })]),
      attempts: [attempt({ outcome: 'failed', cause: { problem: 'http-refused', line: 1 } })],
    };
    expect(coloured(['  no one  ', '  there, x'], report)).toEqual([
      ['certFailure', 'no one'],
      ['certFailure', 'there'],
    ]);
  });

  it('are quiet where an attempt is open, is no longer there, or has no words', () => {
    const report = {
      ...aReport([]),
      attempts: [
        attempt({ outcome: 'open' }),
        attempt({ endLine: 99 }),
        attempt({ endLine: 2 }),
        attempt({ outcome: 'not-due' }),
        attempt({ outcome: 'failed' }),
      ],
    };
    expect(coloured(['not yet due', ''], report)).toEqual([['certNotDue', 'not yet due']]);
  });
});
