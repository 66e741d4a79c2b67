import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import type { LogFinding, LogReport } from '../core/log/report.ts';
import { problems, type ProblemId } from '../core/problem/catalogue.ts';
import type { Severity } from '../core/problem/finding.ts';

export interface SarifLog extends LogReport {
  readonly path: string;
}

/** A log that could not be read, and why, in words. */
export interface UnreadLog {
  readonly path: string;
  readonly why: string;
}

/**
 * The findings as SARIF 2.1.0 (OASIS), as code scanning services and editors read it: a rule for each problem that was
 * found, a result for each finding, the line that explains it as related location. Columns count UTF-16 units.
 */
export function sarifOf(logs: readonly SarifLog[], unread: readonly UnreadLog[], version: string) {
  const found = [...new Set(logs.flatMap(({ findings }) => findings.map(({ problem }) => problem)))].sort();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Cert Doctor', semanticVersion: version, rules: found.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unread.length === 0,
            toolExecutionNotifications: unread.map(({ path: file, why }) => ({
              level: 'error',
              message: { text: plainMessage(`The log was not read: ${why}.`) },
              locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
            })),
          },
        ],
        artifacts: logs.map((log) => ({ location: { uri: uriOf(log.path) } })),
        results: logs.flatMap((log) => resultsOf(log, found)),
      },
    ],
  };
}

function ruleOf(id: ProblemId) {
  const { title, meaning, fix, severity, area } = problems[id];
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: meaning },
    help: { text: `${meaning}\n\nWhat to do: ${fix}`, markdown: `${meaning}\n\n**What to do:** ${fix}` },
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [area] },
  };
}

function resultsOf(log: SarifLog, rules: readonly ProblemId[]) {
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
      ruleIndex: rules.indexOf(problem),
      level: levels[severity],
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

/** In a message, braces are placeholders and brackets are links (3.11.5, 3.11.6). */
function plainMessage(text: string): string {
  return text.replace(/[{}]/g, '$&$&').replace(/[[\]\\]/g, '\\$&');
}

/** Relative to the folder in which the command runs, where the path is. */
function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(path.sep).map(encodeURIComponent).join('/');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};
