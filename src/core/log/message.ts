import { momentWords } from '../certificate/lifetime.ts';
import { problems } from '../problem/catalogue.ts';
import type { ProblemId } from '../problem/catalogue.ts';

/** What a finding says to the user: the cause, whom it concerns, what to do first. One sentence each. */
export function findingMessage(problem: ProblemId, subject: string, retryAfter: string | null): string {
  const { title, fix } = problems[problem];
  const cause = subject === '' ? title : `${title}: ${subject}`;
  const wait = retryAfter === null ? [] : [`The CA allows the next try at ${momentWords(retryAfter)}`];
  const [first = fix] = fix.split('. ', 1);
  return [cause, ...wait, first].map((sentence) => (sentence.endsWith('.') ? sentence : `${sentence}.`)).join(' ');
}
