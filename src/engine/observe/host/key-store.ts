import { access, constants, open } from 'node:fs/promises';
import type { Fact } from '../../../core/host/fact.ts';
import { keyStoreFormat, type KeyStoreFormat, type KeyStoreLook } from '../../../core/host/key-store.ts';
import { isRefused, placeOf, type Machine } from './machine.ts';
import { usersOf } from './machine-users.ts';
import { rightsOf } from './path-rights.ts';

const headBytes = 4_096;

/** Looks at a key store (PEM, PKCS#12, JKS) without its password: what it is, whose it is, whether this user may write it. */
export async function lookAtKeyStore(machine: Machine, file: string): Promise<KeyStoreLook> {
  const place = placeOf(machine, file);
  const [format, { rights }, writable] = await Promise.all([
    formatOf(place),
    usersOf(machine).then((users) => rightsOf(machine, users, file)),
    access(place, constants.W_OK).then(
      () => true,
      (error: unknown) => (isRefused(error) ? false : null),
    ),
  ]);
  return { path: file, format, rights, writable };
}

async function formatOf(place: string): Promise<Fact<KeyStoreFormat>> {
  try {
    await using handle = await open(place, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await handle.stat()).isFile()) return { known: false, why: 'it is no file' };
    const bytes = Buffer.alloc(headBytes);
    const { bytesRead } = await handle.read(bytes, 0, headBytes, 0);
    return { known: true, value: keyStoreFormat(bytes.subarray(0, bytesRead)) };
  } catch (error) {
    return { known: false, why: isRefused(error) ? 'this user may not read it' : 'it is not there' };
  }
}
