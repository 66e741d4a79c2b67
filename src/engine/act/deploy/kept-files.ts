import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { createAtomically, createFolder, writeAtomically } from '../atomic-write.ts';
import { stamp } from '../stamp.ts';
import type { PlacedFile } from './deploy-machine.ts';

const mode = 0o600;
/** A run that is repeated makes another key store each time; who repeats it more often has it kept once more. */
const mostWritten = 50;

interface KeptBytes {
  /** The file that holds them. */
  readonly bytes: string;
  readonly sha256: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** What stood at one path before; `was` is null where nothing stood there. */
interface Kept {
  readonly path: string;
  readonly was: KeptBytes | null;
  /** SHA-256 of what was put there since, each written down before it is put there. */
  readonly wrote: readonly string[];
}

/** What was kept cannot be read back as it was. */
class KeptDamaged extends Error {
  override readonly name = 'KeptDamaged';
}

/** What a deployment replaces, kept beside the version that replaced it, so that it can be put back at any time. */
export interface KeptFiles {
  /**
   * Keeps what stands at the path, before `next` takes its place. What an earlier run has kept stays, unless somebody else
   * has put something there since.
   */
  keep(path: string, now: PlacedFile | null, next: Buffer): Promise<void>;
  /** Is what stands at the path what this deployment put there? */
  isOurs(path: string, now: PlacedFile | null): boolean;
  /** What stood at the path before, undefined where nothing is kept of it. Rejects where it is not what it was. */
  before(path: string): Promise<Before | undefined>;
  /** Keeps a copy of what somebody else has put at the path since. */
  setAside(path: string, now: PlacedFile): Promise<void>;
}

/** What stood at a path; null: nothing. */
export type Before = Pick<PlacedFile, 'bytes' | 'mode' | 'uid' | 'gid'> | null;

/** @param folder Private, of one version and one machine; made where it is missing. */
export async function openKeptFiles(folder: string): Promise<KeptFiles> {
  const list = path.join(folder, 'replaced.json');
  const kept: Kept[] = await readKept(list);

  /** Under a name of its own: nothing that was kept once is written over. */
  async function save(now: PlacedFile): Promise<KeptBytes> {
    await createFolder(folder, 0o700);
    const bytes = `replaced-${randomBytes(8).toString('hex')}`;
    await createAtomically(path.join(folder, bytes), now.bytes, mode);
    return { bytes, sha256: sha256(now.bytes), mode: now.mode, uid: now.uid, gid: now.gid };
  }

  function isKnown({ was, wrote }: Kept, now: PlacedFile | null): boolean {
    if (now === null) return was === null;
    const digest = sha256(now.bytes);
    return was?.sha256 === digest || wrote.includes(digest);
  }

  return {
    async keep(place, now, next) {
      const at = kept.findIndex((one) => one.path === place);
      const before = kept[at];
      const { was, wrote } =
        before !== undefined && isKnown(before, now)
          ? before
          : { was: now === null ? null : await save(now), wrote: before?.wrote ?? [] };
      const entry = { path: place, was, wrote: [...wrote, sha256(next)].slice(-mostWritten) };
      if (before === undefined) kept.push(entry);
      else kept[at] = entry;
      await createFolder(folder, 0o700);
      await writeAtomically(list, `${JSON.stringify(kept)}\n`, mode);
    },
    isOurs(place, now) {
      const entry = kept.find((one) => one.path === place);
      return entry !== undefined && now !== null && entry.wrote.includes(sha256(now.bytes));
    },
    async before(place) {
      const entry = kept.find((one) => one.path === place);
      if (entry?.was == null) return entry === undefined ? undefined : null;
      const { bytes: name, sha256: digest, mode: bits, uid, gid } = entry.was;
      const bytes = await readFile(path.join(folder, name));
      if (sha256(bytes) === digest) return { bytes, mode: bits, uid, gid };
      throw new KeptDamaged(`What stood at ${place} before was kept as ${name}, and is not what it was.`);
    },
    async setAside(place, now) {
      const entry = kept.find((one) => one.path === place);
      if (entry === undefined || !isKnown(entry, now)) await save(now);
    },
  };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A list that cannot be read is put aside; the bytes stay where they are. */
async function readKept(list: string): Promise<Kept[]> {
  let text: string;
  try {
    text = await readFile(list, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every(isKept)) return value;
  } catch {
    // It is put aside like one that holds something else.
  }
  await rename(list, `${list}.corrupt-${stamp()}`);
  return [];
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { path: place, was, wrote } = value as Partial<Record<keyof Kept, unknown>>;
  if (typeof place !== 'string' || !path.isAbsolute(place)) return false;
  if (!Array.isArray(wrote) || !wrote.every((one) => typeof one === 'string')) return false;
  if (was === null) return true;
  if (typeof was !== 'object') return false;
  const { bytes, sha256: digest, mode: bits, uid, gid } = was as Readonly<Record<string, unknown>>;
  return (
    [bytes, digest].every((one) => typeof one === 'string') &&
    // It becomes the name of a file.
    /^replaced-[0-9a-f]{16}$/.test(String(bytes)) &&
    [bits, uid, gid].every(Number.isInteger)
  );
}
