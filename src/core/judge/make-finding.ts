import { problems, type ProblemId } from '../problem/catalogue.ts';
import type { Evidence, Finding, Severity } from '../problem/finding.ts';
import type { JudgeContext } from './context.ts';

export interface Made {
  readonly problem: ProblemId;
  /** Where it is not the catalogue's. */
  readonly severity?: Severity;
  /** The name, certain by its grammar. */
  readonly subject: string;
  /** What is wrong, without a full stop; text from outside in it went through `quotedText`. */
  readonly what: string;
  /** Figures that stand in brackets behind it. */
  readonly figures?: readonly string[];
  readonly evidence?: readonly Evidence[];
}

/** A finding in the one form of words: `www.example.com: what (figures, seen from web-1).` */
export function makeFinding(made: Made, { vantage }: Pick<JudgeContext, 'vantage'>): Finding {
  const brackets = [...(made.figures ?? []), `seen from ${vantage}`].join(', ');
  return {
    problem: made.problem,
    severity: made.severity ?? problems[made.problem].severity,
    subject: made.subject,
    message: `${made.subject}: ${made.what} (${brackets}).`,
    evidence: made.evidence ?? [],
  };
}

/** `a`, `a and b`, `a, b and c`; no more than five are named. */
export function listed(items: readonly string[]): string {
  const shown = items.length > 5 ? [...items.slice(0, 4), `${items.length - 4} more`] : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
