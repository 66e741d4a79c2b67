import { BlockList, isIP, SocketAddress } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalAddress, formatAddress, parseAddress } from '../../../src/core/dns/address.ts';
import { reservedKind } from '../../../src/core/dns/reserved-address.ts';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['::', '::'],
  ['::1', '::1'],
  ['fe80::', 'fe80::'],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  ['::FFFF:c000:201', '::ffff:192.0.2.1'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
])('%s is written %s, so that two spellings of one address compare equal (RFC 5952)', (text, canonical) => {
  expect(canonicalAddress(text)).toBe(canonical);
});

test.each([
  '',
  '1',
  '127.1',
  '0x7f.0.0.1',
  '2130706433',
  '192.0.2.256',
  '192.0.02.1',
  '1.2.3.4.5',
  ' 1.2.3.4',
  ':',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7::8',
  '12345::',
  'fe80::1%eth0',
  '::1.2.3',
  '1.2.3.4::',
  'example.com',
])('"%s" is no address', (text) => {
  expect(parseAddress(text)).toBeNull();
});

test('every address that Node.js knows is read, and its canonical text means the same address', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const canonical = canonicalAddress(text);
      expect(canonical).not.toBeNull();
      expect(isIP(canonical ?? '')).toBe(isIP(text));
      expect(canonicalAddress(canonical ?? '')).toBe(canonical);
      const list = new BlockList();
      const family = isIP(text) === 6 ? 'ipv6' : 'ipv4';
      list.addAddress(new SocketAddress({ address: text, family }));
      expect(list.check(canonical ?? '', family)).toBe(true);
    }),
  );
});

test('no text makes the parser throw, and what it takes as an address Node.js takes too', () => {
  const character = fc.constantFrom(...'0 1 2 5 9 a f A F : . : % x'.split(' '), ' ');
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 46 }), (text) => {
      const octets = parseAddress(text);
      expect(octets === null ? 0 : isIP(text)).toBe(octets === null ? 0 : octets.length === 4 ? 4 : 6);
      if (octets !== null) expect(parseAddress(formatAddress(octets))).toEqual(octets);
    }),
  );
});

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['64:ff9b::10.0.0.1', 'private'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'link-local'],
  ['100.64.0.1', 'shared (carrier-grade NAT)'],
  ['100.127.255.255', 'shared (carrier-grade NAT)'],
  ['fd12:3456::1', 'unique-local'],
  ['fe80::1', 'link-local'],
  ['192.0.2.7', 'documentation'],
  ['2001:db8::7', 'documentation'],
  ['3fff::1', 'documentation'],
  ['198.19.255.255', 'benchmarking'],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'this network'],
  ['::', 'unspecified'],
  ['224.0.0.1', 'multicast'],
  ['ff02::1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['250.0.0.1', 'reserved'],
  ['5f00::1', 'segment routing'],
  ['2002:c000:201::1', 'tunnel'],
  ['::ffff:1.1.1.1', 'IPv4-mapped'],
  ['not an address', 'reserved'],
])('%s is no public address: %s', (address, kind) => {
  expect(reservedKind(address)).toBe(kind);
});

test.each([
  '1.1.1.1',
  '172.32.0.1',
  '172.15.255.255',
  '100.128.0.1',
  '192.0.1.1',
  '9.255.255.255',
  '11.0.0.1',
  '223.255.255.255',
  '2606:4700::1111',
  '2a00::1',
  '64:ff9b::1.1.1.1',
  '2001:4860:4860::8888',
  '4000::1',
])('%s is a public address', (address) => {
  expect(reservedKind(address)).toBeNull();
});
