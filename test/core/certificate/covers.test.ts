import { expect, it } from 'vitest';
import { covers } from '../../../src/core/certificate/covers.ts';
import type { SubjectName } from '../../../src/core/certificate/facts.ts';

const dns = (...values: readonly string[]) => values.map((value): SubjectName => ({ kind: 'dns', value }));

it.each([
  [dns('example.com'), 'example.com', true],
  [dns('example.com'), 'www.example.com', false],
  [dns('*.example.com'), 'www.example.com', true],
  [dns('*.example.com'), 'example.com', false],
  [dns('*.example.com'), 'a.b.example.com', false],
  [dns('*.example.com'), '*.example.com', true],
  [dns('*.com'), '*.example.com', false],
  [dns('www.example.com'), '*.example.com', false],
  [dns('w*.example.com'), 'www.example.com', false],
  [dns('*'), 'com', false],
  [dns('*.com'), 'example.com', false],
  [dns('*.example.com'), 'xn--bcher-kva.example.com', true],
  [dns('xn--*.example.com'), 'xn--bcher-kva.example.com', false],
  [dns('example.com\u0000.attacker.example'), 'example.com', false],
  [dns('a.*.com'), 'a.b.com', false],
  [dns('*.example.com'), '.example.com', false],
  [[], 'example.com', false],
  [[{ kind: 'ip', value: '192.0.2.1' }], '192.0.2.1', true],
  [dns('192.0.2.1'), '192.0.2.1', false],
  [dns('*.0.2.1'), '192.0.2.1', false],
  [[{ kind: 'ip', value: '2001:db8::1' }], '2001:db8::1', true],
  [[{ kind: 'ip', value: 'example.com' }], 'example.com', false],
] as const)('%j for %s: %s', (names, host, expected) => {
  expect(covers(names, host)).toBe(expected);
});
