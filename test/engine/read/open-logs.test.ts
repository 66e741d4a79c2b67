import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterChange } from '../../../src/core/log/log-change.ts';
import { createLogScanner } from '../../../src/core/log/diagnose.ts';
import type { LineEdit } from '../../../src/engine/engine.ts';
import { longestLine } from '../../../src/engine/read/log-lines.ts';
import { OpenLogs, UnknownLog } from '../../../src/engine/read/open-logs.ts';

const scanner = createLogScanner();
const trouble = (name: string): string => `No TXT record found at _acme-challenge.${name}`;
const opened = (text: string): OpenLogs => {
  const logs = new OpenLogs(() => scanner);
  logs.open({ id: 'a', text });
  return logs;
};

describe('an open log', () => {
  it('says what it says, with the empty line of an editor behind the last line end', () => {
    const logs = new OpenLogs(() => scanner);
    const report = logs.open({ id: 'a', text: `a line\r\n${trouble('a.example')}\n` });
    expect(report).toMatchObject({ lines: 3, cause: { problem: 'dns-txt-missing', line: 2 } });
  });

  it('tells only what changed at its end', () => {
    const logs = opened([trouble('a.example'), 'between', trouble('b.example'), ''].join('\n'));
    expect(logs.change('a', [{ fromLine: 4, removed: 1, lines: [trouble('c.example'), ''] }])).toMatchObject({
      lines: 5,
      findings: { keep: 2, rest: [{ line: 4, subject: 'c.example' }] },
    });
  });

  it('applies edits one after the other', () => {
    const logs = opened(`one\ntwo\n${trouble('a.example')}`);
    const change = logs.change('a', [
      { fromLine: 1, removed: 2, lines: [] },
      { fromLine: 1, removed: 0, lines: [trouble('b.example')] },
    ]);
    expect(change.findings).toMatchObject({
      keep: 0,
      rest: [
        { line: 1, subject: 'b.example' },
        { line: 2, subject: 'a.example' },
      ],
    });
  });

  it('says after any edits what it would say if it were opened as it is now', () => {
    const line = fc.constantFrom('', 'a line', trouble('a.example'), trouble('b.example'), 'x'.repeat(longestLine + 9));
    const edit = fc.record({ at: fc.nat(), removed: fc.nat(3), lines: fc.array(line, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), fc.array(fc.array(edit)), (start, changes) => {
        const lines = [...start];
        const logs = new OpenLogs(() => scanner);
        let report = logs.open({ id: 'a', text: lines.join('\n') });
        for (const change of changes) {
          const edits = change.map(({ at, removed, lines: put }): LineEdit => {
            const from = at % (lines.length + 1);
            const most = Math.min(removed, lines.length - from);
            lines.splice(from, most, ...put);
            return { fromLine: from + 1, removed: most, lines: put };
          });
          report = afterChange(report, logs.change('a', edits));
        }
        // An editor's text has a line at least.
        fc.pre(lines.length > 0);
        expect(report).toEqual(new OpenLogs(() => scanner).open({ id: 'b', text: lines.join('\n') }));
      }),
      { numRuns: 60 },
    );
  });

  it('is unknown where it was not opened, and after it was closed', () => {
    const logs = opened('a line');
    expect(() => logs.change('b', [])).toThrow(UnknownLog);
    logs.close('a');
    expect(() => logs.change('a', [])).toThrow(UnknownLog);
  });

  it('is forgotten where there are too many, the one that rested longest first', () => {
    const logs = new OpenLogs(() => scanner, { logs: 2, characters: 1_000 });
    for (const id of ['a', 'b']) logs.open({ id, text: 'a line' });
    logs.change('a', []);
    logs.open({ id: 'c', text: 'a line' });
    expect(() => logs.change('b', [])).toThrow(UnknownLog);
    expect(logs.change('a', []).lines).toBe(1);
  });

  it('is forgotten where they are too large together, but never the one at hand', () => {
    const logs = new OpenLogs(() => scanner, { logs: 9, characters: 1_000 });
    for (const id of ['a', 'b']) logs.open({ id, text: 'x'.repeat(400) });
    logs.open({ id: 'c', text: 'x'.repeat(5_000) });
    for (const id of ['a', 'b']) expect(() => logs.change(id, [])).toThrow(UnknownLog);
    expect(logs.change('c', []).lines).toBe(1);
    logs.open({ id: 'd', text: 'a line' });
    expect(() => logs.change('c', [])).toThrow(UnknownLog);
  });
});
