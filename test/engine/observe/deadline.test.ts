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
