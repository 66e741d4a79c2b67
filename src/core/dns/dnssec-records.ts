import { nameFromWire, typeName, type WireRecord } from './wire-record.ts';

/** RRSIG (RFC 4034 §3). Times are seconds since 1970, 32 bits of them. */
export interface Rrsig {
  readonly covered: number;
  readonly algorithm: number;
  readonly labels: number;
  readonly originalTtl: number;
  readonly expiration: number;
  readonly inception: number;
  readonly keyTag: number;
  readonly signer: string;
  readonly signature: Uint8Array;
  /** RDATA up to the signature: signed itself. */
  readonly head: Uint8Array;
}

/** DNSKEY (RFC 4034 §2). */
export interface Dnskey {
  readonly flags: number;
  readonly protocol: number;
  readonly algorithm: number;
  readonly publicKey: Uint8Array;
  readonly keyTag: number;
  readonly rdata: Uint8Array;
}

/** DS (RFC 4034 §5). */
export interface Ds {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}

/** NSEC (RFC 4034 §4): nothing stands between the owner and the next name. */
export interface Nsec {
  readonly owner: string;
  readonly next: string;
  readonly types: ReadonlySet<number>;
}

/** NSEC3 (RFC 5155 §3): the same for names that are hashed. */
export interface Nsec3 {
  /** The first label of the owner, its hash in base32hex, and the zone after it. */
  readonly ownerHash: string;
  readonly zone: string;
  readonly algorithm: number;
  readonly optOut: boolean;
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly nextHash: string;
  readonly types: ReadonlySet<number>;
}

const secureEntryPoint = 0x0001;
const zoneKey = 0x0100;
const revoked = 0x0080;

/** May the key sign zone data (RFC 4034 §2.1.1, RFC 5011 §2.1)? */
export function isZoneKey({ flags, protocol }: Dnskey): boolean {
  return (flags & zoneKey) !== 0 && (flags & revoked) === 0 && protocol === 3;
}

/** All of these are null where the record does not hold what it must. */
export function readRrsig({ rdata }: WireRecord): Rrsig | null {
  const signer = nameFromWire(rdata, 18);
  if (signer === null) return null;
  return {
    covered: uint16(rdata, 0),
    algorithm: rdata[2] ?? 0,
    labels: rdata[3] ?? 0,
    originalTtl: uint32(rdata, 4),
    expiration: uint32(rdata, 8),
    inception: uint32(rdata, 12),
    keyTag: uint16(rdata, 16),
    signer: signer.name,
    signature: rdata.subarray(signer.after),
    head: rdata.subarray(0, signer.after),
  };
}

export function readDnskey({ rdata }: WireRecord): Dnskey | null {
  if (rdata.length < 5) return null;
  return {
    flags: uint16(rdata, 0),
    protocol: rdata[2] ?? 0,
    algorithm: rdata[3] ?? 0,
    publicKey: rdata.subarray(4),
    keyTag: keyTagOf(rdata),
    rdata,
  };
}

export function readDs({ rdata }: WireRecord): Ds | null {
  if (rdata.length < 5) return null;
  return {
    keyTag: uint16(rdata, 0),
    algorithm: rdata[2] ?? 0,
    digestType: rdata[3] ?? 0,
    digest: rdata.subarray(4),
  };
}

export function readNsec({ name, rdata }: WireRecord): Nsec | null {
  const next = nameFromWire(rdata, 0);
  const types = next === null ? null : readTypeBitmap(rdata, next.after);
  return next === null || types === null ? null : { owner: name, next: next.name, types };
}

export function readNsec3({ name, rdata }: WireRecord): Nsec3 | null {
  const dot = name.indexOf('.');
  const saltLength = rdata[4];
  if (saltLength === undefined) return null;
  const hashLength = rdata[5 + saltLength];
  const hashAt = 6 + saltLength;
  if (hashLength === undefined || hashAt + hashLength > rdata.length) return null;
  const types = readTypeBitmap(rdata, hashAt + hashLength);
  if (types === null) return null;
  return {
    ownerHash: dot === -1 ? name : name.slice(0, dot),
    zone: dot === -1 ? '' : name.slice(dot + 1),
    algorithm: rdata[0] ?? 0,
    optOut: ((rdata[1] ?? 0) & 1) === 1,
    iterations: uint16(rdata, 2),
    salt: rdata.subarray(5, 5 + saltLength),
    nextHash: base32Hex(rdata.subarray(hashAt, hashAt + hashLength)),
    types,
  };
}

