// One run of the product under trouble, to be bundled and run inside the lab: `chaos-run.mjs JSON`. Prints one JSON `ChaosWord` a line.
import { closeSync, openSync, writeSync } from 'node:fs';
import * as promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { noSecrets, type IssueReport, type IssueRequest } from '../../src/core/acme/issuance.ts';
import type { DueRenewal } from '../../src/core/acme/renewal.ts';
import type { NetworkOptions, Run } from '../../src/engine/engine.ts';

export interface ChaosOrder {
  readonly request: IssueRequest;
  readonly network: NetworkOptions;
  /** The answer to every question. */
  readonly confirm: boolean;
  /** But no to another certificate beside a valid one. */
  readonly enough?: boolean;
  /** Through the engine's thread, as a window does; else directly, as the CLI does. */
  readonly asWindow?: boolean;
  /** The source of the engine's thread. */
  readonly worker: string;
  /** Renews what is due, as `cert-doctor renew --due` does, in place of the request. */
  readonly renewDue?: boolean;
  /** An event of the journal before or behind which the process ends itself, as a crash would. */
  readonly killBefore?: string;
  readonly killAfter?: string;
  /** From this write on, counted from 1, the file system of `filler` is full. */
  readonly fullFrom?: number;
  /** The file that fills it. */
  readonly filler?: string;
}

export type ChaosWord =
  | { readonly pid: number }
  | { readonly progress: string }
  | { readonly confirm: string }
  | { readonly report: IssueReport; readonly writes: number }
  | { readonly due: readonly DueRenewal[] };

const order = JSON.parse(process.argv[2] ?? '') as ChaosOrder;
const say = (word: ChaosWord): void => {
  process.stdout.write(`${JSON.stringify(word)}\n`);
};
let writes = 0;

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function beforeWrite(): void {
  writes += 1;
  const { fullFrom, filler } = order;
  if (filler !== undefined && fullFrom === writes) fill(filler);
}

/** Takes every byte that is left. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  for (let size = 64 * 1024; size >= 1;) {
    try {
      writeSync(descriptor, Buffer.alloc(size));
    } catch {
      size = Math.floor(size / 2);
    }
  }
  closeSync(descriptor);
}

/** Counts what is written, and dies at the lines of the journal that the order names: they are safe after `sync`. */
async function watchWrites({ killBefore, killAfter }: ChaosOrder): Promise<void> {
  const probe = await promises.open(import.meta.filename, 'r');
  const prototype = Object.getPrototypeOf(probe) as promises.FileHandle;
  await probe.close();
  type Method = (this: promises.FileHandle, ...given: readonly unknown[]) => Promise<void>;
  const { appendFile, sync, writeFile } = prototype as unknown as Record<'appendFile' | 'sync' | 'writeFile', Method>;
  const last = new WeakMap<promises.FileHandle, string>();
  const names = (text: unknown, event: string | undefined): boolean =>
    event !== undefined && String(text).includes(`"version":`) && String(text).includes(`"event":"${event}"`);
  Object.assign(prototype, {
    async writeFile(this: promises.FileHandle, ...given: readonly unknown[]) {
      beforeWrite();
      await writeFile.call(this, ...given);
    },
    async appendFile(this: promises.FileHandle, ...given: readonly unknown[]) {
      if (names(given[0], killBefore)) die();
      beforeWrite();
      last.set(this, String(given[0]));
      await appendFile.call(this, ...given);
    },
    async sync(this: promises.FileHandle) {
      await sync.call(this);
      if (names(last.get(this), killAfter)) die();
    },
  });
  const whole = promises.writeFile;
  const { default: library } = await import('node:fs/promises');
  library.writeFile = async (...given: Parameters<typeof whole>) => {
    beforeWrite();
    await whole(...given);
  };
  syncBuiltinESMExports();
}

await watchWrites(order);
say({ pid: process.pid });
const run: Run = {
  signal: AbortSignal.timeout(90_000),
  progress: ({ step }) => {
    say({ progress: step });
  },
  confirm: ({ title }) => {
    say({ confirm: title });
    return Promise.resolve(order.confirm && !(order.enough === true && title === 'Issuing another certificate'));
  },
};
const { request, network } = order;
if (order.renewDue === true) {
  const { createEngine } = await import('../../src/engine/create-engine.ts');
  const { storage } = request;
  say({ due: await createEngine().renewDue({ storage, secrets: noSecrets, agreed: true }, network, run) });
} else if (order.asWindow === true) {
  const { EngineClient } = await import('../../src/extension/engine-client.ts');
  const engine = new EngineClient(order.worker);
  say({ report: await engine.issue(request, noSecrets, network, run), writes });
  engine.dispose();
} else {
  const { issueCertificate } = await import('../../src/engine/act/issue-certificate.ts');
  say({ report: await issueCertificate(request, noSecrets, network, run), writes });
}
