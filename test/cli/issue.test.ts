import { describe, expect, it } from 'vitest';
import { issue } from '../../src/cli/issue.ts';
import { readIssue } from '../../src/cli/issue-options.ts';
import type { IssuePlan } from '../../src/core/acme/issue-plan.ts';

const directory: IssuePlan['directory'] = {
  ...{ termsOfService: 'https://ca.example/terms', caaIdentities: [], renewalInfo: null, profiles: [] },
  externalAccountRequired: false,
};
const well: IssuePlan = { steps: [], checks: [], findings: [], directory };
const refused: IssuePlan = {
  ...well,
  checks: [{ title: 'http-01', state: 'failed', text: 'Not seen.', risk: 'token-not-seen' }],
};

/** What a script gets where nobody can be asked. */
async function run(plan: IssuePlan, ...words: readonly string[]) {
  const command = readIssue(['example.com', '--dns-manual', ...words]);
  if (command === 'help' || 'wrong' in command) throw new Error(JSON.stringify(command));
  let [out, err, issued] = ['', '', 0];
  const code = await issue(
    command,
    {
      engine: {
        planIssue: () => Promise.resolve(plan),
        issue: () => {
          issued += 1;
          const recordsToRemove = [{ owner: '_acme-challenge.example.com', value: 'the-value' }];
          return Promise.resolve({ reached: 'stored', certificate: null, stopped: null, recordsToRemove });
        },
      },
      terminal: { out: (text) => (out += text), err: (text) => (err += text), color: false, columns: 100 },
      ask: () => Promise.resolve(null),
      environment: {},
    },
    { signal: new AbortController().signal, progress: () => undefined, confirm: () => Promise.resolve(false) },
  );
  return { code, out, err, issued };
}

describe('as JSON', () => {
  it.each<[string, IssuePlan, readonly string[], number]>([
    ['something speaks against it', refused, ['--yes', '--agree-tos'], 1],
    ['the terms are not agreed to', well, ['--yes'], 2],
    ['nobody says yes', well, ['--agree-tos'], 2],
    ['it is only a dry run', well, ['--dry-run'], 0],
  ])('the plan is written where the CA is not asked: %s', async (_, plan, words, code) => {
    const ran = await run(plan, ...words, '--json');
    expect([ran.code, ran.issued]).toEqual([code, 0]);
    expect(JSON.parse(ran.out)).toEqual({ version: 1, plan });
  });

  it('the report alone is written where it is', async () => {
    const { code, out, err, issued } = await run(well, '--yes', '--agree-tos', '--json');
    expect([code, issued, Object.keys(JSON.parse(out) as object)]).toEqual([0, 1, ['version', 'report']]);
    expect(err).not.toContain('What will be done');
  });
});

it('says how to go on although something speaks against it', async () => {
  const no = await run(refused, '--yes', '--agree-tos');
  expect([no.code, no.issued]).toEqual([1, 0]);
  expect(no.err).toContain('first see to what failed above. --accept token-not-seen goes on all the same.');
  expect(await run(refused, '--yes', '--agree-tos', '--accept', 'token-not-seen')).toMatchObject({
    code: 0,
    issued: 1,
  });
});

it('names the records that still stand in DNS', async () => {
  const { err } = await run(well, '--yes', '--agree-tos');
  expect(err).toContain('remove those that still stand in DNS:\n  _acme-challenge.example.com TXT "the-value"\n');
});
