import type { ProblemId } from '../problem/catalogue.ts';
import type { Severity } from '../problem/finding.ts';
import type { PlacedWindow } from './window.ts';

/**
 * How near a message stands to the cause, nearest first. `cause` says what is wrong; `symptom` says it as seen from one
 * side only, so that a `cause` elsewhere in the log explains it; `remark` and `type` count only where nothing better is
 * shown (`type` is the bare ACME error type, used when the CA's own sentence is not known).
 */
export type Weight = 'cause' | 'symptom' | 'remark' | 'type';

/**
 * What a message says of the attempt rather than of a cause. `failed`: a failure is certain, the reason stands elsewhere.
 * `names`: one of those it is for; `concerns`: that, and the next lines are about it. `tested`: the server's configuration is
 * sound; `reloaded`: it took that and the certificates anew.
 * `noise`: harmless, claimed here so that no shorter signature takes its words for trouble.
 */
export type Outcome =
  'started' | 'names' | 'concerns' | 'succeeded' | 'not-due' | 'failed' | 'tested' | 'reloaded' | 'noise';

interface Message {
  /** Literal text with typed holes: `{name:type}`, `{name:type?}` where the hole may hold anything; `{{` is a brace. */
  readonly template: string;
  /** A whole line in which this signature, and no other, is the winner. The product is built without it, and without `source`. */
  readonly example: string;
  /** Where the wording comes from: project and file, or where it was seen. */
  readonly source: string;
  /** By what it is found, where the build has chosen that beforehand. */
  readonly window?: PlacedWindow;
}

export interface ProblemSignature extends Message {
  readonly problem: ProblemId;
  readonly weight?: Weight;
  /** Where the catalogue's own severity does not fit this message. */
  readonly severity?: Severity;
}

export interface OutcomeSignature extends Message {
  readonly outcome: Outcome;
  /** It sums up a whole run of the client, whose attempts have their own lines above. */
  readonly sumsUp?: true;
}

export type Signature = ProblemSignature | OutcomeSignature;

export type SignatureSet = Readonly<Record<string, Signature>>;
