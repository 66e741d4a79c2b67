import { blockHash, hashSize } from './block-hash.ts';
import { entitiesOf } from './line-view.ts';

/** Length of the piece of a message that is looked for. Every signature must have one of this length. */
export const windowLength = 9;

/** What a message is found by. */
export interface Window {
  /** A piece of a literal that no escaping changes, as long as it goes; or just the window, with quotes or slashes in it. */
  readonly run: string;
  /** Where the window begins in it. */
  readonly offset: number;
  /** Where ordinary lines hold the run: another such piece of the message, which they do not hold on that side of it. */
  readonly companion: { readonly run: string; readonly side: 'before' | 'after' } | null;
}

/**
 * A window by its places in its template: where its run begins and ends there, where the window begins in the run, and
 * where the companion begins and ends, if there is one.
 */
export type PlacedWindow = readonly [
  start: number,
  end: number,
  offset: number,
  companion?: number,
  companionEnd?: number,
];

/** Null where the template does not hold its literals as they are (a written-out brace). */
export function placeWindow({ run, offset, companion }: Window, template: string): PlacedWindow | null {
  const start = template.indexOf(run);
  const end = start + run.length;
  if (start < 0) return null;
  if (companion === null) return [start, end, offset];
  const { run: text, side } = companion;
  const at = side === 'after' ? template.indexOf(text, end) : template.slice(0, start).lastIndexOf(text);
  return at < 0 ? null : [start, end, offset, at, at + text.length];
}

/** The window that stands at these places. */
export function windowAt([start, end, offset, companion, companionEnd]: PlacedWindow, template: string): Window {
  return {
    run: template.slice(start, end),
    offset,
    companion:
      companion === undefined
        ? null
        : { run: template.slice(companion, companionEnd), side: companion < start ? 'before' : 'after' },
  };
}

/** What is written alike everywhere. Quotes, slashes, `&`, `<`, `>` and `=` differ inside JSON, logfmt or HTML. */
const safeCharacters = ' ()[]{}|~`,.:;_-!?*#@%$0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Of what differs, that whose writings are few enough to look for all of them. */
const otherCharacters = '"/';
const mostOthers = 2;

/** Whether a window may hold the character. */
export function isWindowCharacter(character: string): boolean {
  return safeCharacters.includes(character) || otherCharacters.includes(character);
}

/**
 * The last bytes of a window in each way in which its quotes and slashes may be written: behind backslashes, however often
 * the line was quoted, as entities, curled by web pages (in the bytes of UTF-8). A line with `hidingSigns` is something else.
 */
export function writingsOf(window: string): readonly string[] {
  if (!window.includes('"') && !window.includes('/')) return [window];
  let writings = new Set(['']);
  for (let at = 0; at < window.length; at++) {
    const character = window.charAt(at);
    const forms = otherCharacters.includes(character) ? writingsOfCharacter(character, at) : [character];
    writings = new Set([...writings].flatMap((before) => forms.map((form) => `${before}${form}`.slice(-windowLength))));
  }
  return [...writings];
}

/** `most` backslashes before it, and no more, can stand among the last bytes of the window. */
function writingsOfCharacter(character: string, most: number): readonly string[] {
  const escaped = Array.from({ length: most + 1 }, (_, depth) => `${'\\'.repeat(depth)}${character}`);
  return character === '"' ? [...escaped, ...entitiesOf('"'), '\xe2\x80\x9c', '\xe2\x80\x9d'] : escaped;
}

/** Against a character that is not jumped over: what it costs to look at a block of the text in a jump less, and to stop there. */
const jumpCost = 1;
const stopCost = 60;
const shortestCompanion = 2;

interface Run {
  readonly text: string;
  /** Where it stands: which literal it is of, and where it begins there. */
  readonly literal: number;
  readonly start: number;
  /** Where its best window begins, and what that costs: infinite where it has none. */
  readonly offset: number;
  readonly cost: number;
}

const safe = 1;
const other = 2;

/**
 * Chooses windows by how often their blocks of four characters stand in ordinary lines: a block at the end of a window
 * stops the search wherever it stands, one further in shortens a jump.
 */
export class WindowChoice {
  private readonly ordinaryLines: string;
  private readonly frequency = new Uint16Array(hashSize);
  private readonly kinds = new Uint8Array(1 << 16);
  /** Those of the last blocks, in a ring. */
  private readonly frequencies = new Uint16Array(16);

