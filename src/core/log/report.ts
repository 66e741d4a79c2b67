import type { ProblemId } from '../problem/catalogue.ts';
import type { Severity } from '../problem/finding.ts';

/** What one place in a log means. Lines and columns are 1-based; columns count UTF-16 units, `endColumn` is exclusive. */
export interface LogFinding {
  readonly problem: ProblemId;
  readonly severity: Severity;
  /** Id of the signature that matched, e.g. `boulder/connect-timeout`. */
  readonly signature: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The name, file or address the line is about; empty where the line does not say. Validated by its grammar. */
  readonly subject: string;
  /** Cause, subject, one-line fix, in our words. */
  readonly message: string;
  /** What the typed holes of the template held, each validated by its type: names, addresses, paths, ports, URLs. */
  readonly captures: Readonly<Record<string, string>>;
  /** Index in `attempts`; missing where the line belongs to none. */
  readonly attempt?: number;
  /** When the line was written, as ISO 8601; with the zone only where the log has one. Missing where it has no time. */
  readonly time?: string;
  /** Line of the finding that explains this one (a retry, a consequence). */
  readonly causeLine?: number;
}

/** Lines of one issuance or renewal; lines of interleaved runs may lie between. Lines are 1-based and inclusive. */
export interface LogAttempt {
  readonly startLine: number;
  readonly endLine: number;
  /** The names that the lines say it was for. */
  readonly names: readonly string[];
  /** `open` where the log ends before it does. */
  readonly outcome: 'succeeded' | 'failed' | 'not-due' | 'open';
  /** What made it fail; null where it did not, or where its lines do not show it. */
  readonly cause: LogCause | null;
  /** When it began, in the form of `LogFinding.time`. */
  readonly time?: string;
}

/** The one root cause of a log. */
export interface LogCause {
  readonly problem: ProblemId;
  readonly line: number;
}

export interface LogReport {
  /** certbot, acme.sh, lego, nginx-error..., or `unknown`. */
  readonly format: string;
  readonly lines: number;
  readonly bytes: number;
  /** Lines of which only the first 64 KiB were read; missing where none was. */
  readonly cutLines?: number;
  /** In line order. */
  readonly findings: readonly LogFinding[];
  /** In the order of their first lines. */
  readonly attempts: readonly LogAttempt[];
  readonly cause: LogCause | null;
}
