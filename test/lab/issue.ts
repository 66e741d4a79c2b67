// Issues one certificate, or rolls one back, to be run inside the lab: `issue.ts JSON`. Prints one JSON object a line: what was confirmed, the report at last.
// `killAfter` and `killBefore` name an event of the journal at which the process ends itself, as a crash would.
import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FileHandle } from 'node:fs/promises';
import { noSecrets, type IssueRequest, type IssueSecrets } from '../../src/core/acme/issuance.ts';
import type { issueCertificate } from '../../src/engine/act/issue-certificate.ts';
import { rollBack } from '../../src/engine/act/roll-back.ts';
import type { NetworkOptions, Run } from '../../src/engine/engine.ts';

export interface IssueOrder {
  readonly request: IssueRequest;
  readonly secrets?: IssueSecrets;
  readonly network: NetworkOptions;
  /** Brings the certificate before back into service, and issues none. */
  readonly rollBack?: true;
  /** The answer to every question. */
  readonly confirm: boolean;
  /** The built chunk to run in place of the source. */
  readonly module?: string;
  /** Writes records that the user is asked to write, as a hook does. */
  readonly typist?: readonly string[];
  /** Cancels the run when a step with these words begins. */
  readonly cancelAt?: string;
  readonly killAfter?: string;
  readonly killBefore?: string;
  /** Ends the process when the CA's answer to a POST comes in whose path holds this text. */
  readonly killAtAnswer?: string;
}

const order = JSON.parse(process.argv[2] ?? '') as IssueOrder;

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** A line of the journal goes through `appendFile` and is safe after `sync`. */
async function dieAtJournal(before: string | undefined, after: string | undefined): Promise<void> {
  const probe = await open(import.meta.filename, 'r');
  const prototype = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  const last = new WeakMap<FileHandle, string>();
  const holds = (line: string | undefined, event: string | undefined): boolean =>
    event !== undefined && (line ?? '').includes(`"event":"${event}"`);
  const { appendFile, sync } = prototype as {
    appendFile: (this: FileHandle, line: string) => Promise<void>;
    sync: (this: FileHandle) => Promise<void>;
  };
  Object.assign(prototype, {
    async appendFile(this: FileHandle, line: string) {
      if (holds(line, before)) die();
      last.set(this, line);
      await appendFile.call(this, line);
    },
    async sync(this: FileHandle) {
      await sync.call(this);
      if (holds(last.get(this), after)) die();
    },
  });
}

function dieAtAnswer(part: string): void {
  const request = https.request.bind(https) as (
    url: URL,
    options: https.RequestOptions,
  ) => ReturnType<typeof https.request>;
  https.request = ((url: URL, options: https.RequestOptions) => {
    const sent = request(url, options);
    if (options.method === 'POST' && url.pathname.includes(part)) sent.on('response', die);
    return sent;
  }) as typeof https.request;
}

await dieAtJournal(order.killBefore, order.killAfter);
if (order.killAtAnswer !== undefined) dieAtAnswer(order.killAtAnswer);
const say = (value: object): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
const started = performance.now();
const source = path.join(import.meta.dirname, '../../src/engine/act/issue-certificate.ts');
const loaded = (await import(order.module ?? source)) as { issueCertificate: typeof issueCertificate };
const cancel = new AbortController();
const run: Run = {
  signal: AbortSignal.any([AbortSignal.timeout(60_000), cancel.signal]),
  progress: ({ step }) => {
    say({ step });
    if (order.cancelAt !== undefined && step.includes(order.cancelAt)) cancel.abort();
  },
  confirm: async ({ title, argv, records = [] }) => {
    say({ confirm: { title, argv, records } });
    const [program = '', ...rest] = order.typist ?? [];
    for (const { owner, value } of program === '' ? [] : records) {
      await promisify(execFile)(program, [...rest, 'add', owner, value]);
    }
    return order.confirm;
  },
};
const { request, network, secrets = noSecrets } = order;
const report =
  order.rollBack === true
    ? await rollBack(request, network, run)
    : await loaded.issueCertificate(request, secrets, network, run);
say({ report, ms: Math.round(performance.now() - started) });
