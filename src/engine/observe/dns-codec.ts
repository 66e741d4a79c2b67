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

/** A query with a random id, random case, AD and EDNS with DO. Throws RangeError for what is no name. */
export function encodeQuery({ name, type }: DnsQuestion, flags: QueryFlags = {}): EncodedQuery {
  // dns2 drops empty labels and cuts characters to 8 bits in silence, and would then ask for another name.
  if (name !== '' && !/^[!-~]{1,253}$/.test(name)) throw new RangeError('not a DNS name');
  const labels = name === '' ? [] : name.split('.');
  if (labels.some((label) => label.length === 0 || label.length > 63)) throw new RangeError('not a DNS name');
  const chance = randomBytes(2 + name.length);
  const id = chance.readUInt16BE(0);
  const mixed = Array.from(name, (letter, at) => {
    return ((chance[2 + at] ?? 0) & 1) === 1 ? letter.toUpperCase() : letter.toLowerCase();
  }).join('');
  const code = typeCode[type];
  const packet = new Packet();
  // dns2 3.1.1 writes the bits AD and CD; its declarations do not know them. RFC 6840 §5.7: AD in a query asks for AD.
  const bits = { rd: flags.recursion === false ? 0 : 1, ad: 1, cd: flags.checkingDisabled === true ? 1 : 0 } as const;
  packet.header = new Packet.Header({ id, ...bits });
  packet.questions.push(new Packet.Question(mixed, code, Packet.CLASS.IN));
  if (flags.edns !== false) packet.additionals.push(Packet.Resource.EDNS([], { doFlag: true, udpPayloadSize }));
  return { message: packet.toBuffer(), id, name: mixed, typeCode: code };
}

/** Reads a message that has passed the gate. Throws `HostileMessageError` where any part of it does not decode. */
export function decodeMessage(message: Buffer): DecodedMessage {
  const packet = parse(message);
  const header = packet.header as typeof packet.header & { readonly ad: number };
  const [question] = packet.questions;
  const opt = packet.additionals.find(({ type }) => type === Packet.TYPE.EDNS);
  return {
    question: question === undefined ? null : { name: question.name, typeCode: question.type },
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

/** RFC 6895 §2.3; `RCODE` and the number where there is no word. */
function mnemonic(rcode: number): string {
  return Object.entries(Packet.RCODE).find(([, code]) => code === rcode)?.[0] ?? `RCODE${rcode}`;
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
