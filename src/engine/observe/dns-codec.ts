// The only importer of dns2: a chunk of its own, loaded at the first question.
import { randomBytes } from 'node:crypto';
import { Packet, type Resource } from 'dns2';
import { canonicalAddress } from '../../core/dns/address.ts';
import type { DnsQuestion, DnsRecord, RecordType } from '../../core/dns/answer.ts';

/** Fits every path's MTU (DNS flag day 2020), so that answers are cut rather than fragmented. */
const udpPayloadSize = 1232;

export interface EncodedQuery {
  readonly message: Buffer;
  readonly id: number;
  /** The name as asked, each letter's case by chance (draft-vixie-dnsext-dns0x20). */
  readonly name: string;
  readonly typeCode: number;
}

/** What a message says, before anybody compared it with the question. */
export interface DecodedMessage {
  /** Null: the message carries no question, as old servers do when they refuse one. */
  readonly question: { readonly name: string; readonly typeCode: number } | null;
  readonly rcode: string;
  readonly authoritative: boolean;
  readonly authenticated: boolean;
  readonly truncated: boolean;
  readonly records: readonly DnsRecord[];
}

export class HostileMessageError extends Error {
  override readonly name = 'HostileMessageError';
}

/**
 * A query with a random id, random case, RD, AD and EDNS with DO. Throws RangeError for what is no name.
 * @param checkingDisabled Sets CD: the resolver shall answer without validation (RFC 4035 §3.2.2).
 */
export function encodeQuery({ name, type }: DnsQuestion, checkingDisabled = false): EncodedQuery {
  // dns2 drops empty labels and cuts characters to 8 bits in silence, and would then ask for another name.
  if (name !== '' && !/^[!-~]{1,253}$/.test(name)) throw new RangeError('not a DNS name');
  const labels = name === '' ? [] : name.split('.');
  if (labels.some((label) => label.length === 0 || label.length > 63)) throw new RangeError('not a DNS name');
  const chance = randomBytes(2 + name.length);
  const id = chance.readUInt16BE(0);
  const mixed = Array.from(name, (letter, at) => {
    return ((chance[2 + at] ?? 0) & 1) === 1 ? letter.toUpperCase() : letter.toLowerCase();
  }).join('');
  const typeCode: number = Packet.TYPE[type];
  const packet = new Packet();
  // dns2 3.1.1 writes the bits AD and CD; its declarations do not know them. RFC 6840 §5.7: AD in a query asks for AD.
  const bits = { rd: 1, ad: 1, cd: checkingDisabled ? 1 : 0 } as const;
  packet.header = new Packet.Header({ id, ...bits });
  packet.questions.push(new Packet.Question(mixed, typeCode, Packet.CLASS.IN));
  packet.additionals.push(Packet.Resource.EDNS([], { doFlag: true, udpPayloadSize }));
  return { message: packet.toBuffer(), id, name: mixed, typeCode };
}

/** Reads a message that has passed the gate. Throws `HostileMessageError` where any part of it does not decode. */
export function decodeMessage(message: Buffer): DecodedMessage {
  const packet = parse(message);
  const header = packet.header as typeof packet.header & { readonly ad: number };
  const [question] = packet.questions;
  return {
    question: question === undefined ? null : { name: question.name, typeCode: question.type },
    rcode: mnemonic(header.rcode),
    authoritative: header.aa === 1,
    authenticated: header.ad === 1,
    truncated: header.tc === 1,
    records: packet.answers.flatMap((resource) => recordOf(resource) ?? []),
  };
}

function parse(message: Buffer): Packet {
  let packet: Packet;
  try {
    packet = Packet.parse(message);
  } catch (error) {
    throw new HostileMessageError('does not decode', { cause: error });
  }
  const [broken] = packet.errors;
  if (broken !== undefined) throw new HostileMessageError('has a record that does not decode', { cause: broken });
  if (packet.questions.length > 1) throw new HostileMessageError('has more than one question');
  return packet;
}

/** RFC 6895 §2.3; `RCODE` and the number where there is no word. */
function mnemonic(rcode: number): string {
  return Object.entries(Packet.RCODE).find(([, code]) => code === rcode)?.[0] ?? `RCODE${rcode}`;
}

const typeNames: ReadonlyMap<number, RecordType> = new Map(
  (['A', 'AAAA', 'CNAME', 'CAA', 'TXT', 'NS', 'SOA'] as const).map((name) => [Packet.TYPE[name], name]),
);

function recordOf(resource: Resource): DnsRecord | null {
  const type = resource.class === Packet.CLASS.IN ? typeNames.get(resource.type) : undefined;
  if (type === undefined) return null;
  const owner = { name: resource.name.toLowerCase(), ttl: resource.ttl };
  switch (type) {
    case 'A':
    case 'AAAA':
      return { ...owner, type, address: canonicalAddress(resource.address ?? '') ?? '' };
    case 'CNAME':
      return { ...owner, type, target: (resource.domain ?? '').toLowerCase() };
    case 'NS':
      return { ...owner, type, target: (resource.ns ?? '').toLowerCase() };
    case 'TXT':
      return { ...owner, type, text: Array.isArray(resource.data) ? resource.data.join('') : '' };
    case 'CAA':
      // RFC 8659 §4.1: tags are compared without regard to case.
      return {
        ...owner,
        type,
        flags: resource.flags ?? 0,
        tag: (resource.tag ?? '').toLowerCase(),
        value: resource.value ?? '',
      };
    case 'SOA':
      return {
        ...owner,
        type,
        primary: (resource.primary ?? '').toLowerCase(),
        serial: resource.serial ?? 0,
        minimum: resource.minimum ?? 0,
      };
  }
}
