import { problems } from '../problem/catalogue.ts';
import type { Attempt } from './attempt.ts';
import { isUpToTheCa, mostNames } from './attempt.ts';
import type { Candidate } from './candidate.ts';
import { chooseCause, explanationOf, firstOfEach, inForce, withoutExplainedTypes } from './choose-cause.ts';
import { fitsName } from './hole.ts';
import type { LogAttempt, LogFinding } from './report.ts';

/** What the candidates that belong together come to. */
export interface Evaluation {
  readonly cause: Candidate | null;
  readonly findings: readonly LogFinding[];
  readonly attempt: LogAttempt | null;
}

/**
 * Judges what was found in one attempt, or outside of all (`attempt` null): one cause; what it explains, and the same
 * trouble told again, points at it. `index` is the attempt's place in the report.
 */
export function evaluate(attempt: Attempt | null, index: number | undefined, all: readonly Candidate[]): Evaluation {
  const candidates = withoutExplainedTypes(all);
  const open = inForce(candidates);
  const met = firstOfEach(open);
  const cause = chooseCause(open, met);
  const told = new Map<string, LogFinding>();
  const findings: LogFinding[] = [];
  for (const candidate of candidates) {
    const { finding, weight, overcome } = candidate;
    const explanation = explanationOf(finding.problem, met);
    if (weight === 'failed' && cause && cause.weight !== 'failed') {
      if (finding.line !== cause.finding.line) findings.push(within(index, consequence(finding, cause.finding)));
    } else if (weight === 'failed' && candidate === cause)
      findings.push(within(index, { ...finding, severity: 'warning' }));
    else if (overcome && finding.severity !== 'hint') findings.push(within(index, { ...finding, severity: 'info' }));
    else if (explanation && !overcome) findings.push(within(index, follows(finding, explanation.finding)));
    else if (cause && isAround(candidate, cause)) findings.push(within(index, follows(finding, cause.finding)));
    else findings.push(within(index, attempt && !overcome ? toldOnce(finding, weight, told) : finding));
  }
  return { cause, findings, attempt: attempt && summary(attempt, candidates, open, cause) };
}

/** A wrapper's own words for what it failed with, around those that say it: its 403 may hold a 404. */
function isAround({ finding, weight, overcome }: Candidate, cause: Candidate): boolean {
  return (
    weight === 'symptom' &&
    cause.weight === 'cause' &&
    !overcome &&
    finding.subject === '' &&
    finding.line === cause.finding.line &&
    finding.problem !== cause.finding.problem
  );
}

/** In one attempt the same trouble is told once; what says it again points there. */
function toldOnce(finding: LogFinding, weight: Candidate['weight'], told: Map<string, LogFinding>): LogFinding {
  if (weight === 'failed' || finding.severity === 'info') return finding;
  const key = `${finding.problem} ${finding.subject}`;
  const before = told.get(key);
  if (before) return again(finding, before);
  told.set(key, finding);
  return finding;
}

function summary(
  attempt: Attempt,
  candidates: readonly Candidate[],
  open: readonly Candidate[],
  cause: Candidate | null,
): LogAttempt {
  const { firstLine, lastLine, time } = attempt;
  const names = attempt.names.length > 0 ? attempt.names : namesAbout(candidates);
  const failed = open.some(isFailure);
  return {
    startLine: firstLine,
    endLine: lastLine,
    names,
    outcome: attempt.outcome ?? (failed ? 'failed' : 'open'),
    cause:
      cause === null || !isWorthTelling(cause) ? null : { problem: cause.finding.problem, line: cause.finding.line },
    ...(time === null ? {} : { time }),
  };
}

/** Where no line says what an attempt was for, the names that its problems are about. */
function namesAbout(candidates: readonly Candidate[]): readonly string[] {
  const names = new Set(
    candidates.flatMap(({ about }) => about).filter((name) => name.includes('.') && fitsName(name)),
  );
  return [...names].slice(0, mostNames);
}

function isWorthTelling({ finding, weight }: Candidate): boolean {
  return finding.severity !== 'info' || weight === 'failed';
}

function within(index: number | undefined, finding: LogFinding): LogFinding {
  return index === undefined ? finding : { ...finding, attempt: index };
}

/** A line that only says that it failed, where the cause is known: it points there and is no news of its own. */
function consequence(finding: LogFinding, cause: LogFinding): LogFinding {
  const message = `Follows from line ${String(cause.line)}: ${problems[cause.problem].title}.`;
  return { ...finding, problem: cause.problem, severity: 'hint', causeLine: cause.line, message };
}

/** Trouble that another one explains. */
function follows(finding: LogFinding, cause: LogFinding): LogFinding {
  const { title } = problems[finding.problem];
  const message = `${title}. Follows from line ${String(cause.line)}: ${problems[cause.problem].title}.`;
  return { ...finding, severity: 'hint', causeLine: cause.line, message };
}

/** The same trouble once more: a retry, or the same words for another reader. */
function again(finding: LogFinding, first: LogFinding): LogFinding {
  const message = `${problems[finding.problem].title}: the same as in line ${String(first.line)}.`;
  return { ...finding, severity: 'hint', causeLine: first.line, message };
}

/** Whether an attempt went wrong, where no line says so in as many words. */
function isFailure({ finding, weight }: Candidate): boolean {
  return isUpToTheCa(finding.problem) && finding.severity === 'error' && (weight === 'cause' || weight === 'symptom');
}
