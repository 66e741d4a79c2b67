import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDnskey, readDs, readNsec, readNsec3, readRrsig } from '../../../src/core/dns/dnssec-records.ts';
import { serviceData, tlsaData } from '../../../src/core/dns/service-records.ts';
import { decodeMessage, HostileMessageError } from '../../../src/engine/observe/dns-codec.ts';
import { refusedByGate } from '../../../src/engine/observe/dns-gate.ts';
import { wireSections } from '../../../src/engine/observe/dns-wire.ts';
import { reply, type Query } from './fake-name-server.ts';

const query: Query = {
  message: Buffer.alloc(0),
  id: 7,
  name: 'www.example.test',
  type: 'A',
  transport: 'udp',
  earlier: 0,
};
const readers = [readRrsig, readDnskey, readDs, readNsec, readNsec3, serviceData, tlsaData];
/** Offset of the first record: header and question with `www.example.test`. */
const firstRecord = 12 + 18 + 4;

const seeds = [
  reply(query, [{ type: 'A', address: '192.0.2.1' }]),
  reply({ ...query, type: 'AAAA' }, [
    { type: 'CNAME', domain: 'a.b.example.test' },
    { type: 'AAAA', name: 'a.b.example.test', address: '2001:db8::1' },
  ]),
  reply({ ...query, type: 'TXT' }, [{ type: 'TXT', data: ['one', 'two'] }]),
  reply({ ...query, type: 'CAA' }, [{ type: 'CAA', flags: 128, tag: 'issue', value: 'ca.example; accounturi=x' }]),
  reply({ ...query, type: 'SOA' }, [
    {
      type: 'SOA',
      primary: 'ns.example.test',
      admin: 'host.example.test',
      serial: 1,
      refresh: 2,
      retry: 3,
      expiration: 4,
      minimum: 5,
    },
  ]),
  reply({ ...query, type: 'NSEC3' }, [
    { type: 'NSEC3', data: Buffer.from('0101000a02aabb050102030405000140', 'hex') },
    { type: 'RRSIG', data: Buffer.from('00010d02000000ff6000000050000000123401610474657374000102', 'hex') },
    { type: 'NSEC', data: Buffer.from('01610474657374000006400100000003', 'hex') },
  ]),
  reply({ ...query, type: 'NS' }, [
    { type: 'NS', ns: 'ns1.example.test' },
    { type: 'NS', ns: 'ns2.example.test' },
  ]),
];

/** A response with the question of `query` and raw records behind it. */
function raw(records: number, ...bytes: readonly (readonly number[])[]): Buffer {
  const message = Buffer.concat([reply(query), Buffer.from(bytes.flat())]);
  message.writeUInt16BE(records, 6);
  return message;
}

test('right answers of every type pass', () => {
  expect(seeds.map(refusedByGate)).toEqual(seeds.map(() => null));
});

test.each<[string, Buffer, string]>([
  ['nothing', Buffer.alloc(0), 'shorter than a header'],
  ['a header that counts what is not there', Buffer.alloc(12, 0xff), 'counts more records'],
  ['more than a message can hold', Buffer.alloc(65_536), 'longer than'],
  ['a pointer to itself', raw(1, [0xc0, firstRecord], Array<number>(10).fill(0)), 'leads nowhere'],
  ['a pointer forwards', raw(1, [0xc0, firstRecord + 4], Array<number>(10).fill(0)), 'leads nowhere'],
  ['a pointer into the header', raw(1, [0xc0, 2], Array<number>(10).fill(0)), 'leads nowhere'],
  ['a label of a reserved kind', raw(1, [0x41, 1], Array<number>(10).fill(0)), 'does not exist'],
  ['a record that ends in its name', raw(1, [60], Array<number>(10).fill(97)), 'inside a label'],
  ['RDATA over the end', raw(1, [0xc0, 12], [0, 1, 0, 1, 0, 0, 0, 0, 0, 9], [1, 2, 3, 4]), 'runs over its end'],
  [
    'a CNAME over the end of its RDATA',
    raw(1, [0xc0, 12], [0, 5, 0, 1, 0, 0, 0, 0, 0, 2], [5, 97, 98, 99, 100, 101, 0]),
    'inside a label',
  ],
  [
    'a name of 256 octets',
    raw(1, ...Array.from({ length: 4 }, () => [63, ...Array<number>(63).fill(97)]), Array<number>(11).fill(0)),
    'too long',
  ],
  ['a label with a dot inside', raw(1, [3, 97, 0x2e, 98, 0], [0, 1, 0, 1, 0, 0, 0, 0, 0, 0]), 'dot inside'],
])('refused: %s', (_, message, reason) => {
  expect(refusedByGate(message)).toContain(reason);
});

test('refused: the chain of 8,000 pointers for which the codec alone would stand still for seconds', () => {
  // One long chain of pointers inside the RDATA of an unknown type, and 4,000 records that name its end.
  const hops = 8_000;
  const chain = Buffer.alloc(2 + 2 * hops);
  const chainAt = firstRecord + 12;
  for (let hop = 1; hop <= hops; hop += 1) chain.writeUInt16BE(0xc000 | (chainAt + 2 * (hop - 1)), 2 * hop);
  const records = Buffer.concat(
    Array.from({ length: 3_000 }, () =>
      Buffer.from([0xc0 | ((chainAt + 2 * hops) >> 8), (chainAt + 2 * hops) & 255, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]),
    ),
  );
  const holder = Buffer.from([0xc0, 12, 0xff, 0, 0, 1, 0, 0, 0, 0, chain.length >> 8, chain.length & 255]);
  const message = Buffer.concat([reply(query), holder, chain, records]);
  message.writeUInt16BE(3_001, 6);
  expect(message.length).toBeLessThan(65_536);
  expect(refusedByGate(message)).toContain('too many compression pointers');
});

test('no packet, however spoilt, makes gate and codec throw anything but their own error, or give a record out of bounds', () => {
  const mutated = fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 }),
      fc.nat(40),
      fc.uint8Array({ maxLength: 40 }),
    )
    .map(([seed, edits, cut, tail]) => {
      const message = Buffer.concat([seed.subarray(0, Math.max(0, seed.length - (cut % 8 === 0 ? cut : 0))), tail]);
      for (const [at, octet] of edits) if (message.length > 0) message[at % message.length] = octet;
      return message;
    });
  let passed = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        mutated,
        fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes)),
      ),
      (message) => {
        if (refusedByGate(message) !== null) return;
        // What DNSSEC reads is not decoded by the codec, and must not throw at all.
        const { answer, authority, additional } = wireSections(message);
        for (const record of [...answer, ...authority, ...additional]) {
          expect(record.rdata.length).toBeLessThanOrEqual(message.length + 510);
          for (const read of readers) read(record);
        }
        try {
          const { records } = decodeMessage(message);
          passed += 1;
          for (const { name, ttl } of records) {
            expect(name.length).toBeLessThanOrEqual(254);
            expect(ttl).toBeGreaterThanOrEqual(0);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(HostileMessageError);
        }
      },
    ),
    { numRuns: 20_000 },
  );
  expect(passed).toBeGreaterThan(100);
});
