import type { ChallengeFetch } from '../../core/acme/challenge-fetch.ts';
import type { NetworkOptions } from '../engine.ts';
import { fetchChallenge } from '../observe/challenge-fetch.ts';
import { endingAfter } from '../observe/deadline.ts';
import { InFlight } from '../observe/in-flight.ts';
import { Resolvers } from '../observe/resolvers.ts';
import { knownAddresses, type KnownAddresses } from './known-addresses.ts';

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
  /** Null: none is known. */
  readonly address: string | null;
  /** What was seen instead. */
  readonly seen: string;
  /** Nobody told where to look, so nothing was seen to be wrong. */
  readonly unknown: boolean;
}

/** Looks for tokens at every address of their names, as the CA will: where they are not seen, and the names without an address. */
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
      const known = await knownAddresses(name, resolvers);
      if (known.addresses.length === 0) return [withoutAddress(name, known)];
      const looks = known.addresses.map(async (address) => {
        const target = { name, address, token, expected: content };
        const { outcome } = await line.run(() => fetchChallenge(target, options, { signal, deadlineMs: leftMs() }));
        return isRight(outcome, content) ? [] : [{ name, address, seen: seenIn(outcome), unknown: false }];
      });
      return (await Promise.all(looks)).flat();
    }),
  );
  signal.throwIfAborted();
  return missing.flat();
}

/** A name that has no address, or none that anybody tells. */
export function withoutAddress(name: string, { complete }: KnownAddresses): MissingToken {
  const seen = complete ? 'DNS knows no address of it' : 'its addresses could not be learned from here';
  return { name, address: null, seen, unknown: !complete };
}

/** Where it was looked for, for words. */
export function placeOf({ name, address }: MissingToken): string {
  return address === null ? name : `${name} at ${address}`;
}

/** RFC 8555 §8.3: status 200, and white space at the end of the body does not count. */
function isRight(outcome: ChallengeFetch['outcome'], content: string): boolean {
  return outcome.kind === 'response' && outcome.status === 200 && outcome.body.trimEnd() === content;
}

function seenIn(outcome: ChallengeFetch['outcome']): string {
  if (outcome.kind === 'failed') return outcome.text;
  return outcome.status === 200 ? 'another content' : `HTTP status ${outcome.status}`;
}
