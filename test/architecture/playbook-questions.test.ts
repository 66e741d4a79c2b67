import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { needs, type Need, type PlaybookStep } from '../../src/core/playbook/playbook.ts';
import { playbooks } from '../../src/core/playbook/playbooks.ts';
import { readSources, root } from './source-files.ts';

/** It says which finding stands first, and finds none. */
const onlyOrders = 'src/core/judge/order-findings.ts';
const readFromLogs: readonly Need[] = ['logs', 'asked-in-logs', 'after-renewal', 'connections'];

const textsOf = (folders: readonly string[]): readonly string[] =>
  folders
    .flatMap(readSources)
    .filter((source) => source.path !== onlyOrders)
    .map((source) => readFileSync(path.join(root, source.path), 'utf8'));

/** What a look of a step decides from: the check of a domain, the machine, and what a playbook gathers beside. */
const seen = textsOf(['src/core/judge', 'src/core/host', 'src/core/playbook/evidence', 'src/engine/observe']);
/** What an attempt to issue or to renew ends with. */
const ended = textsOf(['src/core/acme', 'src/engine/act']);
const told = textsOf(['src/core/log/signatures']);

/** Who answers what a step asks: an attempt where the step is one, the logs where it reads them. */
function answersOf({ act, needs: need }: PlaybookStep): readonly string[] {
  if (act !== null) return [...seen, ...ended];
  return readFromLogs.includes(need) ? told : seen;
}

const questions = playbooks.flatMap(({ id, steps }) =>
  steps.flatMap((step) => step.asks.map((problem) => ({ id, step, problem }))),
);

test.each(questions.map(({ id, step, problem }) => [id, step.id, problem, answersOf(step)] as const))(
  '%s, step %s: what it looks at can answer whether there is %s',
  (_id, _step, problem, answers) => {
    expect(answers.some((text) => text.includes(`'${problem}'`))).toBe(true);
  },
);

test('every need is asked by a step, and gathered by a file', () => {
  const asked = new Set(playbooks.flatMap(({ steps }) => steps.map((step) => step.needs)));
  expect(needs.filter((need) => !asked.has(need))).toEqual([]);
});
