import type { LogFinding } from './report.ts';
import type { Weight } from './signature.ts';

/** A finding that may be the cause. Never changed, only replaced. */
export interface Candidate {
  /** Counts up in the order in which the log says it. */
  readonly id: number;
  readonly finding: LogFinding;
  readonly weight: Weight | 'failed';
  /** The id of the attempt to which it belongs; null where it belongs to none. */
  readonly attempt: number | null;
  /** The names it concerns, of which a later success takes it back. */
  readonly about: readonly string[];
  /** A later success shows that this was overcome. */
  readonly overcome: boolean;
}
