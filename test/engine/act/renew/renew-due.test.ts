import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  noSecrets,
  type IssueReport,
  type IssueRequest,
  type UnseenAnswers,
} from '../../../../src/core/acme/issuance.ts';
import type { Finding } from '../../../../src/core/problem/finding.ts';
import { renewDue } from '../../../../src/engine/act/renew/renew-due.ts';
import { defaultNetwork, type Run } from '../../../../src/engine/engine.ts';
import { Issuing, wellPlanned } from '../issuing.ts';

/** Two certificates that are due, since what was issued is gone. */
async function twoDue(issuing: Issuing): Promise<void> {
  const ca = await issuing.startCa();
  const { intent } = issuing.request(ca);
  for (const ascii of ['www.example.com', 'shop.example.com']) {
    const name = { ascii, wildcard: false };
    await issuing.issue(issuing.request(ca, { intent: { ...intent, name, names: [name] } }));
    const [lineage = ''] = issuing.lineages().filter((folder) => path.basename(folder).startsWith(ascii));
    rmSync(path.join(lineage, 'live'));
  }
}

afterEach(() => {
  vi.useRealTimers();
});

const renewed: IssueReport = { reached: 'stored', certificate: null, stopped: null };
const run = (signal: AbortSignal): Run => ({ signal, progress: () => undefined, confirm: () => Promise.resolve(true) });

it('keeps none from being renewed where a fault of ours ends another', async () => {
  await using issuing = new Issuing();
  await twoDue(issuing);
  const issue = ({ intent }: IssueRequest): Promise<IssueReport> =>
    intent.name.ascii === 'www.example.com' ? Promise.reject(new Error('a fault')) : Promise.resolve(renewed);
  const { signal } = new AbortController();
  const done = await renewDue(issuing.storage, noSecrets, defaultNetwork, run(signal), {
    issue,
    plan: wellPlanned,
    agreed: true,
  });
  expect(done.map(({ names, outcome, text }) => [names[0], outcome, text.includes('a fault')]).toSorted()).toEqual([
    ['shop.example.com', 'renewed', false],
    ['www.example.com', 'failed', true],
  ]);
});

describe('where something is seen that the CA would refuse', () => {
  const message = 'www.example.com: its CAA records allow other CAs only.';
  const forbidden = {
    problem: 'caa-forbids',
    severity: 'error',
    subject: 'www.example.com',
    message,
    evidence: [],
  } as const;
  const renew = async (daysLeft: number, findings: readonly Finding[], seenByCaAlone: UnseenAnswers = {}) => {
    vi.useRealTimers();
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    const { certificate } = await issuing.issue(issuing.request(ca));
    const lineage = issuing.lineages()[0] ?? '';
    const kept = JSON.parse(readFileSync(path.join(lineage, 'request.json'), 'utf8')) as { request: IssueRequest };
    writeFileSync(
      path.join(lineage, 'request.json'),
      JSON.stringify({ ...kept, request: { ...kept.request, seenByCaAlone } }),
    );
    vi.useFakeTimers({
      toFake: ['Date'],
      now: Date.parse(certificate?.notAfter ?? '') - daysLeft * 86_400_000 - 1_000,
    });
    let asked = 0;
    const issue = (): Promise<IssueReport> => Promise.resolve({ ...renewed, ...{ asked: (asked += 1) } });
    const plan = () => Promise.resolve({ findings });
    const { signal } = new AbortController();
    const options = { plan, issue, agreed: true };
    const [done] = await renewDue(issuing.storage, noSecrets, defaultNetwork, run(signal), options);
    return { outcome: done?.outcome, text: done?.text, asked };
  };

  it('does not ask it, and says what it is', async () => {
    expect(await renew(10, [forbidden])).toEqual({
      outcome: 'failed',
      text: `The CA was not asked: ${message}`,
      asked: 0,
    });
  });

  it('asks it where it is a warning, or where the certificate ends within a day', async () => {
    expect(await renew(10, [{ ...forbidden, severity: 'warning' }])).toMatchObject({ outcome: 'renewed', asked: 1 });
    expect(await renew(0.5, [forbidden])).toMatchObject({ outcome: 'renewed', asked: 1 });
  });

  it('leaves to the attempt whether a proof is asked for that the CA alone saw before', async () => {
    const unseen = { ...forbidden, problem: 'http-selfcheck-failed' } as const;
    const learned = { 'www.example.com': 'answer' } as const;
    expect(await renew(10, [unseen])).toMatchObject({ outcome: 'failed', asked: 0 });
    expect(await renew(10, [unseen], learned)).toMatchObject({ outcome: 'renewed', asked: 1 });
    expect(await renew(10, [unseen, forbidden], learned)).toMatchObject({ outcome: 'failed', asked: 0 });
  });
});

it('ends with a cancel', async () => {
  await using issuing = new Issuing();
  await twoDue(issuing);
  const cancel = new AbortController();
  let asked = 0;
  const issue = (): Promise<IssueReport> => {
    asked += 1;
    cancel.abort();
    return Promise.reject(new Error('cancelled'));
  };
  const options = { issue, plan: wellPlanned, agreed: true };
  await expect(renewDue(issuing.storage, noSecrets, defaultNetwork, run(cancel.signal), options)).rejects.toThrow();
  expect(asked).toBe(1);
});

it.each([
  ['before the certificate ends: it waits', 20, 'waits'],
  ['after its end: that is a failure', 0, 'failed'],
])('where the next try is possible %s', async (_, daysLeft, outcome) => {
  await using issuing = new Issuing();
  const { certificate } = await issuing.issue(issuing.request(await issuing.startCa()));
  const now = Date.parse(certificate?.notAfter ?? '') - daysLeft * 86_400_000 - 1_000;
  const [at, nextTry] = [now - 1_000, now + 3_600_000].map((time) => new Date(time).toISOString());
  const failed = { at, names: ['www.example.com'], event: 'failed', text: 'The CA is busy.', nextTry };
  appendFileSync(path.join(issuing.account(), 'ledger.jsonl'), `${JSON.stringify(failed)}\n`);
  vi.useFakeTimers({ toFake: ['Date'], now });
  const issue = (): Promise<IssueReport> => Promise.reject(new Error('asked too early'));
  const { signal } = new AbortController();
  const [done] = await renewDue(issuing.storage, noSecrets, defaultNetwork, run(signal), {
    issue,
    plan: wellPlanned,
    agreed: true,
  });
  expect(done?.outcome, done?.text).toBe(outcome);
  expect(done?.text).toContain('The next try is possible from ');
  expect(done?.text.includes('The certificate ends before')).toBe(outcome === 'failed');
});
