import type { Answer } from './answer.ts';

/** What the user is asked before a tool looks anywhere. */
export interface Consent {
  readonly title: string;
  /** Where it looks, and that it changes nothing. */
  readonly message: string;
}

export interface Preparation {
  /** What is shown while it runs. */
  readonly doing: string;
  /** Null where it looks at nothing that was not looked at before. */
  readonly consent: Consent | null;
}

/** One thing that a language model may ask for, or a user by a slash command. Its input was written by anybody. */
export interface AssistantTool {
  prepare(this: void, input: unknown): Preparation;
  /** Throws `ToolRefusal` where it cannot or must not; changes nothing in the world. */
  answer(this: void, input: unknown, signal: AbortSignal): Promise<Answer>;
}

/** Why a tool did not do what it was asked, in our own words. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal';
}
