import { hostname } from 'node:os';
import { Worker } from 'node:worker_threads';
import { unknownReport } from '../core/judge/judge-domain.ts';
import { afterChange, emptyReport } from '../core/log/log-change.ts';
import type { LogReport } from '../core/log/report.ts';
import type { Engine, FollowRun, Run, ScanRun } from '../engine/engine.ts';
import type { Call, FromEngine, SentError, ToEngine } from '../engine/protocol.ts';
import { Disposable } from './disposable.ts';

/** The engine's thread ended before it answered; it is started again at the next call. */
export class EngineLost extends Error {
  override readonly name = 'EngineLost';
}

/** The user stopped it. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** What the engine rejected with, on this side of the thread border. */
export class EngineError extends Error {
  override readonly name: string;
  readonly reason: string | null;
  constructor(sent: SentError) {
    super(sent.message);
    this.name = sent.name;
    this.reason = sent.reason;
  }
}

/** Whether a log that the engine held is gone there, so that it must be opened again. */
export function mustReopen(error: unknown): boolean {
  return error instanceof EngineLost || (error instanceof EngineError && error.name === 'UnknownLog');
}

/** Whatever run a call was given: not every call tells all of this. */
type AnyRun = ScanRun & Partial<FollowRun>;

/** For what is done whatever becomes of the caller. */
const unstoppable: Run = {
  signal: new AbortController().signal,
  progress: () => undefined,
  confirm: () => Promise.resolve(false),
};

interface Pending {
  readonly run: AnyRun;
  /** What an update of a followed log is told against. */
  followed: LogReport;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** How long a look at this machine may take, in milliseconds. */
const longestMachineLookMs = 15_000;
/** How long a cancelled call may take to say so itself, in milliseconds. */
const cancelGraceMs = 1_000;

export interface EngineClientOptions {
  /** How long past its own deadline a call may take before its thread counts as stalled, in milliseconds. */
  readonly deadlineGraceMs: number;
}

/** The engine in a worker thread: the same interface, with cancellation, and a new thread after a crash or a stall. */
export class EngineClient extends Disposable implements Engine {
  readonly #workerFile: string;
  readonly #deadlineGraceMs: number;
  #worker: Worker | null = null;
  #calls = new Map<number, Pending>();
  #lastId = 0;

