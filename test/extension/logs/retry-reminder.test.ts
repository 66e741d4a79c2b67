import { describe, expect, it } from 'vitest';
import { findingActions, retryTime } from '../../../src/extension/logs/finding-actions.ts';
import { dueReminders, reminderText, storedReminders } from '../../../src/extension/logs/retry-reminder.ts';
import { aContext, aKnownFinding } from './a-finding.ts';

const now = new Date('2026-11-26T12:00:00Z');
const limited = (retryAfter: string) =>
  aKnownFinding({ problem: 'ratelimit-failed-validation', captures: { retryAfter } });

describe('a reminder of the next try', () => {
  it('is offered while that time is still to come, first after the live check', () => {
    const [first] = findingActions(limited('2026-11-26T15:00:00Z'), aContext({ now }));
    expect(first).toMatchObject({
      title: 'Remind me when the CA allows the next try: 2026-11-26 15:00 UTC',
      args: [expect.any(String), 'remind'],
    });
  });

  it.each(['2026-11-26T11:59:59Z', '2027-11-26T12:00:00Z', '9999-12-31T00:00:00Z', 'soon', ''])(
    'is not offered for %j: passed, no time, or no wait that a CA asks for',
    (retryAfter) => {
      expect(retryTime(limited(retryAfter), now)).toBeNull();
    },
  );

  it('is told when it is due, and waits no longer than a timer can', () => {
    const at = (iso: string) => ({ at: iso, problem: 'ratelimit-failed-validation' as const, name: 'a.example.com' });
    const [past, soon, later] = [at('2026-11-26T11:00:00Z'), at('2026-11-26T12:00:05Z'), at('2027-01-26T12:00:00Z')];
    expect(dueReminders([past, soon, later], now)).toEqual({ due: [past], later: [soon, later], waitMs: 5_000 });
    expect(dueReminders([later], now).waitMs).toBe(2 ** 31 - 1);
    expect(dueReminders([], now).waitMs).toBeNull();
    expect(reminderText(past)).toBe('The CA allows the next try for a.example.com from now on.');
    expect(reminderText({ ...past, name: null })).toBe('The CA allows the next try from now on.');
  });

  it.each([
    undefined,
    'x',
    [null],
    [{ at: 'never', problem: 'http-refused', name: null }],
    [{ at: '2026-11-26T12:00:00Z', problem: 'toString', name: null }],
  ])('is not read from what is none: %j', (stored) => {
    expect(storedReminders(stored)).toEqual([]);
  });

  it('keeps no name that is none', () => {
    const stored = [{ at: '2026-11-26T12:00:00Z', problem: 'http-refused', name: '$(id)' }];
    expect(storedReminders(stored)).toEqual([{ ...stored[0], name: null }]);
  });
});
