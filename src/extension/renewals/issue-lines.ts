import type { IssueReport, IssueRequest } from '../../core/acme/issuance.ts';
import { leftRecordLines } from '../../core/acme/issued-text.ts';
import { shownText } from '../shown-text.ts';

/** What came of an issuance as lines of a log, the CA's words kept. */
export function issueLines(name: string, request: IssueRequest, report: IssueReport, now: Date): readonly string[] {
  const { stopped, certificate, reached } = report;
  const lines = [
    `${now.toISOString()} ${name}: ${stopped === null ? 'issued' : 'not finished'}, reached ${reached}`,
    `  CA: ${request.ca.directoryUrl}`,
  ];
  if (certificate !== null) lines.push(`  Files: ${certificate.folder}`);
  if (stopped?.kind === 'ca') {
    const { type, detail, status, subproblems, retryAfter } = stopped.problem;
    lines.push(`  urn:ietf:params:acme:error:${type} :: ${detail} (HTTP ${status})`);
    for (const part of subproblems) lines.push(`  ${part.identifier}: ${part.type} :: ${part.detail}`);
    if (retryAfter !== null) lines.push(`  Next try not before ${retryAfter}`);
  }
  if (stopped?.kind === 'failed') lines.push(`  ${stopped.text}`);
  lines.push(...leftRecordLines(report).map((line) => `  ${line}`));
  return lines.map((line) => shownText(line, 2_000));
}
