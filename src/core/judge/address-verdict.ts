import type { ChallengeFetch } from '../acme/challenge-fetch.ts';
import { resolveName, type NameResolution, addressesOf } from '../dns/name-resolution.ts';
import { isInHouse } from '../dns/reserved-address.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { isAddress, type DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';
import { cdnOf } from './cdn.ts';

/** A name's addresses held against the server's own, as the user gave them. */
export interface AddressVerdict {
  readonly resolution: NameResolution;
  /** Addresses that the user did not name, although he named some; those of a CDN do not count. */
  readonly unexpected: readonly string[];
  /** Some servers give only addresses that are right, others not: the change is on its way. */
  readonly spreading: boolean;
  /** Addresses that were not looked at, since they are private or reserved and that was not allowed. */
  readonly notAllowed: readonly string[];
  /** Private addresses that were looked at, in vain: nobody outside reaches them. */
  readonly deadPrivate: readonly string[];
}

export function judgeAddresses(
  intent: DomainIntent,
  name: DomainName,
  { dns, http, tls, pages = [] }: DomainObservations,
): AddressVerdict {
  const resolution = resolveName(dns, name.ascii);
  const fetches = http.filter((visit) => visit.name === name.ascii);
  const outcomes = [...fetches, ...tls.filter(({ serverName }) => serverName === name.ascii)];
  const isRefusedByPolicy = (address: string) =>
    outcomes.some((seen) => {
      return (
        seen.address === address && seen.outcome.kind === 'failed' && seen.outcome.reason === 'address-not-allowed'
      );
    });
  const isWrong = (address: string) =>
    !isAddress(name) &&
    intent.addresses.length > 0 &&
    !intent.addresses.includes(address) &&
    !isBehindCdn(address, [...fetches, ...pages.filter((page) => page.name === name.ascii)]);
  const unexpected = resolution.addresses.filter(isWrong);
  return {
    resolution,
    unexpected,
    spreading:
      unexpected.length > 0 &&
      resolution.disagreement.some((lookup) => {
        const addresses = addressesOf(lookup);
        return addresses.length > 0 && !addresses.some(isWrong);
      }),
    notAllowed: resolution.addresses.filter(isRefusedByPolicy),
    deadPrivate: resolution.addresses.filter((address) => {
      const seen = outcomes.filter((outcome) => outcome.address === address);
      return isInHouse(address) && !isRefusedByPolicy(address) && seen.length > 0 && seen.every(isFailed);
    }),
  };
}

function isFailed({ outcome }: { readonly outcome: { readonly kind: string } }): boolean {
  return outcome.kind === 'failed';
}

function isBehindCdn(address: string, fetches: readonly Pick<ChallengeFetch, 'address' | 'hops'>[]): boolean {
  return [{ address, hops: [] }, ...fetches].some((visit) => visit.address === address && cdnOf(visit) !== null);
}
