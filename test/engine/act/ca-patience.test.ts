import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../../src/core/acme/ca-ledger.ts';
import { CaLedger } from '../../../src/engine/act/ca-ledger.ts';
import { asked, Issuing } from './issuing.ts';

const names = ['www.example.com'];
const tooMany = {
  status: 429,
  headers: { 'retry-after': '3600' },
  body: { type: 'urn:ietf:params:acme:error:rateLimited', detail: 'too many new orders recently' },
};
const overloaded = { status: 503, headers: { 'content-type': 'text/html' }, body: '<html>' };
const never = new AbortController().signal;

/** What another window wrote into the ledger. */
function note(issuing: Issuing, ms: number, event: LedgerEvent, about: readonly string[] = names): void {
  const line = { at: new Date(Date.now() - ms).toISOString(), names: about, ...event };
  appendFileSync(path.join(issuing.account(), 'ledger.jsonl'), `${JSON.stringify(line)}\n`);
}

describe.concurrent('what is asked of a CA', () => {
  it('is written down before it is asked, whatever comes of it', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    await issuing.issue(issuing.request(ca));
    expect(issuing.ledger().map(({ event }) => event)).toEqual(['account', 'order', 'issued']);
  });

  it.each<[string, LedgerEvent, number, string]>([
    ['orders', { event: 'order' }, 10, 'ratelimit-new-orders'],
    ['failed validations', { event: 'invalid' }, 3, 'ratelimit-failed-validation'],
    ['certificates', { event: 'issued', certificateUrl: '' }, 3, 'ratelimit-duplicate'],
  ])('ends before the CA would refuse more %s, with the time from which it goes on', async (_what, event, most, id) => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    await issuing.issue(issuing.request(ca));
    const before = asked(ca, 'POST new-order');
    for (let count = 0; count < most; count += 1) note(issuing, 1000, event);
    const { stopped } = await issuing.issue(issuing.request(ca));
    expect(stopped).toMatchObject({
      kind: 'failed',
      text: expect.stringMatching(/^The CA was not asked: .* possible from \d{4}-\d\d-\d\dT[\d:.]+Z\.$/) as string,
      findings: [{ problem: id }],
    });
    expect(asked(ca, 'POST new-order')).toBe(before);
  });

  it('ends before the CA would refuse more certificates of a registered domain, but not a renewal', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    await issuing.issue(issuing.request(ca));
    for (let count = 0; count < 40; count += 1) {
      note(issuing, 1000, { event: 'issued', certificateUrl: '' }, [`n${String(count)}.example.com`]);
    }
    const name = { ascii: 'shop.example.com', wildcard: false };
    const { intent } = issuing.request(ca);
    const { stopped } = await issuing.issue(issuing.request(ca, { intent: { ...intent, name, names: [name] } }));
    expect(stopped).toMatchObject({
      kind: 'failed',
      text: expect.stringMatching(
        /^The CA was not asked: 40 certificates of example\.com were issued within 7 days/,
      ) as string,
      findings: [{ problem: 'ratelimit-domain', subject: 'example.com' }],
    });
    expect(await issuing.issue(issuing.request(ca))).toMatchObject({ stopped: null });
  });

  it('ends at three accounts', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    const ledger = new CaLedger(issuing.storage, ca.directoryUrl, never);
    for (const key of ['one', 'two', 'three']) await ledger.spend('account', [key]);
    const { stopped } = await issuing.issue(issuing.request(ca));
    expect(stopped).toMatchObject({ kind: 'failed', findings: [{ problem: 'ratelimit-account' }] });
    expect(asked(ca, 'POST account')).toBe(0);
  });

  it('is counted once where many ask at the same moment', async () => {
    await using issuing = new Issuing();
    const ledgers = Array.from({ length: 16 }, () => new CaLedger(issuing.storage, 'https://ca.example/', never));
    const tries = await Promise.allSettled(ledgers.map((ledger) => ledger.spend('order', names)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(issuing.ledger()).toHaveLength(10);
  });

  it('tells what is left', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    await issuing.issue(issuing.request(ca));
    const { budget, backOff, refused } = await new CaLedger(issuing.storage, ca.directoryUrl, never).outlook(
      names,
      new Date(),
      false,
    );
    expect(budget.map(({ what, left }) => [what, left]).toSorted()).toEqual([
      ['accounts', 2],
      ['certificates', 39],
      ['duplicates', 2],
      ['failed-validations', 3],
      ['orders', 9],
    ]);
    expect([backOff.failures, refused]).toEqual([0, null]);
  });
});

