import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { caOf, withDirectory, type CaFacts } from '../../core/acme/ca-facts.ts';
import { readDirectory, type CaDirectory } from '../../core/acme/directory.ts';
import { createAcmeTransport } from '../acme-transport.ts';
import type { NetworkOptions, Run } from '../engine.ts';

/** Reads the directories of CAs whose names in CAA records are not known here, each once for as long as this lives. */
export class CaDirectories {
  readonly #read = new Map<string, CaDirectory>();

  /** What is known of the CA that is to issue. Never rejects: a CA that does not answer stays unknown. */
  async factsOf({ directoryUrl, rootFiles, caRootFile, timeoutMs }: NetworkOptions, { signal }: Run): Promise<CaFacts> {
    const facts = caOf(directoryUrl);
    if (directoryUrl === null || facts.caaIdentities.length > 0) return facts;
    const directory =
      this.#read.get(directoryUrl) ??
      (await readCaDirectory(
        directoryUrl,
        [...rootFiles, ...(caRootFile === null ? [] : [caRootFile])],
        AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      ));
    if (directory === null) return facts;
    this.#read.set(directoryUrl, directory);
    return withDirectory(facts, directory);
  }
}

/**
 * Reads what a CA says of itself, and asks it for nothing else. Null where it does not answer: whatever is wrong with the
 * CA, issuing will say it; of the domain it says nothing.
 * @param rootFiles PEM files of roots that count beside the public ones
 */
export async function readCaDirectory(
  directoryUrl: string,
  rootFiles: readonly string[],
  signal: AbortSignal,
): Promise<CaDirectory | null> {
  try {
    const files = await Promise.all(rootFiles.map((file) => readFile(file, 'utf8')));
    const roots = files.length === 0 ? null : [...rootCertificates, ...files].join('\n');
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
