import type { LogFinding, LogReport } from '../core/log/report.ts';
import { problems, type ProblemId } from '../core/problem/catalogue.ts';
import { digest, plainMessage, sarifLevels, sarifLog, uriOf } from './sarif-run.ts';

export interface SarifLog extends LogReport {
  readonly path: string;
}

/** A log that could not be read, and why, in words. */
export interface UnreadLog {
  readonly path: string;
  readonly why: string;
}

/**
 * What logs say as SARIF: a result for each finding, the line that explains it as related location. Columns count UTF-16
 * units.
 */
export function sarifOf(logs: readonly SarifLog[], unread: readonly UnreadLog[], version: string) {
  return sarifLog(version, {
    problems: logs.flatMap(({ findings }) => findings.map(({ problem }) => problem)),
    failures: unread.map(({ path: file, why }) => ({
      text: `The log was not read: ${why}.`,
      location: { physicalLocation: { artifactLocation: { uri: uriOf(file) } } },
    })),
    artifacts: logs.map((log) => log.path),
    results: (ruleIndex) => logs.flatMap((log) => resultsOf(log, ruleIndex)),
  });
}

function resultsOf(log: SarifLog, ruleIndex: (problem: ProblemId) => number) {
  const seen = new Map<string, number>();
  return log.findings.map((finding) => {
    const { problem, severity, message, causeLine } = finding;
    const fingerprint = `${problem} ${finding.signature} ${finding.subject}`;
    const repeat = seen.get(fingerprint) ?? 0;
    seen.set(fingerprint, repeat + 1);
    const explanation = log.findings.find(({ line }) => line === causeLine);
    const isCause = log.cause?.line === finding.line && log.cause.problem === problem;
    return {
      ruleId: problem,
      ruleIndex: ruleIndex(problem),
      level: sarifLevels[severity],
      message: { text: plainMessage(message) },
      locations: [{ physicalLocation: physicalLocation(log.path, finding) }],
      ...(explanation === undefined
        ? {}
        : {
            relatedLocations: [
              {
                id: 0,
                message: { text: `It follows from this: ${problems[explanation.problem].title}.` },
                physicalLocation: physicalLocation(log.path, explanation),
              },
            ],
          }),
      // Not by line: it moves when the log is rotated.
      partialFingerprints: { 'problemAndSubject/v1': digest(`${fingerprint} ${String(repeat)}`) },
      properties: {
        isCause,
        ...(finding.subject === '' ? {} : { subject: finding.subject }),
        ...(finding.time === undefined ? {} : { time: finding.time }),
      },
    };
  });
}

function physicalLocation(file: string, { line, column, endLine, endColumn }: LogFinding) {
  return {
    artifactLocation: { uri: uriOf(file) },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}
