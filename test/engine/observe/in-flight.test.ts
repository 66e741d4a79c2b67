import { expect, test } from 'vitest';
import { InFlight } from '../../../src/engine/observe/in-flight.ts';

test('no more jobs run at once than allowed, all of them run in order, and a failed one gives its place back', async () => {
  const line = new InFlight(3);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, job) =>
      line.run(async () => {
        started.push(job);
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
        if (job % 5 === 0) throw new Error('failed');
        return job;
      }),
    ),
  );
  expect(most).toBe(3);
  expect(started).toEqual(Array.from({ length: 20 }, (_, job) => job));
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(4);
  await expect(line.run(() => Promise.resolve('free'))).resolves.toBe('free');
});
