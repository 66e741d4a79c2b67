import { wordsOn } from '../dns/authority.ts';
import { resolveName } from '../dns/name-resolution.ts';
import type { DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';

/** Resolvers know no address yet, although every server of the zone that answers has one: they follow by themselves. */
export function isOnItsWay({ ascii }: DomainName, { authority = [], dns }: DomainObservations): boolean {
  const { state } = resolveName(dns, ascii);
  if (state !== 'nxdomain' && state !== 'no-address') return false;
  return (['A', 'AAAA'] as const).some((type) => {
    const words = wordsOn(authority, ascii, type);
    return words.length > 0 && words.every(({ kind }) => kind === 'found');
  });
}
