import type { ChallengeFetch, FetchFailure } from '../acme/challenge-fetch.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { Severity } from '../problem/finding.ts';
import { quotedText } from '../quoted-text.ts';
import { cdnOf } from './cdn.ts';
import { interstitialOf } from './interstitial.ts';

/** What would keep a CA from its token on this way. */
export interface FetchTrouble {
  readonly problem: ProblemId;
  readonly severity: Severity;
  /** With `{at}` for the addresses. */
  readonly what: string;
  readonly figure: string;
}

/** boulder va/http.go: a body of 128 bytes or more is refused, whatever stands in it. */
const mostBytes = 128;

/**
 * Judges one fetch of the challenge path by the CA's rules: exactly status 200 and the key authorization (RFC 8555 §8.3).
 * For a made-up token 404 is the right answer. A page that answers anything (`200`) stands behind real files on most
 * servers, so `servedWell`, a good certificate in use, speaks for it. Null: nothing is in the way.
 */
export function fetchTrouble(visit: ChallengeFetch, servedWell: boolean): FetchTrouble | null {
  const { outcome, hops } = visit;
  const cdn = cdnOf(visit);
  if (outcome.kind === 'failed') return failureTrouble(outcome.reason, outcome.text, visit, cdn);
  const { status, body, bytes, contentType } = outcome;
  const answered = { severity: 'error', figure: `status ${status}` } as const;
  const interstitial = interstitialOf(body, hops.at(-1)?.server ?? null);
  if (interstitial !== null && interstitial.kind !== 'default-page') {
    return {
      ...answered,
      problem: 'waf-interstitial',
      what: `${interstitial.whose} answers the challenge path at {at}`,
    };
  }
  if (/plain HTTP request was sent to HTTPS port|plain HTTP to an SSL-enabled server port/.test(body)) {
    return { ...answered, problem: 'http-not-http', what: 'port 80 at {at} expects TLS' };
  }
  if (cdn !== null && status >= 520) {
    return {
      ...answered,
      problem: 'cdn-proxy',
      what: `${cdn} answers at {at}, but does not reach the server behind it`,
    };
  }
  if (status === 401 || status === 407) {
    return { ...answered, problem: 'http-401-token', what: 'the challenge path at {at} asks for a password' };
  }
  if (status === 403)
    return { ...answered, problem: 'http-403-token', what: 'the challenge path at {at} is forbidden' };
  if (status >= 500)
    return { ...answered, problem: 'http-5xx-token', what: 'the server fails on the challenge path at {at}' };
  if (status === 404 || status === 410) {
    if (visit.expected === null) return null;
    return { ...answered, problem: 'http-404-token', what: 'the token is not found on the challenge path at {at}' };
  }
  if (status !== 200) {
    return {
      ...answered,
      problem: 'http-wrong-content',
      what: 'the challenge path at {at} answers neither with a token nor with "not found"',
    };
  }
  if (visit.expected !== null) {
    if (body.trimEnd() === visit.expected) {
      if (bytes < mostBytes) return null;
      const what = `the challenge path at {at} answers with the token and so much behind it that the CA does not read it all`;
      return {
        ...answered,
        problem: 'http-wrong-content',
        what,
        figure: `${bytes} bytes, fewer than ${mostBytes} are read`,
      };
    }
    return {
      ...answered,
      problem: 'http-wrong-content',
      what: `the challenge path at {at} answers ${excerpt(body)} in place of the token`,
    };
  }
  const page = isPage(contentType, body);
  return {
    problem: 'http-wrong-content',
    severity: page && !servedWell ? 'warning' : 'info',
    what: `the challenge path at {at} answers ${page ? 'a page' : excerpt(body)} for a token that does not exist`,
    figure: 'status 200',
  };
}

function isPage(contentType: string | null, body: string): boolean {
  return (contentType ?? '').toLowerCase().startsWith('text/html') || body.trimStart().startsWith('<');
}

