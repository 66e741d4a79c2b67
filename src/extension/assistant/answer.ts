import type { RedactionScope } from '../../core/report/redact.ts';
import type { CommandId } from '../feature.ts';

/** A line in our own words. It holds no text from outside but names and addresses that are valid by their grammar. */
export interface AnswerLine {
  readonly kind: 'heading' | 'text' | 'item';
  readonly text: string;
}

/** Text that was written outside: by servers, logs, certificates, files. Hostile. */
export interface QuotedText {
  readonly label: string;
  readonly text: string;
}

/** What the user may do next, as a button. A model is offered none of it. */
export interface Offer {
  readonly title: string;
  readonly command: CommandId;
  readonly argument?: unknown;
}

/** What the assistant says to one question, the same to a model and to a person. Plain data. */
export interface Answer {
  readonly lines: readonly AnswerLine[];
  readonly quotes: readonly QuotedText[];
  readonly offers: readonly Offer[];
  /** What may be named in the quotes; everything else of its kind is made up anew. */
  readonly scope: RedactionScope;
}

export function heading(text: string): AnswerLine {
  return { kind: 'heading', text };
}

export function text(words: string): AnswerLine {
  return { kind: 'text', text: words };
}

export function item(words: string): AnswerLine {
  return { kind: 'item', text: words };
}
