import { expect, test } from 'vitest';
import { untilDeadline } from '../../../src/engine/observe/deadline.ts';

const never = new AbortController().signal;

test('cleaning up is done once, whoever ends the wait', async () => {
  let cleanups = 0;
  const cleanup = (): void => {
    cleanups += 1;
  };
  const stop = new AbortController();
  const ends = [
    await untilDeadline({ signal: never, deadlineMs: 60_000 }, String, (settle) => {
      settle('at once');
      settle('twice');
      return cleanup;
    }),
    await untilDeadline({ signal: never, deadlineMs: 60_000 }, String, (settle) => {
      setImmediate(settle, 'later');
      return cleanup;
    }),
    await untilDeadline({ signal: never, deadlineMs: 5 }, String, () => cleanup),
    await untilDeadline({ signal: stop.signal, deadlineMs: 60_000 }, String, () => {
      setImmediate(() => {
        stop.abort();
      });
      return cleanup;
    }),
  ];
  expect(ends).toEqual(['at once', 'later', 'timeout', 'cancelled']);
  expect(cleanups).toBe(4);
});

test('nothing is started where it is already over', async () => {
  const start = (): never => {
    throw new Error('started');
  };
  expect(await untilDeadline({ signal: AbortSignal.abort(), deadlineMs: 60_000 }, String, start)).toBe('cancelled');
  expect(await untilDeadline({ signal: never, deadlineMs: 0 }, String, start)).toBe('timeout');
});

test('a signal ends all that wait for it, and one that listens no more takes nobody along', async () => {
  const stop = new AbortController();
  const limits = { signal: stop.signal, deadlineMs: 60_000 };
  const wait = (): Promise<string> => untilDeadline(limits, String, () => () => undefined);
  await untilDeadline(limits, String, (settle) => {
    settle('the first');
    return () => undefined;
  });
  const waiting = [wait(), wait(), untilDeadline({ ...limits, deadlineMs: 1 }, String, () => () => undefined), wait()];
  expect(await waiting[2]).toBe('timeout');
  stop.abort();
  expect(await Promise.all(waiting)).toEqual(['cancelled', 'cancelled', 'timeout', 'cancelled']);
});
