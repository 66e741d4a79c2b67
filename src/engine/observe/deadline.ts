import { setMaxListeners } from 'node:events';

/** How long a look may take, and who may end it before. */
export interface Limits {
  readonly signal: AbortSignal;
  /** Milliseconds for the whole of it, whatever its parts do. */
  readonly deadlineMs: number;
}

/**
 * Runs `start` until it settles, its time is over or it is cancelled, whichever comes first. The cleanup that `start`
 * returns is called exactly once, in every case. One timer: a peer that drips bytes does not move the end.
 */
export function untilDeadline<T>(
  { signal, deadlineMs }: Limits,
  ended: (why: 'timeout' | 'cancelled') => T,
  start: (settle: (value: T) => void) => () => void,
): Promise<T> {
  return new Promise((resolve) => {
    if (signal.aborted || deadlineMs <= 0) {
      resolve(ended(signal.aborted ? 'cancelled' : 'timeout'));
      return;
    }
    const state = { settled: false, cleanup: (): void => undefined };
    const settle = (value: T): void => {
      if (state.settled) return;
      state.settled = true;
      clearTimeout(timer);
      stopListening();
      state.cleanup();
      resolve(value);
    };
    const cancel = (): void => {
      settle(ended('cancelled'));
    };
    const timer = setTimeout(() => {
      settle(ended('timeout'));
    }, deadlineMs);
    const stopListening = listenForAbort(signal, cancel);
    state.cleanup = start(settle);
    // `start` settled before it had returned its cleanup.
    if (state.settled) state.cleanup();
  });
}

interface Listener {
  readonly cancels: (() => void)[];
  readonly abort: () => void;
}

const listeners = new WeakMap<AbortSignal, Listener>();

/**
 * Many looks share a signal, and so one listener on it: one that was removed leads to the one added after it, so that what
 * the looks before held would outlive many collections.
 */
function listenForAbort(signal: AbortSignal, cancel: () => void): () => void {
  const { cancels, abort } = listeners.get(signal) ?? newListener(signal);
  cancels.push(cancel);
  return () => {
    const at = cancels.indexOf(cancel);
    if (at >= 0) cancels.splice(at, 1);
    if (cancels.length > 0) return;
    signal.removeEventListener('abort', abort);
    listeners.delete(signal);
  };
}

function newListener(signal: AbortSignal): Listener {
  const cancels: (() => void)[] = [];
  const abort = (): void => {
    for (const cancel of [...cancels]) cancel();
  };
  signal.addEventListener('abort', abort);
  const listener = { cancels, abort };
  listeners.set(signal, listener);
  return listener;
}

/**
 * The signal, and the end of a job of many looks, whichever comes first. What is under way then was not seen to its end:
 * it is cancelled, which says nothing of the other side, while a look's own `deadlineMs` says that it stayed silent.
 */
export function endingAfter(ms: number, signal: AbortSignal): AbortSignal {
  const ending = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, Math.ceil(ms)))]);
  // Every look under way listens to it; Node.js 20 takes more than ten listeners for a leak.
  setMaxListeners(0, ending);
  return ending;
}