  constructor(ordinaryLines: string) {
    this.ordinaryLines = ordinaryLines;
    for (let at = 0; at < safeCharacters.length; at++) this.kinds[safeCharacters.charCodeAt(at)] = safe;
    for (let at = 0; at < otherCharacters.length; at++) this.kinds[otherCharacters.charCodeAt(at)] = other;
    let block = 0;
    for (let at = 0; at < ordinaryLines.length; at++) {
      block = (block >>> 8) | (ordinaryLines.charCodeAt(at) << 24);
      const hash = blockHash(block);
      this.frequency[hash] = (this.frequency[hash] ?? 0) + 1;
    }
  }

  /** The window by which a message with these literals is found; null where there is none. */
  of(literals: readonly string[]): Window | null {
    const runs = literals.flatMap((text, literal) => this.runsOf(text, literal, safe));
    const plain = cheapest(runs);
    // One that is written in several ways is looked for where no other is as rare.
    const wide = plain?.cost === 0 ? null : cheapest(literals.flatMap((text, at) => this.runsOf(text, at, other)));
    const best = wide !== null && wide.cost < (plain?.cost ?? Infinity) ? windowAlone(wide) : plain;
    return (
      best && { run: best.text, offset: best.offset, companion: best.cost === 0 ? null : this.companion(runs, best) }
    );
  }

  /** The pieces of a literal in which no other characters than of these kinds stand, each with its best window. */
  private runsOf(text: string, literal: number, widest: typeof safe | typeof other): Run[] {
    const runs: Run[] = [];
    let start = 0;
    for (let at = 0; at <= text.length; at++) {
      const kind = at < text.length ? (this.kinds[text.charCodeAt(at)] ?? 0) : 0;
      if (kind > 0 && kind <= widest) continue;
      if (at - start >= shortestCompanion) runs.push(this.withWindow(text.slice(start, at), literal, start));
      start = at + 1;
    }
    return runs;
  }

  private withWindow(text: string, literal: number, start: number): Run {
    const { frequency, frequencies, kinds } = this;
    let block = 0;
    let inWindow = 0;
    let others = 0;
    let offset = 0;
    let cost = Infinity;
    for (let at = 0; at < text.length; at++) {
      block = (block >>> 8) | (text.charCodeAt(at) << 24);
      if (kinds[text.charCodeAt(at)] === other) others++;
      if (kinds[text.charCodeAt(at - windowLength)] === other) others--;
      if (at < 3) continue;
      const last = frequency[blockHash(block)] ?? 0;
      frequencies[at & 15] = last;
      inWindow += last;
      if (at < windowLength - 1) continue;
      const own = inWindow * jumpCost + last * (stopCost - jumpCost);
      if (own < cost && others <= mostOthers) {
        cost = own;
        offset = at - windowLength + 1;
      }
      inWindow -= frequencies[(at - windowLength + 4) & 15] ?? 0;
    }
    return { text, literal, start, offset, cost };
  }

  /** The piece that stands least often in an ordinary line beside the run; of equals one behind it, then the longest. */
  private companion(runs: readonly Run[], found: Run): Window['companion'] {
    if (!this.ordinaryLines.includes(found.text)) return null;
    const lines = this.ordinaryLines.split('\n').filter((line) => line.includes(found.text));
    const others = runs
      .filter((run) => isBefore(run, found) || isBefore(found, run))
      .map((run) => ({
        run: run.text,
        side: isBefore(run, found) ? ('before' as const) : ('after' as const),
        times: lines.filter((line) => line.includes(run.text)).length,
      }));
    others.sort((a, b) => a.times - b.times || (a.side < b.side ? -1 : 1));
    return others[0] ?? null;
  }
}

function cheapest(runs: readonly Run[]): Run | null {
  return runs.reduce<Run | null>((least, run) => (run.cost < (least?.cost ?? Infinity) ? run : least), null);
}

/** What stands around the window may be written in as many ways, too. */
function windowAlone(run: Run): Run {
  const { text, start, offset } = run;
  return { ...run, text: text.slice(offset, offset + windowLength), start: start + offset, offset: 0 };
}

function isBefore(one: Run, other: Run): boolean {
  return one.literal < other.literal || (one.literal === other.literal && one.start + one.text.length <= other.start);
}
