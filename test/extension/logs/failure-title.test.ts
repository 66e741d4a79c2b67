import { describe, expect, it } from 'vitest';
import { problems } from '../../../src/core/problem/catalogue.ts';
import { failureTitle } from '../../../src/extension/logs/failure-title.ts';
import { aKnownFinding } from './a-finding.ts';

describe('the line above the root cause', () => {
  it('says for which name and why', () => {
    expect(failureTitle(aKnownFinding())).toBe('✖ failed for www.example.com: port 80 refuses connections');
    expect(failureTitle(aKnownFinding({ subject: '' }))).toBe('✖ failed: port 80 refuses connections');
  });

  it('says the names of the attempt where the line names none, and shows what a file is called as text', () => {
    const silent = aKnownFinding({ subject: '' });
    expect(failureTitle(silent, ['a.example.com', 'b.example.com', 'c.example.com'])).toContain(
      '✖ failed for a.example.com and 2 more: ',
    );
    expect(failureTitle(aKnownFinding({ subject: '/tmp/$(trash)\u202E' }))).toContain('/tmp/$ (trash)\u{FFFD}: ');
  });

  it('leaves abbreviations as they are', () => {
    expect(failureTitle(aKnownFinding({ problem: 'caa-forbids' }))).toContain(`: ${problems['caa-forbids'].title}`);
  });
});
