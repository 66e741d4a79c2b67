import { nameFromWire, nameToWire, typeCode, type WireRecord, type WireSections } from '../../core/dns/wire-record.ts';

/** Names inside the RDATA of the types whose canonical form has them in lower case and whole (RFC 4034 §6.2, RFC 6840 §5.1). */
const canonicalNames: ReadonlyMap<number, { readonly before: number; readonly names: number }> = new Map([
  [typeCode.NS, { before: 0, names: 1 }],
  [typeCode.CNAME, { before: 0, names: 1 }],
  [typeCode.SOA, { before: 0, names: 2 }],
  [typeCode.PTR, { before: 0, names: 1 }],
  [typeCode.MX, { before: 2, names: 1 }],
  [typeCode.SRV, { before: 6, names: 1 }],
  [typeCode.DNAME, { before: 0, names: 1 }],
  [typeCode.RRSIG, { before: 18, names: 1 }],
]);

/** The records of a message that has passed the gate, octet by octet as DNSSEC wants them. The OPT record is left out. */
export function wireSections(message: Buffer): WireSections {
  const reader = { message, at: 12 };
  for (let question = message.readUInt16BE(4); question > 0; question -= 1) {
    passName(reader);
    reader.at += 4;
  }
  const section = (count: number): readonly WireRecord[] => {
    return Array.from({ length: count }, () => readRecord(reader)).filter(({ type }) => type !== typeCode.OPT);
  };
  return {
    answer: section(message.readUInt16BE(6)),
    authority: section(message.readUInt16BE(8)),
    additional: section(message.readUInt16BE(10)),
  };
}

interface Reader {
  readonly message: Buffer;
  at: number;
}

function readRecord(reader: Reader): WireRecord {
  const name = nameFromWire(passName(reader), 0)?.name ?? '';
  const { message, at } = reader;
  const type = message.readUInt16BE(at);
  const end = at + 10 + message.readUInt16BE(at + 8);
  const record = {
    name,
    type,
    class: message.readUInt16BE(at + 2),
    ttl: Math.min(message.readUInt32BE(at + 4), 0x7fff_ffff),
    rdata: readRdata(reader, type, at + 10, end),
  };
  reader.at = end;
  return record;
}

function readRdata(reader: Reader, type: number, start: number, end: number): Uint8Array {
  const inside = canonicalNames.get(type);
  if (inside === undefined) return Uint8Array.from(reader.message.subarray(start, end));
  const parts: Uint8Array[] = [reader.message.subarray(start, start + inside.before)];
  reader.at = start + inside.before;
  for (let name = 0; name < inside.names; name += 1) parts.push(lowerName(passName(reader)));
  parts.push(reader.message.subarray(reader.at, end));
  return Uint8Array.from(Buffer.concat(parts));
}

/** Dots may stand in the first label of a mailbox, so names are changed as octets and not as text. */
function lowerName(wire: Uint8Array): Uint8Array {
  const lower = Uint8Array.from(wire);
  for (let at = 0; (wire[at] ?? 0) !== 0; at += 1 + (wire[at] ?? 0)) {
    const end = at + 1 + (wire[at] ?? 0);
    for (let letter = at + 1; letter < end; letter += 1) {
      const octet = wire[letter] ?? 0;
      if (octet >= 0x41 && octet <= 0x5a) lower[letter] = octet + 0x20;
    }
  }
  return lower;
}

/** The octets of the name at the reader without compression; the gate has seen that its pointers come to an end. */
function passName(reader: Reader): Uint8Array {
  const { message } = reader;
  const labels: Uint8Array[] = [];
  let { at } = reader;
  let after: number | null = null;
  for (;;) {
    const length = message[at] ?? 0;
    if (length >= 0xc0) {
      after ??= at + 2;
      at = ((length & 0x3f) << 8) | (message[at + 1] ?? 0);
      continue;
    }
    labels.push(message.subarray(at, at + 1 + length));
    if (length === 0) break;
    at += 1 + length;
  }
  reader.at = after ?? at + 1;
  return labels.length === 1 ? nameToWire('') : Uint8Array.from(Buffer.concat(labels));
}
