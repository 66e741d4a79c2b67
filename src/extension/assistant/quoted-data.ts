import { quotedText } from '../../core/quoted-text.ts';
import { Redactor } from '../../core/report/redact.ts';
import type { Answer, QuotedText } from './answer.ts';

/** Bounds of what leaves as data, whatever came in: so many texts, and so many characters of each. */
const mostQuotes = 40;
const longestText = 400;

export interface Quotes {
  readonly quotes: readonly QuotedText[];
  /** How many were left out. */
  readonly left: number;
}

/**
 * The texts from outside as they may be shown to anybody: without secrets, without people, machines and domains that
 * have nothing to do with the question, on one line each, with nothing in them that hides or steers, and few enough.
 */
export function boundedQuotes({ quotes, scope }: Pick<Answer, 'quotes' | 'scope'>): Quotes {
  const redactor = new Redactor(scope);
  const fit = (outside: string): string =>
    quotedText(redactor.redact(outside).replaceAll(/\s+/g, ' ').trim(), longestText);
  const kept = quotes.slice(0, mostQuotes).map((one) => ({ label: fit(one.label), text: fit(one.text) }));
  return { quotes: kept, left: quotes.length - kept.length };
}
