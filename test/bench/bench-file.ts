import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../out/bench/', import.meta.url));

/** The path of a file in the benchmarks' own folder. */
export function benchFile(name: string): string {
  mkdirSync(folder, { recursive: true });
  return path.join(folder, name);
}

/** Benchmarks leave nothing behind: their files are large. */
export function removeBenchFiles(): void {
  rmSync(folder, { recursive: true, force: true });
}
