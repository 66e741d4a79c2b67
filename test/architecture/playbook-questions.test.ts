import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { needs } from '../../src/core/playbook/playbook.ts';
import { playbooks } from '../../src/core/playbook/playbooks.ts';
import type { ProblemId } from '../../src/core/problem/catalogue.ts';
import { readSources, root } from './source-files.ts';

const textsOf = (folders: readonly string[]): readonly string[] =>
  folders.flatMap(readSources).map((source) => readFileSync(path.join(root, source.path), 'utf8'));

/** What decides from facts: the check of a domain, an attempt to issue, the machine, and what a playbook gathers beside. */
const judgements = textsOf([
  'src/core/judge',
  'src/core/acme',
  'src/core/host',
  'src/core/playbook/evidence',
  'src/engine',
]);
const logMessages = textsOf(['src/core/log/signatures']);

const names = (texts: readonly string[], problem: ProblemId): boolean =>
  texts.some((text) => text.includes(`'${problem}'`));

const questions = playbooks.flatMap(({ id, steps }) =>
  steps.flatMap((step) => step.asks.map((problem) => ({ id, step, problem }))),
);

test.each(questions.map(({ id, step, problem }) => [id, step.id, problem] as const))(
  '%s, step %s: somebody can answer whether there is %s',
  (_id, _step, problem) => {
    expect(names(judgements, problem) || names(logMessages, problem)).toBe(true);
  },
);

test('a step that reads logs alone asks for what a log can say', () => {
  const unheard = questions.filter(
    ({ step, problem }) => step.needs === 'asked-in-logs' && !names(logMessages, problem),
  );
  expect(unheard.map(({ id, step, problem }) => `${id} ${step.id} ${problem}`)).toEqual([]);
});

test('every need is asked by a step, and gathered by a file', () => {
  const asked = new Set(playbooks.flatMap(({ steps }) => steps.map((step) => step.needs)));
  expect(needs.filter((need) => !asked.has(need))).toEqual([]);
});