/** RFC 4034 appendix B: a number by which keys are found, and no more: several keys may share it. */
export function keyTagOf(rdata: Uint8Array): number {
  let sum = 0;
  for (const [at, octet] of rdata.entries()) sum += at % 2 === 0 ? octet << 8 : octet;
  return (sum + (sum >> 16)) & 0xffff;
}

/** RFC 4034 §4.1.2; null where its windows do not fit their data. */
function readTypeBitmap(rdata: Uint8Array, start: number): ReadonlySet<number> | null {
  const types = new Set<number>();
  let at = start;
  while (at < rdata.length) {
    const window = rdata[at] ?? 0;
    const length = rdata[at + 1] ?? 0;
    if (length === 0 || length > 32 || at + 2 + length > rdata.length) return null;
    for (const [octetAt, octet] of rdata.subarray(at + 2, at + 2 + length).entries()) {
      for (let bit = 0; bit < 8; bit += 1) {
        if ((octet & (0x80 >> bit)) !== 0) types.add(window * 256 + octetAt * 8 + bit);
      }
    }
    at += 2 + length;
  }
  return types;
}

const base32HexDigits = '0123456789abcdefghijklmnopqrstuv';

/** RFC 4648 §7 without padding, in lower case as owner names are kept. */
export function base32Hex(octets: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const octet of octets) {
    value = ((value << 8) | octet) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += base32HexDigits[(value >> bits) & 31] ?? '';
    }
  }
  return bits === 0 ? text : text + (base32HexDigits[(value << (5 - bits)) & 31] ?? '');
}

export function hexText(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

function uint16(octets: Uint8Array, at: number): number {
  return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
}

function uint32(octets: Uint8Array, at: number): number {
  return uint16(octets, at) * 0x10000 + uint16(octets, at + 2);
}

/** The data of a record of DNSSEC, TLSA, SVCB or HTTPS as a zone file writes it; null for what does not fit its type. */
export function recordData(record: WireRecord, type: 'DS' | 'DNSKEY' | 'RRSIG' | 'NSEC' | 'NSEC3'): string | null {
  switch (type) {
    case 'DS': {
      const ds = readDs(record);
      return ds && `${ds.keyTag} ${ds.algorithm} ${ds.digestType} ${hexText(ds.digest)}`;
    }
    case 'DNSKEY': {
      const key = readDnskey(record);
      const role = key === null || (key.flags & secureEntryPoint) === 0 ? 'ZSK' : 'KSK';
      return key && `${key.flags} ${key.protocol} ${key.algorithm} (${role}, key tag ${key.keyTag})`;
    }
    case 'RRSIG': {
      const rrsig = readRrsig(record);
      if (rrsig === null) return null;
      const { covered, algorithm, labels, originalTtl, expiration, inception, keyTag, signer } = rrsig;
      const times = `${timeText(expiration)} ${timeText(inception)}`;
      return `${typeName(covered)} ${algorithm} ${labels} ${originalTtl} ${times} ${keyTag} ${signer}.`;
    }
    case 'NSEC': {
      const nsec = readNsec(record);
      return nsec && [`${nsec.next}.`, ...typeNames(nsec.types)].join(' ');
    }
    case 'NSEC3': {
      const nsec3 = readNsec3(record);
      if (nsec3 === null) return null;
      const { algorithm, optOut, iterations, salt, nextHash, types } = nsec3;
      const saltText = salt.length === 0 ? '-' : hexText(salt);
      return [algorithm, optOut ? 1 : 0, iterations, saltText, nextHash, ...typeNames(types)].join(' ');
    }
  }
}

function typeNames(types: ReadonlySet<number>): readonly string[] {
  return [...types].map(typeName);
}

/** Seconds since 1970 as zone files write a time: `20261126120000`. */
function timeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
}
