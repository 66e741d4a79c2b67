import { expect, test } from 'vitest';
import { serverText } from '../../../src/core/dns/resolution.ts';
import { parseServer } from '../../../src/engine/observe/parse-server.ts';
import { systemResolvers } from '../../../src/engine/observe/system-resolvers.ts';

test.each([
  ['192.0.2.1', '192.0.2.1', 53],
  ['192.0.2.1:5353', '192.0.2.1', 5353],
  [' 192.0.2.1 ', '192.0.2.1', 53],
  ['2001:db8::1', '2001:db8::1', 53],
  ['[2001:db8::1]', '2001:db8::1', 53],
  ['[2001:db8::1]:5353', '2001:db8::1', 5353],
  ['fe80::1%eth0', 'fe80::1%eth0', 53],
  ['[fe80::1%eth0]:5353', 'fe80::1%eth0', 5353],
  ['localhost:5353', '127.0.0.1', 5353],
])('%s is a resolver', (text, address, port) => {
  expect(parseServer(text)).toEqual({ address, port });
});

test.each([
  ['tls://dns.example.com', 'dns.example.com', 853, { protocol: 'tls' }],
  ['TLS://DNS.example.com:8853/', 'dns.example.com', 8853, { protocol: 'tls' }],
  ['tls://[2001:db8::1]', '2001:db8::1', 853, { protocol: 'tls' }],
  ['https://dns.example.com', 'dns.example.com', 443, { protocol: 'https', path: '/dns-query' }],
  ['https://192.0.2.1:8443/resolve', '192.0.2.1', 8443, { protocol: 'https', path: '/resolve' }],
] as const)('%s is a resolver under encryption, and is shown as it was given', (text, address, port, encrypted) => {
  expect(parseServer(text)).toEqual({ address, port, encrypted });
  const shown = serverText({ address, port, encrypted, source: 'configured' });
  expect(parseServer(shown)).toEqual({ address, port, encrypted });
});

test.each([
  '',
  'tls://',
  'tls://-a.example',
  'tls://user@dns.example.com',
  'tls://dns.example.com/path',
  'https://dns.example.com/dns-query?dns=AAAA',
  'https://user:pw@dns.example.com/',
  'https://dns example.com/',
  'http://dns.example.com/dns-query',
  'dns.example.com',
  '192.0.2.1:',
  '192.0.2.1:0',
  '192.0.2.1:65536',
  '192.0.2.1:5e3',
  '[2001:db8::1]5353',
  '[2001:db8::1',
  '[]:53',
  '999.0.2.1',
  '192.0.2.1:53:53',
])('"%s" is no resolver', (text) => {
  expect(parseServer(text)).toBeNull();
});

test('the resolvers of this machine are known, by address', () => {
  const servers = systemResolvers();
  expect(servers.length).toBeLessThanOrEqual(3);
  for (const server of servers) expect(server).toMatchObject({ source: 'system', port: expect.any(Number) as number });
});

test.each([
  ['tcp://192.0.2.1', '192.0.2.1', 53, 'tcp://192.0.2.1'],
  ['TCP://192.0.2.1:5353/', '192.0.2.1', 5353, 'tcp://192.0.2.1:5353'],
  ['tcp://[2001:db8::1]', '2001:db8::1', 53, 'tcp://[2001:db8::1]'],
  ['tcp://dns.example.com', null, null, null],
  ['tcp://192.0.2.1/dns-query', null, null, null],
])('%s is asked over TCP alone', (text, address, port, written) => {
  const server = parseServer(text);
  expect(server).toEqual(address === null ? null : { address, port, overTcp: true });
  expect(server && serverText({ ...server, source: 'configured' })).toBe(written);
});
