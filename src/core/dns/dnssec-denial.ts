import { base32Hex, type Nsec, type Nsec3 } from './dnssec-records.ts';
import { joined, type DnssecCrypto } from './dnssec-signature.ts';
import { compareNames, isWithin, labelsOf, nameToWire, parentName, typeCode } from './wire-record.ts';

/** What signed records prove about a name and type that an answer does not hold. */
export type Denial =
  /** The name exists without the type; `types` are those that it has, empty for a name that only has names below it. */
  | { readonly kind: 'no-data'; readonly types: ReadonlySet<number> }
  | { readonly kind: 'nxdomain' }
  /** Between two signed names unsigned delegations may stand (RFC 5155 §6). */
  | { readonly kind: 'opt-out' }
  /** The proof would cost more than it is worth (RFC 9276 §3.2). */
  | { readonly kind: 'too-many-iterations'; readonly iterations: number }
  | { readonly kind: 'unproven' };

/** RFC 9276 §3.2 lets validators take a zone with more for unsigned; resolvers do so since CVE-2023-50868. */
const mostIterations = 50;

/** The zone's proof that the name has no such records; the records in it are verified already. */
export function denialOf(
  name: string,
  type: number,
  { nsec, nsec3 }: { readonly nsec: readonly Nsec[]; readonly nsec3: readonly Nsec3[] },
  zone: string,
  primitives: DnssecCrypto,
): Denial {
  return nsec.length > 0 ? byNsec(name, type, nsec, zone) : byNsec3(name, type, nsec3, zone, primitives);
}

/** Is it proven that the name itself does not exist, so that a wildcard below `closest` may answer for it (RFC 4035 §5.3.4)? */
export function provesWildcard(
  name: string,
  closest: string,
  { nsec, nsec3 }: { readonly nsec: readonly Nsec[]; readonly nsec3: readonly Nsec3[] },
  zone: string,
  primitives: DnssecCrypto,
): boolean {
  if (nsec.some((one) => covers(one, name, zone))) return true;
  const known = usable(nsec3, zone);
  const [first] = known;
  if (first === undefined || first.iterations > mostIterations) return false;
  const nextCloser = nameBelow(name, closest);
  return known.some((one) => coversHash(one, hashOf(nextCloser, first, primitives)));
}

/**
 * May this record speak for names at or below its owner? Not where the owner is handed down to another zone, except for
 * DS, which stands above the cut (RFC 6840 §4.1, §4.4).
 */
function speaksFor(types: ReadonlySet<number>, type: number): boolean {
  const isCut = types.has(typeCode.NS) && !types.has(typeCode.SOA);
  if (type === typeCode.DS) return !types.has(typeCode.SOA);
  return !isCut;
}

function lacks(types: ReadonlySet<number>, type: number): boolean {
  return !types.has(type) && !types.has(typeCode.CNAME) && speaksFor(types, type);
}

function byNsec(name: string, type: number, all: readonly Nsec[], zone: string): Denial {
  const match = all.find(({ owner }) => owner === name);
  if (match !== undefined)
    return lacks(match.types, type) ? { kind: 'no-data', types: match.types } : { kind: 'unproven' };
  const cover = all.find((one) => covers(one, name, zone));
  if (cover === undefined) return { kind: 'unproven' };
  if (isWithin(cover.next, name)) return { kind: 'no-data', types: new Set() };
  // A name below a cut or a DNAME belongs to somebody else.
  const isAbove = isWithin(name, cover.owner);
  if (isAbove && (cover.types.has(typeCode.DNAME) || !speaksFor(cover.types, typeCode.A))) return { kind: 'unproven' };
  const closest = [sharedAncestor(name, cover.owner), sharedAncestor(name, cover.next)].reduce((one, other) => {
    return labelsOf(other).length > labelsOf(one).length ? other : one;
  });
  const wildcard = wildcardBelow(closest);
  const wild = all.find(({ owner }) => owner === wildcard);
  if (wild !== undefined)
    return lacks(wild.types, type) ? { kind: 'no-data', types: wild.types } : { kind: 'unproven' };
  return all.some((one) => covers(one, wildcard, zone)) ? { kind: 'nxdomain' } : { kind: 'unproven' };
}

