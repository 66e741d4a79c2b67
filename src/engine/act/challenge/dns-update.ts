import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { TsigAlgorithm } from '../../../core/acme/challenge-plan.ts';
import type { TxtRecord } from '../../../core/acme/placed-challenge.ts';
import { nameFromWire, nameToWire, typeCode } from '../../../core/dns/wire-record.ts';

const headerOctets = 12;
const updateOpcode = 5;
const classes = { IN: 1, NONE: 254, ANY: 255 } as const;
const tsigType = 250;
/** Seconds that clocks may differ by, as RFC 8945 §10 recommends. */
const fudge = 300;
const recordTtl = 60;
const empty = Buffer.alloc(0);

export interface TsigKey {
  readonly name: string;
  readonly algorithm: TsigAlgorithm;
  readonly secret: Buffer;
}

export interface SignedUpdate {
  readonly message: Buffer;
  readonly id: number;
  readonly mac: Buffer;
}

/**
 * One change of a zone (RFC 2136): the record is added beside what stands at its name, or exactly it is removed. Signed
 * with TSIG (RFC 8945).
 * @param record null: nothing is changed, the server only says whether it would take an update
 * @param now seconds since 1970
 */
export function encodeUpdate(
  act: 'add' | 'remove',
  record: TxtRecord | null,
  zone: string,
  key: TsigKey,
  now: number,
): SignedUpdate {
  const id = randomInt(0x10000);
  const unsigned = Buffer.concat([
    ...[id, updateOpcode << 11, 1, 0, record === null ? 0 : 1, 0].map(number16),
    ...[nameToWire(zone), number16(typeCode.SOA), number16(classes.IN)],
    ...(record === null ? [] : changeOf(act, record)),
  ]);
  const times = timeFields(now);
  const mac = macOf(key, [unsigned, tsigVariables(key, times, 0)]);
  const message = Buffer.concat([unsigned, tsigRecord(key, times, mac, id)]);
  message.writeUInt16BE(1, 10);
  return { message, id, mac };
}

/** RFC 2136 §2.5.1 and §2.5.4. */
function changeOf(act: 'add' | 'remove', { owner, value }: TxtRecord): readonly Uint8Array[] {
  const adds = act === 'add';
  return [
    ...[nameToWire(owner), number16(typeCode.TXT), number16(adds ? classes.IN : classes.NONE)],
    ...[number32(adds ? recordTtl : 0), withLength(textData(value))],
  ];
}

/** What the server said of an update. `error` is TSIG's own (16 BADSIG, 17 BADKEY, 18 BADTIME), 0 where there is none. */
export interface UpdateReply {
  readonly rcode: number;
  readonly error: number;
}

/** Reads the answer. Null: it is none to this update, or nobody can have signed it who knows the key. */
export function readUpdateReply(message: Buffer, { id, mac }: SignedUpdate, key: TsigKey): UpdateReply | null {
  if (message.length < headerOctets || message.readUInt16BE(0) !== id) return null;
  const flags = message.readUInt16BE(2);
  if (flags >> 15 !== 1 || ((flags >> 11) & 15) !== updateOpcode) return null;
  const rcode = flags & 15;
  const tsig = lastRecord(message);
  // Whoever does not know the key cannot sign; such an answer is believed only where it refuses (RFC 8945 §5.3.2).
  if (tsig === null || tsig.mac.length === 0) return rcode === 0 ? null : { rcode, error: tsig?.error ?? 0 };
  const unsigned = Buffer.from(message.subarray(0, tsig.start));
  unsigned.writeUInt16BE(message.readUInt16BE(10) - 1, 10);
  const expected = macOf(key, [withLength(mac), unsigned, tsigVariables(key, tsig.times, tsig.error, tsig.other)]);
  const isSigned = expected.length === tsig.mac.length && timingSafeEqual(expected, tsig.mac);
  return isSigned ? { rcode, error: tsig.error } : null;
}

interface Tsig {
  readonly start: number;
  readonly times: Buffer;
  readonly mac: Buffer;
  readonly error: number;
  readonly other: Buffer;
}

/** The TSIG record, which is the last one; null where there is none that can be read. */
function lastRecord(message: Buffer): Tsig | null {
  try {
    const [zones = 0, ...counts] = [4, 6, 8, 10].map((at) => message.readUInt16BE(at));
    const records = counts.reduce((sum, count) => sum + count, 0);
    let at = headerOctets;
    for (let question = 0; question < zones; question += 1) at = afterName(message, at) + 4;
    for (let record = 1; record < records; record += 1) {
      const data = afterName(message, at) + 10;
      at = data + message.readUInt16BE(data - 2);
    }
    const data = afterName(message, at) + 10;
    if (records === 0 || message.readUInt16BE(data - 10) !== tsigType) return null;
    const algorithm = nameFromWire(message, data);
    if (algorithm === null) return null;
    const fields = algorithm.after;
    const macAt = fields + 10;
    const macEnd = macAt + message.readUInt16BE(fields + 8);
    return {
      start: at,
      times: message.subarray(fields, fields + 8),
      mac: message.subarray(macAt, macEnd),
      error: message.readUInt16BE(macEnd + 2),
      other: message.subarray(macEnd + 6, macEnd + 6 + message.readUInt16BE(macEnd + 4)),
    };
  } catch (error) {
    // It is shorter than it says.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function afterName(message: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = message.readUInt8(at);
    if (length >= 0xc0) return at + 2;
    at += 1 + length;
    if (length === 0) return at;
  }
}

/** Signed beside the message (RFC 8945 §4.3.3). */
function tsigVariables({ name, algorithm }: TsigKey, times: Buffer, error: number, other: Buffer = empty): Buffer {
  return Buffer.concat([
    ...[nameToWire(name), number16(classes.ANY), number32(0), nameToWire(algorithm)],
    ...[times, number16(error), withLength(other)],
  ]);
}

function tsigRecord({ name, algorithm }: TsigKey, times: Buffer, mac: Buffer, id: number): Buffer {
  const data = [nameToWire(algorithm), times, withLength(mac), number16(id), number16(0), number16(0)];
  return Buffer.concat([
    ...[nameToWire(name), number16(tsigType), number16(classes.ANY), number32(0)],
    withLength(Buffer.concat(data)),
  ]);
}

function macOf({ algorithm, secret }: TsigKey, parts: readonly Buffer[]): Buffer {
  const hmac = createHmac(algorithm.slice('hmac-'.length), secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Time signed, 48 bits, and fudge. */
function timeFields(now: number): Buffer {
  const times = Buffer.alloc(8);
  times.writeUIntBE(now, 0, 6);
  times.writeUInt16BE(fudge, 6);
  return times;
}

/** Strings of at most 255 octets, one after the other (RFC 1035 §3.3.14). */
function textData(value: string): Buffer {
  const octets = Buffer.from(value, 'latin1');
  const strings: Buffer[] = [];
  for (let at = 0; at < octets.length; at += 255) {
    const part = octets.subarray(at, at + 255);
    strings.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat(strings);
}

function withLength(data: Buffer): Buffer {
  return Buffer.concat([number16(data.length), data]);
}

function number16(value: number): Buffer {
  const octets = Buffer.alloc(2);
  octets.writeUInt16BE(value);
  return octets;
}

function number32(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
}
