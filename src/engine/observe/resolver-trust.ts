import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { NetworkOptions } from '../engine.ts';
import type { RootStore } from './root-stores.ts';

/** Whom to trust where resolvers are asked under encryption: the user's own roots too. Undefined: the bundled ones suffice. */
export function resolverTrust(
  { resolvers, rootFiles }: Pick<NetworkOptions, 'resolvers' | 'rootFiles'>,
  stores: readonly RootStore[],
): SecureContext | undefined {
  if (rootFiles.length === 0 || !resolvers.some((text) => text.includes('://'))) return undefined;
  const own = stores.filter(({ name }) => rootFiles.includes(name)).flatMap(({ bySubject }) => [...bySubject.values()]);
  return createSecureContext({ ca: [...rootCertificates, ...own.flat().map((root) => root.toString())] });
}
