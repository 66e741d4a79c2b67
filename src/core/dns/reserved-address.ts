import { mappedIpv4, parseAddress, type AddressOctets } from './address.ts';
import { isWithin } from './network.ts';

/** Why an address is not one of the public Internet, in the registries' words. */
export type ReservedKind =
  | 'unspecified'
  | 'this network'
  | 'loopback'
  | 'private'
  | 'unique-local'
  | 'shared (carrier-grade NAT)'
  | 'link-local'
  | 'site-local'
  | 'documentation'
  | 'benchmarking'
  | 'multicast'
  | 'broadcast'
  | 'discard-only'
  | 'reserved'
  | 'translation'
  | 'tunnel'
  | 'segment routing'
  | 'IPv4-mapped';

/**
 * Networks that nobody reaches over the public Internet, the narrower before the wider.
 * IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), without the blocks that they call globally
 * reachable; multicast (RFC 5771, RFC 4291); deprecated blocks that are still met.
 */
const reserved: readonly (readonly [network: string, prefix: number, kind: ReservedKind])[] = [
  ['0.0.0.0', 32, 'unspecified'],
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared (carrier-grade NAT)'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.88.99.0', 24, 'tunnel'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'benchmarking'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['255.255.255.255', 32, 'broadcast'],
  ['240.0.0.0', 4, 'reserved'],
  ['::', 128, 'unspecified'],
  ['::1', 128, 'loopback'],
  ['::', 96, 'reserved'],
  ['64:ff9b:1::', 48, 'translation'],
  ['100::', 64, 'discard-only'],
  ['100:0:0:1::', 64, 'reserved'],
  ['2001::', 32, 'tunnel'],
  ['2001:2::', 48, 'benchmarking'],
  ['2001:10::', 28, 'reserved'],
  ['2001:db8::', 32, 'documentation'],
  ['2002::', 16, 'tunnel'],
  ['3fff::', 20, 'documentation'],
  ['5f00::', 16, 'segment routing'],
  ['fc00::', 7, 'unique-local'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'site-local'],
  ['ff00::', 8, 'multicast'],
];

const networks = reserved.map(([network, prefix, kind]) => ({ octets: parseAddress(network) ?? [], prefix, kind }));

/** NAT64 (RFC 6052): the address means the IPv4 address in its last four octets. */
const nat64 = { octets: parseAddress('64:ff9b::') ?? [], prefix: 96 };

/**
 * Why the address cannot be reached over the public Internet; null for a public one. A CA looks at none of these
 * (boulder va/dns.go, iana/ip.go). Text that is no address counts as `reserved`: nobody should connect to it.
 */
export function reservedKind(address: string): ReservedKind | null {
  const octets = parseAddress(address);
  return octets === null ? 'reserved' : kindOf(octets);
}

/** Networks inside a house. Loopback and documentation are laboratories: whoever looks there knows. */
export function isInHouse(address: string): boolean {
  return ['private', 'unique-local', 'shared (carrier-grade NAT)', 'link-local', 'site-local'].includes(
    reservedKind(address) ?? '',
  );
}

function kindOf(octets: AddressOctets): ReservedKind | null {
  const mapped = mappedIpv4(octets);
  if (mapped !== null) return kindOf(mapped) ?? 'IPv4-mapped';
  if (isWithin(octets, nat64)) return kindOf(octets.slice(12));
  return networks.find((network) => isWithin(octets, network))?.kind ?? null;
}
