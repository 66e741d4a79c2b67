import { problems } from '../../core/problem/catalogue.ts';
import { withoutSecrets } from '../../core/report/redact.ts';
import { shownText } from '../shown-text.ts';
import type { KnownFinding } from './known-findings.ts';
import { whoCanFix } from './who-can-fix.ts';

const maxLines = 8;

/**
 * What failed, as text for a mail or a ticket.
 * @param log its path as the user knows it
 * @param lines of the finding; empty where they cannot be read
 */
export function attemptReport({ finding, name }: KnownFinding, log: string, lines: readonly string[]): string {
  const { title, meaning, fix, area } = problems[finding.problem];
  const subject = name ?? finding.subject;
  const quoted = lines.slice(0, maxLines).map((line) => `    ${shownText(line.trim(), 1_000)}`);
  // It leaves the machine: whoever pastes it sees no secret of the line that failed.
  return withoutSecrets(
    [
      subject === '' ? title : `${title}: ${shownText(subject, 253)}`,
      '',
      meaning,
      '',
      `Seen in ${shownText(log, 1_000)}, line ${finding.line}${finding.time === undefined ? '' : `, ${shownText(finding.time, 40)}`}${quoted.length === 0 ? '.' : ':'}`,
      ...quoted,
      '',
      `What to do: ${fix}`,
      `Who can fix it: ${whoCanFix[area]}.`,
      '',
    ].join('\n'),
  );
}
