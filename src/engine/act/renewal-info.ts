import type { X509Certificate } from 'node:crypto';
import { lstat, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { readDirectory } from '../../core/acme/directory.ts';
import type { CaChoice } from '../../core/acme/issuance.ts';
import {
  askAgainAt,
  chosenTime,
  readRenewalWindow,
  renewalDue,
  type RenewalDue,
  type RenewalWord,
} from '../../core/acme/renewal-time.ts';
import { readRetryAfter } from '../../core/acme/retry-after.ts';
import { readCertificate } from '../observe/certificate-reader.ts';
import { renewalIdOf } from '../observe/observe-ca.ts';
import { validityOf } from '../observe/validity-of.ts';
import { createAcmeTransport, type AcmeReply, type AcmeTransport } from '../acme-transport.ts';
import { writeAtomically } from './atomic-write.ts';
import { stamp } from './stamp.ts';

const mode = 0o600;
const longestText = 10_000;

/** How the CA and its certificates call one certificate (RFC 9773 §4.1); null where it does not name its issuer's key. */
export function certificateIdOf(leaf: X509Certificate): string | null {
  const facts = readCertificate(leaf);
  return facts.extensions.issuerKeyId === null ? null : renewalIdOf(facts);
}

/** From when the certificate of a lineage should be renewed, by what the CA said when it was asked last. Asks nobody. */
export async function renewalDueOf(lineage: string, leaf: X509Certificate): Promise<RenewalDue> {
  const id = certificateIdOf(leaf);
  const word = id === null ? null : await readRenewalWord(lineage, id);
  return renewalDue(validityOf(leaf), word?.chosen ?? null);
}

/**
 * Asks the CA when to renew the certificate of a lineage (ARI, RFC 9773), where it wants to be asked again, and keeps what it
 * says beside the certificate: the moment drawn from its window stays as long as it lies within. A CA that does not answer
 * leaves what it said before. Rejects where the folder cannot be written, and with the signal's reason.
 */
export async function updateRenewalWord(
  lineage: string,
  leaf: X509Certificate,
  { directoryUrl, rootFile }: Pick<CaChoice, 'directoryUrl' | 'rootFile'>,
  now: Date,
  signal: AbortSignal,
): Promise<RenewalWord | null> {
  const certificateId = certificateIdOf(leaf);
  if (certificateId === null) return null;
  const kept = await readRenewalWord(lineage, certificateId);
  if (kept !== null && Date.parse(kept.askAgain) > now.getTime()) return kept;
  const roots = rootFile === null ? null : await readFile(rootFile, 'utf8');
  const transport = createAcmeTransport({ directoryUrl, roots, signal });
  try {
    const directory = readDirectory((await ask(directoryUrl, transport))?.data);
    if (directory?.renewalInfo == null) return kept;
    const reply = await ask(`${directory.renewalInfo.replace(/\/$/, '')}/${certificateId}`, transport);
    const window = reply?.status === 200 ? readRenewalWindow(reply.data) : null;
    const { start, end, explanationUrl } = window ?? kept ?? {};
    if (start === undefined || end === undefined) return null;
    const word: RenewalWord = {
      ...{ certificateId, start, end, explanationUrl: explanationUrl ?? null },
      chosen: chosenTime({ start, end, explanationUrl: null }, kept?.chosen ?? null, Math.random()),
      askAgain: askAgainAt(readRetryAfter(reply?.headers['retry-after'] ?? null, '', now), now),
    };
    await writeAtomically(fileIn(lineage), `${JSON.stringify(word)}\n`, mode);
    return word;
  } finally {
    transport.close();
  }
}

/** What the CA said of this certificate when it was asked last; null where nothing is kept. What cannot be read is put aside. */
async function readRenewalWord(lineage: string, certificateId: string): Promise<RenewalWord | null> {
  const file = fileIn(lineage);
  try {
    if (!(await lstat(file)).isFile()) throw new SyntaxError('no file');
    const word = readWord(await readFile(file, 'utf8'));
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

/** Null: the CA cannot be reached, which says nothing of the certificate. */
async function ask(url: string, transport: AcmeTransport): Promise<AcmeReply | null> {
  try {
    return await transport.request(url, 'GET', null);
  } catch (error) {
    if (error instanceof Error && error.name === 'CaUnreachable') return null;
    throw error;
  }
}
