import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLogScanner } from '../../../src/core/log/diagnose.ts';
import { signatures } from '../../../src/core/log/known-signatures.ts';
import { problems } from '../../../src/core/problem/catalogue.ts';
import { Scanner } from '../../../src/core/log/scanner.ts';
import { TemplateError } from '../../../src/core/log/template.ts';

const scanner = createLogScanner();
const entries = Object.entries(signatures);

describe('the known messages', () => {
  it('are many enough for the logs people have', () => {
    expect(entries.length).toBeGreaterThan(350);
  });

  it.each(entries)('%s finds its example, and no other message claims it', (id, { example }) => {
    expect(scanner.scan(example).map((hit) => hit.id)).toEqual([id]);
  });

  it('have names that no two files share', async () => {
    const folder = new URL('../../../src/core/log/signatures/', import.meta.url);
    const files = await Promise.all(
      readdirSync(folder).map(async (file) => import(new URL(file, folder).href) as Promise<Record<string, object>>),
    );
    const names = files.flatMap((file) => Object.values(file).flatMap((set) => Object.keys(set)));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names).toHaveLength(entries.length);
  });

  it('each lead to a problem of the catalogue, or to an outcome', () => {
    const lost = entries.filter(([, one]) => !('outcome' in one) && !(one.problem in problems));
    expect(lost).toEqual([]);
  });

  it('name where their wording comes from', () => {
    expect(entries.filter(([, { source }]) => source.trim() === '')).toEqual([]);
  });
});

describe('a bad signature is refused', () => {
  const load = (templates: readonly string[]): readonly unknown[] =>
    new Scanner(
      Object.fromEntries(
        templates.map((template, index) => [
          `test/${String(index)}`,
          { outcome: 'failed', template, example: '', source: 'test' } as const,
        ]),
      ),
      [],
    ).scanNaively('');

  it.each([
    ['an unknown hole type', 'a long enough literal {name:nonsense}', 'unknown hole'],
    ['a hole without type', 'a long enough literal {name}', 'unknown hole'],
    ['a hole without end', 'a long enough literal {name:ip', 'hole without end'],
    ['holes without text between them', 'a long enough literal {a:ip}{b:ip}', 'two holes'],
    ['too little literal text', 'too short {a:ip} text', 'no literal of 12'],
    ['nothing that escaping leaves alone', '"a"/"b"/"c"/"d"/"e"', 'by which it can be found'],
  ])('%s', (_, template, message) => {
    expect(() => load([template])).toThrow(TemplateError);
    expect(() => load([template])).toThrow(message);
  });

  it('the template of another one', () => {
    expect(() => load(['a long enough literal', 'a long enough literal'])).toThrow('has the template of test/0');
  });
});
