import { wordsOn, type AuthorityWord } from '../dns/authority.ts';
import { resolveName } from '../dns/name-resolution.ts';
import type { DomainName } from '../domain/name.ts';
import type { DomainObservations } from '../domain/observations.ts';

/**
 * Resolvers know no address yet, although every server of the zone that answers has one, or an alias that they do not
 * know: they follow by themselves. An alias that they do know leads nowhere.
 */
export function isOnItsWay({ ascii }: DomainName, { authority = [], dns }: DomainObservations): boolean {
  const { state, lookups } = resolveName(dns, ascii);
  if (state !== 'nxdomain' && state !== 'no-address') return false;
  const isAliasKnown = lookups.some(({ aliases }) => aliases.length > 0);
  return (['A', 'AAAA'] as const).some((type) => {
    const words = wordsOn(authority, ascii, type);
    const isNews = ({ kind, records }: AuthorityWord) =>
      kind === 'found' && !(isAliasKnown && records.some((record) => record.type === 'CNAME'));
    return words.length > 0 && words.every(isNews);
  });
}
