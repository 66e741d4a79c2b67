import { Packet } from 'dns2';
import { expect, test } from 'vitest';
import type { RecordType } from '../../../src/core/dns/answer.ts';
import { decodeMessage, QueryEncoder } from '../../../src/engine/observe/dns-codec.ts';
import { reply, type Answer, type Query } from './fake-name-server.ts';

function decoded(type: RecordType, ...answers: readonly Answer[]): ReturnType<typeof decodeMessage> {
  const query: Query = { message: Buffer.alloc(0), id: 7, name: 'Example.Test', type, transport: 'udp', earlier: 0 };
  return decodeMessage(reply(query, answers));
}

test.each<[RecordType, Answer, object]>([
  ['A', { type: 'A', address: '192.0.2.1' }, { address: '192.0.2.1' }],
  ['AAAA', { type: 'AAAA', address: '2001:db8:0:0:1:0:0:1' }, { address: '2001:db8::1:0:0:1' }],
  ['CNAME', { type: 'CNAME', domain: 'Target.Example.NET' }, { target: 'target.example.net' }],
  ['NS', { type: 'NS', ns: 'NS1.example.net' }, { target: 'ns1.example.net' }],
  ['TXT', { type: 'TXT', data: ['v=spf1 ', '-all'] }, { text: 'v=spf1 -all' }],
  [
    'CAA',
    { type: 'CAA', flags: 128, tag: 'IssueWild', value: 'ca.example; x=1' },
    { flags: 128, tag: 'issuewild', value: 'ca.example; x=1' },
  ],
  ['CAA', { type: 'CAA', flags: 0, tag: 'issue', value: '' }, { flags: 0, tag: 'issue', value: '' }],
  [
    'SOA',
    {
      type: 'SOA',
      primary: 'NS1.example.net',
      admin: 'h.example.net',
      serial: 4_294_967_295,
      refresh: 1,
      retry: 2,
      expiration: 3,
      minimum: 60,
    },
    { primary: 'ns1.example.net', serial: 4_294_967_295, minimum: 60 },
  ],
])('%s records are read whole, names in lower case and without the last dot', (type, answer, expected) => {
  expect(decoded(type, { ...answer, ttl: 60 }).records).toEqual([{ name: 'example.test', ttl: 60, type, ...expected }]);
});

function bytes(hex: string): { data: Buffer } {
  return { data: Buffer.from(hex.replaceAll(' ', ''), 'hex') };
}

test.each<[RecordType, string, string]>([
  ['DS', '4f66 08 02 e06d44b8', '20326 8 2 e06d44b8'],
  // RFC 4034 §4.3, for a.test instead.
  ['NSEC', '01 61 04 74657374 00 0006 400100000003', 'a.test. A MX RRSIG NSEC'],
  ['NSEC3', '01 01 000a 02 aabb 05 0102030405 0001 40', '1 1 10 aabb 04106105 A'],
  ['TLSA', '03 01 01 aabbccdd', '3 1 1 aabbccdd'],
  [
    'HTTPS',
    '0001 00 0001 0006 026832 026833 0003 0002 01bb 0004 0004 c0000201',
    '1 . alpn=h2,h3 port=443 ipv4hint=192.0.2.1',
  ],
  ['SVCB', '0000 01 61 04 74657374 00', '0 a.test.'],
])('%s records, which the library lacks, are read as zone files write them', (type, hex, data) => {
  expect(decoded(type, { type, ...bytes(hex) }).records).toEqual([{ name: 'example.test', ttl: 300, type, data }]);
});

test('such a record that does not hold what it must makes the whole message hostile', () => {
  for (const [type, hex] of [
    ['DS', '4f66'],
    ['NSEC', '05 61'],
    ['NSEC', '00 0021'],
    ['HTTPS', '0001 00 0001 00ff 02'],
  ] as const) {
    expect(() => decoded(type, { type, ...bytes(hex) })).toThrow('does not decode');
  }
});

test('records of other types and classes are passed over', () => {
  const message = decoded('A', { type: 'A', address: '192.0.2.1' });
  expect(message.records).toHaveLength(1);
  const chaos = reply(
    { message: Buffer.alloc(0), id: 7, name: 'example.test', type: 'A', transport: 'udp', earlier: 0 },
    [{ type: 'A', address: '192.0.2.1' }],
  );
  chaos[chaos.length - 11] = Packet.CLASS.CH;
  expect(decodeMessage(chaos).records).toEqual([]);
});

test('an rcode without a word is told by its number', () => {
  const query: Query = { message: Buffer.alloc(0), id: 7, name: 'a.test', type: 'A', transport: 'udp', earlier: 0 };
  expect(decodeMessage(reply(query, [], { rcode: 13 })).rcode).toBe('RCODE13');
});

test('a query asks what it was told, and for AD and DNSSEC records', () => {
  const { message, id, questionEnd } = new QueryEncoder().encode({ name: '_acme-challenge.example.test', type: 'CAA' });
  const packet = Packet.parse(message);
  expect(packet.errors).toEqual([]);
  expect(packet.header).toMatchObject({ id, qr: 0, rd: 1, ad: 1 });
  expect(packet.questions).toMatchObject([{ type: Packet.TYPE.CAA, class: Packet.CLASS.IN }]);
  expect(packet.additionals).toMatchObject([{ type: Packet.TYPE.EDNS, class: 1232, doFlag: true }]);
  expect(packet.questions[0]?.name.toLowerCase()).toBe('_acme-challenge.example.test');
  expect(questionEnd).toBe(message.length - 11);
});

test('the root and a top-level domain can be asked for', () => {
  expect(Packet.parse(new QueryEncoder().encode({ name: '', type: 'NS' }).message).questions).toMatchObject([
    { name: '' },
  ]);
  expect(Packet.parse(new QueryEncoder().encode({ name: 'com', type: 'CAA' }).message).questions).toHaveLength(1);
});
