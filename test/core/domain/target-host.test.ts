import { expect, test } from 'vitest';
import { targetHost } from '../../../src/core/domain/target-host.ts';

test.each([
  ['web-1.Example.com', 'web-1.example.com'],
  [' web-1 ', 'web-1'],
  ['203.0.113.10', '203.0.113.10'],
  ['2001:DB8::1', '2001:db8::1'],
  ['*.example.com', null],
  ['-oProxyCommand=x', null],
  ['web-1;reboot', null],
  ['user@web-1', null],
  ['22', null],
  ['', null],
])('%s is %s', (text, host) => {
  expect(targetHost(text)).toBe(host);
});
