import { problems } from '../../core/problem/catalogue.ts';
import type { Severity } from '../../core/problem/finding.ts';
import { findingOfLine } from './finding-at.ts';
import type { KnownFinding } from './known-findings.ts';

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

/** The findings of one problem on one subject, as far as they are told of. */
interface Group {
  cause: KnownFinding | undefined;
  newest: KnownFinding;
  /** Lines that only follow from others are no news of their own, and do not count. */
  told: number;
  /** The newest of those that count, one more than are listed as other places. */
  readonly places: KnownFinding[];
}

/**
 * One diagnostic for each problem of each subject, at the cause or else at the newest place, with a count and its newest
 * other places. All others are hints, which are marked in the text but not listed in the Problems view. What follows
 * from another line leads there. Looks at each finding once: a log may hold thousands, and be written to all the time.
 * @param noteOf what a live check said of the finding, or null
 */
export function planDiagnostics(
  findings: readonly KnownFinding[],
  noteOf: (known: KnownFinding) => string | null,
): readonly PlannedDiagnostic[] {
  let cause: KnownFinding | undefined;
  const groups = new Map<string, Group>();
  for (const known of findings) {
    const group = groups.get(known.group) ?? { cause: undefined, newest: known, told: 0, places: [] };
    groups.set(known.group, group);
    group.newest = known;
    if (known.isCause) cause = group.cause = known;
    if (known.finding.severity === 'hint') continue;
    group.told++;
    group.places.push(known);
    if (group.places.length > maxRelated + 1) group.places.shift();
  }
  const headOf = new Map<string, KnownFinding>();
  const heads = [...groups].map(([key, group]): PlannedDiagnostic => {
    const head = group.cause ?? group.places.at(-1) ?? group.newest;
    headOf.set(key, head);
    const others = group.places.filter((known) => known !== head).reverse();
    return {
      known: head,
      severity: head.finding.severity,
      message: [head.finding.message, noteOf(head), group.told < 2 ? null : `${group.told} times in this log.`]
        .filter((part) => part !== null)
        .join(' '),
      related: [...toExplanation(head, findings, cause), ...others.slice(0, maxRelated).map(toPlace)],
    };
  });
  heads.sort(
    (a, b) =>
      Number(b.known.isCause) - Number(a.known.isCause) ||
      bySeverity.indexOf(a.severity) - bySeverity.indexOf(b.severity) ||
      b.known.finding.line - a.known.finding.line,
  );
  const planned = heads.slice(0, maxDiagnostics);
  for (let index = findings.length - 1; index >= 0 && planned.length < maxDiagnostics; index--) {
    const known = findings[index];
    const head = known === undefined ? undefined : headOf.get(known.group);
    if (known !== undefined && head !== undefined && known !== head) planned.push(repetition(known, head, findings));
  }
  return planned;
}

function repetition(known: KnownFinding, head: KnownFinding, findings: readonly KnownFinding[]): PlannedDiagnostic {
  const explained = toExplanation(known, findings, undefined);
  return {
    known,
    severity: 'hint',
    message: known.finding.message,
    related:
      explained.length > 0 ? explained : [{ at: head, message: `The same, listed for line ${head.finding.line}` }],
  };
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
