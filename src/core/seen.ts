/** When, from where and how long somebody looked. Every observation carries it. */
export interface Seen {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The name of the machine that looked. */
  readonly from: string;
  readonly ms: number;
}
