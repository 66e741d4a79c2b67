import { expect, it } from 'vitest';
import type { LogFinding } from '../../../src/core/log/report.ts';
import type { LogFindings, LogState } from '../../../src/extension/findings/log-findings.ts';
import { UnseenCauses } from '../../../src/extension/findings/unseen-causes.ts';
import { aFinding, aReport, known, logUri } from '../logs/a-finding.ts';

function aLog(findings: readonly LogFinding[], state: LogState = { kind: 'followed', trouble: null }): LogFindings {
  return { log: logUri, name: 'a.log', state, findings: known(aReport(findings)), attempts: [], hasPlaces: true };
}

const refused = aFinding();
const other = aFinding({ line: 2, subject: 'example.net' });

it('counts each cause of failure once until somebody looks', () => {
  const unseen = new UnseenCauses();
  expect(unseen.count([aLog([refused, aFinding({ line: 9 }), other])])).toBe(2);
  unseen.look([aLog([refused, other])]);
  expect(unseen.count([aLog([refused, other])])).toBe(0);
});

it('counts a cause again when it comes again', () => {
  const unseen = new UnseenCauses();
  unseen.look([aLog([refused])]);
  expect(unseen.count([aLog([refused, aFinding({ line: 900 })])])).toBe(1);
});

it('counts no warning, nothing that another line explains, and nothing of a log that is still being read', () => {
  const unseen = new UnseenCauses();
  const warning = aFinding({ severity: 'warning' });
  const explained = aFinding({ line: 3, causeLine: 1 });
  expect(unseen.count([aLog([warning, explained])])).toBe(0);
  expect(unseen.count([aLog([refused], { kind: 'reading', fraction: 0.5 })])).toBe(0);
});
