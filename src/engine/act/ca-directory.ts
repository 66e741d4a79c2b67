import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { CaChoice } from '../../core/acme/issuance.ts';
import { readDirectory, type CaDirectory } from '../../core/acme/directory.ts';
import { createAcmeTransport } from './acme-transport.ts';

/** Reads what a CA says of itself, and asks it for nothing else. Null where it does not answer: issuing will say why. */
export async function caDirectory(
  { directoryUrl, rootFile }: Pick<CaChoice, 'directoryUrl' | 'rootFile'>,
  signal: AbortSignal,
): Promise<CaDirectory | null> {
  try {
    const roots = rootFile === null ? null : [...rootCertificates, await readFile(rootFile, 'utf8')].join('\n');
    const transport = createAcmeTransport({ directoryUrl, roots, signal });
    try {
      const { status, data } = await transport.request(directoryUrl, 'GET', null);
      return status === 200 ? readDirectory(data) : null;
    } finally {
      transport.close();
    }
  } catch {
    return null;
  }
}
