import { shownText } from '../shown-text.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import { dnsWords, sslWords } from '../../core/domain/status.ts';
import { problems } from '../../core/problem/catalogue.ts';

/** A report as lines of a log: the status first, then each finding with its remedy, then the names. */
export function reportLines(report: DomainReport): readonly string[] {
  const { at, name, ssl, sslDetail, findings, names, vantage, ms } = report;
  return [
    `${at} ${name}: ${sslWords(ssl)}${sslDetail === '' ? '' : `, ${sslDetail}`} (seen from ${vantage}, ${ms} ms)`,
    ...findings.flatMap(({ severity, problem, message, evidence }) => [
      `  ${severity.toUpperCase()} ${problems[problem].title}: ${message}`,
      ...evidence.flatMap(({ label, text }) => [`    ${label}`, ...text.split('\n', 8).map((line) => `      ${line}`)]),
      `    ${problems[problem].fix}`,
    ]),
    ...names.map((own) => `  ${own.name}: ${dnsWords(own)}`),
  ].map((line) => shownText(line, 2_000));
}
