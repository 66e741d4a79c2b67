import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isMatch } from '../engine/read/log-places.ts';

/** In place of a file's name: what a pipe brings. */
export const pipe = '-';

/** A log that is to be read. */
export interface FoundLog {
  readonly path: string;
  /** The user gave its name; others were met in a folder or by a pattern. */
  readonly isNamed: boolean;
}

/** What was given on the command line, as files. */
export interface FoundLogs {
  readonly logs: readonly FoundLog[];
  /** Folders that this user may not read, and patterns that fit nothing. */
  readonly missing: readonly { readonly path: string; readonly reason: 'permission' | 'no-match' }[];
  /** There is more than was looked at. */
  readonly isCut: boolean;
}

const mostLogs = 1_000;
const mostEntries = 100_000;
const deepest = 8;

/**
 * The logs that are meant by files, folders and patterns, each once, in their order. In a folder and in those below it,
 * logs are known by their names: `*.log` and what rotation makes of it, packed too, and those of syslog. In a pattern,
 * `*` stands for a part of a name and `**` for any folders; patterns are for shells that hand them on as they are.
 * Links to folders are not followed.
 */
export async function findLogs(given: readonly string[]): Promise<FoundLogs> {
  const search = new Search();
  for (const one of given) await search.add(one);
  return search.found;
}

class Search {
  readonly #logs = new Map<string, FoundLog>();
  readonly #missing: FoundLogs['missing'][number][] = [];
  #entries = 0;
  #isCut = false;

  get found(): FoundLogs {
    return { logs: [...this.#logs.values()], missing: this.#missing, isCut: this.#isCut };
  }

  async add(given: string): Promise<void> {
    if (given === pipe) {
      this.#logs.set(pipe, { path: pipe, isNamed: true });
      return;
    }
    const about = await stat(given).catch(() => null);
    if (about?.isDirectory() === true) await this.#walk(given, ['**'], isLogName);
    else if (about === null && given.includes('*')) await this.#addPattern(given);
    // What is not there is told when it is read.
    else this.#keep(given, true);
  }

  async #addPattern(pattern: string): Promise<void> {
    const before = this.#logs.size;
    const { root } = path.parse(pattern);
    const parts = pattern.slice(root.length).split(process.platform === 'win32' ? /[\\/]/ : '/');
    if (parts.at(-1) === '**') parts.push('*');
    const fixed = parts.findIndex((part) => part.includes('*'));
    const last = parts.at(-1) ?? '';
    await this.#walk(path.join(root, ...parts.slice(0, fixed)), parts.slice(fixed, -1), (name) => isMatch(name, last));
    if (this.#logs.size === before) this.#missing.push({ path: pattern, reason: 'no-match' });
  }

  /** The files below a folder whose name fits, in the folders that fit `parts`. */
  async #walk(folder: string, parts: readonly string[], fits: (name: string) => boolean, depth = 0): Promise<void> {
    if (depth > deepest) {
      this.#isCut = true;
      return;
    }
    const [part, ...rest] = parts;
    const isAnyDepth = part === '**';
    for (const name of await this.#namesIn(folder)) {
      const entry = path.join(folder, name);
      const isFitting = fits(name);
      const about = part !== undefined || isFitting ? await lstat(entry).catch(() => null) : null;
      if (about === null) continue;
      if (about.isDirectory()) {
        if (isAnyDepth) await this.#walk(entry, parts, fits, depth + 1);
        const [next, ...after] = isAnyDepth ? rest : parts;
        if (next !== undefined && isMatch(name, next)) await this.#walk(entry, after, fits, depth + 1);
      } else if (isFitting && (parts.length === 0 || (isAnyDepth && rest.length === 0))) {
        const target = about.isSymbolicLink() ? await stat(entry).catch(() => null) : about;
        if (target?.isFile() === true) this.#keep(entry, false);
      }
    }
  }

  async #namesIn(folder: string): Promise<readonly string[]> {
    if (this.#isCut) return [];
    const names = await readdir(folder).catch((error: unknown) => {
      const isForbidden = error instanceof Error && 'code' in error && error.code === 'EACCES';
      if (isForbidden) this.#missing.push({ path: folder, reason: 'permission' });
      return [];
    });
    this.#entries += names.length;
    if (this.#entries > mostEntries) this.#isCut = true;
    return names.sort();
  }

  #keep(file: string, isNamed: boolean): void {
    const key = path.resolve(file);
    if (this.#logs.has(key)) return;
    if (!isNamed && this.#logs.size >= mostLogs) this.#isCut = true;
    else this.#logs.set(key, { path: file, isNamed });
  }
}

const logNames = ['syslog', 'messages', 'daemon', 'user', 'error_log', 'access_log', 'ssl_error_log'];

/** Whether a file is called as logs are, rotated and packed ones too. */
function isLogName(name: string): boolean {
  const base = nameBeforeRotation(name.toLowerCase());
  return base.endsWith('.log') || logNames.includes(base);
}

/** Whether a file is called as what rotation makes of a log. Nothing more is written to it. */
export function isRotated(file: string): boolean {
  const name = path.basename(file);
  return nameBeforeRotation(name) !== name;
}

function nameBeforeRotation(name: string): string {
  return name.replace(/\.gz$/, '').replace(/[.-][0-9][0-9-]{0,20}$/, '');
}
