import { describe, expect, it } from 'vitest';
import { backOffOf, nextTryAfter, refusedUntil } from '../../../src/core/acme/back-off.ts';
import type { LedgerEntry, LedgerEvent } from '../../../src/core/acme/ca-ledger.ts';

const now = new Date('2026-11-26T12:00:00Z');
const minute = 60_000;
const names = ['www.example.com'];
const day = 24 * 60 * minute;

function at(minutes: number, event: LedgerEvent, about: readonly string[] = names): LedgerEntry {
  return { at: new Date(now.getTime() + minutes * minute).toISOString(), names: about, ...event };
}
const failed = (minutes: number, nextTry: string): LedgerEntry =>
  at(minutes, { event: 'failed', text: 'refused', nextTry });

describe('the time of the next try', () => {
  it.each([
    [0, 1],
    [1, 10],
    [2, 100],
    [3, 1440],
    [12, 1440],
  ])('after %i failures before waits %i minutes, and up to a quarter more', (failures, minutes) => {
    const waits = [0, 0.5, 1].map(
      (random) => (nextTryAfter(failures, null, now, random).getTime() - now.getTime()) / minute,
    );
    expect(waits).toEqual([minutes, minutes * 1.125, minutes * 1.25]);
  });

  it('is never before the time that the CA names', () => {
    expect(nextTryAfter(0, '2026-11-26T15:00:00Z', now, 0).toISOString()).toBe('2026-11-26T15:00:00.000Z');
    expect(nextTryAfter(3, '2026-11-26T15:00:00Z', now, 0).getTime()).toBe(now.getTime() + day);
  });

  it.each(['9999-12-31T00:00:00Z', '+100000-01-01T00:00:00Z'])(
    'is at most 30 days away where the CA says %s',
    (far) => {
      expect(nextTryAfter(0, far, now, 0).getTime()).toBe(now.getTime() + 30 * day);
    },
  );

  it('does not depend on a time that cannot be read', () => {
    expect(nextTryAfter(0, 'tomorrow', now, 0).getTime()).toBe(now.getTime() + minute);
  });
});

describe('patience with one set of names', () => {
  it('counts failures since the last certificate', () => {
    const entries = [
      failed(-900, '2026-11-26T00:00:00Z'),
      at(-800, { event: 'issued', certificateUrl: 'https://ca.example/1' }),
      failed(-30, '2026-11-26T11:31:00Z'),
      failed(-1, '2026-11-26T12:09:00Z'),
    ];
    expect(backOffOf(entries, names, now)).toEqual({
      ...{ failures: 2, lastFailure: '2026-11-26T11:59:00.000Z', text: 'refused' },
      nextTry: '2026-11-26T12:09:00.000Z',
    });
    expect(backOffOf(entries, ['other.example'], now)).toMatchObject({ failures: 0, nextTry: null });
  });

  it('lets a try begin whose time has come', () => {
    expect(backOffOf([failed(-30, '2026-11-26T11:59:59Z')], names, now)).toMatchObject({ failures: 1, nextTry: null });
  });

  it.each([
    ['was written ahead of its time', failed(40 * 1440, '2027-01-05T12:01:00Z')],
    ['names a time that nobody is made to wait for', failed(-1, '2027-01-05T12:01:00Z')],
  ])('is not held up by a failure that %s', (_what, entry) => {
    expect(backOffOf([entry], names, now).nextTry).toBeNull();
  });
});

describe('the refusal of a CA', () => {
  const refusal = (until: string, about: readonly string[]): LedgerEntry =>
    at(-5, { event: 'refused', text: 'rateLimited: too much', until }, about);

  it('holds for its names, or for all where it is about the account; the longest counts', () => {
    const entries = [
      refusal('2026-11-26T13:00:00Z', []),
      refusal('2026-11-28T00:00:00Z', names),
      refusal('2026-11-26T12:30:00Z', []),
    ];
    expect(refusedUntil(entries, names, now)?.until).toBe('2026-11-28T00:00:00.000Z');
    expect(refusedUntil(entries, ['other.example'], now)?.until).toBe('2026-11-26T13:00:00.000Z');
  });

  it('ends', () => {
    expect(refusedUntil([refusal('2026-11-26T12:00:00Z', [])], names, now)).toBeNull();
  });
});
