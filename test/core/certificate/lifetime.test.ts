import { expect, it } from 'vitest';
import { durationWords, lifetimeOf, momentWords } from '../../../src/core/certificate/lifetime.ts';
import { leaf, now } from '../judge/recorded.ts';

it.each([
  ['90 days, just inside its renewal window', 90, 29, 'valid'],
  ['90 days, its renewal missed', 90, 20, 'expiring'],
  ['45 days', 45, 12, 'valid'],
  ['45 days, its renewal missed', 45, 10, 'expiring'],
  ['6 days', 6.67, 2, 'valid'],
  ['6 days, its renewal missed', 6.67, 1.5, 'expiring'],
  ['200 days', 200, 35, 'valid'],
  ['200 days, near its end', 200, 29, 'expiring'],
  ['at its last moment', 90, 0, 'expiring'],
  ['past it', 90, -0.001, 'expired'],
  ['before its start', 90, 91, 'not-yet-valid'],
] as const)('a certificate of %s', (_, lifetime, left, state) => {
  expect(lifetimeOf(leaf({ from: left - lifetime, until: left }), now).state).toBe(state);
});

it('dates that are none are not judged', () => {
  expect(lifetimeOf({ ...leaf(), notAfter: 'never' }, now).state).toBe('unreadable');
});

it.each([
  [61.7 * 86_400_000, '61 days'],
  [86_400_000, '1 day'],
  [-3.5 * 86_400_000, '3 days'],
  [5 * 3_600_000, '5 hours'],
  [61_000, '1 minute'],
  [0, '0 minutes'],
])('%d ms is %s', (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});

it('writes a moment to the minute, with its zone', () => {
  expect(momentWords('2026-11-22T11:46:59.000Z')).toBe('2026-11-22 11:46 UTC');
  expect(momentWords('never')).toBe('never');
});

it('counts whole seconds, the last one too', () => {
  const certificate = { ...leaf(), notAfter: '2026-11-25T12:00:00.000Z' };
  const at = (moment: string) => lifetimeOf(certificate, new Date(moment)).state;
  expect(['12:00:00.000', '12:00:00.999', '12:00:01.000'].map((time) => at(`2026-11-25T${time}Z`))).toEqual([
    'expiring',
    'expiring',
    'expired',
  ]);
});
