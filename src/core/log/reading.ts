import type { ProblemStack } from './problem-stack.ts';
import type { OutcomeSignature, ProblemSignature } from './signature.ts';
import type { Stamp } from './stamp.ts';

/**
 * What one line says by itself, together with the lines it was wrapped into. Keeps no text of the line but what the
 * holes of a message held, so that a long log costs little. What it means depends on the lines around it: see `Judgement`.
 */
export interface Reading {
  /** The process that wrote it, where the line says so; else empty. */
  readonly process: string;
  /** Names or objects by which a tool that does several issuances at once tells its lines apart. */
  readonly threads: readonly string[];
  readonly stamp: Stamp | null;
  /** Whether it is a record of its own, with a head before it; else it belongs to what stands above. */
  readonly hasHead: boolean;
  readonly marks: readonly Mark[];
}

export type Mark = ProblemMark | OutcomeMark | BlockMark | IdentifierMark;

/** A place in the log. Lines count from the reading's own line, which is 0; columns are 1-based, `endColumn` exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Found {
  readonly id: string;
  readonly captures: Readonly<Record<string, string>>;
  readonly place: Place;
}

export interface ProblemMark extends Found {
  readonly kind: 'problem';
  readonly signature: ProblemSignature;
  readonly stack: ProblemStack;
  /** The place of the whole stack, for where its outer layers are what matters. */
  readonly stackPlace: Place;
  /** Whether the CA says it of a validation: then plain words are no mere remark. */
  readonly isVerdict: boolean;
  /** Whether the client was speaking to the CA, not the CA to the server. */
  readonly speaksToCa: boolean;
  /** The identifier that the same problem document or the same part of the line names; else empty. */
  readonly identifier: string;
  /** Blanks before the key of a JSON document that is written over many lines; -1 elsewhere. */
  readonly indent: number;
}

export interface OutcomeMark extends Found {
  readonly kind: 'outcome';
  readonly signature: OutcomeSignature;
  /** The names it says it is about. */
  readonly names: readonly string[];
}

/** `Domain: NAME` of certbot's problem block: whom the next detail is about. Empty where it is no name. */
export interface BlockMark {
  readonly kind: 'block';
  readonly name: string;
}

/** `"identifier": { "type": "dns", "value": NAME }` of a JSON document that is written over many lines. */
export interface IdentifierMark {
  readonly kind: 'identifier';
  readonly name: string;
  readonly indent: number;
}
