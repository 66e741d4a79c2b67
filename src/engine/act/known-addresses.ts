import { parseAddress } from '../../core/dns/address.ts';
import { answeredAddresses } from '../observe/answered-addresses.ts';
import type { Resolvers } from '../observe/resolvers.ts';

export interface KnownAddresses {
  /** Every address that any resolver knows; none where nobody answers. */
  readonly addresses: readonly string[];
  /** Somebody answered for IPv4 and for IPv6, so that there is no other address. */
  readonly complete: boolean;
}

/** Every address that any resolver knows for a name; an address is at itself. Never rejects. */
export async function knownAddresses(name: string, resolvers: Resolvers): Promise<KnownAddresses> {
  if (parseAddress(name) !== null) return { addresses: [name], complete: true };
  const perType = await Promise.all(
    (['A', 'AAAA'] as const).map(async (type) => (await Promise.all(resolvers.ask({ name, type }))).flat()),
  );
  return {
    addresses: [...new Set(perType.flat().flatMap(answeredAddresses))],
    complete: perType.every((answers) =>
      answers.some(({ outcome }) => outcome.kind === 'answer' && ['NOERROR', 'NXDOMAIN'].includes(outcome.rcode)),
    ),
  };
}
