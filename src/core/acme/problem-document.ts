/** An ACME error as the CA sent it (RFC 8555 §6.7, RFC 9457), nothing lost. Text is hostile. */
export interface AcmeProblem {
  /** The part after `urn:ietf:params:acme:error:`, or the whole type where it is another URI. */
  readonly type: string;
  readonly detail: string;
  /** HTTP status of the reply; 0 where the problem stood inside an object. */
  readonly status: number;
  readonly subproblems: readonly AcmeSubproblem[];
  /** When the CA allows the next try, ISO 8601; null where it did not say. */
  readonly retryAfter: string | null;
}

export interface AcmeSubproblem {
  readonly identifier: string;
  readonly type: string;
  readonly detail: string;
}
