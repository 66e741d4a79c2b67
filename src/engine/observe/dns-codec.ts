// The only importer of dns2: a chunk of its own, loaded at the first question.
import { randomBytes } from 'node:crypto';
import { Packet, type Resource } from 'dns2';
import { canonicalAddress } from '../../core/dns/address.ts';
import type { DnsQuestion, DnsRecord, ExtendedError, RecordType } from '../../core/dns/answer.ts';
import { recordData } from '../../core/dns/dnssec-records.ts';
import { serviceData, tlsaData } from '../../core/dns/service-records.ts';
import { typeCode, type WireRecord } from '../../core/dns/wire-record.ts';
import { wireSections } from './dns-wire.ts';

/** Fits every path's MTU (DNS flag day 2020), so that answers are cut rather than fragmented. */
const udpPayloadSize = 1232;
const headerOctets = 12;
/** RFC 1035 §2.3.4: 255 octets, with the length of the first label and the root. */
const longestName = 253;
const dot = 0x2e;
const drawnTogether = 2_048;

export interface EncodedQuery {
  readonly message: Buffer;
  readonly id: number;
  /** Octets of header and question. */
  readonly questionEnd: number;
}

/** What a message says, before anybody compared it with the question. */
export interface DecodedMessage {
  /** False: as old servers do when they refuse one. */
  readonly hasQuestion: boolean;
  readonly rcode: string;
  readonly authoritative: boolean;
  readonly authenticated: boolean;
  readonly recursionAvailable: boolean;
  readonly truncated: boolean;
  readonly edns: boolean;
  readonly extendedErrors: readonly ExtendedError[];
  /** The answer section. Signatures are read only where the question is for them. */
  readonly records: readonly DnsRecord[];
  /** NS, SOA and DS records of the authority section. */
  readonly authority: readonly DnsRecord[];
  /** A and AAAA records of the additional section. */
  readonly glue: readonly DnsRecord[];
}

/** How a question is put; by default as to a resolver. */
export interface QueryFlags {
  /** RD: shall the server ask others? False for the name servers of a zone. */
  readonly recursion?: boolean;
  /** CD: the resolver shall answer without validation (RFC 4035 §3.2.2). */
  readonly checkingDisabled?: boolean;
  /** False: a question as of 1987, without EDNS (RFC 6891). */
  readonly edns?: boolean;
}

export class HostileMessageError extends Error {
  override readonly name = 'HostileMessageError';
}

/** Encodes queries; keeps what is the same in all of one kind, which is everything but id and name. */
export class QueryEncoder {
  readonly #frames = new Map<number, Buffer>();
  #chance = Buffer.alloc(0);
  #used = 0;

  /** A query with a random id, random case, AD and EDNS with DO. Throws RangeError for what is no name. */
  encode({ name, type }: DnsQuestion, flags: QueryFlags = {}): EncodedQuery {
    const frame = this.#frame(typeCode[type], flags);
    const nameOctets = name === '' ? 1 : name.length + 2;
    const questionEnd = headerOctets + nameOctets + 4;
    const message = Buffer.allocUnsafe(frame.length - 1 + nameOctets);
    frame.copy(message, 0, 0, headerOctets);
    frame.copy(message, headerOctets + nameOctets, headerOctets + 1);
    if (name === '') message[headerOctets] = 0;
    else this.#writeName(name, message);
    const id = (this.#octet() << 8) | this.#octet();
    message.writeUInt16BE(id, 0);
    return { message, id, questionEnd };
  }

  /** Behind the header, each letter in the case that chance gives it (draft-vixie-dnsext-dns0x20). */
  #writeName(name: string, message: Buffer): void {
    // dns2 drops empty labels and cuts characters to 8 bits in silence, and would then ask for another name.
    if (name.length > longestName) throw new RangeError('not a DNS name');
    let label = headerOctets;
    let bits = 0;
    for (let at = 0; at <= name.length; at += 1) {
      const character = at === name.length ? dot : name.charCodeAt(at);
      const place = headerOctets + 1 + at;
      if (character === dot) {
        const length = place - label - 1;
        if (length === 0 || length > 63) throw new RangeError('not a DNS name');
        message[label] = length;
        label = place;
        continue;
      }
      if (character < 0x21 || character > 0x7e) throw new RangeError('not a DNS name');
      if (at % 8 === 0) bits = this.#octet();
      const lower = character | 0x20;
      message[place] = lower >= 0x61 && lower <= 0x7a ? lower ^ (((bits >> (at % 8)) & 1) << 5) : character;
    }
    message[label] = 0;
  }

  /** Many octets are drawn together, since each draw costs the same. */
  #octet(): number {
    if (this.#used === this.#chance.length) {
      this.#chance = randomBytes(drawnTogether);
      this.#used = 0;
    }
    this.#used += 1;
    return this.#chance[this.#used - 1] ?? 0;
  }

  /** The query for the root, whose name is one octet. */
  #frame(type: number, { recursion = true, checkingDisabled = false, edns = true }: QueryFlags): Buffer {
    const key = type * 8 + (recursion ? 1 : 0) + (checkingDisabled ? 2 : 0) + (edns ? 4 : 0);
    const known = this.#frames.get(key);
    if (known !== undefined) return known;
    const packet = new Packet();
    // dns2 3.1.1 writes the bits AD and CD; its declarations do not know them. RFC 6840 §5.7: AD in a query asks for AD.
    const bits = { rd: recursion ? 1 : 0, ad: 1, cd: checkingDisabled ? 1 : 0 } as const;
    packet.header = new Packet.Header({ id: 0, ...bits });
    packet.questions.push(new Packet.Question('', type, Packet.CLASS.IN));
    if (edns) packet.additionals.push(Packet.Resource.EDNS([], { doFlag: true, udpPayloadSize }));
    const frame = packet.toBuffer();
    this.#frames.set(key, frame);
    return frame;
  }
}

