import { expect, test } from 'vitest';
import { exportMarkdown } from '../../../src/core/playbook/export-markdown.ts';
import { issuanceFailed } from '../../../src/core/playbook/issuance-failed.ts';
import { advance, startRun, type PlaybookRun, type RunEvent } from '../../../src/core/playbook/run.ts';
import type { DomainReport } from '../../../src/core/domain/report.ts';
import { at, finding, healthy, intent, portRefused } from './recorded-report.ts';

function run(report: DomainReport): PlaybookRun {
  return advance(issuanceFailed, startRun(issuanceFailed, intent, null, at), { kind: 'looked', report, at });
}

test('the export says what was seen, where from, what it means and what happened', () => {
  const text = exportMarkdown(issuanceFailed, run(portRefused));
  expect(text).toContain('# Issuance failed or stuck at pending\n');
  expect(text).toContain(`seen from web-1`);
  expect(text).toContain('## 2. Port 80 from outside: problem');
  expect(text).toContain('(http-refused)');
  expect(text).toContain('What to do:');
  expect(text).toContain('Z Port 80 from outside: problem');
});

test('text from outside is text: no link, no HTML, no table cell, no hidden character', () => {
  const hostile =
    '[x](command:evil) <img src=x onerror=alert(1)> | `code` ![y](https://evil.example/z) www.evil.example \u202e\u0007**b**';
  const findings = [finding('http-refused', 'example.com', hostile, [{ label: hostile, text: hostile }])];
  const text = exportMarkdown(issuanceFailed, run({ ...healthy, findings, vantage: hostile, sslDetail: hostile }));
  const outsideOfCode = text.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
  for (const sign of ['[', '](', '<', '://', 'www.', '**b**', '`']) expect(outsideOfCode).not.toContain(sign);
  expect(text).toContain('`![y](https://evil.example/z)`');
  for (const hidden of ['\u202e', '\u0007']) expect(text).not.toContain(hidden);
  const table = text.split('\n').filter((line) => line.startsWith('| example.com'));
  expect(table.length).toBeGreaterThan(0);
  for (const row of table) expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6);
});

test('what needs no escaping stands as it is, and addresses of pages can be read', () => {
  const message = 'http://example.com/ is served by example.com (203.0.113.10), not by "nginx"!';
  const findings = [finding('http-refused', 'example.com', message)];
  const text = exportMarkdown(issuanceFailed, run({ ...healthy, findings }));
  expect(text).toContain('`http://example.com/` is served by example.com (203.0.113.10), not by "nginx"!');
  expect(text).not.toContain('\\');
});

test('no text from outside begins a heading, a list or a rule', () => {
  for (const sign of ['#', '-', '+', '1.', '---', '===', '>']) {
    const report = { ...healthy, findings: [finding('http-refused', 'example.com', `${sign} x`)] };
    expect(exportMarkdown(issuanceFailed, run(report)).split('\n')).toContain(`\`${sign}\` x`);
  }
});

test('what happened names the commands that ran or were declined, and the certificate', () => {
  const certificate = {
    folder: '/srv/live',
    certificateFile: '',
    chainFile: '',
    fullChainFile: '',
    keyFile: '',
    serialNumber: '0A1B',
    fingerprint: 'F02',
    notAfter: '2027-02-23T09:00:00.000Z',
  };
  const stopped = { kind: 'declined', what: 'Reloading the server: systemctl reload nginx' } as const;
  const events: readonly RunEvent[] = [
    { kind: 'issue-started', at },
    { kind: 'issue-progress', words: 'Testing the configuration: nginx -t', at },
    { kind: 'issue-ended', report: { reached: 'stored', certificate, stopped }, at },
  ];
  const text = exportMarkdown(
    issuanceFailed,
    events.reduce((one, event) => advance(issuanceFailed, one, event), run(healthy)),
  );
  const happened = text.slice(text.indexOf('## What happened'));
  expect(happened).toContain('Testing the configuration: nginx -t');
  expect(happened).toContain('Stored: serial 0A1B, valid until 2027-02-23, in /srv/live');
  expect(happened).toContain('Declined: Reloading the server: systemctl reload nginx');
});
