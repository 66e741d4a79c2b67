import { describe, expect, it } from 'vitest';
import { reportAbout, reportSince } from '../../../src/core/log/narrow-report.ts';
import type { LogAttempt, LogFinding, LogReport } from '../../../src/core/log/report.ts';

function finding(line: number, more: Partial<LogFinding> = {}): LogFinding {
  return {
    problem: 'http-refused',
    severity: 'error',
    signature: 'boulder/refused',
    line,
    column: 1,
    endLine: line,
    endColumn: 9,
    subject: '',
    message: '',
    captures: {},
    ...more,
  };
}

function attempt(startLine: number, endLine: number, more: Partial<LogAttempt> = {}): LogAttempt {
  return { startLine, endLine, names: [], outcome: 'failed', cause: null, ...more };
}

function report(
  findings: readonly LogFinding[],
  attempts: readonly LogAttempt[] = [],
  cause: LogReport['cause'] = null,
): LogReport {
  return { format: 'certbot', lines: 100, bytes: 5_000, findings, attempts, cause };
}

const linesOf = ({ findings }: LogReport): readonly number[] => findings.map(({ line }) => line);

describe('the part of a log about a name', () => {
  it('holds what names it, and what names no domain', () => {
    const all = report([
      finding(1, { subject: 'a.example' }),
      finding(2, { subject: 'b.example' }),
      finding(3, { problem: 'port80-in-use', subject: '/etc/nginx/nginx.conf' }),
      finding(4, { subject: '203.0.113.1', captures: { url: 'http://b.example/x' } }),
    ]);
    expect(linesOf(reportAbout(all, 'a.example'))).toEqual([1, 3]);
    expect(linesOf(reportAbout(all, 'b.example'))).toEqual([2, 3, 4]);
  });

  it('holds what a wildcard and a challenge record say of it, and nothing of longer names', () => {
    const all = report([
      finding(1, { subject: '*.example.com' }),
      finding(2, { subject: '_acme-challenge.example.com' }),
      finding(3, { subject: 'notexample.com' }),
      finding(4, { subject: 'www.example.com' }),
    ]);
    expect(linesOf(reportAbout(all, 'example.com'))).toEqual([1, 2]);
    expect(linesOf(reportAbout(all, 'www.example.com'))).toEqual([1, 4]);
  });

  it('holds a whole attempt for it, one bad name among several too, and counts attempts anew', () => {
    const all = report(
      [finding(2, { attempt: 0, subject: 'b.example' }), finding(12, { attempt: 1, subject: 'c.example' })],
      [
        attempt(1, 9, { names: ['b.example'] }),
        attempt(10, 19, { names: ['a.example', 'c.example'], cause: { problem: 'http-refused', line: 12 } }),
      ],
      { problem: 'http-refused', line: 2 },
    );
    const about = reportAbout(all, 'a.example');
    expect(about.attempts).toEqual([all.attempts[1]]);
    expect(about.findings).toEqual([{ ...all.findings[1], attempt: 0 }]);
    expect(about.cause).toEqual({ problem: 'http-refused', line: 12 });
  });

  it('holds what keeps the CA from being reached, for every name', () => {
    const all = report([finding(1, { problem: 'ca-unreachable', subject: 'acme-v02.api.letsencrypt.org' })]);
    expect(linesOf(reportAbout(all, 'a.example'))).toEqual([1]);
  });

  it('keeps the cause of the log where it is about the name, and is content where only another name failed', () => {
    const all = report(
      [finding(1, { subject: 'a.example' }), finding(2, { subject: 'b.example', severity: 'info' })],
      [],
      { problem: 'http-refused', line: 1 },
    );
    expect(reportAbout(all, 'a.example').cause).toEqual(all.cause);
    expect(reportAbout(all, 'b.example').cause).toBeNull();
  });
});

describe('the part of a log since a time', () => {
  const noon = Date.parse('2026-11-26T12:00:00Z');

  it('goes by the time of the lines, and for one without by the last before it', () => {
    const all = report([
      finding(1),
      finding(2, { time: '2026-11-26T11:59:59Z' }),
      finding(3),
      finding(4, { time: '2026-11-26T12:00:00Z' }),
      finding(5),
      finding(6, { time: '2026-11-26T13:00:00+02:00' }),
    ]);
    expect(linesOf(reportSince(all, noon) ?? all)).toEqual([4, 5]);
  });

  it('takes a time without a zone for that of this machine', () => {
    const all = report([finding(1, { time: '2026-11-26T12:00:00' })]);
    const local = new Date(2026, 10, 26, 12).getTime();
    expect(linesOf(reportSince(all, local) ?? report([]))).toEqual([1]);
    expect(linesOf(reportSince(all, local + 1) ?? all)).toEqual([]);
  });

  it('keeps an attempt that went on until then', () => {
    const all = report(
      [finding(8, { attempt: 1, time: '2026-11-26T12:30:00Z' })],
      [attempt(1, 4, { time: '2026-11-26T10:00:00Z' }), attempt(5, 9, { time: '2026-11-26T11:50:00Z' })],
    );
    expect(reportSince(all, noon)).toMatchObject({ attempts: [{ startLine: 5 }], findings: [{ line: 8, attempt: 0 }] });
  });

  it('cannot be told where no line has a time', () => {
    expect(reportSince(report([finding(1)]), noon)).toBeNull();
    expect(reportSince(report([]), noon)).toEqual(report([]));
  });
});
