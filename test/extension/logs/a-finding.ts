import type { LogFinding, LogReport } from '../../../src/core/log/report.ts';
import type { ActionContext } from '../../../src/extension/logs/finding-actions.ts';
import { anyPrompt } from '../../../src/extension/remedies/terminal-prompt.ts';
import { type KnownFinding, KnownFindings } from '../../../src/extension/logs/known-findings.ts';

/** A refused connection at line 1, unless said otherwise. */
export function aFinding(different: Partial<LogFinding> = {}): LogFinding {
  const line = different.line ?? 1;
  return {
    problem: 'http-refused',
    severity: 'error',
    signature: 'boulder/refused',
    line,
    column: 5,
    endLine: line,
    endColumn: 30,
    subject: 'www.example.com',
    message: 'Port 80 refuses connections at www.example.com. Start the web server.',
    captures: {},
    ...different,
  };
}

export function aReport(findings: readonly LogFinding[], cause: LogReport['cause'] = null): LogReport {
  return { format: 'certbot', lines: 500, bytes: 40_000, findings, attempts: [], cause };
}

export const logUri = 'file:///var/log/letsencrypt/letsencrypt.log';

/** The report's findings as the editor knows them. */
export function known(report: LogReport, register = new KnownFindings()): readonly KnownFinding[] {
  return register.replace(logUri, report);
}

/** One finding, known, and the cause of its log. */
export function aKnownFinding(different: Partial<LogFinding> = {}): KnownFinding {
  const finding = aFinding(different);
  const [only] = known(aReport([finding], { problem: finding.problem, line: finding.line }));
  if (only === undefined) throw new Error('the register lost the finding');
  return only;
}

/** What the editor around a log knows: a trusted folder, no remedies, and a domain list that does not hold the name. */
export function aContext(different: Partial<ActionContext> = {}): ActionContext {
  return {
    ...{ trusted: true, prompt: anyPrompt, remedies: [], canAdd: true, hasWorkspace: true },
    now: new Date('2026-11-26T12:00:00Z'),
    ...different,
  };
}