  /** @param workerFile the bundled worker.ts */
  constructor(workerFile: string, { deadlineGraceMs }: EngineClientOptions = { deadlineGraceMs: 5_000 }) {
    super();
    this.#workerFile = workerFile;
    this.#deadlineGraceMs = deadlineGraceMs;
    this.own({ dispose: () => void this.#worker?.terminate() });
  }

  /** Work lost with the thread is a report that says `unknown`, not an exception. */
  async check(...[intent, network, run]: Parameters<Engine['check']>): ReturnType<Engine['check']> {
    try {
      return await this.#call(
        { method: 'check', args: [intent, network] },
        run,
        network.timeoutMs + this.#deadlineGraceMs,
      );
    } catch (error) {
      if (!(error instanceof EngineLost)) throw error;
      return unknownReport(intent, 'the check stopped unexpectedly and can be started again', new Date(), hostname());
    }
  }

  scan(...[request, run]: Parameters<Engine['scan']>): ReturnType<Engine['scan']> {
    return this.#call({ method: 'scan', args: [request] }, run);
  }

  openLog(...[log, run]: Parameters<Engine['openLog']>): ReturnType<Engine['openLog']> {
    return this.#call({ method: 'openLog', args: [log] }, run);
  }

  /** An edit that is not made would make every later report wrong: nothing cancels it. */
  changeLog(...[change, run]: Parameters<Engine['changeLog']>): ReturnType<Engine['changeLog']> {
    return this.#call({ method: 'changeLog', args: [change] }, { ...run, signal: unstoppable.signal });
  }

  async closeLog(...[log]: Parameters<Engine['closeLog']>): ReturnType<Engine['closeLog']> {
    // With its thread, the log is gone already.
    if (this.#worker === null) return;
    try {
      await this.#call({ method: 'closeLog', args: [log] }, unstoppable);
    } catch (error) {
      if (!(error instanceof EngineLost)) throw error;
    }
  }

  followLog(...[log, run]: Parameters<Engine['followLog']>): ReturnType<Engine['followLog']> {
    return this.#call({ method: 'followLog', args: [log] }, run);
  }

  readLines(...[path, ranges, run]: Parameters<Engine['readLines']>): ReturnType<Engine['readLines']> {
    return this.#call({ method: 'readLines', args: [path, ranges] }, run);
  }

  lookAtPlaces(...[places, run]: Parameters<Engine['lookAtPlaces']>): ReturnType<Engine['lookAtPlaces']> {
    return this.#call({ method: 'lookAtPlaces', args: [places] }, run, this.#deadlineGraceMs);
  }

  lookAtKeyStore(...[path, run]: Parameters<Engine['lookAtKeyStore']>): ReturnType<Engine['lookAtKeyStore']> {
    return this.#call({ method: 'lookAtKeyStore', args: [path] }, run, this.#deadlineGraceMs);
  }

  knock(...[host, run]: Parameters<Engine['knock']>): ReturnType<Engine['knock']> {
    return this.#call({ method: 'knock', args: [host] }, run, this.#deadlineGraceMs + longestMachineLookMs);
  }

  planIssue(...[request, secrets, network, run]: Parameters<Engine['planIssue']>): ReturnType<Engine['planIssue']> {
    return this.#call({ method: 'planIssue', args: [request, secrets, network] }, run);
  }

  readCaDirectory(...[ca, run]: Parameters<Engine['readCaDirectory']>): ReturnType<Engine['readCaDirectory']> {
    return this.#call({ method: 'readCaDirectory', args: [ca] }, run);
  }

  issue(...[request, secrets, network, run]: Parameters<Engine['issue']>): ReturnType<Engine['issue']> {
    return this.#call({ method: 'issue', args: [request, secrets, network] }, run);
  }

  renewals(...[storage, run]: Parameters<Engine['renewals']>): ReturnType<Engine['renewals']> {
    return this.#call({ method: 'renewals', args: [storage] }, run, this.#deadlineGraceMs + longestMachineLookMs);
  }

  renewDue(...[request, network, run]: Parameters<Engine['renewDue']>): ReturnType<Engine['renewDue']> {
    return this.#call({ method: 'renewDue', args: [request, network] }, run);
  }

  renewByClient(...[certificate, run]: Parameters<Engine['renewByClient']>): ReturnType<Engine['renewByClient']> {
    return this.#call({ method: 'renewByClient', args: [certificate] }, run);
  }

  rollBack(...[request, network, run]: Parameters<Engine['rollBack']>): ReturnType<Engine['rollBack']> {
    return this.#call({ method: 'rollBack', args: [request, network] }, run);
  }

  readConfig(...[text, run]: Parameters<Engine['readConfig']>): ReturnType<Engine['readConfig']> {
    return this.#call({ method: 'readConfig', args: [text] }, run, this.#deadlineGraceMs);
  }

  addDomain(...[text, entry, run]: Parameters<Engine['addDomain']>): ReturnType<Engine['addDomain']> {
    return this.#call({ method: 'addDomain', args: [text, entry] }, run, this.#deadlineGraceMs);
  }

  inspect(...[request, run]: Parameters<Engine['inspect']>): ReturnType<Engine['inspect']> {
    return this.#call({ method: 'inspect', args: [request] }, run, this.#deadlineGraceMs);
  }

  setPlatform(...[text, name, platform, run]: Parameters<Engine['setPlatform']>): ReturnType<Engine['setPlatform']> {
    return this.#call({ method: 'setPlatform', args: [text, name, platform] }, run, this.#deadlineGraceMs);
  }

  removeDomain(...[text, name, run]: Parameters<Engine['removeDomain']>): ReturnType<Engine['removeDomain']> {
    return this.#call({ method: 'removeDomain', args: [text, name] }, run, this.#deadlineGraceMs);
  }

  #call<T>(call: Call, run: AnyRun, deadlineMs?: number): Promise<T> {
    if (run.signal.aborted) return Promise.reject(new Cancelled());
    const id = ++this.#lastId;
    const worker = this.#ensureWorker();
    return new Promise<T>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      // A thread that still listens ends what is cancelled, and keeps the other work that is under way in it.
      const stalled = (): void => {
        this.#send(worker, { kind: 'cancel', id });
        timer = setTimeout(() => {
          this.#lose(worker, 'the engine did not answer in time');
        }, cancelGraceMs);
      };
      const settle = (): void => {
        clearTimeout(timer);
        run.signal.removeEventListener('abort', cancel);
        this.#calls.delete(id);
      };
      const cancel = (): void => {
        this.#send(worker, { kind: 'cancel', id });
        clearTimeout(timer);
        timer = setTimeout(() => {
          settle();
          reject(new Cancelled());
        }, cancelGraceMs);
      };
      run.signal.addEventListener('abort', cancel, { once: true });
      if (deadlineMs !== undefined) timer = setTimeout(stalled, deadlineMs);
      this.#calls.set(id, {
        run,
        followed: emptyReport,
        resolve: (value) => {
          settle();
          resolve(value as T);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      this.#send(worker, { kind: 'call', id, ...call });
    });
  }

  #send(worker: Worker, message: ToEngine): void {
    worker.postMessage(message);
  }

  #ensureWorker(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.#workerFile, {
      name: 'cert-doctor',
      stdout: false,
      // Reading a large log makes many strings that die young; the usual 48 MB for them cost 90 MB and save no time.
      resourceLimits: { maxYoungGenerationSizeMb: 12 },
    });
    worker.on('message', (message: FromEngine) => {
      this.#receive(worker, message);
    });
    worker.on('error', (error: Error) => {
      this.#lose(worker, error.message);
    });
    worker.on('exit', () => {
      this.#lose(worker, 'the engine ended');
    });
    this.#worker = worker;
    return worker;
  }

  #receive(worker: Worker, message: FromEngine): void {
    const pending = this.#calls.get(message.id);
    if (pending === undefined) return;
    switch (message.kind) {
      case 'progress':
        pending.run.progress(message.progress);
        break;
      case 'preview':
        pending.run.preview?.(message.newest);
        break;
      case 'update':
        pending.followed = afterChange(pending.followed, message.change);
        pending.run.update?.({ ...pending.followed, file: message.file, trouble: message.trouble });
        break;
      case 'confirm':
        void pending.run.confirm(message.act).then(
          (yes) => {
            this.#send(worker, { kind: 'confirmed', id: message.id, question: message.question, yes });
          },
          () => {
            this.#send(worker, { kind: 'confirmed', id: message.id, question: message.question, yes: false });
          },
        );
        break;
      case 'done':
        pending.resolve(message.result);
        break;
      case 'failed':
        pending.reject(message.error.name === 'AbortError' ? new Cancelled() : new EngineError(message.error));
        break;
    }
  }

  #lose(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    const lost = [...this.#calls.values()];
    this.#calls = new Map();
    void worker.terminate();
    for (const { reject } of lost) reject(new EngineLost(why));
  }
}
