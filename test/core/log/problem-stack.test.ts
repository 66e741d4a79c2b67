import { describe, expect, it } from 'vitest';
import { readStack } from '../../../src/core/log/problem-stack.ts';

describe('what a CA wraps around a problem is read', () => {
  const core = 'Fetching http://example.com/: Connection refused';
  it.each([
    ['nothing', '', { secondary: false, caaName: null, address: null }],
    ['an IPv4 address', '203.0.113.10: ', { secondary: false, caaName: null, address: '203.0.113.10' }],
    ['an IPv6 address', '2001:db8::10: ', { secondary: false, caaName: null, address: '2001:db8::10' }],
    [
      'secondary validation and an address',
      'During secondary validation: 203.0.113.10: ',
      { secondary: true, caaName: null, address: '203.0.113.10' },
    ],
    [
      'CAA of a name',
      'During secondary validation: While processing CAA for www.example.com: ',
      { secondary: true, caaName: 'www.example.com', address: null },
    ],
  ])('%s', (_, stack, expected) => {
    const text = `  Detail: ${stack}${core}`;
    const at = text.length - core.length;
    expect(readStack(text, at)).toEqual({ ...expected, start: at - stack.length });
  });
});
