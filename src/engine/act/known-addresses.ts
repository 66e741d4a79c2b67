import { answeredAddresses } from '../observe/answered-addresses.ts';
import type { Resolvers } from '../observe/resolvers.ts';

/** Every address that any resolver knows for a name; none where nobody answers. */
export async function knownAddresses(name: string, resolvers: Resolvers): Promise<readonly string[]> {
  const answers = await Promise.all((['A', 'AAAA'] as const).flatMap((type) => resolvers.ask({ name, type })));
  return [...new Set(answers.flat().flatMap(answeredAddresses))];
}
