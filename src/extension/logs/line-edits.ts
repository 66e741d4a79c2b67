import type { LineEdit } from '../../engine/engine.ts';

/** What VS Code says of one change: the range that it replaced, lines from 0, and the text that stands there now. */
export interface TextChange {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly text: string;
}

/** Changes that touch one another's lines, as lines from 0 of the text before. */
interface Block {
  readonly start: number;
  end: number;
  /** How many lines more there are afterwards. */
  grown: number;
}

/**
 * The changes of one event as edits of whole lines, to be applied in order. Reads only lines that were touched.
 * @param lineAt gives a line, from 0, of the text after the event
 * @returns null where the changes are not those of one state of the text: then the text has to be read anew
 */
export function lineEdits(
  changes: readonly TextChange[],
  lineAt: (line: number) => string,
): readonly LineEdit[] | null {
  const ascending = [...changes].reverse();
  const blocks: Block[] = [];
  let last: TextChange | null = null;
  for (const change of ascending) {
    const { start, end } = change.range;
    // VS Code tells them from the bottom up, so that each range holds before and after the others.
    if (last !== null && isBefore(start, last.range.end)) return null;
    last = change;
    const grown = lineBreaks(change.text) - (end.line - start.line);
    const block = blocks.at(-1);
    if (block !== undefined && start.line <= block.end) {
      block.end = end.line;
      block.grown += grown;
    } else blocks.push({ start: start.line, end: end.line, grown });
  }
  let shift = 0;
  return blocks.map(({ start, end, grown }) => {
    const removed = end - start + 1;
    const first = start + shift;
    shift += grown;
    return {
      fromLine: first + 1,
      removed,
      lines: Array.from({ length: removed + grown }, (_, index) => lineAt(first + index)),
    };
  });
}

function isBefore(a: TextChange['range']['start'], b: TextChange['range']['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** As an editor counts them: CR LF is one. */
function lineBreaks(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count++;
  }
  return count;
}
