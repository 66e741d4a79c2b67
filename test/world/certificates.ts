import { type Authority, createAuthority } from '../lab/authority.ts';
import type { CertificateState, WorldDomain } from './domains.ts';
import type { ServedCertificate } from './web-server.ts';

export interface WorldCertificates {
  /** PEM: the root that the world's user trusts. */
  readonly root: string;
  /** What HTTPS shows, by name. */
  readonly served: ReadonlyMap<string, ServedCertificate>;
}

type Issue = (authority: Authority, names: readonly string[]) => Promise<ServedCertificate>;

const issue: Readonly<Record<CertificateState, Issue>> = {
  active: (authority, names) => authority.leaf({ names }),
  expiring: (authority, names) => authority.leaf({ names, validFrom: -84, validFor: 90.5 }),
  expired: (authority, names) => authority.leaf({ names, validFrom: -93, validFor: 89.5 }),
  'not-yet-valid': (authority, names) => authority.leaf({ names, validFrom: 2.5 }),
  'wrong-host': (authority) => authority.leaf({ names: ['somebody-else.example.test'] }),
  'self-signed': (authority, names) => authority.leaf({ names, issuer: 'self' }),
  'incomplete-chain': async (authority, names) => {
    const { certificate, key } = await authority.leaf({ names });
    return { chain: certificate, key };
  },
};

/** A new authority, and from it a certificate for every domain that shows one. */
export async function createCertificates(domains: readonly WorldDomain[]): Promise<WorldCertificates> {
  const authority = await createAuthority('Cert Doctor world');
  const served = new Map<string, ServedCertificate>();
  for (const { entry, certificate } of domains) {
    if (certificate === undefined) continue;
    const names = [entry.name, ...(entry.names ?? [])];
    const one = await issue[certificate](authority, names);
    for (const name of names) served.set(name, one);
  }
  return { root: authority.root, served };
}
