import { describe, expect, it } from 'vitest';
import { maxDiagnostics, maxRelated, planDiagnostics } from '../../../src/extension/logs/diagnostic-plan.ts';
import { aFinding, aReport, known } from './a-finding.ts';

const noNote = (): null => null;

describe('the squiggles of a log', () => {
  it('say cause, subject and fix, and nothing else where nothing else is known', () => {
    const [plan, ...more] = planDiagnostics(known(aReport([aFinding()])), noNote);
    expect(plan).toMatchObject({ severity: 'error', message: aFinding().message, related: [] });
    expect(more).toEqual([]);
  });

  it('list a problem of a name once, at the cause, with a count; its other places lead there', () => {
    const findings = [aFinding({ line: 2 }), aFinding({ line: 4 }), aFinding({ line: 9 })];
    const plans = planDiagnostics(known(aReport(findings, { problem: 'http-refused', line: 4 })), noNote);
    expect(plans.map(({ known, severity }) => [known.finding.line, severity])).toEqual([
      [4, 'error'],
      [9, 'hint'],
      [2, 'hint'],
    ]);
    expect(plans[0]?.message).toContain('3 times in this log');
    expect(plans[0]?.related.map(({ message }) => message)).toEqual(['The same, in line 9', 'The same, in line 2']);
    expect(plans[1]?.related.map(({ at }) => at.finding.line)).toEqual([4]);
  });

  it('stand at the newest place of a problem that is not the cause', () => {
    const plans = planDiagnostics(known(aReport([aFinding({ line: 2 }), aFinding({ line: 9 })])), noNote);
    expect(plans[0]?.known.finding.line).toBe(9);
  });

  it('lead from a consequence to the cause, and from the cause nowhere', () => {
    const findings = [aFinding({ line: 4 }), aFinding({ line: 8, problem: 'ratelimit-failed-validation' })];
    const [cause, consequence] = planDiagnostics(
      known(aReport(findings, { problem: 'http-refused', line: 4 })),
      noNote,
    );
    expect(cause?.related).toEqual([]);
    expect(consequence?.related).toMatchObject([{ at: { finding: { line: 4 } } }]);
    expect(consequence?.related[0]?.message).toContain('Port 80 refuses connections');
  });

  it('list one problem of one name met a thousand times as one, with the count and its newest places', () => {
    const findings = Array.from({ length: 1_500 }, (_, index) => aFinding({ line: index + 1 }));
    const plans = planDiagnostics(known(aReport(findings)), noNote);
    expect(plans.filter(({ severity }) => severity !== 'hint')).toHaveLength(1);
    expect(plans[0]?.message).toContain('1500 times in this log.');
    expect(plans[0]?.related.map(({ at }) => at.finding.line)).toEqual(
      Array.from({ length: maxRelated }, (_, index) => 1_499 - index),
    );
  });

  it('lead from what only follows to the line that explains it, and not back', () => {
    const consequence = aFinding({ line: 8, severity: 'hint', causeLine: 4, message: 'Follows from line 4.' });
    const [cause, follows] = planDiagnostics(known(aReport([aFinding({ line: 4 }), consequence])), noNote);
    expect(cause).toMatchObject({ severity: 'error', related: [] });
    expect(cause?.message).not.toContain('times');
    expect(follows).toMatchObject({ severity: 'hint', related: [{ at: { finding: { line: 4 } } }] });
    expect(follows?.related[0]?.message).toBe('Follows from line 4: Port 80 refuses connections');
  });

  it('carry what a live check said', () => {
    const [plan] = planDiagnostics(known(aReport([aFinding()])), () => 'Seen again at 12:31 from web-1.');
    expect(plan?.message).toMatch(/Start the web server\. Seen again at 12:31 from web-1\.$/);
  });

  it('never exceed what an editor can show, and keep the cause and the errors', () => {
    const findings = Array.from({ length: maxDiagnostics * 3 }, (_, index) =>
      aFinding({
        line: index + 1,
        subject: `n${index}.example.com`,
        severity: index % 50 === 0 ? 'error' : 'info',
      }),
    );
    const plans = planDiagnostics(known(aReport(findings, { problem: 'http-refused', line: 2 })), noNote);
    expect(plans).toHaveLength(maxDiagnostics);
    expect(plans[0]?.known).toMatchObject({ isCause: true, finding: { line: 2 } });
    expect(plans.filter(({ severity }) => severity === 'error')).toHaveLength(12);
  });
});
