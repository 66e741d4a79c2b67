import type { Place } from './reading.ts';

/** One of the lines of which a text was put together. */
export interface Piece {
  /** Counted from the reading's own line. */
  readonly line: number;
  readonly text: string;
  /** Offsets in the original line, as in `LineView`. */
  readonly columns: Int32Array | null;
  /** Offset in the line's view at which `text` begins. */
  readonly offset: number;
}

/** A text, and where its parts stood. */
export class Joined {
  readonly text: string;
  private readonly pieces: readonly Piece[];
  private readonly starts: readonly number[];

  /** Wrapped lines are joined as they were before: by one blank. */
  constructor(pieces: readonly Piece[]) {
    const [only] = pieces;
    this.pieces = pieces;
    if (pieces.length === 1 && only) {
      this.text = only.text;
      this.starts = [0];
      return;
    }
    let length = 0;
    this.text = pieces.map(({ text }) => text).join(' ');
    this.starts = pieces.map(({ text }) => {
      const start = length;
      length += text.length + 1;
      return start;
    });
  }

  /** Offset at which the last piece begins. */
  get lastStart(): number {
    return this.starts.at(-1) ?? 0;
  }

  /** Where a part of the text stands in the log. */
  place(start: number, end: number): Place {
    const from = this.position(start);
    const to = this.position(Math.max(start, end - 1));
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column + 1 };
  }

  private position(at: number): { line: number; column: number } {
    let index = this.pieces.length - 1;
    while (index > 0 && (this.starts[index] ?? 0) > at) index--;
    const piece = this.pieces[index];
    if (!piece) return { line: 0, column: 1 };
    const inView = Math.min(at - (this.starts[index] ?? 0), piece.text.length) + piece.offset;
    return { line: piece.line, column: (piece.columns?.[inView] ?? inView) + 1 };
  }
}
