import { readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { ConfigSyntaxError, type Directive } from '../../../core/host/directive.ts';
import { matchesGlob } from '../../../core/host/glob.ts';
import type { ConfigFault } from '../../../core/host/web-server.ts';
import { namesIn, placeOf, readText, type Machine } from './machine.ts';

/** Servers know no bound; a configuration that includes itself must end. */
const mostFiles = 2_000;

/** Reads one configuration with all that it includes. */
export class ConfigFiles {
  readonly #machine: Machine;
  readonly #parse: (text: string, file: string) => readonly Directive[];
  readonly #isInclude: (directive: Directive) => boolean;
  /** What an `include` is relative to. */
  readonly #folder: string;
  /** Each file as often as it is included. */
  readonly read: string[] = [];
  /** Files that this user may not read. */
  readonly refused: string[] = [];

  constructor(
    machine: Machine,
    folder: string,
    parse: (text: string, file: string) => readonly Directive[],
    isInclude: (directive: Directive) => boolean,
  ) {
    this.#machine = machine;
    this.#folder = folder;
    this.#parse = parse;
    this.#isInclude = isInclude;
  }

  /** All directives, those of included files in the place of the `include`; none where a file cannot be parsed. */
  async tree(
    file: string,
  ): Promise<{ readonly directives: readonly Directive[]; readonly syntax: ConfigFault | null }> {
    try {
      return { directives: await this.#file(file, []), syntax: null };
    } catch (error) {
      if (!(error instanceof ConfigSyntaxError)) throw error;
      return { directives: [], syntax: { file: error.file, line: error.line, message: error.message } };
    }
  }

  /** The directives of the files of a folder that are not among those that were read: sites that lie ready. */
  async unread(folder: string): Promise<readonly Directive[]> {
    const read = new Set(await Promise.all(this.read.map((file) => this.#targetOf(file))));
    const directives: Directive[] = [];
    for (const name of (await namesIn(this.#machine, folder)) ?? []) {
      const file = path.join(folder, name);
      if (read.has(file)) continue;
      const { text } = await readText(this.#machine, file);
      try {
        if (text !== null) directives.push(...this.#parse(text, file));
      } catch (error) {
        if (!(error instanceof ConfigSyntaxError)) throw error;
      }
    }
    return directives;
  }

  /** `within`: the files that include this one; the server would never end where it is among them. */
  async #file(file: string, within: readonly string[]): Promise<readonly Directive[]> {
    if (within.includes(file) || this.read.length >= mostFiles) return [];
    this.read.push(file);
    const { state, text } = await readText(this.#machine, file);
    if (state === 'not-permitted') this.refused.push(file);
    return text === null ? [] : this.#withIncludes(this.#parse(text, file), [...within, file]);
  }

  async #withIncludes(directives: readonly Directive[], within: readonly string[]): Promise<readonly Directive[]> {
    const parts: Directive[] = [];
    for (const directive of directives) {
      const [pattern] = directive.args;
      if (directive.block === null && pattern !== undefined && this.#isInclude(directive)) {
        for (const file of await this.#included(pattern)) parts.push(...(await this.#file(file, within)));
      } else if (directive.block === null) parts.push(directive);
      else parts.push({ ...directive, block: await this.#withIncludes(directive.block, within) });
    }
    return parts;
  }

  /** The files of a path in which `*` and `?` may stand; like a shell's, they take no hidden files. */
  async #included(pattern: string): Promise<readonly string[]> {
    let places = ['/'];
    for (const part of path.resolve(this.#folder, pattern).split('/').filter(Boolean)) {
      const next = places.map(async (place) => {
        if (!/[*?]/.test(part)) return [path.join(place, part)];
        const names = (await namesIn(this.#machine, place)) ?? [];
        return names
          .filter((name) => !name.startsWith('.') && matchesGlob(part, name))
          .map((name) => path.join(place, name));
      });
      places = (await Promise.all(next)).flat().slice(0, mostFiles);
    }
    return places;
  }

  async #targetOf(file: string): Promise<string> {
    const target = await readlink(placeOf(this.#machine, file)).catch(() => null);
    return target === null ? file : path.resolve(path.dirname(file), target);
  }
}

/** Links in a folder that lead nowhere. */
export async function brokenLinks(machine: Machine, folder: string): Promise<readonly string[]> {
  const names = (await namesIn(machine, folder)) ?? [];
  const broken = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const isLink = (await readlink(placeOf(machine, file)).catch(() => null)) !== null;
      const leads = await stat(placeOf(machine, file)).then(
        () => true,
        (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
      );
      return isLink && !leads ? file : null;
    }),
  );
  return broken.filter((file) => file !== null);
}
