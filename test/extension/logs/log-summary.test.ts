import { describe, expect, it } from 'vitest';
import { summaryLines, summarySentence } from '../../../src/extension/logs/log-summary.ts';
import { noticeText } from '../../../src/extension/shown-text.ts';
import { aFinding, aReport } from './a-finding.ts';

const cause = { problem: 'http-refused', line: 7 } as const;

describe('the summary of a log', () => {
  it('names the cause first and its place', () => {
    const report = aReport([aFinding({ line: 3, problem: 'order-invalid' }), aFinding({ line: 7 })], cause);
    expect(summarySentence('le.log', report)).toBe(`le.log: ${aFinding().message}`);
    const lines = summaryLines('/var/log/le.log', report);
    expect(lines.slice(0, 3)).toEqual([
      '/var/log/le.log: read 500 lines of certbot.',
      'The cause: Port 80 refuses connections.',
      `/var/log/le.log:7  ${aFinding().message}`,
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^\/var\/log\/le\.log:3 {2}/));
  });

  it('says plainly that nothing was found', () => {
    expect(summarySentence('le.log', aReport([]))).toBe('le.log: no sign of certificate or DNS trouble in 500 lines.');
  });

  it('says plainly that the lines do not show the cause', () => {
    expect(summarySentence('le.log', aReport([aFinding()]))).toBe(
      'le.log: 1 finding, but these lines do not show one cause.',
    );
  });

  it('counts repetitions and stays short', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      aFinding({ line: index + 1, subject: `n${index % 90}.example.com` }),
    );
    const lines = summaryLines('/le.log', aReport(many));
    expect(lines.filter((line) => line.startsWith('/le.log:')).length).toBeLessThanOrEqual(51);
    expect(lines).toContainEqual(expect.stringContaining('4 times, the newest here'));
    expect(lines).toContain('and 40 more.');
  });

  it('makes no link of a file name that is written like one', () => {
    const sentence = summarySentence('[press](command:workbench.action.quit).log', aReport([]));
    expect(noticeText(sentence)).not.toContain('](');
  });
});
