import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createAtomically, createFolder, writeAtomically } from '../atomic-write.ts';
import type { DeployMachine, PlacedFile } from './deploy-machine.ts';

const mode = 0o600;

/** What stood at one path before; `bytes` names the file that keeps it. Null: nothing stood there. */
interface Kept {
  readonly path: string;
  readonly was: null | { readonly bytes: string; readonly mode: number; readonly uid: number; readonly gid: number };
}

/** What a deployment replaces, kept beside the version that replaced it, so that it can be put back at any time. */
export interface KeptFiles {
  /** Keeps what stands at the path, once: what a run before this one has kept stays. Where the file really lies, and its rights. */
  keep(path: string): Promise<PlacedFile | null>;
  /** Puts back everything that was kept. */
  putBack(): Promise<void>;
}

/** @param folder Private, of one version and one machine; made where it is missing. */
export async function openKeptFiles(folder: string, machine: DeployMachine): Promise<KeptFiles> {
  const list = path.join(folder, 'replaced.json');
  const kept: Kept[] = await readKept(list);
  return {
    async keep(place) {
      const now = await machine.read(place);
      if (kept.some((one) => one.path === place)) return now;
      await createFolder(folder, 0o700);
      const bytes = `replaced-${kept.length + 1}`;
      if (now !== null) await createAtomically(path.join(folder, bytes), now.bytes, mode);
      const was = now === null ? null : { bytes, mode: now.mode, uid: now.uid, gid: now.gid };
      kept.push({ path: place, was });
      await writeAtomically(list, `${JSON.stringify(kept)}\n`, mode);
      return now;
    },
    async putBack() {
      for (const { path: place, was } of kept.toReversed()) {
        const now = await machine.read(place);
        if (was === null) {
          if (now !== null) await machine.remove(now.path);
          continue;
        }
        const bytes = await readFile(path.join(folder, was.bytes));
        await machine.write(now?.path ?? place, bytes, was.mode, was);
      }
    },
  };
}

async function readKept(list: string): Promise<Kept[]> {
  let text: string;
  try {
    text = await readFile(list, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter(isKept) : [];
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { path: place, was } = value as Partial<Record<keyof Kept, unknown>>;
  if (typeof place !== 'string' || !path.isAbsolute(place)) return false;
  if (was === null) return true;
  if (typeof was !== 'object') return false;
  const { bytes, mode: bits, uid, gid } = was as Readonly<Record<string, unknown>>;
  return typeof bytes === 'string' && /^replaced-\d{1,4}$/.test(bytes) && [bits, uid, gid].every(Number.isInteger);
}
