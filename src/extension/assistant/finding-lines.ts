import { parseIdentifier, textOf } from '../../core/domain/name.ts';
import { problems } from '../../core/problem/catalogue.ts';
import type { Finding } from '../../core/problem/finding.ts';
import { item, text, type AnswerLine, type QuotedText } from './answer.ts';

/** So many findings are told in full; the rest is counted. */
const mostFindings = 8;

/** What was found, in the catalogue's words; whatever was seen stands in `findingQuotes`. */
export function findingLines(findings: readonly Finding[]): readonly AnswerLine[] {
  const told = findings.slice(0, mostFindings);
  return [
    ...told.flatMap(({ problem, severity, subject }) => {
      const { title, meaning, fix } = problems[problem];
      const name = validName(subject);
      return [
        item(`${severity}: ${title} (${problem})${name === null ? '' : `, ${name}`}`),
        text(`  ${meaning} ${fix}`),
      ];
    }),
    ...(findings.length > told.length ? [text(`and ${findings.length - told.length} more`)] : []),
  ];
}

export function findingQuotes(findings: readonly Finding[]): readonly QuotedText[] {
  return findings
    .slice(0, mostFindings)
    .flatMap(({ problem, message, evidence }) => [
      { label: `${problem}: what was seen`, text: message },
      ...evidence.slice(0, 3).map(({ label, text: seen }) => ({ label: `${problem}: ${label}`, text: seen })),
    ]);
}

/** The text, where it is a name or an address by its grammar; null for anything else. */
export function validName(written: string): string | null {
  const parsed = parseIdentifier(written);
  return parsed.ok ? textOf(parsed.name) : null;
}