function excerpt(body: string): string {
  return body.trim() === '' ? 'nothing' : `"${quotedText(body.trim(), 40)}"`;
}

interface FailureWords {
  readonly problem: ProblemId;
  readonly what: string;
  readonly figure: string;
}

const failures: Readonly<Record<Exclude<FetchFailure, 'address-not-allowed' | 'cancelled' | 'other'>, FailureWords>> = {
  'timeout-connect': {
    problem: 'http-timeout',
    what: 'nothing answers on port 80 at {at}',
    figure: 'no connection in time',
  },
  'timeout-read': {
    problem: 'http-slow',
    what: 'port 80 at {at} takes the connection and stays silent',
    figure: 'no answer in time',
  },
  refused: { problem: 'http-refused', what: 'nothing answers on port 80 at {at}', figure: 'connection refused' },
  unreachable: { problem: 'http-unreachable', what: 'no way leads to {at}', figure: 'unreachable' },
  reset: {
    problem: 'http-reset',
    what: 'port 80 at {at} takes the connection and drops it',
    figure: 'connection reset',
  },
  'not-http': { problem: 'http-not-http', what: 'port 80 at {at} does not speak HTTP/1.1', figure: 'no HTTP answer' },
  tls: {
    problem: 'redirect-problem',
    what: 'the challenge path at {at} redirects to where TLS fails',
    figure: 'TLS failed',
  },
  'redirect-loop': {
    problem: 'redirect-problem',
    what: 'the challenge path at {at} redirects in a circle',
    figure: 'loop',
  },
  'redirect-too-many': {
    problem: 'redirect-problem',
    what: 'the challenge path at {at} redirects too often',
    figure: 'more than 10 redirects',
  },
  'redirect-port': {
    problem: 'redirect-problem',
    what: 'the challenge path at {at} redirects to another port than 80 and 443',
    figure: 'port not allowed',
  },
  'redirect-scheme': {
    problem: 'redirect-problem',
    what: 'the challenge path at {at} redirects to something else than http or https',
    figure: 'scheme not allowed',
  },
  'redirect-host': {
    problem: 'redirect-problem',
    what: 'the challenge path at {at} redirects to a host that does not exist or may not be asked',
    figure: 'host not allowed',
  },
  'redirect-reserved': {
    problem: 'redirect-problem',
    what: 'the challenge path at {at} redirects to a private address',
    figure: 'address not allowed',
  },
  'redirect-status': {
    problem: 'redirect-problem',
    what: 'the challenge path at {at} redirects with a status that CAs do not follow',
    figure: 'only 301, 302, 307 and 308',
  },
  'redirect-too-long': {
    problem: 'redirect-problem',
    what: 'the challenge path at {at} redirects to a path that is too long',
    figure: 'more than 2,000 bytes',
  },
};

function failureTrouble(
  reason: FetchFailure,
  text: string,
  { hops }: ChallengeFetch,
  cdn: string | null,
): FetchTrouble | null {
  if (reason === 'address-not-allowed' || reason === 'cancelled') return null;
  if (reason === 'other') {
    return {
      problem: 'http-unreachable',
      severity: 'error',
      what: 'the challenge path at {at} cannot be fetched',
      figure: quotedText(text),
    };
  }
  const location = hops.at(-1)?.location ?? null;
  const to = location === null ? '' : ` to ${quotedText(location)}`;
  if (reason === 'redirect-loop' && cdn !== null) {
    const what = `${cdn} redirects in a circle at {at}, as it does where it asks the server by HTTP and is sent to HTTPS`;
    return { problem: 'cdn-proxy', severity: 'error', what, figure: `redirect${to}` };
  }
  const { problem, what, figure } = failures[reason];
  if (problem === 'redirect-problem') return { problem, severity: 'error', what, figure: `${figure}${to}` };
  if (location === null) return { problem, severity: 'error', what, figure };
  return {
    problem,
    severity: 'error',
    what: `the challenge path at {at} redirects${to}, where it gets no answer`,
    figure,
  };
}
