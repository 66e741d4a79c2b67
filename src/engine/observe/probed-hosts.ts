import type { DomainName } from '../../core/domain/name.ts';

/**
 * The hosts at which the names of a domain can be seen: each name itself, and for a wildcard whose base is not among
 * them a made-up name below it, which exists only by a wildcard record. With the base at hand a wildcard needs no host
 * of its own.
 */
export function probedHosts(names: readonly DomainName[], madeUpLabel: string): readonly string[] {
  const plain = names.filter(({ wildcard }) => !wildcard).map(({ ascii }) => ascii);
  const alone = names.filter(({ wildcard, ascii }) => wildcard && !plain.includes(ascii));
  return [...new Set([...plain, ...alone.map(({ ascii }) => `${madeUpLabel}.${ascii}`)])];
}
