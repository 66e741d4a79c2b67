import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { getCACertificates, rootCertificates } from 'node:tls';
import { NetworkOptionsError } from './network-options-error.ts';
import { certificatesFromPem } from './pem-certificates.ts';
import { groupBy } from '../../core/group-by.ts';

/** Trusted roots under one name: `mozilla` (bundled with Node.js), `system` (this machine's), or the path of their file. */
export interface RootStore {
  readonly name: string;
  /** By the `nameKey` of the subject. */
  readonly bySubject: ReadonlyMap<string, readonly X509Certificate[]>;
}

/** Debian's file of all roots has 220 KB and 150 certificates. */
const largestFile = 4 * 1024 * 1024;
const mostRoots = 1_000;

/** Opens stores of roots, and keeps the bundled one: its 150 certificates take 10 ms to read. */
export class RootStores {
  readonly #readSystem: () => readonly string[];
  #mozilla: RootStore | null = null;
  #system: RootStore | null = null;

  /** @param readSystem PEM of the roots that this machine trusts. */
  constructor(readSystem = systemRoots) {
    this.#readSystem = readSystem;
  }

  /** The bundled store, then one for each file. Throws `NetworkOptionsError` where a file gives no roots: a verdict without them would be wrong. */
  async open(files: readonly string[]): Promise<readonly RootStore[]> {
    this.#mozilla ??= storeOf(
      'mozilla',
      rootCertificates.map((pem) => new X509Certificate(pem)),
    );
    return [this.#mozilla, ...(await this.openOnly(files))];
  }

  /** What this machine trusts; empty where that cannot be read. Its programs go by it, the world does not. */
  system(): RootStore {
    this.#system ??= storeOf('system', this.#readSystem().slice(0, mostRoots).flatMap(readRoot));
    return this.#system;
  }

  /** The stores in these files and no other; throws as `open` does. */
  openOnly(files: readonly string[]): Promise<readonly RootStore[]> {
    return Promise.all(files.map(readStore));
  }
}

/** Node.js reads the machine's own store from 22.15 on. */
function systemRoots(): readonly string[] {
  return typeof getCACertificates === 'function' ? getCACertificates('system') : [];
}

/** Of a machine's store one that cannot be read is left out. */
function readRoot(pem: string): readonly X509Certificate[] {
  try {
    return [new X509Certificate(pem)];
  } catch {
    return [];
  }
}

async function readStore(file: string): Promise<RootStore> {
  let certificates: readonly X509Certificate[];
  try {
    const { size } = await stat(file);
    if (size > largestFile) throw new Error(`it is larger than ${largestFile / 1024 / 1024} MB`);
    certificates = certificatesFromPem(await readFile(file, 'utf8'), mostRoots);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new NetworkOptionsError(`The roots in ${file} cannot be used: ${why}.`, { cause });
  }
  if (certificates.length === 0) throw new NetworkOptionsError(`The file ${file} holds no PEM certificate.`);
  return storeOf(file, certificates);
}

function storeOf(name: string, certificates: readonly X509Certificate[]): RootStore {
  return { name, bySubject: groupBy(certificates, ({ subject }) => nameKey(subject)) };
}

/**
 * A distinguished name as Node.js prints it, in a form under which equal names meet: case and doubled blanks do not
 * count (RFC 5280 §7.1). An empty name is undefined, whatever the declaration says.
 */
export function nameKey(name: string | undefined): string {
  return (name ?? '')
    .toLowerCase()
    .split('\n')
    .map((line) =>
      line
        .split(' ')
        .filter((word) => word !== '')
        .join(' '),
    )
    .join('\n');
}
