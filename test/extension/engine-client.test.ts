import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DomainIntent } from '../../src/core/domain/intent.ts';
import { defaultNetwork, type PlannedAct, type Progress, type Run } from '../../src/engine/engine.ts';
import { Cancelled, EngineClient, EngineError, EngineLost } from '../../src/extension/engine-client.ts';

const quiet = (signal = new AbortController().signal): Run => ({
  signal,
  progress: () => undefined,
  confirm: () => Promise.resolve(false),
});
const name = { ascii: 'www.example.com', wildcard: false };
const intent: DomainIntent = {
  name,
  names: [name],
  method: 'http-01',
  addresses: [],
  delegationTarget: null,
  webRoot: null,
};

describe('the engine in its own thread', () => {
  let client: EngineClient;
  beforeEach(() => {
    client = new EngineClient(path.join(import.meta.dirname, 'faulty-worker.ts'), { deadlineGraceMs: 1_500 });
  });
  afterEach(() => {
    client.dispose();
  });

  it('answers', async () => {
    expect(await client.readConfig('', quiet())).toEqual({ domains: [], errors: [] });
  });

  it('tells progress and asks on this side', async () => {
    const steps: Progress[] = [];
    const acts: PlannedAct[] = [];
    const { errors } = await client.readConfig('ask', {
      ...quiet(),
      progress: (progress) => steps.push(progress),
      confirm: (act) => {
        acts.push(act);
        return Promise.resolve(true);
      },
    });
    expect(steps).toEqual([{ step: 'asking' }]);
    expect(acts[0]?.argv).toEqual(['nginx', '-s', 'reload']);
    expect(errors[0]?.message).toBe('yes');
  });

  it('takes a question that fails for a no', async () => {
    const { errors } = await client.readConfig('ask', {
      ...quiet(),
      confirm: () => Promise.reject(new Error('the window closed')),
    });
    expect(errors[0]?.message).toBe('no');
  });

  it('keeps the name and reason of an error', async () => {
    const failed = client.readConfig('reject', quiet());
    await expect(failed).rejects.toThrow(EngineError);
    await expect(failed).rejects.toMatchObject({ name: 'ReadError', reason: 'not-found', message: 'no such file' });
  });

  it('reports a check lost in a crash as unknown, and checks again in a new thread', async () => {
    const report = await client.check(intent, defaultNetwork, quiet());
    expect(report.ssl).toBe('unknown');
    expect(report.names.map(({ dns }) => dns)).toEqual(['unknown']);
    expect(await client.readConfig('', quiet())).toEqual({ domains: [], errors: [] });
  });

  it('loses only the work in flight when the thread throws', async () => {
    await expect(client.readConfig('crash', quiet())).rejects.toThrow(EngineLost);
    expect(await client.readConfig('', quiet())).toEqual({ domains: [], errors: [] });
  });

  it('ends a thread that stalls past its deadline', async () => {
    await expect(client.readConfig('stall', quiet())).rejects.toThrow(EngineLost);
    expect(await client.readConfig('', quiet())).toEqual({ domains: [], errors: [] });
  });

  it('stops work that is late but listens, and keeps the rest of its thread', async () => {
    const asking = client.issue({} as never, defaultNetwork, quiet());
    await expect(client.readConfig('wait', quiet())).rejects.toThrow(Cancelled);
    await client.readConfig('let go', quiet());
    expect(await asking).toBe('issued');
  });

  it('cancels work that listens, and gives up work that does not', async () => {
    for (const text of ['wait', 'deaf']) {
      const abort = new AbortController();
      const cancelled = client.readConfig(text, quiet(abort.signal));
      abort.abort();
      await expect(cancelled).rejects.toThrow(Cancelled);
    }
  });

  it('does not start what was cancelled before', async () => {
    await expect(client.readConfig('', quiet(AbortSignal.abort()))).rejects.toThrow(Cancelled);
  });
});
