import type { LogAttempt } from '../../core/log/report.ts';
import type { ReadErrorReason } from '../../core/log/unreadable.ts';
import type { KnownFinding } from '../logs/known-findings.ts';

/** How a log came to be known, and whether it still grows. */
export type LogState =
  /** An editor holds it. */
  | { readonly kind: 'open' }
  /** It is being read; `fraction` of it is done, null where that is not known. */
  | { readonly kind: 'reading'; readonly fraction: number | null }
  /** It was read once. */
  | { readonly kind: 'read' }
  /** Whatever is written to it is read; `trouble` says why it cannot be at the moment. */
  | { readonly kind: 'followed'; readonly trouble: ReadErrorReason | null }
  /** A followed log as it was before it was rotated. */
  | { readonly kind: 'rotated' };

/** More of one log is not listed: the newest, and the cause wherever it stands. */
const maxListed = 2_000;

export function listedFindings(findings: readonly KnownFinding[]): readonly KnownFinding[] {
  const firstListed = findings.length - maxListed;
  return firstListed <= 0 ? findings : findings.filter(({ isCause }, index) => index >= firstListed || isCause);
}

/** When the finding was written, ISO 8601: by its line, else by the start of its attempt; null where neither says. */
export function timeOfFinding({ finding }: KnownFinding, { attempts }: Pick<LogFindings, 'attempts'>): string | null {
  const attempt = finding.attempt === undefined ? undefined : attempts[finding.attempt];
  return finding.time ?? attempt?.time ?? null;
}

/** What one log says, for the list of all findings. */
export interface LogFindings {
  /** URI of the log. */
  readonly log: string;
  /** Its path as the workspace shows it. */
  readonly name: string;
  readonly state: LogState;
  /** In line order. */
  readonly findings: readonly KnownFinding[];
  /** To which the findings belong by their index. */
  readonly attempts: readonly Pick<LogAttempt, 'time'>[];
  /** False while the lines are those of a part of the log, or of a file that has another name by now. */
  readonly hasPlaces: boolean;
}