describe.concurrent('after a failure', () => {
  it('the next try waits, in every window, unless the user says otherwise', async () => {
    await using issuing = new Issuing();
    let broken = true;
    const ca = await issuing.startCa(({ resource }) => (broken && resource === 'new-order' ? overloaded : null));
    await issuing.issue(issuing.request(ca));
    const orders = asked(ca, 'POST new-order');
    expect(orders).toBe(3);
    broken = false;
    const questions: string[] = [];
    const no = await issuing.issue(issuing.request(ca), {
      confirm: ({ title, why }) => {
        questions.push(`${title}: ${why}`);
        return Promise.resolve(false);
      },
    });
    expect(no.stopped).toEqual({ kind: 'declined', what: 'Trying again before it is time' });
    expect(questions).toEqual([expect.stringMatching(/The next one is due at \d{4}-/)]);
    expect(asked(ca, 'POST new-order')).toBe(orders);
    expect(await issuing.issue(issuing.request(ca))).toMatchObject({ stopped: null });
    const { backOff } = await new CaLedger(issuing.storage, ca.directoryUrl, never).outlook(names, new Date(), false);
    expect(backOff).toMatchObject({ failures: 0, nextTry: null });
  });

  it('the time grows with each one', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa(({ resource }) =>
      resource === 'new-order'
        ? { status: 403, body: { type: 'urn:ietf:params:acme:error:rejectedIdentifier' } }
        : null,
    );
    const waits: number[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      await issuing.issue(issuing.request(ca));
      const failed = issuing.ledger().findLast(({ event }) => event === 'failed');
      waits.push((Date.parse(String(failed?.['nextTry'])) - Date.parse(String(failed?.['at']))) / 60_000);
    }
    [1, 10, 100, 1440].forEach((minutes, at) => {
      expect(waits[at]).toBeGreaterThanOrEqual(minutes);
      expect(waits[at]).toBeLessThanOrEqual(minutes * 1.25);
    });
  });

  it('an order that is under way goes on without a question', async () => {
    await using issuing = new Issuing();
    let broken = true;
    const ca = await issuing.startCa(({ resource }) => (broken && resource === 'authz' ? overloaded : null));
    await issuing.issue(issuing.request(ca));
    broken = false;
    const report = await issuing.issue(issuing.request(ca), { confirm: () => Promise.resolve(false) });
    expect(report).toMatchObject({ reached: 'stored', stopped: null });
    expect(asked(ca, 'POST new-order')).toBe(1);
  });

  it.each([429, 503])('a CA that says too much is asked once, and not again before its time: %s', async (status) => {
    await using issuing = new Issuing();
    const refusal = { ...tooMany, status };
    const ca = await issuing.startCa(({ resource }) => (resource === 'new-order' ? refusal : null));
    await issuing.issue(issuing.request(ca));
    const requests = ca.requests.length;
    const { stopped } = await issuing.issue(issuing.request(ca));
    expect(stopped).toMatchObject({
      kind: 'failed',
      text: expect.stringContaining('allows the next try from') as string,
    });
    expect(asked(ca, 'POST new-order')).toBe(1);
    expect(ca.requests).toHaveLength(requests);
  });

  it('the disk, the clock and the user are no failures of the CA', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa(({ resource }) =>
      resource === 'dir' ? { status: 200, headers: { date: 'Mon, 01 Jan 2024 00:00:00 GMT' }, body: {} } : null,
    );
    await issuing.issue(issuing.request(ca));
    expect(existsSync(path.join(issuing.account(), 'ledger.jsonl'))).toBe(false);
  });
});

