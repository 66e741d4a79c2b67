/** A message over TCP cannot be longer (RFC 1035 §4.2.2), over UDP neither. */
const longestMessage = 65_535;
const headerOctets = 12;
/** RFC 1035 §2.3.4, length octets and the root included. */
const longestName = 255;
/** More compression pointers in one name than any encoder makes; without a cap 4,000 names can cost 8,000 hops each. */
const mostHops = 64;

const type = { ns: 2, cname: 5, soa: 6, ptr: 12, mx: 15, srv: 33, dname: 39, rrsig: 46 };

/** Where names stand in the RDATA of the types that the codec looks into: octets before the first, and how many. */
const namesInRdata: ReadonlyMap<number, { readonly skip: number; readonly names: number }> = new Map([
  [type.ns, { skip: 0, names: 1 }],
  [type.cname, { skip: 0, names: 1 }],
  [type.soa, { skip: 0, names: 2 }],
  [type.ptr, { skip: 0, names: 1 }],
  [type.mx, { skip: 2, names: 1 }],
  [type.srv, { skip: 6, names: 1 }],
  [type.dname, { skip: 0, names: 1 }],
  [type.rrsig, { skip: 18, names: 1 }],
]);

class Refused extends Error {}

/**
 * Walks a DNS message as its reader would, and says why it must not be read; null where it may be. Refused: counts that
 * the length cannot hold, names over 255 octets, pointers that do not lead strictly backwards or hop too often, RDATA
 * over the end, and dots inside the labels of names that we compare (the codec does not escape them, so that
 * `a.b` as one label would pass for two). Never throws; linear in the message.
 */
export function refusedByGate(message: Buffer): string | null {
  try {
    walk(message);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

function walk(message: Buffer): void {
  if (message.length < headerOctets) throw new Refused('shorter than a header');
  if (message.length > longestMessage) throw new Refused('longer than a DNS message can be');
  const questions = message.readUInt16BE(4);
  const records = message.readUInt16BE(6) + message.readUInt16BE(8) + message.readUInt16BE(10);
  // The least that a question takes is 5 octets, a record 11.
  if (headerOctets + 5 * questions + 11 * records > message.length) {
    throw new Refused('counts more records than it has room for');
  }
  let at = headerOctets;
  for (let question = 0; question < questions; question += 1) at = passName(message, at, message.length) + 4;
  for (let record = 0; record < records; record += 1) at = passRecord(message, at);
  if (at > message.length) throw new Refused('ends inside a question');
}

function passRecord(message: Buffer, start: number): number {
  const at = passName(message, start, message.length);
  if (at + 10 > message.length) throw new Refused('ends inside a record');
  const end = at + 10 + message.readUInt16BE(at + 8);
  if (end > message.length) throw new Refused('has a record that runs over its end');
  const recordType = message.readUInt16BE(at);
  const inside = namesInRdata.get(recordType);
  if (inside === undefined) return end;
  let next = at + 10 + inside.skip;
  for (let name = 0; name < inside.names; name += 1) {
    // The second name of a SOA is a mailbox, whose first label may hold dots (RFC 1035 §8).
    next = passName(message, next, end, recordType === type.soa && name === 1);
  }
  return end;
}

/** Follows one name and returns the offset after it, where it stands. */
function passName(message: Buffer, start: number, end: number, dotsAllowed = false): number {
  let at = start;
  let after: number | null = null;
  let limit = end;
  /** Each pointer must lead before the place where the last one led to: so no walk comes round again. */
  let earliest = start;
  let octets = 0;
  let hops = 0;
  for (;;) {
    const length = at < limit ? message[at] : undefined;
    if (length === undefined) throw new Refused('ends inside a name');
    if (length >= 0xc0) {
      const low = at + 1 < limit ? message[at + 1] : undefined;
      if (low === undefined) throw new Refused('ends inside a compression pointer');
      const target = ((length & 0x3f) << 8) | low;
      after ??= at + 2;
      hops += 1;
      if (hops > mostHops) throw new Refused('has a name with too many compression pointers');
      if (target >= earliest || target < headerOctets)
        throw new Refused('has a compression pointer that leads nowhere');
      earliest = target;
      at = target;
      limit = message.length;
      continue;
    }
    if (length >= 0x40) throw new Refused('has a label of a kind that does not exist');
    octets += length + 1;
    if (octets > longestName) throw new Refused('has a name that is too long');
    if (at + 1 + length > limit) throw new Refused('ends inside a label');
    if (length === 0) return after ?? at + 1;
    if (!dotsAllowed && message.subarray(at + 1, at + 1 + length).includes(0x2e)) {
      throw new Refused('has a dot inside a label');
    }
    at += 1 + length;
  }
}
