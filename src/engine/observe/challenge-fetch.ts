import type { ChallengeFetch, FetchHop } from '../../core/acme/challenge-fetch.ts';
import { mayProbe } from './address-policy.ts';
import type { Limits } from './deadline.ts';
import { fetchFollowing, type FetchOptions } from './follow-redirects.ts';
import { httpFailed, urlHost } from './http-get.ts';
import { startLooking } from './seen-from-here.ts';

/** The CA reads 128 bytes; we read more to tell what the page is. */
const mostBytes = 65_536;
const shownBytes = 4_096;

export interface ChallengeTarget {
  readonly name: string;
  readonly address: string;
  readonly token: string;
  /** The body that would be right; null where the token is made up. */
  readonly expected: string | null;
}

/**
 * Fetches the challenge path of a name from one of its addresses, redirects included, by the rules of Let's Encrypt's
 * validation. The deadline covers all hops and the body. Never rejects; sockets are closed when it resolves.
 */
export async function fetchChallenge(
  { name, address, token, expected }: ChallengeTarget,
  options: FetchOptions,
  limits: Limits,
): Promise<ChallengeFetch> {
  const seen = startLooking();
  const url = `http://${urlHost(name)}/.well-known/acme-challenge/${token}`;
  const hops: FetchHop[] = [];
  const outcome = await fetchAllowed(url, address, options, limits, hops);
  return { name, address, url, expected, hops, outcome, seen: seen() };
}

async function fetchAllowed(
  text: string,
  address: string,
  options: FetchOptions,
  limits: Limits,
  hops: FetchHop[],
): Promise<ChallengeFetch['outcome']> {
  if (!mayProbe(address, options.allowPrivate)) {
    return httpFailed('address-not-allowed', `${address} is no public address, and looking at others is not allowed.`);
  }
  // A-labels that decode to nothing, and names that end in a number, are DNS names but no hosts of a URL.
  if (!URL.canParse(text)) return httpFailed('other', `${text} is no URL.`);
  const first = { url: new URL(text), address, port: options.httpPort };
  const answer = await fetchFollowing(first, { as: 'ca', mostBytes: () => mostBytes }, options, limits, hops);
  if (answer.kind === 'failed') return answer;
  const { hop, headers, body } = answer;
  return {
    kind: 'response',
    status: hop.status,
    contentType: headers['content-type'] ?? null,
    body: new TextDecoder().decode(body.subarray(0, shownBytes)),
    bytes: body.length,
  };
}
