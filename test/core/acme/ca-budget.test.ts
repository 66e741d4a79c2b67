import { describe, expect, it } from 'vitest';
import { budgetLeft, caLimits, trialLimits } from '../../../src/core/acme/ca-budget.ts';
import { keptEntries, readLedgerLine, type LedgerEntry, type LedgerEvent } from '../../../src/core/acme/ca-ledger.ts';

const now = new Date('2026-11-26T12:00:00Z');
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const names = ['www.example.com', 'example.com'];

function ago(ms: number, event: LedgerEvent, about: readonly string[] = names): LedgerEntry {
  return { at: new Date(now.getTime() - ms).toISOString(), names: about, ...event };
}
const issued = (ms: number, about = names): LedgerEntry =>
  ago(ms, { event: 'issued', certificateUrl: `https://ca.example/${String(ms)}` }, about);

const by = { registered: (name: string) => name.split('.').slice(-2).join('.'), renewal: false };

function left(entries: readonly LedgerEntry[], what: string, about?: string): unknown {
  const found = budgetLeft(entries, caLimits, names, now, by).find(
    (one) => one.what === what && (about === undefined || one.about === about),
  );
  return found === undefined ? null : [found.left, found.moreFrom];
}

describe('what is left of what a CA is asked', () => {
  it('is all of it where nothing was asked', () => {
    expect(
      budgetLeft([], caLimits, names, now, by).map(({ what, left: rest, moreFrom }) => [what, rest, moreFrom]),
    ).toEqual([
      ['failed-validations', 3, null],
      ['failed-validations', 3, null],
      ['duplicates', 3, null],
      ['accounts', 3, null],
      ['orders', 10, null],
      ['certificates', 40, null],
    ]);
  });

  it('stays below what Let’s Encrypt allows', () => {
    const theirs = {
      'failed-validations': 5 / hour,
      duplicates: 5 / (7 * day),
      certificates: 50 / (7 * day),
      orders: 300 / (3 * hour),
      accounts: 10 / (3 * hour),
    };
    for (const { what, most, windowMs } of caLimits) expect(most / windowMs, what).toBeLessThan(theirs[what]);
  });

  it('counts failed validations of each name by itself, for an hour', () => {
    const entries = [70, 50, 40, 10].map((minutes) => ago(minutes * minute, { event: 'invalid' }, ['www.example.com']));
    expect(left(entries, 'failed-validations', 'www.example.com')).toEqual([0, '2026-11-26T12:10:00.000Z']);
    expect(left(entries, 'failed-validations', 'example.com')).toEqual([3, null]);
  });

  it('counts certificates for the same names, whatever their order, for a week', () => {
    const entries = [issued(8 * day), issued(6 * day), issued(day, names.toReversed()), issued(hour, ['example.com'])];
    expect(left(entries, 'duplicates')).toEqual([1, '2026-11-27T12:00:00.000Z']);
  });

  it('counts certificates of a registered domain, whatever the names, for a week and without renewals', () => {
    const some = Array.from({ length: 45 }, (_, at) => issued((at + 1) * hour, [`*.n${String(at)}.example.com`]));
    const others = [issued(hour, ['example.net']), { ...issued(hour, ['m.example.com']), renewal: true }];
    expect(left([...some.slice(0, 12), ...others], 'certificates', 'example.com')).toEqual([
      28,
      new Date(now.getTime() + 7 * day - 12 * hour).toISOString(),
    ]);
    expect(left(some, 'certificates')).toEqual([0, new Date(now.getTime() + 7 * day - 40 * hour).toISOString()]);
    const renewing = budgetLeft(some, caLimits, names, now, { ...by, renewal: true });
    expect(renewing.map(({ what }) => what)).not.toContain('certificates');
  });

  it('counts orders of all names together', () => {
    const entries = Array.from({ length: 12 }, (_, at) =>
      ago((9 - at * 0.5) * minute, { event: 'order' }, [`n${at}.example`]),
    );
    // Of twelve where ten are allowed, three must end before there is room for one.
    expect(left(entries, 'orders')).toEqual([0, '2026-11-26T12:02:00.000Z']);
  });

  it('puts the scarcest first', () => {
    const entries = [issued(day), issued(day - 1), issued(day - 2)];
    expect(budgetLeft(entries, caLimits, names, now, by)[0]).toMatchObject({ what: 'duplicates', left: 0 });
  });

  it('does not count what a clock wrote that was ahead', () => {
    expect(left([ago(-40 * day, { event: 'order' })], 'orders')).toEqual([10, null]);
  });

  it('lets a trial service issue the same names again and again', () => {
    expect(trialLimits.map(({ what }) => what)).not.toContain('duplicates');
  });
});

describe('the ledger', () => {
  it.each([
    'null',
    '{}',
    '{"at":"2026-11-26T12:00:00Z","names":[],"event":"toString"}',
    '{"at":"never","names":[],"event":"order"}',
    '{"at":"2026-11-26T12:00:00Z","names":"a","event":"order"}',
    '{"at":"2026-11-26T12:00:00Z","names":[1],"event":"order"}',
    '{"at":"2026-11-26T12:00:00Z","names":[],"event":"failed","text":"x"}',
    '{"at":"2026-11-26T12',
  ])('does not take %s for a line of it', (line) => {
    expect(readLedgerLine(line)).toBeNull();
  });

  it('keeps of old lines only those that still hold something back', () => {
    const failed = ago(20 * day, { event: 'failed', text: 'x', nextTry: now.toISOString() });
    const overcome = ago(21 * day, { event: 'failed', text: 'x', nextTry: now.toISOString() }, ['other.example']);
    const success = issued(20 * day, ['other.example']);
    const waiting = ago(9 * day, { event: 'refused', text: 'x', until: '2026-11-27T00:00:00Z' }, []);
    const over = ago(9 * day, { event: 'refused', text: 'x', until: '2026-11-26T00:00:00Z' }, []);
    const fresh = ago(hour, { event: 'order' });
    expect(
      keptEntries([overcome, success, failed, waiting, over, ago(9 * day, { event: 'order' }), fresh], now),
    ).toEqual([failed, waiting, fresh]);
  });
});
