/** An IP address by its octets in network order: 4 of them or 16. */
export type AddressOctets = readonly number[];

/** Octets of an IPv4 address in dotted decimal (four parts, no leading zeros) or of an IPv6 address (RFC 4291 §2.2, without zone); null for anything else. */
export function parseAddress(text: string): AddressOctets | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** The one spelling of an address (RFC 5952), so that two texts can be compared; null where the text is no address. */
export function canonicalAddress(text: string): string | null {
  const octets = parseAddress(text);
  return octets === null ? null : formatAddress(octets);
}

/** Text of an address: dotted decimal, or RFC 5952 with the dotted tail for IPv4-mapped addresses (§5). */
export function formatAddress(octets: AddressOctets): string {
  if (octets.length === 4) return octets.join('.');
  const embedded = mappedIpv4(octets);
  if (embedded !== null) return `::ffff:${embedded.join('.')}`;
  const groups = groupsOf(octets);
  const run = longestZeroRun(groups);
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (run.length < 2) return text(groups);
  return `${text(groups.slice(0, run.start))}::${text(groups.slice(run.start + run.length))}`;
}

/** The IPv4 address inside `::ffff:0:0/96`, or null. */
export function mappedIpv4(octets: AddressOctets): AddressOctets | null {
  const mapped =
    octets.length === 16 &&
    octets.slice(0, 10).every((octet) => octet === 0) &&
    octets[10] === 255 &&
    octets[11] === 255;
  return mapped ? octets.slice(12) : null;
}

/** The name under which DNS knows of the address (RFC 1035 §3.5, RFC 3596 §2.5). */
export function reverseName(octets: AddressOctets): string {
  if (octets.length === 4) return `${octets.toReversed().join('.')}.in-addr.arpa`;
  const nibbles = octets.flatMap((octet) => [octet >> 4, octet & 15]).map((nibble) => nibble.toString(16));
  return `${nibbles.toReversed().join('.')}.ip6.arpa`;
}

function parseIpv4(text: string): AddressOctets | null {
  // The longest address has 15 characters; whatever is longer need not be split.
  if (text.length > 15) return null;
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  const octets = parts.map((part) => (/^(0|[1-9][0-9]{0,2})$/.test(part) ? Number(part) : 256));
  return octets.every((octet) => octet < 256) ? octets : null;
}

function parseIpv6(text: string): AddressOctets | null {
  if (text.length > 45) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half, at) => parseGroups(half, at === halves.length - 1));
  if (head === undefined || head === null || tail === null) return null;
  if (tail === undefined) return head.length === 16 ? head : null;
  const missing = 16 - head.length - tail.length;
  // RFC 4291 §2.2: "::" stands for one group of zeros or more.
  return missing >= 2 ? [...head, ...new Array<number>(missing).fill(0), ...tail] : null;
}

/** Octets of groups between colons; only the last may be an IPv4 address. */
function parseGroups(text: string, last: boolean): number[] | null {
  if (text === '') return [];
  const octets: number[] = [];
  const groups = text.split(':');
  for (const [at, group] of groups.entries()) {
    if (last && at === groups.length - 1 && group.includes('.')) {
      const ipv4 = parseIpv4(group);
      if (ipv4 === null) return null;
      octets.push(...ipv4);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return null;
      const value = Number.parseInt(group, 16);
      octets.push(value >> 8, value & 255);
    }
  }
  return octets;
}

function groupsOf(octets: AddressOctets): number[] {
  const groups: number[] = [];
  for (let at = 0; at < octets.length; at += 2) groups.push(((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0));
  return groups;
}

/** The first of the longest runs of zero groups (RFC 5952 §4.2.3). */
function longestZeroRun(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  for (const [at, group] of groups.entries()) {
    if (group !== 0) start = at + 1;
    else if (at + 1 - start > best.length) best = { start, length: at + 1 - start };
  }
  return best;
}
