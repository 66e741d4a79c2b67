import { describe, expect, it } from 'vitest';
import type { LogFinding } from '../../../src/core/log/report.ts';
import {
  type FindingRow,
  findingRows,
  namesIn,
  type RowOptions,
} from '../../../src/extension/findings/finding-rows.ts';
import { type LogFindings, listedFindings } from '../../../src/extension/findings/log-findings.ts';
import { KnownFindings } from '../../../src/extension/logs/known-findings.ts';
import { aFinding, aReport } from '../logs/a-finding.ts';

const options: RowOptions = {
  ...{ grouping: 'cause', only: null, now: new Date('2026-11-26T12:00:00'), language: 'en' },
};

function aLog(name: string, findings: readonly LogFinding[], different: Partial<LogFindings> = {}): LogFindings {
  const log = `file:///var/log/${name}`;
  const first = findings.find(({ severity }) => severity === 'error');
  const cause = first === undefined ? null : { problem: first.problem, line: first.line };
  const known = new KnownFindings(`${name}-`).replace(log, aReport(findings, cause));
  return {
    log,
    name: `/var/log/${name}`,
    state: { kind: 'read' },
    findings: known,
    attempts: [],
    hasPlaces: true,
    ...different,
  };
}

/** The rows as text: indented, with what stands behind them. */
function text(rows: readonly FindingRow[], indent = ''): readonly string[] {
  return rows.flatMap(({ label, description, children }) => [
    `${indent}${label} | ${description}`,
    ...text(children, `${indent}  `),
  ]);
}

const refused = aFinding({ line: 12, time: '2026-11-22T07:46:23' });
const again = aFinding({ line: 90, time: '2026-11-25T08:00:00' });
const other = aFinding({ line: 14, subject: 'example.net', time: '2026-11-22T07:46:24' });
const expiring = aFinding({ line: 3, problem: 'cert-expiring', severity: 'warning', subject: 'shop.example.com' });
const consequence = aFinding({ line: 15, severity: 'hint', causeLine: 12 });
const logs = [aLog('letsencrypt.log', [refused, other, consequence, again]), aLog('nginx.log', [expiring])];

describe('findings by cause', () => {
  it('stand under what is wrong, worst first, repetitions under one row, newest first', () => {
    expect(text(findingRows(logs, options))).toEqual([
      'Port 80 refuses connections | 2 names, 1 log',
      '  www.example.com | letsencrypt.log, line 12 · Nov 22, 2026, 7:46:23 AM · 2 times',
      '    line 90 | Nov 25, 2026, 8:00:00 AM',
      '    line 12 | Nov 22, 2026, 7:46:23 AM',
      '  example.net | letsencrypt.log, line 14 · Nov 22, 2026, 7:46:24 AM',
      expect.stringMatching(/^The certificate .* \| 1 name, 1 log$/) as string,
      '  shop.example.com | nginx.log, line 3',
    ]);
  });

  it('say the severity in words and by the shape of the icon, and what is the cause', () => {
    const [group] = findingRows(logs, options);
    expect(group).toMatchObject({
      icon: { id: 'error' },
      accessible: 'Port 80 refuses connections, error, 2 names, 1 log',
    });
    expect(group?.children[0]?.accessible).toBe(
      'Port 80 refuses connections, error, www.example.com · line 12 · Nov 22, 2026, 7:46:23 AM · 2 times, the cause of its log',
    );
  });

  it('can be verified where a name says what to look at', () => {
    const rows = findingRows(
      [aLog('a.log', [refused, aFinding({ subject: '', captures: {}, line: 2 }), other])],
      options,
    );
    expect(rows[0]?.children.map(({ contextValue }) => contextValue).toSorted()).toEqual([
      'finding',
      'finding.verifiable',
      'finding.verifiable',
    ]);
  });

  it('name the attempt’s time where their own line says none', () => {
    const log = aLog('a.log', [aFinding({ attempt: 0 })], { attempts: [{ time: '2026-11-26T09:00:00' }] });
    expect(text(findingRows([log], options))[1]).toBe('  www.example.com | a.log, line 1 · 9:00:00 AM');
  });

  it('stay the same rows while their log is read to its end', () => {
    const ids = (log: LogFindings): readonly string[] =>
      findingRows([log], options).flatMap(({ children }) => children.map(({ id }) => id));
    const before = aLog('a.log', [refused], { state: { kind: 'reading', fraction: 0.5 }, hasPlaces: false });
    const after = aLog('a.log', [aFinding({ line: 800_012 })]);
    const [id = ''] = ids(before).slice(-1);
    expect(ids(after)).toEqual([id]);
  });

  it('show hostile names as text, cut and without what turns the writing', () => {
    const [group] = findingRows(
      [aLog('a.log', [aFinding({ subject: `evil\u202egnp.exe${'x'.repeat(500)}` })])],
      options,
    );
    const label = group?.children[0]?.label ?? '';
    expect(label).toContain('evil\ufffdgnp');
    expect(label.length).toBeLessThan(210);
  });
});

