import { aliasChain } from './alias-chain.ts';
import type { DnsObservation, DnsRecord } from './answer.ts';
import { wordsOn, type ZoneObservation } from './authority.ts';
import { lookupsOf, serverText } from './resolution.ts';

/** What one server says at the place where the CA looks. */
export interface TextsAtServer {
  readonly server: string;
  /** TXT values that stand there. */
  readonly texts: readonly string[];
  /** Those of the expected ones that do not. */
  readonly missing: readonly string[];
  readonly observation: DnsObservation;
}

export interface ExpectedTexts {
  /** Where the aliases of the challenge label end: there the records have to stand. */
  readonly place: string;
  /** The name servers of the zone, or where none of them answered, the resolvers. Empty: nobody did. */
  readonly servers: readonly TextsAtServer[];
}

/**
 * Which servers serve the values that the CA asks for (RFC 8555 §8.4)? It asks any one of them, so each has to hold all.
 * @param owner `_acme-challenge.example.com`
 */
export function expectedTexts(
  expected: readonly string[],
  owner: string,
  dns: readonly DnsObservation[],
  authority: readonly ZoneObservation[],
): ExpectedTexts {
  const said = authority.flatMap(({ servers }) => servers.flatMap(({ answers }) => answers));
  const place = aliasChain([...dns, ...said], owner).names.at(-1) ?? owner;
  const words = wordsOn(authority, place, 'TXT').map(({ records, observation }) => ({ records, observation }));
  const lookups = lookupsOf(dns, owner, 'TXT').flatMap(({ result, observation }) => {
    if (result.kind === 'found') return [{ records: result.records, observation }];
    return result.kind === 'no-data' || result.kind === 'nxdomain' ? [{ records: [], observation }] : [];
  });
  return {
    place,
    servers: (words.length > 0 ? words : lookups).map(({ records, observation }) => {
      const texts = textsOf(records);
      const missing = expected.filter((text) => !texts.includes(text));
      return { server: serverText(observation.server), texts, missing, observation };
    }),
  };
}

function textsOf(records: readonly DnsRecord[]): readonly string[] {
  return records.flatMap((record) => (record.type === 'TXT' ? [record.text] : []));
}

/** base64url of a SHA-256 digest (RFC 8555 §8.4): 43 characters. */
export function isKeyDigest(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
