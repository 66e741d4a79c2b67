import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { historyText, longestHistory, noHistory, readHistory, type History } from '../../core/domain/history.ts';
import { temporaryName } from './atomic-write.ts';

/** Of more domains, those that were looked at longest ago are forgotten. */
const mostDomains = 5_000;
const folderMode = 0o700;
const fileMode = 0o600;

/** What is remembered of domains between checks: a file for each, in a private folder. */
export class DomainHistories {
  readonly #folder: string;
  #prepared: Promise<void> | null = null;

  /** @param folder made at the first write */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What is remembered of a domain; nothing where there is nothing, or nothing that can be read. */
  async read(name: string): Promise<History> {
    try {
      const file = this.#fileOf(name);
      // UTF-8 takes up to three bytes for a unit of UTF-16.
      if ((await stat(file)).size > 3 * longestHistory) return noHistory;
      return readHistory(await readFile(file, 'utf8')) ?? noHistory;
    } catch {
      return noHistory;
    }
  }

  /** Rejects where the folder cannot be written. */
  async write(name: string, history: History): Promise<void> {
    await (this.#prepared ??= this.#prepare());
    const file = this.#fileOf(name);
    const temporary = temporaryName(file);
    // Whole or not at all for whoever reads it; what a crash loses, the next check brings again.
    await writeFile(temporary, historyText(history), { mode: fileMode, flag: 'wx' });
    await rename(temporary, file);
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: folderMode });
    const files = (await readdir(this.#folder)).filter((name) => name.endsWith('.json'));
    if (files.length <= mostDomains) return;
    const aged = await Promise.all(
      files.map(async (name) => {
        const file = path.join(this.#folder, name);
        return {
          file,
          age: await stat(file).then(
            ({ mtimeMs }) => mtimeMs,
            () => 0,
          ),
        };
      }),
    );
    const oldest = aged.toSorted((one, other) => one.age - other.age).slice(0, files.length - mostDomains);
    await Promise.all(oldest.map(({ file }) => rm(file, { force: true })));
  }

  /** Names may be longer than a file's name, and mean devices on Windows. */
  #fileOf(name: string): string {
    return path.join(this.#folder, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`);
  }
}
