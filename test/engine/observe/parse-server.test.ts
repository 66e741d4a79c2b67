import { expect, test } from 'vitest';
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
  '',
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
