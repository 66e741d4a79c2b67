import { randomBytes } from 'node:crypto';
import { constants, link, mkdir, open, readdir, rename, rm, symlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

const temporaryEnd = '.cert-doctor-new';
/** Windows has no such flag. */
const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;

/** Numbers of the user and the group. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Writes a file so that after a crash at any moment the old bytes or the new ones stand there, never a part: a new file
 * beside it, synced, renamed, folder synced. The mode holds whatever the umask. Without an owner it is who writes.
 */
export async function writeAtomically(
  file: string,
  content: string | Buffer,
  mode: number,
  owner: FileOwner | null = null,
): Promise<void> {
  await writeBeside(file, content, mode, (temporary) => rename(temporary, file), owner);
}

/** As `writeAtomically`, but what is there already stays. Resolves to false then: somebody else was first. */
export async function createAtomically(file: string, content: string | Buffer, mode: number): Promise<boolean> {
  try {
    await writeBeside(file, content, mode, (temporary) => link(temporary, file));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function writeBeside(
  file: string,
  content: string | Buffer,
  mode: number,
  place: (temporary: string) => Promise<void>,
  owner: FileOwner | null = null,
): Promise<void> {
  const temporary = temporaryName(file);
  try {
    // Narrow from the first moment: the wider mode comes when the bytes are there.
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      if (owner !== null) await handle.chown(owner.uid, owner.gid);
      await finish(handle, mode);
    } finally {
      await handle.close();
    }
    await place(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(path.dirname(file));
}

/** Points a symbolic link at another target in one step: who follows it meets the old one or the new one. */
export async function pointAtomically(pointer: string, target: string): Promise<void> {
  const temporary = temporaryName(pointer);
  await symlink(target, temporary);
  try {
    await rename(temporary, pointer);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(pointer));
}

/** Appends one line and has it on the disk before it resolves. Never through a symbolic link. */
export async function appendDurably(file: string, line: string, mode: number): Promise<void> {
  const handle = await open(file, constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | noFollow, mode);
  try {
    await handle.appendFile(`${line}\n`);
    await finish(handle, mode);
  } finally {
    await handle.close();
  }
  await syncFolder(path.dirname(file));
}

/** Makes a folder and those above it, each with the mode whatever the umask; those that exist stay as they are. */
export async function createFolder(folder: string, mode: number): Promise<void> {
  const parent = path.dirname(folder);
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || parent === folder) throw error;
    await createFolder(parent, mode);
    // In /proc a folder is not there, although the one above is.
    await mkdir(folder, { mode }).catch((again: unknown) => {
      if ((again as NodeJS.ErrnoException).code !== 'EEXIST') throw again;
    });
  }
  const handle = await open(folder, 'r');
  try {
    await finish(handle, mode);
  } finally {
    await handle.close();
  }
  await syncFolder(parent);
}

/** Removes what a crash left half written in this folder and those in it. Only for folders whose one writer we are. */
export async function sweepTemporaries(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const left = entries.filter(({ name }) => name.endsWith(temporaryEnd));
  await Promise.all(left.map(({ name, parentPath }) => rm(path.join(parentPath, name), { force: true })));
}

async function finish(handle: FileHandle, mode: number): Promise<void> {
  await handle.chmod(mode);
  await handle.sync();
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A name of its own beside a file, by which `sweepTemporaries` knows it. */
export function temporaryName(file: string): string {
  const name = `.${path.basename(file).slice(0, 100)}.${randomBytes(6).toString('hex')}${temporaryEnd}`;
  return path.join(path.dirname(file), name);
}
