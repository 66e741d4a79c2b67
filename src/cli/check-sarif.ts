import type { DomainReport } from '../core/domain/report.ts';
import { explainFindings } from '../core/judge/explain-findings.ts';
import { problems, type ProblemId } from '../core/problem/catalogue.ts';
import type { Finding } from '../core/problem/finding.ts';
import { digest, plainMessage, sarifLevels, sarifLog, uriOf } from './sarif-run.ts';

/** A report, and where its domain is named; null on the command line and in a recording. */
export interface PlacedReport {
  readonly report: DomainReport;
  readonly place: { readonly file: string; readonly line: number } | null;
}

/**
 * What checks found as SARIF: a result for each finding, at the line that names the domain where a file does, and the
 * finding that explains it as related location. A domain is a logical location.
 */
export function checkSarif(reports: readonly PlacedReport[], version: string) {
  return sarifLog(version, {
    problems: reports.flatMap(({ report }) => report.findings.map(({ problem }) => problem)),
    failures: reports
      .filter(({ report }) => report.ssl === 'unknown')
      .map((placed) => ({
        text: `${placed.report.name} could not be looked at: ${placed.report.sslDetail}.`,
        location: locationOf(placed),
      })),
    artifacts: [...new Set(reports.flatMap(({ place }) => (place === null ? [] : [place.file])))],
    results: (ruleIndex) => reports.flatMap((placed) => resultsOf(placed, ruleIndex)),
  });
}

function resultsOf(placed: PlacedReport, ruleIndex: (problem: ProblemId) => number): readonly object[] {
  const { report } = placed;
  return explainFindings(report.findings).flatMap(({ finding, consequences }) => [
    resultOf(finding, null),
    ...consequences.map((one) => resultOf(one, finding)),
  ]);

  function resultOf({ problem, severity, subject, message }: Finding, cause: Finding | null): object {
    return {
      ruleId: problem,
      ruleIndex: ruleIndex(problem),
      level: sarifLevels[severity],
      message: { text: plainMessage(message) },
      locations: [locationOf(placed)],
      ...(cause === null
        ? {}
        : {
            relatedLocations: [
              {
                id: 0,
                message: {
                  text: plainMessage(`It follows from this: ${problems[cause.problem].title}, ${cause.subject}.`),
                },
                ...locationOf(placed),
              },
            ],
          }),
      partialFingerprints: { 'problemAndSubject/v1': digest(`${report.name} ${problem} ${subject}`) },
      properties: { isCause: cause === null, subject, domain: report.name, time: report.at, vantage: report.vantage },
    };
  }
}

function locationOf({ report, place }: PlacedReport) {
  return {
    ...(place === null
      ? {}
      : { physicalLocation: { artifactLocation: { uri: uriOf(place.file) }, region: { startLine: place.line } } }),
    logicalLocations: [{ name: report.name, fullyQualifiedName: report.name, kind: 'resource' }],
  };
}
