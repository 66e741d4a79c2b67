import { parseAddress, type AddressOctets } from './address.ts';

/** A block of addresses, as `192.0.2.0/24` names it. */
export interface Network {
  readonly octets: AddressOctets;
  readonly prefix: number;
}

/** Throws TypeError where the text is none: it is our own. */
export function networkOf(text: string): Network {
  const [address = '', prefix = ''] = text.split('/');
  const octets = parseAddress(address);
  if (octets === null || !/^\d{1,3}$/.test(prefix)) throw new TypeError(`${text} is no network.`);
  return { octets, prefix: Number(prefix) };
}

/** Is the address one of this network, bit by bit? */
export function isWithin(octets: AddressOctets, network: Network): boolean {
  if (octets.length !== network.octets.length) return false;
  return network.octets.every((octet, at) => {
    const bits = Math.min(8, Math.max(0, network.prefix - 8 * at));
    const mask = (0xff00 >> bits) & 0xff;
    return (octet & mask) === ((octets[at] ?? 0) & mask);
  });
}
