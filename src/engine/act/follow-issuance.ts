import { setTimeout as pause } from 'node:timers/promises';
import { lastAttempt } from '../../core/acme/attempt.ts';
import type { IssuanceStep } from '../../core/acme/issuance.ts';
import type { Run } from '../engine.ts';
import { lockHolder, staleMs } from './issuance-lock.ts';
import { readJournal } from './journal.ts';

const lookMs = 300;

const words: Readonly<Record<IssuanceStep, string>> = {
  planned: 'writing the key',
  key: 'ordering',
  ordered: 'proving control of the names',
  authorized: 'asking for the certificate',
  finalizing: 'waiting for the certificate',
  issued: 'storing the certificate',
  stored: 'putting the certificate in place',
  deployed: 'looking at every address',
  verified: 'finished',
};

/**
 * Looks on while another process works on the same certificate, and tells its steps; reads only. Resolves when nobody
 * holds the lock any more, or when its holder shows no sign of life; rejects with the signal's reason.
 */
export async function followIssuance(lineage: string, { signal, progress }: Run): Promise<void> {
  let told = '';
  let beat = -1;
  let heard = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const holder = await lockHolder(lineage);
    if (holder === null) return;
    if (holder.beat !== beat) [beat, heard] = [holder.beat, performance.now()];
    else if (performance.now() - heard > staleMs) return;
    const attempt = lastAttempt(await readJournal(lineage));
    const step = `Process ${holder.pid} is at work on this certificate: ${words[attempt?.step ?? 'planned']}`;
    if (step !== told) progress({ step });
    told = step;
    await pause(lookMs, undefined, { signal });
  }
}
