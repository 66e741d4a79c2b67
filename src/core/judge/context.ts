import type { CaFacts } from '../acme/ca-facts.ts';

/** What a judgement needs beside the facts. */
export interface JudgeContext {
  readonly now: Date;
  /** The name of the machine that looked. */
  readonly vantage: string;
  /** The CA that is to issue. */
  readonly ca: CaFacts;
  /** URL of the ACME account that will ask; null where it is not known. */
  readonly accountUri: string | null;
}
