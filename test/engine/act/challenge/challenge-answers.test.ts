import { describe, expect, it, onTestFinished } from 'vitest';
import type { JournalEvent } from '../../../../src/core/acme/attempt.ts';
import type { ChallengePlan } from '../../../../src/core/acme/challenge-plan.ts';
import { noSecrets } from '../../../../src/core/acme/issuance.ts';
import { ChallengeAnswers, type ChallengeTask } from '../../../../src/engine/act/challenge/challenge-answers.ts';
import { defaultNetwork, type PlannedAct, type Run } from '../../../../src/engine/engine.ts';
import { reply, startNameServer, zone, type Answer } from '../../observe/fake-name-server.ts';

const accountUrl = 'https://ca.example/acct/1';
const persistent = `ca.example; accounturi=${accountUrl}`;

/** A zone whose TXT records the tests change; its one name server is at 127.0.0.2. */
async function world(texts: Map<string, readonly string[]>, changes: Partial<Run> = {}) {
  const authority = await startNameServer(
    (query) => {
      const found = query.type === 'TXT' ? (texts.get(query.name.toLowerCase()) ?? []) : [];
      const answers = found.map((data): Answer => ({ type: 'TXT', data }));
      return [reply(query, answers, { aa: 1, ra: 0, rcode: answers.length > 0 ? 0 : 3 })];
    },
    { host: '127.0.0.2' },
  );
  const resolver = await startNameServer(
    zone({
      'NS example.test': [{ type: 'NS', ns: 'ns1.example.test' }],
      'A ns1.example.test': [{ type: 'A', address: '127.0.0.2' }],
    }),
  );
  const events: JournalEvent[] = [];
  const asked: PlannedAct[] = [];
  const run: Run = {
    signal: new AbortController().signal,
    progress: () => undefined,
    confirm: (act) => {
      asked.push(act);
      for (const { owner, value } of act.records ?? []) texts.set(owner, [...(texts.get(owner) ?? []), value]);
      return Promise.resolve(true);
    },
    ...changes,
  };
  const answers = new ChallengeAnswers({
    network: {
      ...{ ...defaultNetwork, skipSystemResolver: true, allowPrivate: true, timeoutMs: 4_000 },
      ...{ resolvers: [`127.0.0.1:${resolver.server.port}`], authorityPort: authority.server.port },
    },
    record: (event) => {
      events.push(event);
      return Promise.resolve();
    },
    ...{ run, secrets: noSecrets, accountUrl, saw: () => undefined },
  });
  onTestFinished(async () => {
    await answers[Symbol.asyncDispose]();
    await authority[Symbol.asyncDispose]();
    await resolver[Symbol.asyncDispose]();
  });
  return { answers, events, asked };
}

function task(plan: ChallengePlan, wildcard = false): ChallengeTask {
  return {
    ...{ plan, name: { ascii: 'www.example.test', wildcard }, keyAuthorization: `token-${wildcard}.thumbprint` },
    challenge: { type: plan.type, url: 'u', status: 'pending', token: '', error: null, issuers: ['ca.example'] },
  };
}

describe('records that are written by hand', () => {
  it('are shown all at once, two for one name, and seen before the CA is asked', async () => {
    const texts = new Map<string, readonly string[]>();
    const { answers, events, asked } = await world(texts);
    await answers.place([task({ type: 'dns-01', by: 'hand' }), task({ type: 'dns-01', by: 'hand' }, true)]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.records?.map(({ owner }) => owner)).toEqual(Array(2).fill('_acme-challenge.www.example.test'));
    expect(new Set(asked[0]?.records?.map(({ value }) => value)).size).toBe(2);
    expect(events.map(({ event }) => event)).toEqual(['challenge', 'challenge']);
    await answers.demandSeen();
    expect(asked).toHaveLength(1);
  });

  it('are not asked for again where they stand there', async () => {
    const texts = new Map<string, readonly string[]>();
    const first = await world(texts);
    await first.answers.place([task({ type: 'dns-01', by: 'hand' })]);
    const second = await world(texts);
    await second.answers.place([task({ type: 'dns-01', by: 'hand' })]);
    expect([second.asked, second.events]).toEqual([[], []]);
  });

  it('end the run where the user says no', async () => {
    const { answers } = await world(new Map(), { confirm: () => Promise.resolve(false) });
    await expect(answers.place([task({ type: 'dns-01', by: 'hand' })])).rejects.toMatchObject({
      stopped: { kind: 'declined', what: 'Adding the DNS records' },
    });
  });

  it('are waited for, and a cancel ends that at once', async () => {
    const abort = new AbortController();
    const steps: string[] = [];
    const { answers } = await world(new Map(), {
      signal: abort.signal,
      confirm: () => Promise.resolve(true),
      progress: ({ step }) => {
        steps.push(step);
        if (step.startsWith('Waiting until every name server')) abort.abort();
      },
    });
    await answers.place([task({ type: 'dns-01', by: 'hand' })]);
    await expect(answers.demandSeen()).rejects.toThrow(/abort/i);
    expect(steps.at(-1)).toContain('ns1.example.test');
  });
});

describe('a record that stays (dns-persist-01)', () => {
  const byHand: ChallengePlan = { type: 'dns-persist-01', by: 'hand' };
  const owner = '_validation-persist.www.example.test';

  it('is asked for once, and never taken away', async () => {
    const { answers, events, asked } = await world(new Map());
    await answers.place([task(byHand)]);
    expect(asked[0]?.records).toEqual([{ owner, value: persistent }]);
    expect(events).toEqual([]);
  });

  it.each([
    [persistent, 0],
    [`CA.example;accounturi=${accountUrl};policy=wildcard`, 0],
    [`other.example; accounturi=${accountUrl}`, 1],
    [`ca.example; accounturi=${accountUrl}2`, 1],
  ])('that is %s is asked for %d times', async (text, times) => {
    const { answers, asked } = await world(new Map([[owner, [text]]]));
    await answers.place([task(byHand)]);
    expect(asked).toHaveLength(times);
  });
});

describe('a record of one account (dns-account-01)', () => {
  it('stands under the label of the account', async () => {
    const { answers, asked } = await world(new Map());
    await answers.place([task({ type: 'dns-account-01', by: 'hand' })]);
    expect(asked[0]?.records?.[0]?.owner).toMatch(/^_[a-z2-7]{16}\._acme-challenge\.www\.example\.test$/);
    await answers.demandSeen();
  });
});
