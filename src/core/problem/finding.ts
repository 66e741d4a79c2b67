import type { ProblemId } from './catalogue.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** What was seen, word for word. `text` comes from outside and is hostile: show it as text only. */
export interface Evidence {
  readonly label: string;
  readonly text: string;
}

/** One problem of the catalogue, met on one subject. What it means and what to do stand in the catalogue. */
export interface Finding {
  readonly problem: ProblemId;
  readonly severity: Severity;
  /** The name, address or file that has the problem. */
  readonly subject: string;
  /** One sentence: what is wrong, with its figures, and where it was seen from. */
  readonly message: string;
  readonly evidence: readonly Evidence[];
}
