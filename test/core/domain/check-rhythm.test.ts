import { describe, expect, it } from 'vitest';
import { dueChecks, mostAtOnce, nextCheckAt, pauseMs, type CheckPast } from '../../../src/core/domain/check-rhythm.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 26);
const wait = (past: Partial<CheckPast>, intervalMs = hour, random = 0.5) => {
  const at = nextCheckAt({ at: start, pending: false, unchanged: 0, ...past }, intervalMs, random);
  return at === null ? null : at - start;
};

describe('when a domain is looked at again', () => {
  it('is never where the user switched it off, or did not look yet', () => {
    expect(wait({}, 0)).toBeNull();
    expect(wait({ pending: true }, 0)).toBeNull();
    expect(wait({ at: null })).toBeNull();
  });

  it('comes soon while something is pending, with growing intervals up to the usual one', () => {
    const waits = [0, 1, 2, 3, 6, 7, 50].map((unchanged) => wait({ pending: true, unchanged }));
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 1_920_000, hour, hour]);
  });

  it('comes more rarely where nothing changes, but once a day', () => {
    expect([0, 2, 3, 6, 9, 1_000].map((unchanged) => wait({ unchanged }))).toEqual(
      [1, 1, 2, 4, 4, 4].map((n) => n * hour),
    );
    expect(wait({ unchanged: 100 }, 12 * hour)).toBe(24 * hour);
    expect(wait({ unchanged: 100 }, 72 * hour)).toBe(72 * hour);
  });

  it('is spread by up to a fifth', () => {
    expect([0, 1].map((random) => wait({}, hour, random))).toEqual([0.8 * hour, 1.2 * hour]);
  });
});

describe('a go', () => {
  const many = Array.from({ length: 100 }, (_, index) => ({ name: `d${index}`, at: start - index }));

  it('takes the longest waiting first, and never all at once', () => {
    const { due, wakeAt } = dueChecks(many, start);
    expect(due).toHaveLength(mostAtOnce);
    expect(due[0]).toBe('d99');
    expect(wakeAt).toBe(start + pauseMs);
  });

  it('sleeps until the next one is due', () => {
    expect(
      dueChecks(
        [
          { name: 'a', at: start + hour },
          { name: 'b', at: null },
        ],
        start,
      ),
    ).toEqual({ due: [], wakeAt: start + hour });
    expect(dueChecks([{ name: 'a', at: start }], start)).toEqual({ due: ['a'], wakeAt: null });
    expect(dueChecks([], start)).toEqual({ due: [], wakeAt: null });
  });
});
