import { fitsAddress, fitsName } from './hole.ts';

/**
 * What a CA wraps around the core of a problem, outermost first:
 * `[outer step :: ][During secondary validation: ][While processing CAA for NAME: ][ADDRESS: ]core`
 * (Boulder va/, ra/, wfe2/). The core's own text is read by the signatures.
 */
export interface ProblemStack {
  /** Only the CA's remote vantage points failed; the first one passed. */
  readonly secondary: boolean;
  /** The name whose CAA records were being processed; null elsewhere. */
  readonly caaName: string | null;
  /** The address that the CA used; null where it did not say. */
  readonly address: string | null;
  /** Offset in the text at which the stack begins. */
  readonly start: number;
}

const secondary = 'During secondary validation: ';
const caa = 'While processing CAA for ';
const longestStack = 600;

/** Reads the stack that ends where the core begins. */
export function readStack(text: string, core: number): ProblemStack {
  let start = core;
  let address: string | null = null;
  let caaName: string | null = null;
  const floor = Math.max(0, core - longestStack);
  if (text.startsWith(': ', start - 2)) {
    const before = wordBefore(text, start - 2, floor);
    if (fitsAddress(before)) {
      address = before;
      start -= before.length + 2;
    }
  }
  if (text.startsWith(': ', start - 2)) {
    const before = wordBefore(text, start - 2, floor);
    const from = start - 2 - before.length - caa.length;
    if (fitsName(before) && text.startsWith(caa, from)) {
      caaName = before;
      start = from;
    }
  }
  const isSecondary = start >= secondary.length && text.startsWith(secondary, start - secondary.length);
  if (isSecondary) start -= secondary.length;
  return { secondary: isSecondary, caaName, address, start };
}

function wordBefore(text: string, end: number, floor: number): string {
  let start = end;
  while (start > floor && text.charCodeAt(start - 1) > 32 && text.charAt(start - 1) !== '"') start--;
  return text.slice(start, end);
}
