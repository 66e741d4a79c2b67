import { problems } from '../../core/problem/catalogue.ts';
import type { Severity } from '../../core/problem/finding.ts';
import { findingOfLine } from './finding-at.ts';
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
/** A hover shows all of them above everything else that it says. */
export const maxRelated = 2;

const bySeverity: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/**
 * One diagnostic for each problem of each subject, at the cause or else at the newest place, with a count and its newest
 * other places. All others are hints, which are marked in the text but not listed in the Problems view. What follows
 * from another line leads there.
 * @param noteOf what a live check said of the finding, or null
 */
export function planDiagnostics(
  findings: readonly KnownFinding[],
  noteOf: (known: KnownFinding) => string | null,
): readonly PlannedDiagnostic[] {
  const groups = groupBy(findings, ({ group }) => group);
  const cause = findings.find(({ isCause }) => isCause);
  const heads: PlannedDiagnostic[] = [];
  const repetitions: PlannedDiagnostic[] = [];
  for (const group of groups.values()) {
    // Lines that only follow from others are no news of their own, and do not count.
    const told = group.filter(({ finding }) => finding.severity !== 'hint');
    const head = group.find(({ isCause }) => isCause) ?? told.at(-1) ?? group.at(-1);
    if (head === undefined) continue;
    const others = group.filter((known) => known !== head).reverse();
    heads.push({
      known: head,
      severity: head.finding.severity,
      message: [head.finding.message, noteOf(head), told.length < 2 ? null : `${told.length} times in this log.`]
        .filter((part) => part !== null)
        .join(' '),
      related: [
        ...toExplanation(head, findings, cause),
        ...others
          .filter((known) => told.includes(known))
          .slice(0, maxRelated)
          .map(toPlace),
      ],
    });
    for (const known of others) {
      const explained = toExplanation(known, findings, undefined);
      repetitions.push({
        known,
        severity: 'hint',
        message: known.finding.message,
        related:
          explained.length > 0 ? explained : [{ at: head, message: `The same, listed for line ${head.finding.line}` }],
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

function toPlace(known: KnownFinding): RelatedPlace {
  return { at: known, message: `The same, in line ${known.finding.line}` };
}

/** Where the cause stands: the one that explains this line, or else the one that is named for the whole log. */
function toExplanation(
  known: KnownFinding,
  findings: readonly KnownFinding[],
  cause: KnownFinding | undefined,
): readonly RelatedPlace[] {
  const { causeLine } = known.finding;
  const explaining = causeLine === undefined ? undefined : findingOfLine(findings, causeLine, ({ finding }) => finding);
  if (explaining !== undefined) {
    return [
      { at: explaining, message: `Follows from line ${causeLine}: ${problems[explaining.finding.problem].title}` },
    ];
  }
  if (cause === undefined || cause === known || !isFailure(known)) return [];
  return [{ at: cause, message: `The cause named for this log: ${problems[cause.finding.problem].title}` }];
}

function isFailure({ finding }: KnownFinding): boolean {
  return finding.severity === 'error' || finding.severity === 'warning';
}
