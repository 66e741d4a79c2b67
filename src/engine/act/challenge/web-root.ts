import { readFile, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { isToken } from '../../../core/acme/order.ts';
import type { PlacedChallenge } from '../../../core/acme/placed-challenge.ts';
import { createFolder, writeAtomically } from '../atomic-write.ts';

/** Below the web root (RFC 8555 §8.3). */
export const challengeFolder = '.well-known/acme-challenge';

type TokenFile = Pick<PlacedChallenge & { readonly by: 'web-root' }, 'file' | 'content'>;

/** The answer cannot be put where the CA will look for it; the message says why, with the place. */
class CannotPlaceToken extends Error {
  override readonly name = 'CannotPlaceToken';
}

/**
 * Where the token of an http-01 challenge will lie (RFC 8555 §8.3), its folder made where it is missing. Rejects with
 * `CannotPlaceToken` where the token is no token, or where a symbolic link leads out of the web root.
 */
export async function tokenFile(webRoot: string, token: string): Promise<string> {
  if (!isToken(token)) throw new CannotPlaceToken('The CA sent a token that is none.');
  let root: string;
  try {
    root = await realpath(webRoot);
  } catch {
    throw new CannotPlaceToken(`The web root ${webRoot} does not exist.`);
  }
  let folder = root;
  for (const part of challengeFolder.split('/')) {
    const next = path.join(folder, part);
    await createFolder(next, 0o755);
    folder = await realpath(next);
    if (!folder.startsWith(root + path.sep)) {
      throw new CannotPlaceToken(`${next} leads out of the web root, to ${folder}.`);
    }
  }
  return path.join(folder, token);
}

/** Puts the token in place, readable by the web server. What lies there already stays if it is the same. */
export async function placeToken({ file, content }: TokenFile): Promise<void> {
  const there = await readIfAny(file);
  if (there === content) return;
  if (there !== null) throw new CannotPlaceToken(`${file} exists already and is not ours.`);
  await writeAtomically(file, content, 0o644);
}

/** Removes the token if it is exactly ours; whatever else lies there stays. */
export async function removeToken({ file, content }: TokenFile): Promise<void> {
  if ((await readIfAny(file)) === content) await rm(file, { force: true });
}

async function readIfAny(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
