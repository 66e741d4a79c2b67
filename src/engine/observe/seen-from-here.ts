import { hostname } from 'node:os';
import type { Seen } from '../../core/seen.ts';

/** Asked once: a check looks thousands of times. */
const here = hostname();

/** Starts a look; the function returned ends it and says when, from where and how long. */
export function startLooking(): () => Seen {
  const at = new Date().toISOString();
  // Not the wall clock: it may be set while we look.
  const started = performance.now();
  return () => ({ at, from: here, ms: Math.round(performance.now() - started) });
}
