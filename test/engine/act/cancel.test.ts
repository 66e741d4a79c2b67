import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '../../../src/engine/act/issuance-lock.ts';
import { Issuing } from './issuing.ts';

/** A second and what a busy machine takes for everything else; nobody else would end these waits before 30 seconds. */
const timeout = 10_000;

describe.concurrent('cancelling', () => {
  it.for(['dir', 'nonce', 'account', 'new-order', 'authz', 'chal', 'finalize', 'cert'])(
    'ends a run that waits for %s, and the next one goes on to one certificate',
    { timeout },
    async (resource) => {
      await using issuing = new Issuing();
      let silent = true;
      const waits = Promise.withResolvers<undefined>();
      const ca = await issuing.startCa((request) => {
        if (!silent || request.resource !== resource) return null;
        waits.resolve(undefined);
        return 'hang';
      });
      const cancel = new AbortController();
      const running = issuing.issue(issuing.request(ca), { signal: cancel.signal });
      await waits.promise;
      const requests = ca.requests.length;
      cancel.abort();
      expect((await running).stopped).toEqual({ kind: 'cancelled' });
      expect(ca.requests).toHaveLength(requests);
      // Nobody has to say yes again: a cancel is no failure.
      silent = false;
      const next = await issuing.issue(issuing.request(ca), { confirm: () => Promise.resolve(false) });
      expect(next).toMatchObject({ reached: 'stored', stopped: null });
      expect(ca.issued()).toBe(1);
      const tokens = path.join(issuing.webRoot, '.well-known/acme-challenge');
      expect(existsSync(tokens) ? readdirSync(tokens) : []).toEqual([]);
    },
  );

  it.for([
    ['an authorization', 'authz', 'pending'],
    ['an order', 'order', 'processing'],
  ] as const)('ends a run that asks again and again for %s', { timeout }, async ([, resource, status]) => {
    await using issuing = new Issuing();
    const waits = Promise.withResolvers<undefined>();
    const ca = await issuing.startCa((request, { body }) => {
      if (request.resource === 'finalize' || (request.resource === resource && request.before > 0)) {
        if (request.resource === resource) waits.resolve(undefined);
        return { status: 200, body: { ...(body as object), status, certificate: undefined } };
      }
      return null;
    });
    const cancel = new AbortController();
    const running = issuing.issue(issuing.request(ca), { signal: cancel.signal });
    await waits.promise;
    cancel.abort();
    expect((await running).stopped).toEqual({ kind: 'cancelled' });
  });

  it('ends a run that looks on while another one works', { timeout }, async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    await issuing.issue(issuing.request(ca));
    const lock = await lockFolder(issuing.lineage());
    const cancel = new AbortController();
    const { stopped } = await issuing.issue(issuing.request(ca), {
      signal: cancel.signal,
      progress: ({ step }) => {
        if (step.includes('is at work')) cancel.abort();
      },
    });
    expect(stopped).toEqual({ kind: 'cancelled' });
    await lock.release();
  });

  it('ends a run whose user is asked and does not answer', { timeout }, async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    await issuing.issue(issuing.request(ca));
    const cancel = new AbortController();
    const { stopped } = await issuing.issue(issuing.request(ca), {
      signal: cancel.signal,
      confirm: () => {
        cancel.abort();
        return Promise.withResolvers<boolean>().promise;
      },
    });
    expect(stopped).toEqual({ kind: 'cancelled' });
  });

  it('before anything was begun leaves nothing behind', { timeout }, async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    const { stopped } = await issuing.issue(issuing.request(ca), { signal: AbortSignal.abort() });
    expect(stopped).toEqual({ kind: 'cancelled' });
    expect([ca.requests, existsSync(issuing.storage)]).toEqual([[], false]);
  });

  it('is journaled', { timeout }, async () => {
    await using issuing = new Issuing();
    const ca = await issuing.startCa();
    const cancel = new AbortController();
    await issuing.issue(issuing.request(ca), {
      signal: cancel.signal,
      progress: ({ step }) => {
        if (step === 'Ordering') cancel.abort();
      },
    });
    expect(readFileSync(path.join(issuing.lineage(), 'journal.jsonl'), 'utf8')).toContain('"text":"It was cancelled."');
  });
});
