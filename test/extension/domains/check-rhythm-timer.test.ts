import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CheckRhythmTimer, type RhythmWorld } from '../../../src/extension/domains/check-rhythm-timer.ts';
import type { Domain } from '../../../src/extension/domains/domain-store.ts';
import { healthy, intent, judged } from '../../core/judge/recorded.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 26);

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A list of domains whose checks end at once and find the same. */
function world(count: number, change: Partial<RhythmWorld> = {}) {
  const report = judged(intent('example.com'), healthy('example.com'));
  let domains = Array.from(
    { length: count },
    (_, index) => ({ name: `d${index}`, report, checking: false, checkedAt: start, unchanged: 0 }) as unknown as Domain,
  );
  const goes: (readonly string[])[] = [];
  const timer = new CheckRhythmTimer({
    domains: () => domains,
    check: (names) => {
      goes.push(names);
      domains = domains.map((one) =>
        names.includes(one.name) ? { ...one, checkedAt: Date.now(), unchanged: one.unchanged + 1 } : one,
      );
      return Promise.resolve();
    },
    isSeen: () => true,
    intervalMs: () => 60 * minute,
    now: Date.now,
    random: () => 0.5,
    ...change,
  });
  timer.wake();
  return { timer, goes, change: (to: Partial<Domain>) => (domains = domains.map((one) => ({ ...one, ...to }))) };
}

describe('domains are looked at again', () => {
  it('after the interval, a few at a time', async () => {
    const { goes, timer } = world(20);
    await vi.advanceTimersByTimeAsync(59 * minute);
    expect(goes).toEqual([]);
    await vi.advanceTimersByTimeAsync(2 * minute);
    expect(goes.map((names) => names.length)).toEqual([8, 8, 4]);
    timer.dispose();
  });

  it('not while nobody looks, and when somebody does again', async () => {
    let seen = false;
    const { goes, timer } = world(3, { isSeen: () => seen });
    await vi.advanceTimersByTimeAsync(300 * minute);
    expect(goes).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    seen = true;
    timer.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(goes).toHaveLength(1);
    timer.dispose();
  });

  it('never where that is switched off', async () => {
    const { goes, timer } = world(3, { intervalMs: () => 0 });
    await vi.advanceTimersByTimeAsync(10_000 * minute);
    expect(goes).toEqual([]);
    timer.dispose();
  });

  it('with growing intervals while something is pending', async () => {
    const { goes, timer, change } = world(1);
    change({ report: { ...judged(intent('example.com'), healthy('example.com')), ssl: 'pending' } });
    timer.wake();
    await vi.advanceTimersByTimeAsync(4 * minute);
    // At 30 s, then 60, 120 and 240 s later.
    expect(goes).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(4 * minute);
    expect(goes).toHaveLength(4);
    timer.dispose();
  });

  it('by one timer, that ends with the list', () => {
    const { timer } = world(1_000);
    for (let count = 0; count < 50; count++) timer.wake();
    expect(vi.getTimerCount()).toBe(1);
    timer.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });
});
