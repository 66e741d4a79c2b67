import type { FetchHop } from '../acme/challenge-fetch.ts';
import { parseAddress } from '../dns/address.ts';
import { isWithin, networkOf, type Network } from '../dns/network.ts';
import known from './cdn.json' with { type: 'json' };

/** Providers that answer in front of the server, by what they say of themselves and by the networks that they publish. */
interface Cdn {
  readonly name: string;
  /** How its Server header begins, in lower case. */
  readonly servers: readonly string[];
  /** Headers that it alone adds. */
  readonly headers: readonly string[];
  readonly networks: readonly Network[];
}

const cdns: readonly Cdn[] = known.providers.map(({ name, servers, headers, networks }) => ({
  ...{ name, servers, headers },
  networks: networks.map(networkOf),
}));

/**
 * The CDN that answered itself, at the address of the name and not behind a redirect; null where none is recognised. An
 * address in a CDN's network is one of its own, whatever answers there.
 */
export function cdnOf({
  address,
  hops,
}: {
  readonly address: string;
  readonly hops: readonly FetchHop[];
}): string | null {
  const { server = null, headers = [] } = hops[0] ?? {};
  const words = server?.toLowerCase() ?? '';
  const said = cdns.find(
    (cdn) => cdn.servers.some((begin) => words.startsWith(begin)) || cdn.headers.some((name) => headers.includes(name)),
  );
  return (said ?? cdnAt(address))?.name ?? null;
}

function cdnAt(address: string): Cdn | undefined {
  const octets = parseAddress(address);
  return octets === null ? undefined : cdns.find(({ networks }) => networks.some((one) => isWithin(octets, one)));
}
