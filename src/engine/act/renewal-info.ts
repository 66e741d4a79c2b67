import { lstat, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { readRetryAfter } from '../../core/acme/retry-after.ts';
import { askAgainAt, chosenTime, readRenewalWindow, type RenewalWord } from '../../core/acme/renewal-time.ts';
import type { AcmeTransport } from './acme-transport.ts';
import { writeAtomically } from './atomic-write.ts';
import { stamp } from './durable-lines.ts';

const mode = 0o600;
const longestText = 10_000;

/**
 * What the CA says of when to renew one certificate (ARI, RFC 9773), kept beside it in `renewal.json`: the CA is asked
 * again when it wants to be, and the moment drawn from its window stays. Where it cannot be asked, what it said before
 * holds; the next question waits as long as after an answer. Rejects where the folder cannot be written, and with the
 * signal's reason.
 * @param renewalInfo the resource in the CA's directory; null: the CA has none
 * @param certificateId of the certificate (RFC 9773 §4.1)
 * @param transport called only where the CA is to be asked
 */
export async function updateRenewalWord(
  lineage: string,
  renewalInfo: string | null,
  certificateId: string,
  transport: AcmeTransport,
  now: Date,
): Promise<RenewalWord | null> {
  if (renewalInfo === null) return null;
  const kept = await readRenewalWord(lineage, certificateId);
  if (kept !== null && Date.parse(kept.askAgain) > now.getTime()) return kept;
  const answer = await ask(`${renewalInfo.replace(/\/$/, '')}/${certificateId}`, transport, now);
  const window = answer.window ?? kept;
  if (window === null) return null;
  const word: RenewalWord = {
    ...{ certificateId, start: window.start, end: window.end, explanationUrl: window.explanationUrl },
    chosen: chosenTime(window, kept?.chosen ?? null, Math.random()),
    askAgain: askAgainAt(answer.retryAfter, now),
  };
  await writeAtomically(fileIn(lineage), `${JSON.stringify(word)}\n`, mode);
  return word;
}

/** What the CA said of this certificate when it was asked last; null where nothing is kept. What cannot be read is put aside. */
export async function readRenewalWord(lineage: string, certificateId: string): Promise<RenewalWord | null> {
  const file = fileIn(lineage);
  let text: string;
  try {
    if (!(await lstat(file)).isFile()) throw new SyntaxError('no file');
    text = await readFile(file, 'utf8');
    const word = readWord(text);
    return word.certificateId === certificateId ? word : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (!(error instanceof SyntaxError)) throw error;
    await rename(file, `${file}.corrupt-${stamp()}`);
    return null;
  }
}

function readWord(text: string): RenewalWord {
  if (text.length > longestText) throw new SyntaxError('too long');
  const value = JSON.parse(text) as Partial<RenewalWord> | null;
  const { certificateId, start, end, chosen, askAgain, explanationUrl = null } = value ?? {};
  const times = [start, end, chosen, askAgain].map((time) => Date.parse(String(time)));
  if (typeof certificateId !== 'string' || times.some(Number.isNaN)) throw new SyntaxError('no renewal word');
  return { certificateId, start, end, chosen, askAgain, explanationUrl } as RenewalWord;
}

function fileIn(lineage: string): string {
  return path.join(lineage, 'renewal.json');
}

/** RFC 9773 §4.3. A CA that does not answer, or has no word on this certificate, is none that says anything. */
async function ask(
  url: string,
  transport: AcmeTransport,
  now: Date,
): Promise<{ readonly window: ReturnType<typeof readRenewalWindow>; readonly retryAfter: string | null }> {
  try {
    const { status, headers, data } = await transport.request(url, 'GET', null);
    const retryAfter = readRetryAfter(headers['retry-after'] ?? null, '', now);
    return { window: status === 200 ? readRenewalWindow(data) : null, retryAfter };
  } catch (error) {
    if (error instanceof Error && error.name === 'CaUnreachable') return { window: null, retryAfter: null };
    throw error;
  }
}
