import type { ChallengeFetch } from '../../core/acme/challenge-fetch.ts';
import type { NetworkOptions } from '../engine.ts';
import { fetchChallenge } from '../observe/challenge-fetch.ts';
import { endingAfter } from '../observe/deadline.ts';
import { InFlight } from '../observe/in-flight.ts';
import { Resolvers } from '../observe/resolvers.ts';
import { knownAddresses } from './known-addresses.ts';

/** As long as one look may take; the CA waits ten seconds. */
const longestLookMs = 5000;
const mostAtOnce = 8;

export interface PlacedToken {
  readonly name: string;
  readonly token: string;
  readonly content: string;
}

export interface MissingToken {
  readonly name: string;
  readonly address: string;
  /** What was seen instead. */
  readonly seen: string;
}

/**
 * Looks for tokens at every address of their names, as the CA will: the addresses at which they are not seen. A name
 * without a known address is not among them: nothing was seen.
 */
export async function findMissingTokens(
  tokens: readonly PlacedToken[],
  network: NetworkOptions,
  signal: AbortSignal,
): Promise<readonly MissingToken[]> {
  const end = performance.now() + longestLookMs;
  const leftMs = (): number => end - performance.now();
  using resolvers = new Resolvers(network, endingAfter(longestLookMs, signal));
  const resolve = async (host: string): Promise<readonly string[]> => (await knownAddresses(host, resolvers)).addresses;
  const options = { ...network, resolve };
  const line = new InFlight(mostAtOnce);
  const missing = await Promise.all(
    tokens.map(async ({ name, token, content }) => {
      const looks = (await resolve(name)).map(async (address) => {
        const target = { name, address, token, expected: content };
        const { outcome } = await line.run(() => fetchChallenge(target, options, { signal, deadlineMs: leftMs() }));
        return isRight(outcome, content) ? [] : [{ name, address, seen: seenIn(outcome) }];
      });
      return (await Promise.all(looks)).flat();
    }),
  );
  signal.throwIfAborted();
  return missing.flat();
}

/** RFC 8555 §8.3: status 200, and white space at the end of the body does not count. */
function isRight(outcome: ChallengeFetch['outcome'], content: string): boolean {
  return outcome.kind === 'response' && outcome.status === 200 && outcome.body.trimEnd() === content;
}

function seenIn(outcome: ChallengeFetch['outcome']): string {
  if (outcome.kind === 'failed') return outcome.text;
  return outcome.status === 200 ? 'another content' : `HTTP status ${outcome.status}`;
}
