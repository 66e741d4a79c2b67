import { expect, it } from 'vitest';
import { inTrouble, sslWords, worst, type SslStatus } from '../../../src/core/domain/status.ts';

it('the worst status stands for the domain', () => {
  expect(worst(['active', 'active'])).toBe('active');
  expect(worst(['active', 'expired', 'pending'])).toBe('expired');
  expect(worst(['pending', 'expiring'])).toBe('expiring');
});

it('what was not seen is never healthy', () => {
  expect(worst(['active', 'unknown'])).toBe('unknown');
  expect(worst([])).toBe('unknown');
});

it.each<[SslStatus, boolean]>([
  ['active', false],
  ['none', false],
  ['pending', false],
  ['unknown', false],
  ['expiring', true],
  ['expired', true],
  ['unreachable', true],
])('%s counts as trouble: %s', (ssl, trouble) => {
  expect(inTrouble(ssl)).toBe(trouble);
  expect(sslWords(ssl)).not.toBe('');
});
