import { momentWords } from '../certificate/lifetime.ts';
import { problems } from '../problem/catalogue.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { LogFormat } from './format.ts';

/** Where each tool tells more of a failure than in the line that says there was one. */
const nextPlaces: Readonly<Partial<Record<string, string>>> = {
  certbot:
    'Look at the lines above the first error in /var/log/letsencrypt/letsencrypt.log, or run certbot again with -v',
  'acme.sh': 'Run acme.sh again with --debug 2 and look at the last answer of the CA',
  lego: 'Look at the lines above for the name that failed, or order that name alone',
  traefik: 'Set the log level to DEBUG and look at the lines above that name the domain',
  caddy: 'Look at the lines above with the same identifier; the CA says its reason under "detail" or "error"',
  'cert-manager': 'Run kubectl describe on the Order and its Challenges: the reason stands there',
  dehydrated: 'Look at the answer of the CA behind the error, under "detail"',
  'win-acme': 'Run the client again with --verbose, or read its newest file under C:\\ProgramData\\win-acme',
  'nginx-error': 'Set error_log to the level info, reload, and look again after the next attempt',
} satisfies Partial<Record<LogFormat, string>>;

/**
 * What a finding says to the user: the cause, whom it concerns, what to do first. One sentence each. Where no cause is
 * shown, what to do first depends on the tool that wrote the log.
 */
export function findingMessage(
  problem: ProblemId,
  subject: string,
  retryAfter: string | null,
  format: LogFormat = 'unknown',
): string {
  const { title, fix } = problems[problem];
  const cause = subject === '' ? title : `${title}: ${subject}`;
  const wait = retryAfter === null ? [] : [`The CA allows the next try at ${momentWords(retryAfter)}`];
  const [first = fix] = fix.split('. ', 1);
  return [cause, ...wait, nextPlace(problem, format) ?? first]
    .map((sentence) => (sentence.endsWith('.') ? sentence : `${sentence}.`))
    .join(' ');
}

/** Where the tool tells the cause that its log does not show; null where that is not known, or where the cause is. */
export function nextPlace(problem: ProblemId, format: string): string | null {
  return problem === 'unknown-cause' ? (nextPlaces[format] ?? null) : null;
}