/** Is the name between the owner and the next one? The last record of a zone leads back to its apex. */
function covers({ owner, next }: Nsec, name: string, zone: string): boolean {
  if (!isWithin(owner, zone) || !isWithin(name, zone) || compareNames(owner, name) >= 0) return false;
  return next === zone || compareNames(name, next) < 0;
}

function byNsec3(name: string, type: number, all: readonly Nsec3[], zone: string, primitives: DnssecCrypto): Denial {
  const known = usable(all, zone);
  const [first] = known;
  if (first === undefined) return { kind: 'unproven' };
  if (first.iterations > mostIterations) return { kind: 'too-many-iterations', iterations: first.iterations };
  const matching = (of: string): Nsec3 | undefined => {
    const hash = hashOf(of, first, primitives);
    return known.find(({ ownerHash }) => ownerHash === hash);
  };
  const covering = (of: string): Nsec3 | undefined => {
    const hash = hashOf(of, first, primitives);
    return known.find((one) => coversHash(one, hash));
  };
  const match = matching(name);
  if (match !== undefined)
    return lacks(match.types, type) ? { kind: 'no-data', types: match.types } : { kind: 'unproven' };
  // RFC 5155 §8.3: the closest ancestor that exists, and the name one label below it that does not.
  for (let nextCloser = name; nextCloser !== zone && nextCloser !== ''; nextCloser = parentName(nextCloser)) {
    const closest = parentName(nextCloser);
    const encloser = matching(closest);
    if (encloser === undefined) continue;
    const cover = covering(nextCloser);
    if (cover === undefined || encloser.types.has(typeCode.DNAME) || !speaksFor(encloser.types, typeCode.A))
      return { kind: 'unproven' };
    if (cover.optOut) return { kind: 'opt-out' };
    const wild = matching(wildcardBelow(closest));
    if (wild !== undefined)
      return lacks(wild.types, type) ? { kind: 'no-data', types: wild.types } : { kind: 'unproven' };
    return covering(wildcardBelow(closest)) === undefined ? { kind: 'unproven' } : { kind: 'nxdomain' };
  }
  return { kind: 'unproven' };
}

/** RFC 5155 §8.2: SHA-1, of this zone, and all with the same parameters as the first. */
function usable(all: readonly Nsec3[], zone: string): readonly Nsec3[] {
  const own = all.filter((one) => one.zone === zone && one.algorithm === 1);
  const [first] = own;
  return own.filter(({ iterations, salt }) => {
    return iterations === first?.iterations && salt.join() === first.salt.join();
  });
}

function coversHash({ ownerHash, nextHash }: Nsec3, hash: string): boolean {
  if (ownerHash < nextHash) return ownerHash < hash && hash < nextHash;
  // The last one leads back to the first; one that stands alone covers all others.
  return hash > ownerHash || hash < nextHash;
}

/** RFC 5155 §5. */
function hashOf(name: string, { salt, iterations }: Nsec3, primitives: DnssecCrypto): string {
  let hash = primitives.digest('sha1', joined([nameToWire(name), salt]));
  for (let iteration = 0; iteration < iterations; iteration += 1)
    hash = primitives.digest('sha1', joined([hash, salt]));
  return base32Hex(hash);
}

function wildcardBelow(name: string): string {
  return name === '' ? '*' : `*.${name}`;
}

/** The name one label below `ancestor` on the way to `name`. */
function nameBelow(name: string, ancestor: string): string {
  const labels = labelsOf(name);
  return labels.slice(labels.length - labelsOf(ancestor).length - 1).join('.');
}

function sharedAncestor(one: string, other: string): string {
  let ancestor = one;
  while (!isWithin(other, ancestor)) ancestor = parentName(ancestor);
  return ancestor;
}
