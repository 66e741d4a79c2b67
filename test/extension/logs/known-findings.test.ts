import { describe, expect, it } from 'vitest';
import { KnownFindings, maxFindings } from '../../../src/extension/logs/known-findings.ts';
import { aFinding, aReport, known, logUri } from './a-finding.ts';

describe('the findings that links and commands can name', () => {
  it('are found by an id that holds nothing of the log', () => {
    const register = new KnownFindings();
    const [first] = known(aReport([aFinding({ subject: 'x.example.com' })]), register);
    expect(first?.id).toMatch(/^[0-9]+$/);
    expect(register.find(first?.id)?.finding.subject).toBe('x.example.com');
  });

  it('keep their id when a later scan meets them again, so that an open menu still works', () => {
    const register = new KnownFindings();
    const [before] = known(aReport([aFinding()]), register);
    const after = known(aReport([aFinding(), aFinding({ line: 9 })]), register);
    expect(after.map(({ id }) => id)).toEqual([before?.id, expect.not.stringMatching(`^${before?.id}$`)]);
  });

  it('are gone with their log, and with the line that was edited away', () => {
    const register = new KnownFindings();
    const [old] = known(aReport([aFinding()]), register);
    const [next] = known(aReport([aFinding({ line: 2 })]), register);
    expect(register.find(old?.id)).toBeNull();
    register.forget(logUri);
    expect(register.find(next?.id)).toBeNull();
    expect(register.in(logUri)).toEqual([]);
  });

  it.each([undefined, null, 1, {}, '', 'toString', '__proto__', '999'])('are not found by %j', (id) => {
    const register = new KnownFindings();
    known(aReport([]), register);
    expect(register.find(id)).toBeNull();
  });

  it('are the newest ones and the cause where a log has too many', () => {
    const findings = Array.from({ length: maxFindings + 10 }, (_, index) => aFinding({ line: index + 1 }));
    const kept = known(aReport(findings, { problem: 'http-refused', line: 3 }));
    expect(kept).toHaveLength(maxFindings + 1);
    expect(kept[0]).toMatchObject({ isCause: true, finding: { line: 3 } });
    expect(kept.at(-1)?.finding.line).toBe(maxFindings + 10);
  });
});