describe('findings by domain, file and time', () => {
  it('stand under each name with what is wrong with it', () => {
    expect(text(findingRows(logs, { ...options, grouping: 'domain' }))).toEqual([
      'www.example.com | 1 problem',
      expect.stringMatching(/^ {2}Port 80 refuses connections \| letsencrypt\.log, line 12/) as string,
      expect.stringMatching(/line 90/) as string,
      expect.stringMatching(/line 12/) as string,
      'example.net | 1 problem',
      expect.stringMatching(/^ {2}Port 80 refuses connections \| letsencrypt\.log, line 14/) as string,
      'shop.example.com | 1 problem',
      expect.stringMatching(/nginx\.log, line 3$/) as string,
    ]);
  });

  it('stand under each log, with those in which nothing was found', () => {
    const rows = findingRows([...logs, aLog('quiet.log', [])], { ...options, grouping: 'file' });
    expect(rows.map(({ label, description }) => `${label} | ${description}`)).toEqual([
      'letsencrypt.log | 3 findings · /var/log',
      'nginx.log | 1 finding · /var/log',
      'quiet.log | nothing found · /var/log',
    ]);
  });

  it('stand under each day, newest first, and what has no time last', () => {
    const today = aFinding({ line: 99, time: '2026-11-26T01:00:00' });
    const rows = findingRows([aLog('a.log', [refused, again, today]), ...logs.slice(1)], {
      ...options,
      grouping: 'time',
    });
    expect(rows.map(({ label }) => label)).toEqual([
      'Today, Nov 26, 2026',
      'Yesterday, Nov 25, 2026',
      'Nov 22, 2026',
      'No time in the log',
    ]);
  });
});

describe('logs that are read or followed', () => {
  it('say so above the groups, whatever these are', () => {
    const busy = [
      aLog('large.log', [], { state: { kind: 'reading', fraction: 0.437 } }),
      aLog('live.log', [refused], { state: { kind: 'followed', trouble: null } }),
      aLog('gone.log', [], { state: { kind: 'followed', trouble: 'not-found' } }),
    ];
    expect(text(findingRows(busy, options)).slice(0, 3)).toEqual([
      'large.log | reading, 43 % · nothing found · /var/log',
      'live.log | following · 1 finding · /var/log',
      'gone.log | following, but it is not there · nothing found · /var/log',
    ]);
  });

  it('name no line before the lines are counted', () => {
    const log = aLog('large.log', [refused], { state: { kind: 'reading', fraction: null }, hasPlaces: false });
    expect(text(findingRows([log], options)).at(-1)).toContain('large.log, newest part');
  });
});

describe('the filter by domain', () => {
  it('offers each name once, those of one domain together', () => {
    expect(namesIn(logs)).toEqual(['shop.example.com', 'www.example.com', 'example.net']);
  });

  it('shows a name and those below it, and no log without them', () => {
    const rows = findingRows(logs, { ...options, only: 'example.com', grouping: 'file' });
    expect(rows.map(({ label }) => label)).toEqual(['letsencrypt.log', 'nginx.log']);
    expect(text(findingRows(logs, { ...options, only: 'ww.example.com' }))).toEqual([]);
  });
});

describe('more findings than anybody reads', () => {
  it('are counted, not listed', () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      aFinding({ line: index + 1, subject: `n${index}.example.com` }),
    );
    const [group] = findingRows([aLog('a.log', many)], options);
    expect(group?.children).toHaveLength(201);
    expect(group?.children.at(-1)?.label).toBe('and 800 more');
  });

  it('of one log are its cause and the newest', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => aFinding({ line: index + 1 }));
    const listed = listedFindings(aLog('a.log', many).findings);
    expect(listed).toHaveLength(2_001);
    expect(listed[0]?.isCause).toBe(true);
    expect(listed.at(-1)?.finding.line).toBe(5_000);
  });
});
