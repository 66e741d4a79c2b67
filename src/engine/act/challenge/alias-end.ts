import { lookupsOf } from '../../../core/dns/resolution.ts';
import { quotedText } from '../../../core/quoted-text.ts';
import type { Resolvers } from '../../observe/resolvers.ts';

/** The aliases at a challenge label lead to no place where a record could stand. */
class BrokenAlias extends Error {
  override readonly name = 'BrokenAlias';
}

/**
 * Where a record must stand to be found at `owner`: at the end of its aliases (CNAME), 16 at most, else there. Rejects
 * with `BrokenAlias` for a circle, and for a target that is no name.
 */
export async function aliasEnd(owner: string, resolvers: Resolvers): Promise<string> {
  const answers = (await Promise.all(resolvers.ask({ name: owner, type: 'TXT' }))).flat();
  const lookups = lookupsOf(answers, owner, 'TXT');
  if (lookups.some(({ result }) => result.kind === 'loop')) {
    throw new BrokenAlias(`The aliases at ${owner} lead in a circle.`);
  }
  const target = lookups.flatMap(({ aliases }) => aliases.slice(-1))[0] ?? owner;
  // It comes from DNS, and goes to a program or into an update.
  if (target.length > 253 || !/^[a-z0-9_][a-z0-9_-]{0,62}(?:\.[a-z0-9_-]{1,63})*$/.test(target)) {
    throw new BrokenAlias(`${owner} leads to ${quotedText(target)}, which is no name for a record.`);
  }
  return target;
}
