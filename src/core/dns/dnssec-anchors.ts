/** A key that is trusted by itself, by its digest as in a DS record (RFC 4034 §5). */
export interface TrustAnchor {
  /** Without the last dot; empty for the root. */
  readonly zone: string;
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  /** Lower-case hexadecimal. */
  readonly digest: string;
}

/**
 * The keys of the root zone: KSK-2017 and KSK-2024, which signs from 2026-10-11 on.
 * https://data.iana.org/root-anchors/root-anchors.xml, as of 2026-11-26.
 */
export const rootAnchors: readonly TrustAnchor[] = [
  {
    zone: '',
    keyTag: 20326,
    algorithm: 8,
    digestType: 2,
    digest: 'e06d44b80b8f1d39a95c0b0d7c65d08458e880409bbc683457104237c7f8ec8d',
  },
  {
    zone: '',
    keyTag: 38696,
    algorithm: 8,
    digestType: 2,
    digest: '683d2d0acb8c9b712a1948b27f741219298d0a450d612c483af444a4c0fb2b16',
  },
];

/** Reads `ZONE KEYTAG ALGORITHM DIGESTTYPE DIGEST`, as in a DS record; `IN DS` after the zone may stand or not. Null for anything else. */
export function parseTrustAnchor(text: string): TrustAnchor | null {
  if (text.length > 500) return null;
  const words = text.split(' ').filter((word) => word !== '' && !['IN', 'DS'].includes(word.toUpperCase()));
  const [zone = '', keyTag = '', algorithm = '', digestType = '', ...digest] = words;
  const hex = digest.join('').toLowerCase();
  const isZone = zone === '.' || /^(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?$/i.test(zone);
  if (!isZone || ![keyTag, algorithm, digestType].every((number) => /^[0-9]{1,5}$/.test(number))) return null;
  if (hex.length % 2 !== 0 || !/^[0-9a-f]{40,128}$/.test(hex)) return null;
  return {
    zone: (zone.endsWith('.') ? zone.slice(0, -1) : zone).toLowerCase(),
    keyTag: Number(keyTag),
    algorithm: Number(algorithm),
    digestType: Number(digestType),
    digest: hex,
  };
}

/** Those of the user, and those of the root where the user names none for it. */
export function anchorsWith(own: readonly TrustAnchor[]): readonly TrustAnchor[] {
  return own.some(({ zone }) => zone === '') ? own : [...own, ...rootAnchors];
}