describe.concurrent('what fails in passing', () => {
  it.each(['dir', 'account', 'new-order', 'authz', 'chal', 'finalize', 'order', 'cert'])(
    'is repeated in the same run: two times 503 for %s',
    async (resource) => {
      await using issuing = new Issuing();
      const ca = await issuing.startCa((request) =>
        request.resource === resource && request.before < 2 ? overloaded : null,
      );
      expect(await issuing.issue(issuing.request(ca))).toMatchObject({ reached: 'stored', stopped: null });
      expect(ca.issued()).toBe(1);
    },
  );

  it('is given up after the third try', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa(({ resource }) => (resource === 'cert' ? overloaded : null));
    expect(await issuing.issue(issuing.request(ca))).toMatchObject({ reached: 'issued', stopped: { kind: 'ca' } });
    expect(asked(ca, 'POST cert')).toBe(3);
  });

  it('is not sent again as it was: each repetition has a nonce of its own', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa(({ resource, before }) =>
      resource === 'new-order' && before < 2 ? 'lose-answer' : null,
    );
    // The CA in this process refuses a nonce that was used.
    expect(await issuing.issue(issuing.request(ca))).toMatchObject({ stopped: null });
    expect(ca.issued()).toBe(1);
  });
});

describe.concurrent('the clock', () => {
  it.each([
    ['ahead of', -40],
    ['behind', 40],
  ])('that is 40 days %s the CA’s keeps anything from being ordered', async (word, days) => {
    await using issuing = new Issuing();
    const date = new Date(Date.now() + days * 86_400_000).toUTCString();
    const ca = await issuing.startCa(({ resource }, { body }) =>
      resource === 'dir' ? { status: 200, headers: { date }, body } : null,
    );
    const { stopped } = await issuing.issue(issuing.request(ca));
    expect(stopped).toMatchObject({
      kind: 'failed',
      text: expect.stringContaining(`The clock of this machine is 40 days ${word}`) as string,
      findings: [{ problem: 'clock-skew' }],
    });
    expect(ca.requests).toEqual(['GET dir']);
  });

  it('that is half an hour off keeps nothing back', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa(({ resource }, { body }) =>
      resource === 'dir'
        ? { status: 200, headers: { date: new Date(Date.now() - 1_800_000).toUTCString() }, body }
        : null,
    );
    expect(await issuing.issue(issuing.request(ca))).toMatchObject({ stopped: null });
  });
});

