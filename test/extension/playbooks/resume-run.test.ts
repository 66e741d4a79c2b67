import { describe, expect, test } from 'vitest';
import { exportMarkdown } from '../../../src/core/playbook/export-markdown.ts';
import { issuanceFailed } from '../../../src/core/playbook/issuance-failed.ts';
import { resumeRun } from '../../../src/core/playbook/resume-run.ts';
import { advance, currentStep, runKey, verdictOf, type PlaybookRun } from '../../../src/core/playbook/run.ts';
import { viewOf } from '../../../src/extension/playbooks/panel-view.ts';
import { machine } from '../../core/playbook/recorded-machine.ts';
import { at, healthy, observing, portRefused, wrongAddress } from '../../core/playbook/recorded-report.ts';
import { context, looked } from './views.ts';

const begun = advance(issuanceFailed, looked(observing({ host: machine })), { kind: 'issue-started', at });
const refused: PlaybookRun = advance(issuanceFailed, begun, {
  kind: 'issue-ended',
  at,
  report: {
    reached: 'ordered',
    certificate: null,
    stopped: {
      kind: 'ca',
      problem: {
        type: 'urn:ietf:params:acme:error:rateLimited',
        detail: 'too many',
        retryAfter: at,
        status: 429,
        subproblems: [],
      },
      findings: portRefused.findings,
    },
  },
});
const runs = { wrong: looked(wrongAddress), well: looked(healthy), refused };

type Path = readonly (string | number)[];

/** Every place in plain data; of the members of a list only the first. */
function placesIn(value: unknown, path: Path = []): readonly Path[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return own;
  const members: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.slice(0, 1).map((one: unknown) => [0, one] as const)
    : Object.entries(value);
  return [...own, ...members.flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

function damaged(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((one: unknown, index) => (index === key ? damaged(one, rest, by) : one));
  const members = value as Readonly<Record<string, unknown>>;
  return { ...members, [key]: damaged(members[key], rest, by) };
}

const fineOf = ({ steps }: PlaybookRun): readonly string[] =>
  steps.filter(({ state }) => state === 'fine').map(({ id }) => id);

describe.each(Object.entries(runs))('a stored run that is damaged in one place (%s)', (_name, run) => {
  test('is not resumed, or goes on without a crash and with no step more that is fine', () => {
    let resumed = 0;
    for (const place of placesIn(run)) {
      for (const by of [null, undefined, 7, '', 'x', [], {}, [null], { at: 7 }, true]) {
        const stored = JSON.parse(JSON.stringify(damaged(run, place, by))) as unknown;
        const on = resumeRun(issuanceFailed, stored);
        if (on === null) continue;
        resumed += 1;
        const where = `${place.join('.')} = ${JSON.stringify(by)}`;
        expect(() => exportMarkdown(issuanceFailed, on), where).not.toThrow();
        expect(() => viewOf(issuanceFailed, on, context), where).not.toThrow();
        const looking = advance(issuanceFailed, on, { kind: 'look-started', intent: on.intent, at });
        expect(
          () => advance(issuanceFailed, looking, { kind: 'looked', report: wrongAddress, at }),
          where,
        ).not.toThrow();
        expect(fineOf(run), where).toEqual(expect.arrayContaining([...fineOf(on)]) as string[]);
        expect(verdictOf(issuanceFailed, on).kind === 'done', where).toBe(false);
        expect(on.steps, where).toContain(currentStep(issuanceFailed, on));
      }
    }
    // Texts may be any text; so some are resumed, and the loop has seen something.
    expect(resumed).toBeGreaterThan(20);
  });
});

test('a step that was never looked at is not fine because a record says so', () => {
  const { steps } = runs.wrong;
  const painted = { ...runs.wrong, steps: steps.map((step) => ({ ...step, state: 'fine' })) };
  expect(resumeRun(issuanceFailed, painted)).toBeNull();
  const unseen = steps.map((step) => ({ ...step, state: 'fine', evidence: [], findings: [] }));
  expect(resumeRun(issuanceFailed, { ...runs.wrong, looked: null, steps: unseen })).toBeNull();
});

test('a run that lies under the key of another domain is not resumed', () => {
  const key = runKey('PB-1', runs.well.intent);
  expect(resumeRun(issuanceFailed, runs.well, key)).toEqual(runs.well);
  expect(resumeRun(issuanceFailed, runs.well, key.replace('example', 'other'))).toBeNull();
});
