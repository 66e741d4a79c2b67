import { problems } from '../../core/problem/catalogue.ts';
import type { Severity } from '../../core/problem/finding.ts';
import type { KnownFinding } from './known-findings.ts';
import { groupBy } from '../../core/group-by.ts';

export interface RelatedPlace {
  readonly at: KnownFinding;
  readonly message: string;
}

/** What one squiggle says. Plain text: VS Code reads no Markdown in it. */
export interface PlannedDiagnostic {
  readonly known: KnownFinding;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly RelatedPlace[];
}

/** VS Code keeps 1,000 diagnostics a file and draws about 500; nobody reads more than this. */
export const maxDiagnostics = 200;

const bySeverity: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/**
 * One diagnostic for each problem of each subject, at the cause or else at the newest place; its repetitions are hints,
 * which are marked in the text but not listed in the Problems view.
 * @param noteOf what a live check said of the finding, or null
 */
export function planDiagnostics(
  findings: readonly KnownFinding[],
  noteOf: (known: KnownFinding) => string | null,
): readonly PlannedDiagnostic[] {
  const groups = groupBy(findings, ({ finding }) => JSON.stringify([finding.problem, finding.subject]));
  const cause = findings.find(({ isCause }) => isCause);
  const heads: PlannedDiagnostic[] = [];
  const repetitions: PlannedDiagnostic[] = [];
  for (const group of groups.values()) {
    // Lines that only follow from others are no news of their own, and do not count.
    const told = group.filter(({ finding }) => finding.severity !== 'hint');
    const head = group.find(({ isCause }) => isCause) ?? told.at(-1) ?? group.at(-1);
    if (head === undefined) continue;
    const others = group.filter((known) => known !== head);
    heads.push({
      known: head,
      severity: head.finding.severity,
      message: [head.finding.message, noteOf(head), told.length < 2 ? null : `${told.length} times in this log.`]
        .filter((part) => part !== null)
        .join(' '),
      // Not its repetitions: a hover shows all of these above everything else that it says.
      related: cause === undefined || cause === head || !isFailure(head) ? [] : [toCause(cause)],
    });
    for (const known of others) {
      repetitions.push({
        known,
        severity: 'hint',
        message: known.finding.message,
        related: [{ at: head, message: `The same, listed for line ${head.finding.line}` }],
      });
    }
  }
  heads.sort(
    (a, b) =>
      Number(b.known.isCause) - Number(a.known.isCause) ||
      bySeverity.indexOf(a.severity) - bySeverity.indexOf(b.severity) ||
      b.known.finding.line - a.known.finding.line,
  );
  repetitions.sort((a, b) => b.known.finding.line - a.known.finding.line);
  return [...heads, ...repetitions].slice(0, maxDiagnostics);
}

function toCause(cause: KnownFinding): RelatedPlace {
  return { at: cause, message: `The cause named for this log: ${problems[cause.finding.problem].title}` };
}

function isFailure({ finding }: KnownFinding): boolean {
  return finding.severity === 'error' || finding.severity === 'warning';
}