describe.concurrent('a CA with a trial service', () => {
  it('is asked only after its trial has issued the same, whose files lie apart', async () => {
    await using issuing = new Issuing();
    const [real, trial] = [await issuing.startCa(), await issuing.startCa()];
    const request = issuing.request(real);
    const ca = { ...request.ca, trial: { directoryUrl: trial.directoryUrl, rootFile: trial.rootFile } };
    const steps: string[] = [];
    const report = await issuing.issue({ ...request, ca }, { progress: ({ step }) => steps.push(step) });
    expect(report).toMatchObject({ reached: 'stored', stopped: null });
    expect([trial.issued(), real.issued()]).toEqual([1, 1]);
    expect(steps.filter((step) => step.startsWith('Trial at localhost:')).length).toBeGreaterThan(5);
    const trials = path.join(issuing.storage, 'trials');
    const issuer = readFileSync(path.join(issuing.lineage(trials), 'live/chain.pem'), 'utf8');
    expect(readFileSync(report.certificate?.chainFile ?? '', 'utf8')).not.toBe(issuer);
    expect(report.certificate?.folder.startsWith(trials)).toBe(false);
    // What has been issued before is renewed without one.
    await issuing.issue({ ...request, ca });
    expect([trial.issued(), real.issued()]).toEqual([1, 2]);
  });

  it('leaves no record of its trial untold', async () => {
    await using issuing = new Issuing();
    const real = await issuing.startCa();
    const trial = await issuing.startCa(({ resource }, { body }) => {
      if (resource !== 'authz') return null;
      return { status: 200, body: JSON.parse(JSON.stringify(body).replaceAll('http-01', 'dns-01')) as unknown };
    });
    const program = path.join(issuing.folder, 'hook');
    writeFileSync(program, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const request = issuing.request(real, { challenge: { type: 'dns-01', by: 'hook', argv: [program] } });
    const ca = { ...request.ca, trial: { directoryUrl: trial.directoryUrl, rootFile: trial.rootFile } };
    const report = await issuing.issue({ ...request, ca });
    expect(report).toMatchObject({ stopped: { kind: 'failed' } });
    expect(report.recordsToRemove).toMatchObject([{ owner: '_acme-challenge.www.example.com' }]);
    expect([trial.issued(), asked(real, 'POST new-order')]).toEqual([0, 0]);
  });

  it('is not asked where the trial fails, nor before one has gone well since', async () => {
    await using issuing = new Issuing();
    const [real, trial] = [await issuing.startCa(), await issuing.startCa()];
    const request = issuing.request(real);
    const ca = { ...request.ca, trial: { directoryUrl: trial.directoryUrl, rootFile: trial.rootFile } };
    const elsewhere = path.join(issuing.folder, 'elsewhere');
    mkdirSync(elsewhere);
    const wrong = { ...request, ca, challenge: { type: 'http-01', by: 'web-root', folder: elsewhere } as const };
    const { stopped } = await issuing.issue(wrong);
    expect(stopped).toMatchObject({ kind: 'ca', findings: [{ problem: 'http-404-token' }] });
    expect(real.requests).toEqual([]);
    expect(await issuing.issue({ ...request, ca })).toMatchObject({ stopped: null });
    expect([trial.issued(), real.issued()]).toEqual([1, 1]);
  });

  it('is tried again after the real one failed', async () => {
    await using issuing = new Issuing();
    let broken = true;
    const real = await issuing.startCa(({ resource }) => (broken && resource === 'new-order' ? overloaded : null));
    const trial = await issuing.startCa();
    const request = issuing.request(real);
    const ca = { ...request.ca, trial: { directoryUrl: trial.directoryUrl, rootFile: trial.rootFile } };
    await issuing.issue({ ...request, ca });
    expect(trial.issued()).toBe(1);
    broken = false;
    await issuing.issue({ ...request, ca });
    expect([trial.issued(), real.issued()]).toEqual([2, 1]);
  });

  it.each([
    ['bound to an account of the user’s', { ca: { externalAccount: 'kid' } }],
    ['none', { ca: { trial: null } }],
  ])('is left out where it is %s', async (_what, { ca: changes }) => {
    await using issuing = new Issuing();
    const real = await issuing.startCa();
    const trial = await issuing.startCa();
    const request = issuing.request(real);
    const ca = { ...request.ca, trial: { directoryUrl: trial.directoryUrl, rootFile: trial.rootFile }, ...changes };
    await issuing.issue({ ...request, ca });
    expect(trial.requests).toEqual([]);
  });
});

describe.concurrent('a certificate for trials', () => {
  it('is put in place only after a yes of its own', async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa(undefined, '(STAGING) Pretend Pear');
    const deploy = { host: null, files: [], test: null, reload: ['true'] };
    const questions: string[] = [];
    const report = await issuing.issue(issuing.request(ca, { deploy }), {
      confirm: ({ title }) => {
        questions.push(title);
        return Promise.resolve(title !== 'Putting a certificate for trials in place');
      },
    });
    expect(report).toMatchObject({ reached: 'stored', stopped: { kind: 'declined' } });
    expect(questions).not.toContain('Reloading the server');
  });
});

describe.concurrent('the ledger on the disk', () => {
  it('goes on where a crash cut its last line, and puts damage aside with all that it can still read', async () => {
    await using issuing = new Issuing();
    const ledger = new CaLedger(issuing.storage, 'https://ca.example/', never);
    await ledger.spend('order', names);
    const file = path.join(issuing.account(), 'ledger.jsonl');
    appendFileSync(file, 'noise\n{"at":"2026-');
    await ledger.spend('order', names);
    expect(issuing.ledger().map(({ event }) => event)).toEqual(['order', 'order']);
    expect(await ledger.read()).toHaveLength(2);
  });

  it('is not waited for for ever where somebody else keeps it, but a cancel ends the wait', async () => {
    await using issuing = new Issuing();
    const cancel = new AbortController();
    const ledger = new CaLedger(issuing.storage, 'https://ca.example/', cancel.signal);
    await ledger.spend('order', names);
    const { lockFolder } = await import('../../../src/engine/act/issuance-lock.ts');
    const lock = await lockFolder(issuing.account());
    const waiting = ledger.spend('order', names);
    cancel.abort();
    await expect(waiting).rejects.toThrow('aborted');
    await lock.release();
  });

  it('does not grow for ever', async () => {
    await using issuing = new Issuing();
    const ledger = new CaLedger(issuing.storage, 'https://ca.example/', never);
    await ledger.spend('order', names);
    for (let count = 0; count < 2_100; count += 1) note(issuing, 20 * 86_400_000, { event: 'order' });
    await ledger.spend('order', names);
    expect(issuing.ledger()).toHaveLength(2);
  });
});