/**
 * Does a message, which has passed the gate, carry the question of the query? Servers keep the case of its name (RFC
 * 4343); one that flattens it entirely is old but not hostile, while any other mixture was made by somebody who guessed.
 */
export function comparedQuestion(
  { message, questionEnd }: EncodedQuery,
  reply: Buffer,
): 'same' | 'flattened' | 'other' {
  if (reply.length < questionEnd) return 'other';
  if (message.compare(reply, headerOctets, questionEnd, headerOctets, questionEnd) === 0) return 'same';
  const nameEnd = questionEnd - 4;
  if (message.compare(reply, nameEnd, questionEnd, nameEnd, questionEnd) !== 0) return 'other';
  const asked = message.toString('latin1', headerOctets, nameEnd);
  const said = reply.toString('latin1', headerOctets, nameEnd);
  return said === asked.toLowerCase() || said === asked.toUpperCase() ? 'flattened' : 'other';
}

/** Reads a message that has passed the gate. Throws `HostileMessageError` where any part of it does not decode. */
export function decodeMessage(message: Buffer): DecodedMessage {
  const packet = parse(message);
  const header = packet.header as typeof packet.header & { readonly ad: number };
  const [question] = packet.questions;
  const opt = packet.additionals.find(({ type }) => type === Packet.TYPE.EDNS);
  return {
    hasQuestion: question !== undefined,
    rcode: mnemonic(header.rcode),
    authoritative: header.aa === 1,
    authenticated: header.ad === 1,
    recursionAvailable: header.ra === 1,
    truncated: header.tc === 1,
    edns: opt !== undefined,
    extendedErrors: opt === undefined ? [] : extendedErrorsOf(opt),
    records: answerRecords(packet, message, question?.type),
    authority: authorityRecords(packet, message),
    glue: packet.additionals.flatMap((resource) => recordOf(resource) ?? []).filter(isAddress),
  };
}

/** What the library reads of RFC 8914; only so many, for a server may send thousands. */
function extendedErrorsOf(opt: Resource): readonly ExtendedError[] {
  const { rdata } = opt as unknown as { readonly rdata: readonly { infoCode?: number; extraText?: string }[] };
  return rdata
    .flatMap(({ infoCode, extraText }) => (infoCode === undefined ? [] : [{ code: infoCode, text: extraText ?? '' }]))
    .slice(0, 4);
}

/** Records of types that the library cannot read, or not whole, are read from the message itself. */
function answerRecords(packet: Packet, message: Buffer, asked: number | undefined): readonly DnsRecord[] {
  const known = packet.answers.flatMap((resource) => recordOf(resource) ?? []);
  if (asked === undefined || !packet.answers.some(({ type }) => type === asked && wireTypes.has(type))) return known;
  const read = wireSections(message).answer.filter(({ type }) => type === asked);
  return [...known, ...read.flatMap((record) => wireRecordOf(record) ?? [])];
}

function authorityRecords(packet: Packet, message: Buffer): readonly DnsRecord[] {
  const known = packet.authorities
    .flatMap((resource) => recordOf(resource) ?? [])
    .filter(({ type }) => type === 'NS' || type === 'SOA');
  if (!packet.authorities.some(({ type }) => type === typeCode.DS)) return known;
  const read = wireSections(message).authority.filter(({ type }) => type === typeCode.DS);
  return [...known, ...read.flatMap((record) => wireRecordOf(record) ?? [])];
}

function isAddress({ type }: DnsRecord): boolean {
  return type === 'A' || type === 'AAAA';
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

const rcodes: ReadonlyMap<number, string> = new Map(
  // Two words have the number 16, of which the first is meant here: BADVERS.
  Object.entries(Packet.RCODE)
    .toReversed()
    .map(([word, code]) => [code, word]),
);

/** RFC 6895 §2.3; `RCODE` and the number where there is no word. */
function mnemonic(rcode: number): string {
  return rcodes.get(rcode) ?? `RCODE${rcode}`;
}

const libraryTypes = ['A', 'AAAA', 'CNAME', 'CAA', 'TXT', 'NS', 'SOA'] as const;
const typeNames: ReadonlyMap<number, (typeof libraryTypes)[number]> = new Map(
  libraryTypes.map((name) => [Packet.TYPE[name], name]),
);
const ownTypes = ['DS', 'DNSKEY', 'RRSIG', 'NSEC', 'NSEC3', 'TLSA', 'SVCB', 'HTTPS'] as const satisfies RecordType[];
const wireTypes: ReadonlyMap<number, (typeof ownTypes)[number]> = new Map(
  ownTypes.map((name) => [typeCode[name], name]),
);

function wireRecordOf(record: WireRecord): DnsRecord | null {
  const type = record.class === Packet.CLASS.IN ? wireTypes.get(record.type) : undefined;
  if (type === undefined) return null;
  const data = dataOf(record, type);
  if (data === null) throw new HostileMessageError(`has a ${type} record that does not decode`);
  return { name: record.name, ttl: record.ttl, type, data };
}

function dataOf(record: WireRecord, type: (typeof ownTypes)[number]): string | null {
  if (type === 'TLSA') return tlsaData(record);
  return type === 'SVCB' || type === 'HTTPS' ? serviceData(record) : recordData(record, type);
}

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
