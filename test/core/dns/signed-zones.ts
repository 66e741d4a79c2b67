import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { keyTagOf } from '../../../src/core/dns/dnssec-records.ts';
import type { TrustAnchor } from '../../../src/core/dns/dnssec-anchors.ts';
import { joined } from '../../../src/core/dns/dnssec-signature.ts';
import type { SignedAnswer } from '../../../src/core/dns/dnssec-validation.ts';
import { compareOctets, labelsOf, nameToWire, typeCode, type WireRecord } from '../../../src/core/dns/wire-record.ts';

// Zones that are signed here and now, with Ed25519, so that a test can spoil any octet of them.

export const now = new Date('2026-11-26T12:00:00Z');
const seconds = Math.floor(now.getTime() / 1000);
const day = 86_400;

export interface ZoneKey {
  readonly zone: string;
  readonly privateKey: KeyObject;
  readonly record: WireRecord;
  readonly keyTag: number;
}

export function zoneKey(zone: string): ZoneKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const rdata = Uint8Array.from([1, 1, 3, 15, ...raw]);
  return { zone, privateKey, record: record(zone, 'DNSKEY', rdata), keyTag: keyTagOf(rdata) };
}

export function record(name: string, type: keyof typeof typeCode, rdata: Uint8Array): WireRecord {
  return { name, type: typeCode[type], class: 1, ttl: 60, rdata };
}

export const address = (name: string, last = 1): WireRecord => record(name, 'A', Uint8Array.from([192, 0, 2, last]));
export const cname = (name: string, target: string): WireRecord => record(name, 'CNAME', nameToWire(target));

export interface SigningSaid {
  /** Days from now. */
  readonly from?: number;
  readonly until?: number;
  /** Labels as if the records came from a wildcard. */
  readonly labels?: number;
  readonly keyTag?: number;
}

/** The RRSIG over records of one owner and type (RFC 4034 §3.1.8.1), written for the test and not by what it tests. */
export function signature(rrset: readonly WireRecord[], key: ZoneKey, said: SigningSaid = {}): WireRecord {
  const [first] = rrset;
  if (first === undefined) throw new Error('nothing to sign');
  const all = labelsOf(first.name).filter((label) => label !== '*').length;
  const labels = said.labels ?? all;
  const head = Buffer.alloc(18);
  head.writeUInt16BE(first.type, 0);
  head.writeUInt8(15, 2);
  head.writeUInt8(labels, 3);
  head.writeUInt32BE(60, 4);
  head.writeUInt32BE((seconds + (said.until ?? 10) * day) >>> 0, 8);
  head.writeUInt32BE((seconds + (said.from ?? -10) * day) >>> 0, 12);
  head.writeUInt16BE(said.keyTag ?? key.keyTag, 16);
  const start = joined([head, nameToWire(key.zone)]);
  const owner = labels < all ? `*.${labelsOf(first.name).slice(-labels).join('.')}` : first.name;
  const parts = rrset
    .map(({ rdata }) => rdata)
    .toSorted(compareOctets)
    .map((rdata) => {
      const middle = Buffer.alloc(10);
      middle.writeUInt16BE(first.type, 0);
      middle.writeUInt16BE(1, 2);
      middle.writeUInt32BE(60, 4);
      middle.writeUInt16BE(rdata.length, 8);
      return joined([nameToWire(owner), middle, rdata]);
    });
  return record(first.name, 'RRSIG', joined([start, sign(null, joined([start, ...parts]), key.privateKey)]));
}

/** DS of a key (RFC 4034 §5.1.4) by SHA-256. */
export function dsOf({ zone, record: { rdata }, keyTag }: ZoneKey): WireRecord {
  const digest = createHash('sha256')
    .update(joined([nameToWire(zone), rdata]))
    .digest();
  return record(zone, 'DS', Uint8Array.from([keyTag >> 8, keyTag & 255, 15, 2, ...digest]));
}

export function anchorOf(key: ZoneKey): TrustAnchor {
  const digest = Buffer.from(dsOf(key).rdata.subarray(4)).toString('hex');
  return { zone: key.zone, keyTag: key.keyTag, algorithm: 15, digestType: 2, digest };
}

/** NSEC with the types that the owner has. */
export function nsec(owner: string, next: string, ...types: readonly (keyof typeof typeCode)[]): WireRecord {
  const bitmap = Buffer.alloc(8);
  for (const type of types) {
    const code = typeCode[type];
    bitmap[code >> 3] = (bitmap[code >> 3] ?? 0) | (0x80 >> (code & 7));
  }
  return record(owner, 'NSEC', joined([nameToWire(next), Uint8Array.from([0, bitmap.length]), bitmap]));
}

/** Answers by `TYPE name`; anything else is answered with nothing. */
export class SignedZones {
  readonly answers = new Map<string, SignedAnswer>();
  readonly asked: string[] = [];

  readonly ask = (name: string, type: number): Promise<SignedAnswer | null> => {
    this.asked.push(`${type} ${name}`);
    return Promise.resolve(this.answers.get(`${type} ${name}`) ?? null);
  };

  /** Records with the signature of a key, as the answer to their own question. */
  add(key: ZoneKey, ...rrset: readonly WireRecord[]): this {
    const [first] = rrset;
    if (first === undefined) return this;
    return this.set(first.name, first.type, [...rrset, signature(rrset, key)]);
  }

  set(
    name: string,
    type: number,
    answer: readonly WireRecord[],
    authority: readonly WireRecord[] = [],
    rcode = 'NOERROR',
  ): this {
    this.answers.set(`${type} ${name}`, { rcode, answer, authority });
    return this;
  }

  /** Proves by NSEC records, each signed, that there is nothing. */
  deny(
    key: ZoneKey,
    name: string,
    type: keyof typeof typeCode,
    proofs: readonly WireRecord[],
    rcode = 'NOERROR',
  ): this {
    return this.set(
      name,
      typeCode[type],
      [],
      proofs.flatMap((proof) => [proof, signature([proof], key)]),
      rcode,
    );
  }
}
