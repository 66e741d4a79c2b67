import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { createAtomically, writeAtomically } from './atomic-write.ts';
import { stamp } from './stamp.ts';
import { createKey } from './private-key.ts';
import { accountFolder, prepareFolder } from './storage.ts';

const mode = 0o600;
const keyFileName = 'key.pem';

/** The account with one CA. Its key is on the disk before the CA hears of it. */
export interface StoredAccount {
  readonly key: string;
  /** Null: not created yet, or forgotten. */
  readonly url: string | null;
  remember(url: string): Promise<void>;
}

/**
 * Reads the account for this CA, or makes a key for a new one. What cannot be read is put aside, never deleted.
 * @param heldKey the account's key (PEM) where it is held elsewhere and no file shall hold it; null: the storage holds it
 */
export async function openAccount(
  storage: string,
  directoryUrl: string,
  heldKey: string | null,
): Promise<StoredAccount> {
  const folder = accountFolder(storage, directoryUrl);
  const keyFile = path.join(folder, keyFileName);
  await prepareFolder(folder);
  let key = heldKey ?? (await readOr(keyFile, isKey));
  if (key === null) {
    key = await createKey('ec-p256');
    // A run for other names may make one at the same moment; both must use the same.
    if (!(await createAtomically(keyFile, key, mode))) key = await readFile(keyFile, 'utf8');
  }
  const accountFile = path.join(folder, accountFileName(key));
  const url = await readOr(accountFile, (text) => urlOf(text) !== null);
  return {
    key,
    url: url === null ? null : urlOf(url),
    remember: (known) => writeAtomically(accountFile, `${JSON.stringify({ url: known, directoryUrl })}\n`, mode),
  };
}

/** An account is its key's (RFC 8555 §7.3): another key never meets the URL of this one. */
function accountFileName(key: string): string {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return `account-${createHash('sha256').update(publicKey).digest('hex').slice(0, 16)}.json`;
}

/** The account's URL with this CA, as far as one is remembered; reads only. `heldKey` as for `openAccount`. */
export async function knownAccountUrl(
  storage: string,
  directoryUrl: string,
  heldKey: string | null,
): Promise<string | null> {
  try {
    const folder = accountFolder(storage, directoryUrl);
    const key = heldKey ?? (await readFile(path.join(folder, keyFileName), 'utf8'));
    return urlOf(await readFile(path.join(folder, accountFileName(key)), 'utf8'));
  } catch {
    return null;
  }
}

async function readOr(file: string, valid: (text: string) => boolean): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code !== 'EISDIR') throw error;
    text = '';
  }
  if (valid(text)) return text;
  await putAside(file);
  return null;
}

async function putAside(file: string): Promise<void> {
  await rename(file, `${file}.corrupt-${stamp()}`);
}

function isKey(text: string): boolean {
  try {
    createPrivateKey(text);
    return true;
  } catch {
    return false;
  }
}

function urlOf(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('url' in value)) return null;
    return typeof value.url === 'string' ? value.url : null;
  } catch {
    return null;
  }
}
