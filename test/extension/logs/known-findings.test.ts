import { describe, expect, it } from 'vitest';
import { KnownFindings } from '../../../src/extension/logs/known-findings.ts';
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

  it('stay the same objects where a change left them, and those after it are new', () => {
    const register = new KnownFindings();
    const [one, two, three] = [aFinding(), aFinding({ line: 2 }), aFinding({ line: 3 })];
    const before = known(aReport([one, two]), register);
    const after = known(aReport([one, three]), register);
    expect(after[0]).toBe(before[0]);
    expect(after[1]?.finding.line).toBe(3);
    expect(register.find(before[1]?.id)).toBeNull();
    expect(register.find(after[1]?.id)).toBe(after[1]);
  });

  it('are told anew where only the cause or the only name of the log changed', () => {
    const register = new KnownFindings();
    const silent = aFinding({ subject: '' });
    const named = aFinding({ line: 2, subject: 'a.example.com' });
    expect(known(aReport([silent, named]), register)[0]?.name).toBe('a.example.com');
    const other = aFinding({ line: 3, subject: 'b.example.com' });
    const [first] = known(aReport([silent, named, other], { problem: 'http-refused', line: 1 }), register);
    expect(first).toMatchObject({ isCause: true, name: null });
    expect(register.find(first?.id)).toBe(first);
  });

  it('are about the one name of their attempt where their line says none', () => {
    const attempts = [
      { startLine: 1, endLine: 9, names: ['*.example.com'], outcome: 'failed' as const, cause: null },
      {
        startLine: 10,
        endLine: 19,
        names: ['a.example.com', 'b.example.com'],
        outcome: 'failed' as const,
        cause: null,
      },
    ];
    const findings = [aFinding({ subject: '', attempt: 0 }), aFinding({ line: 12, subject: '', attempt: 1 })];
    const names = known({ ...aReport(findings), attempts }).map(({ name }) => name);
    expect(names).toEqual(['example.com', null]);
  });

  it('of two registers never share an id', () => {
    const [one] = known(aReport([aFinding()]), new KnownFindings());
    const [other] = known(aReport([aFinding()]), new KnownFindings('elsewhere-'));
    expect(one?.id).not.toBe(other?.id);
  });
});
