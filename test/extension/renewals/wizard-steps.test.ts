import { beforeEach, describe, expect, it, vi } from 'vitest';
import { choose, type, walk, type Answer, type Step } from '../../../src/extension/renewals/wizard-steps.ts';
import { editor } from './editor.ts';

vi.mock('vscode', async () => (await import('./editor.ts')).vscode);

const first = { title: 'Issue', step: 1, totalSteps: 2 };
const second = { ...first, step: 2 };
const fruits = ['apple', 'pear'].map((label) => ({ label, value: label.toUpperCase() }));
const short = (text: string): string | null => (text.length > 3 ? 'Too long.' : null);

beforeEach(() => {
  editor.start();
});

describe('one question', () => {
  it('gives what was chosen, and says where it stands', async () => {
    editor.start({ pick: 'pear' });
    expect(await choose(second, 'Which?', fruits)).toEqual({ value: 'PEAR' });
    expect(editor.questions).toMatchObject([{ title: 'Issue', place: '2/2', words: 'Which?' }]);
    expect(editor.questions[0]?.rows.map(({ label }) => label)).toEqual(['apple', 'pear']);
  });

  it('gives the text without the blanks around it', async () => {
    editor.start({ text: '  ab ' });
    expect(await type(first, { prompt: 'Say it.', placeholder: 'abc', wrong: short })).toEqual({ value: 'ab' });
    expect(editor.questions).toMatchObject([{ words: 'Say it.', detail: 'abc', offered: '' }]);
  });

  it('offers what is known already', async () => {
    editor.start('enter');
    expect(await type(first, { prompt: 'Say it.', value: 'old', wrong: short })).toEqual({ value: 'old' });
  });

  it('stays open with the reason where the text will not do, and takes the next one', async () => {
    editor.start({ text: 'abcd' }, { text: 'abc' });
    expect(await type(first, { prompt: 'Say it.', wrong: short })).toEqual({ value: 'abc' });
    expect(editor.refusals).toEqual([{ text: 'abcd', typed: 'Too long.', entered: 'Too long.' }]);
  });

  it('does not complain of an empty box before Enter', async () => {
    editor.start({ text: ' ' }, 'escape');
    await type(first, { prompt: 'Say it.', wrong: (text) => (text === '' ? 'Say something.' : null) });
    expect(editor.refusals).toEqual([{ text: ' ', typed: null, entered: 'Say something.' }]);
  });

  it.each<[string, () => Promise<Answer<string>>]>([
    ['a choice', () => choose(second, 'Which?', fruits)],
    ['a text', () => type(second, { prompt: 'Say it.', wrong: short })],
  ])('can be left, or gone back from: %s', async (_, ask) => {
    editor.start('escape', 'back');
    expect([await ask(), await ask()]).toEqual(['left', 'back']);
  });

  it('has no way back where it is the first', async () => {
    editor.start('escape', 'escape');
    await choose(first, 'Which?', fruits);
    await choose(second, 'Which?', fruits);
    expect(editor.questions.map(({ hasBack }) => hasBack)).toEqual([false, true]);
  });

  it('is taken from the screen when it is answered', async () => {
    editor.start({ pick: 'apple' }, { text: 'a' }, 'escape', 'back');
    await choose(first, 'Which?', fruits);
    await type(first, { prompt: 'Say it.', wrong: short });
    await choose(first, 'Which?', fruits);
    await type(second, { prompt: 'Say it.', wrong: short });
    expect(editor.open).toBe(0);
  });
});

describe('a walk', () => {
  type Said = Readonly<Record<string, string>>;
  const ask =
    (what: string): Step<Said> =>
    async (said, place) => {
      const answer = await type(place, { prompt: what, value: said[what] ?? '', wrong: short });
      return typeof answer === 'string' ? answer : { value: { ...said, [what]: answer.value } };
    };
  const askColourOfPears: Step<Said> = (said, place) =>
    said['fruit'] === 'fig' ? Promise.resolve('skip') : ask('colour')(said, place);
  const steps = [ask('fruit'), askColourOfPears, ask('size')];
  const walked = (): Promise<Said | null> => walk('Buy', {}, steps);

  it('asks everything in order, and counts', async () => {
    editor.start({ text: 'kak' }, { text: 'red' }, { text: 'big' });
    expect(await walked()).toEqual({ fruit: 'kak', colour: 'red', size: 'big' });
    expect(editor.questions.map(({ title, place, words }) => `${title} ${place} ${words}`)).toEqual([
      ...['Buy 1/3 fruit', 'Buy 2/3 colour', 'Buy 3/3 size'],
    ]);
  });

  it('does not count what need not be asked', async () => {
    editor.start({ text: 'fig' }, { text: 'big' });
    expect(await walked()).toEqual({ fruit: 'fig', size: 'big' });
    expect(editor.questions.map(({ place, words }) => `${place} ${words}`)).toEqual(['1/3 fruit', '2/3 size']);
  });

  it('goes back to the question before, over what was not asked', async () => {
    editor.start({ text: 'fig' }, 'back', { text: 'kak' }, { text: 'red' }, { text: 'big' });
    expect(await walked()).toEqual({ fruit: 'kak', colour: 'red', size: 'big' });
    expect(editor.words).toEqual(['fruit', 'size', 'fruit', 'colour', 'size']);
  });

  it('offers again what was said, however far somebody goes back', async () => {
    editor.start({ text: 'kak' }, { text: 'red' }, 'back', 'back', 'enter', 'enter', { text: 'big' });
    expect(await walked()).toEqual({ fruit: 'kak', colour: 'red', size: 'big' });
    expect(editor.questions.map(({ words, offered }) => `${words}: ${offered}`)).toEqual([
      ...['fruit: ', 'colour: ', 'size: '],
      ...['colour: red', 'fruit: kak', 'colour: red', 'size: '],
    ]);
  });

  it('gives nothing where the user left, at whatever question', async () => {
    for (const before of [[], [{ text: 'kak' }], [{ text: 'kak' }, { text: 'red' }]]) {
      editor.start(...before, 'escape');
      expect(await walked()).toBeNull();
      expect(editor.unused).toEqual([]);
    }
  });
});
