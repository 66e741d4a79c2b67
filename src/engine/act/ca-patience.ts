import { setTimeout as pause } from 'node:timers/promises';

const firstPauseMs = 250;
const longestPauseMs = 5000;

/** The CA has not decided in the time that we wait. What was begun is kept and can be taken up again. */
class CaTooSlow extends Error {
  override readonly name = 'CaTooSlow';
}

/**
 * Reads until it is settled, at growing intervals. What the CA says of the next look (Retry-After) is the least that is
 * waited; where that lies behind `patienceMs`, nobody waits: it rejects with `CaTooSlow` at once.
 */
export async function readUntilSettled<T>(
  read: () => Promise<{ readonly value: T; readonly retryAfter: string | null }>,
  settled: (value: T) => boolean,
  { signal, patienceMs }: { readonly signal: AbortSignal; readonly patienceMs: number },
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.6, longestPauseMs)) {
    const { value, retryAfter } = await read();
    if (settled(value)) return value;
    const asked = retryAfter === null ? 0 : Date.parse(retryAfter) - Date.now();
    const waitMs = Math.max(pauseMs, asked);
    if (performance.now() + waitMs > end) {
      throw new CaTooSlow(
        retryAfter === null
          ? `The CA has not decided within ${Math.round(patienceMs / 1000)} s.`
          : `The CA asks to look again after ${retryAfter}.`,
      );
    }
    await pause(waitMs, undefined, { signal });
  }
}
