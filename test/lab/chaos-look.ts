import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { publicKeyHash } from '../../src/engine/observe/public-key-hash.ts';

export interface StorageLook {
  /** Hashes of the public key of every private key that can be read. */
  readonly keys: readonly string[];
  /** Serial number behind `live`; null where there is none. */
  readonly live: string | null;
  /** What stands behind `live` is whole: key, certificate and chain belong together. */
  readonly whole: boolean;
  /** What was left half written. */
  readonly temporaries: readonly string[];
  /** Files with keys that others than their owner may read, and folders that others may enter. */
  readonly open: readonly string[];
}

/** What lies in a storage. */
export function lookAtStorage(storage: string): StorageLook {
  const entries = readdirSync(storage, { recursive: true, withFileTypes: true }).map((entry) => ({
    entry,
    file: path.join(entry.parentPath, entry.name),
  }));
  const keys = entries.flatMap(({ entry, file }) => {
    if (!entry.isFile() || !/^(?:privkey|key)\.pem/.test(entry.name)) return [];
    try {
      return [publicKeyHash(createPublicKey(createPrivateKey(readFileSync(file))))];
    } catch {
      return [];
    }
  });
  const [lineage = ''] = readdirSync(path.join(storage, 'certificates'));
  const live = path.join(storage, 'certificates', lineage, 'live');
  return {
    keys,
    live: existsSync(path.join(live, 'cert.pem'))
      ? new X509Certificate(readFileSync(path.join(live, 'cert.pem'))).serialNumber
      : null,
    whole: isWhole(live),
    temporaries: entries.map(({ file }) => file).filter((file) => file.endsWith('.cert-doctor-new')),
    open: entries
      .filter(({ entry }) => entry.isDirectory() || /key\.pem|json/.test(entry.name))
      .map(({ file }) => file)
      .filter((file) => (statSync(file).mode & 0o077) !== 0),
  };
}

function isWhole(live: string): boolean {
  try {
    const file = (name: string): string => readFileSync(path.join(live, name), 'utf8');
    const leaf = new X509Certificate(file('cert.pem'));
    return (
      leaf.checkPrivateKey(createPrivateKey(file('privkey.pem'))) &&
      file('fullchain.pem') === file('cert.pem') + file('chain.pem')
    );
  } catch {
    return false;
  }
}
