import { changeBetween, emptyReport, type LogChange } from '../core/log/log-change.ts';
import type { LogReport } from '../core/log/report.ts';
import type { Engine, FollowReport, FollowRun, LogPreview, PlannedAct, Progress, Run, ScanRun } from './engine.ts';

/** The engine's interface as messages: what crosses the border between the editor's thread and the engine's. */
export type Method = keyof Engine;
type ArgumentsOf<M extends Method> =
  Parameters<Engine[M]> extends [...infer Before, Run] ? Before : Parameters<Engine[M]>;
export type Call = { readonly [M in Method]: { readonly method: M; readonly args: ArgumentsOf<M> } }[Method];

export type ToEngine =
  | ({ readonly kind: 'call'; readonly id: number } & Call)
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'confirmed'; readonly id: number; readonly question: number; readonly yes: boolean };

export type FromEngine =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'preview'; readonly id: number; readonly newest: LogPreview }
  | ({ readonly kind: 'update'; readonly id: number; readonly change: LogChange } & Omit<FollowReport, keyof LogReport>)
  | { readonly kind: 'confirm'; readonly id: number; readonly question: number; readonly act: PlannedAct }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: SentError };

/** An error as it crosses threads: its class does not survive, its name and reason do. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly reason: string | null;
}

/**
 * Serves `engine` to the other end of a message channel.
 * @returns the listener for incoming messages
 */
export function serveEngine(engine: Engine, send: (message: FromEngine) => void): (message: ToEngine) => void {
  const calls = new Map<
    number,
    { readonly abort: AbortController; readonly questions: Map<number, (yes: boolean) => void> }
  >();
  let questions = 0;
  // Method and arguments fit by the type of Call, which TypeScript cannot follow through the union.
  const methods = engine as unknown as Readonly<Record<Method, (...args: readonly unknown[]) => Promise<unknown>>>;

  async function answer(id: number, call: Call): Promise<void> {
    const abort = new AbortController();
    const pending = new Map<number, (yes: boolean) => void>();
    calls.set(id, { abort, questions: pending });
    let told = emptyReport;
    const run: Required<ScanRun> & FollowRun = {
      signal: abort.signal,
      progress: (progress) => {
        send({ kind: 'progress', id, progress });
      },
      preview: (newest) => {
        send({ kind: 'preview', id, newest });
      },
      update: ({ file, trouble, ...report }) => {
        send({ kind: 'update', id, file, trouble, change: changeBetween(told, report) });
        told = report;
      },
      confirm: (act) =>
        new Promise((resolve) => {
          if (abort.signal.aborted) {
            resolve(false);
            return;
          }
          const question = ++questions;
          pending.set(question, resolve);
          send({ kind: 'confirm', id, question, act });
        }),
    };
    try {
      send({ kind: 'done', id, result: await methods[call.method](...call.args, run) });
    } catch (error) {
      send({ kind: 'failed', id, error: toSent(error) });
    } finally {
      calls.delete(id);
    }
  }

  return (message) => {
    switch (message.kind) {
      case 'call':
        void answer(message.id, message);
        break;
      case 'cancel': {
        const call = calls.get(message.id);
        call?.abort.abort();
        for (const resolve of call?.questions.values() ?? []) resolve(false);
        break;
      }
      case 'confirmed':
        calls.get(message.id)?.questions.get(message.question)?.(message.yes);
        break;
    }
  };
}

function toSent(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), reason: null };
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : null;
  return { name: error.name, message: error.message, reason };
}
