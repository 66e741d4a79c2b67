import { quotedText } from '../quoted-text.ts';
import { problems, type ProblemId } from '../problem/catalogue.ts';
import type { Evidence, Finding } from '../problem/finding.ts';
import type { AcmeProblem } from './problem-document.ts';

/**
 * Which problem stands behind an ACME error: its type, words that its text holds (lower case), the problem. The first
 * that fits counts, so the narrower text comes first. Texts: Let's Encrypt's Boulder (va, ra, ratelimits) and Pebble (va, wfe).
 */
const rules: readonly (readonly [type: string, words: string, problem: ProblemId])[] = [
  ['connection', 'during secondary validation', 'secondary-validation'],
  ['connection', 'timeout after connect', 'http-slow'],
  ['connection', 'timeout during connect', 'http-timeout'],
  ['connection', 'timeout during', 'http-slow'],
  ['connection', 'timeout', 'http-timeout'],
  ['connection', 'refused', 'http-refused'],
  ['connection', 'unreachable', 'http-unreachable'],
  ['connection', 'no route to host', 'http-unreachable'],
  ['connection', 'reset by peer', 'http-reset'],
  ['connection', 'redirect', 'redirect-problem'],
  ['connection', 'speaking http/2', 'http-not-http'],
  ['connection', 'could not resolve url', 'dns-no-address'],
  ['unauthorized', 'during secondary validation', 'secondary-validation'],
  ['unauthorized', 'did not match this challenge', 'http-wrong-content'],
  ['unauthorized', 'no txt record', 'dns-txt-missing'],
  ['unauthorized', 'incorrect txt record', 'dns-txt-wrong'],
  ['unauthorized', 'correct value not found', 'dns-txt-wrong'],
  ['unauthorized', 'tls-alpn-01', 'tlsalpn-failed'],
  ['unauthorized', 'invalid response from', 'http-wrong-content'],
  ['unauthorized', 'csr', 'bad-csr'],
  ['unauthorized', 'authorizations for these identifiers', 'order-invalid'],
  ['unauthorized', 'external account', 'eab-invalid'],
  ['unauthorized', "'kid' references a key that is not known", 'eab-invalid'],
  ['malformed', 'external account', 'eab-invalid'],
  ['unauthorized', 'account', 'unauthorized-account'],
  ['dns', 'while processing caa', 'caa-lookup-failed'],
  ['dns', 'looking up caa', 'caa-lookup-failed'],
  ['dns', 'nxdomain looking up txt', 'dns-txt-missing'],
  ['dns', 'nxdomain', 'dns-nxdomain'],
  ['dns', 'dnssec', 'dns-dnssec'],
  ['dns', 'no valid', 'dns-no-address'],
  ['dns', '', 'dns-servfail'],
  ['caa', '', 'caa-forbids'],
  ['tls', 'tls-alpn-01', 'tlsalpn-failed'],
  ['tls', '', 'redirect-problem'],
  ['incorrectResponse', '', 'http-wrong-content'],
  ['rateLimited', 'exact set of', 'ratelimit-duplicate'],
  ['rateLimited', 'failed authorizations', 'ratelimit-failed-validation'],
  ['rateLimited', 'already issued for', 'ratelimit-domain'],
  ['rateLimited', 'new orders', 'ratelimit-new-orders'],
  ['rateLimited', 'new registrations', 'ratelimit-account'],
  ['rateLimited', 'pending authorizations', 'ratelimit-pending-authz'],
  ['rateLimited', 'temporarily prevented', 'issuance-paused'],
  ['rateLimited', '', 'ca-overloaded'],
  ['serverInternal', '', 'ca-overloaded'],
  ['badNonce', '', 'bad-nonce'],
  ['accountDoesNotExist', '', 'account-missing'],
  ['externalAccountRequired', '', 'eab-required'],
  ['userActionRequired', '', 'terms-not-agreed'],
  ['invalidContact', '', 'contact-invalid'],
  ['unsupportedContact', '', 'contact-invalid'],
  ['badCSR', '', 'bad-csr'],
  ['badPublicKey', '', 'bad-csr'],
  ['rejectedIdentifier', '', 'rejected-identifier'],
  ['unsupportedIdentifier', '', 'rejected-identifier'],
  ['invalidProfile', '', 'profile-invalid'],
  ['orderNotReady', '', 'order-invalid'],
  // Not the CA's: what we say where it gives no reason.
  ['orderInvalid', '', 'order-invalid'],
  ['conflict', '', 'order-invalid'],
  ['malformed', 'terms of service', 'terms-not-agreed'],
  ['malformed', 'only speaks http, not tls', 'http-not-http'],
  ['malformed', 'order', 'order-invalid'],
  ['malformed', 'authorization', 'order-invalid'],
];

const byHttpStatus: Readonly<Record<string, ProblemId>> = {
  '401': 'http-401-token',
  '403': 'http-403-token',
  '404': 'http-404-token',
};

/**
 * What the CA's error means, one finding for each name it speaks of.
 * @param subject The name that was asked for, for errors that name none.
 * @param ca The CA's host, from which this was seen.
 * @param nameText Names the problem behind a text from its exact wording (the log signatures do); null where it cannot.
 */
export function findingsOfProblem(
  problem: AcmeProblem,
  subject: string,
  ca: string,
  nameText: (text: string) => ProblemId | null,
): readonly Finding[] {
  const said = problem.subproblems.length > 0 ? problem.subproblems : [{ ...problem, identifier: '' }];
  const wait: Evidence[] =
    problem.retryAfter === null ? [] : [{ label: 'Next try allowed from', text: problem.retryAfter }];
  return said.map(({ type, detail, identifier }) => {
    const id = nameText(detail) ?? problemOf(type, detail, problem.status);
    const about = quotedText(identifier) || subject;
    return {
      problem: id,
      severity: problems[id].severity,
      subject: about,
      message: `${about}: ${problems[id].title}, seen from ${ca}.`,
      evidence: [{ label: `${ca} (${type})`, text: detail }, ...wait],
    };
  });
}

function problemOf(type: string, detail: string, status: number): ProblemId {
  if (type === 'about:blank') {
    if (status >= 500 || status === 429) return 'ca-overloaded';
    return status === 404 ? 'ca-directory-wrong' : 'unknown-cause';
  }
  if (type === 'unauthorized') {
    const seen = answeredStatus(detail);
    const known =
      seen === null ? undefined : (byHttpStatus[seen] ?? (seen.startsWith('5') ? 'http-5xx-token' : undefined));
    if (known !== undefined) return known;
  }
  const text = detail.toLowerCase();
  return rules.find((rule) => rule[0] === type && text.includes(rule[1]))?.[2] ?? 'unknown-cause';
}

/** The HTTP status at the end of "Invalid response from URL: 404" and "Non-200 status code from HTTP: URL returned 404". */
function answeredStatus(detail: string): string | null {
  const end = detail.trimEnd();
  const status = end.slice(-3);
  const before = end.slice(0, -3);
  if (!before.endsWith(': ') && !before.endsWith(' returned ')) return null;
  return /^[1-5]\d\d$/.test(status) ? status : null;
}
