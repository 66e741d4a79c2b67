import { expect, test } from 'vitest';
import { exportMarkdown } from '../../../src/core/playbook/export-markdown.ts';
import { issuanceFailed } from '../../../src/core/playbook/issuance-failed.ts';
import { advance, startRun, type PlaybookRun } from '../../../src/core/playbook/run.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { at, finding, healthy, intent, portRefused } from './recorded-report.ts';

function run(report: DomainReport): PlaybookRun {
  return advance(issuanceFailed, startRun(issuanceFailed, intent, null, at), { kind: 'looked', report, at });
}

test('the export says what was seen, where from, what it means and what happened', () => {
  const text = exportMarkdown(issuanceFailed, run(portRefused));
  expect(text).toContain('# PB-1: Issuance failed or stuck at pending');
  expect(text).toContain(`seen from web-1`);
  expect(text).toContain('## 2. Port 80 is reachable: problem');
  expect(text).toContain('(http-refused)');
  expect(text).toContain('What to do:');
  expect(text).toContain('Port 80 is reachable: problem');
});

test('text from outside is text: no link, no HTML, no table cell, no hidden character', () => {
  const hostile =
    '[x](command:evil) <img src=x onerror=alert(1)> | `code` ![y](https://evil.example/z) www.evil.example \u202e\u0007**b**';
  const findings = [finding('http-refused', 'example.com', hostile, [{ label: hostile, text: hostile }])];
  const text = exportMarkdown(issuanceFailed, run({ ...healthy, findings, vantage: hostile, sslDetail: hostile }));
  expect(text).not.toMatch(/(^|[^\\])\[x/);
  expect(text).not.toMatch(/(^|[^\\])!\\?\[/);
  expect(text).not.toContain('<img');
  expect(text).not.toContain('https://evil');
  expect(text).not.toContain('www.evil');
  for (const hidden of ['\u202e', '\u0007']) expect(text).not.toContain(hidden);
  const table = text.split('\n').filter((line) => line.startsWith('| example.com'));
  expect(table.length).toBeGreaterThan(0);
  for (const row of table) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6);
});
