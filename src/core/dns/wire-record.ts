/**
 * A record as it stands in a message, in the canonical form of RFC 4034 §6.2: no compression, and lower-case names where
 * that form wants them. What DNSSEC signs and what types beyond the common ones are read from.
 */
export interface WireRecord {
  /** Lower case, without the last dot, one character per octet; no label in it contains a dot. */
  readonly name: string;
  readonly type: number;
  readonly class: number;
  /** Seconds. */
  readonly ttl: number;
  readonly rdata: Uint8Array;
}

/** The three sections of a message. */
export interface WireSections {
  readonly answer: readonly WireRecord[];
  readonly authority: readonly WireRecord[];
  readonly additional: readonly WireRecord[];
}

/** Numbers of the types (IANA, Resource Record TYPEs). */
export const typeCode = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  DNAME: 39,
  OPT: 41,
  DS: 43,
  RRSIG: 46,
  NSEC: 47,
  DNSKEY: 48,
  NSEC3: 50,
  TLSA: 52,
  SVCB: 64,
  HTTPS: 65,
  CAA: 257,
} as const;

const mnemonics: ReadonlyMap<number, string> = new Map(Object.entries(typeCode).map(([name, code]) => [code, name]));

/** The name of a type, or `TYPE` and its number (RFC 3597 §5). */
export function typeName(code: number): string {
  return mnemonics.get(code) ?? `TYPE${code}`;
}

/** Octets of a name; its labels are those between the dots. */
export function nameToWire(name: string): Uint8Array {
  const labels = name === '' ? [] : name.split('.');
  const wire = new Uint8Array(labels.reduce((length, label) => length + 1 + label.length, 1));
  let at = 0;
  for (const label of labels) {
    wire[at] = label.length;
    for (let letter = 0; letter < label.length; letter += 1) wire[at + 1 + letter] = label.charCodeAt(letter);
    at += 1 + label.length;
  }
  return wire;
}

/** A name without compression at an offset, in lower case, and the offset after it; null where there is none. */
export function nameFromWire(
  octets: Uint8Array,
  start: number,
): { readonly name: string; readonly after: number } | null {
  const labels: string[] = [];
  let at = start;
  for (;;) {
    const length = octets[at];
    if (length === undefined || length >= 0x40 || at + 1 + length > octets.length || at - start > 255) return null;
    if (length === 0) return { name: labels.join('.'), after: at + 1 };
    labels.push(lowerCase(octets.subarray(at + 1, at + 1 + length)));
    at += 1 + length;
  }
}

/** One character per octet; only the letters A to Z change (RFC 4343). */
function lowerCase(octets: Uint8Array): string {
  return Array.from(octets, (octet) => String.fromCharCode(octet >= 0x41 && octet <= 0x5a ? octet + 32 : octet)).join(
    '',
  );
}

export function labelsOf(name: string): readonly string[] {
  return name === '' ? [] : name.split('.');
}

/** The name without its first label; of the root itself the root. */
export function parentName(name: string): string {
  const dot = name.indexOf('.');
  return dot === -1 ? '' : name.slice(dot + 1);
}

/** Is it this zone or below it? */
export function isWithin(name: string, zone: string): boolean {
  return zone === '' || name === zone || name.endsWith(`.${zone}`);
}

/** The names from just below `zone` down to `name`: `['com', 'example.com']` from the root to `example.com`. */
export function namesBetween(zone: string, name: string): readonly string[] {
  const labels = labelsOf(name);
  return labels
    .map((_, at) => labels.slice(at).join('.'))
    .slice(0, labels.length - labelsOf(zone).length)
    .toReversed();
}

/** Canonical order of names (RFC 4034 §6.1): by their labels from the right, each by its octets. */
export function compareNames(one: string, other: string): number {
  const left = labelsOf(one).toReversed();
  const right = labelsOf(other).toReversed();
  for (const [at, label] of left.entries()) {
    const against = right[at];
    if (against === undefined) return 1;
    if (label !== against) return label < against ? -1 : 1;
  }
  return left.length - right.length;
}

/** By octets, the shorter before the longer where one begins the other (RFC 4034 §6.3). */
export function compareOctets(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length);
  for (let at = 0; at < shared; at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
