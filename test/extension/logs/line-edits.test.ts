import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineEdits, type TextChange } from '../../../src/extension/logs/line-edits.ts';

/** What the engine does with edits. */
function applied(lines: readonly string[], edits: NonNullable<ReturnType<typeof lineEdits>>): readonly string[] {
  const result = [...lines];
  for (const { fromLine, removed, lines } of edits) result.splice(fromLine - 1, removed, ...lines);
  return result;
}

function at(line: number, character: number) {
  return { line, character };
}

function change(start: [number, number], end: [number, number], text: string): TextChange {
  return { range: { start: at(...start), end: at(...end) }, text };
}

/** The text after the changes, which stand from the bottom up and are applied one after the other. */
function edited(lines: readonly string[], changes: readonly TextChange[]): readonly string[] {
  let text = lines.join('\n');
  for (const { range, text: put } of changes) {
    const offset = ({ line, character }: TextChange['range']['start']) =>
      text
        .split('\n')
        .slice(0, line)
        .reduce((sum, one) => sum + one.length + 1, 0) + character;
    text = text.slice(0, offset(range.start)) + put + text.slice(offset(range.end));
  }
  return text.split(/\r\n|\r|\n/);
}

describe('the edits that the engine is told of', () => {
  it('are the last line and what was appended, and read no other line', () => {
    const read: number[] = [];
    const after = ['a', 'b', 'c', ''];
    const edits = lineEdits([change([1, 0], [1, 0], 'b\nc\n')], (line) => {
      read.push(line);
      return after[line] ?? '';
    });
    expect(edits).toEqual([{ fromLine: 2, removed: 1, lines: ['b', 'c', ''] }]);
    expect(read).toEqual([1, 2, 3]);
  });

  it('are one for cursors in one line and several for cursors in several', () => {
    const lines = ['aa', 'bb', 'cc', 'dd'];
    const changes = [change([2, 1], [3, 0], 'x'), change([0, 2], [0, 2], 'y\n'), change([0, 0], [0, 1], '')];
    const after = edited(lines, changes);
    const edits = lineEdits(changes, (line) => after[line] ?? '');
    expect(edits).toEqual([
      { fromLine: 1, removed: 1, lines: ['ay', ''] },
      { fromLine: 4, removed: 2, lines: ['cxdd'] },
    ]);
  });

  it('are not made of ranges that overlap or stand in another order: the text is read anew', () => {
    expect(lineEdits([change([0, 0], [0, 1], ''), change([3, 0], [3, 1], '')], () => '')).toBeNull();
  });

  it('lead from any text to the text after any changes of it', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r\n'), maxLength: 6 });
    const model = fc
      .array(fc.string({ unit: fc.constantFrom('x', 'y'), maxLength: 4 }), { minLength: 1, maxLength: 8 })
      .chain((lines) => {
        const length = lines.join('\n').length;
        const cuts = fc.uniqueArray(fc.nat({ max: length }), { maxLength: 6 });
        return fc.record({ lines: fc.constant(lines), cuts, texts: fc.array(piece, { minLength: 3, maxLength: 3 }) });
      });
    fc.assert(
      fc.property(model, ({ lines, cuts, texts }) => {
        const position = (offset: number): [number, number] => {
          const before = lines.join('\n').slice(0, offset).split('\n');
          return [before.length - 1, before.at(-1)?.length ?? 0];
        };
        const sorted = [...cuts].sort((a, b) => a - b);
        const changes = texts
          .flatMap((text, index) => {
            const [from, to] = [sorted[index * 2], sorted[index * 2 + 1]];
            return from === undefined || to === undefined ? [] : [change(position(from), position(to), text)];
          })
          .reverse();
        const after = edited(lines, changes);
        const edits = lineEdits(changes, (line) => after[line] ?? '');
        expect(edits).not.toBeNull();
        expect(applied(lines, edits ?? [])).toEqual(after);
      }),
    );
  });
});
