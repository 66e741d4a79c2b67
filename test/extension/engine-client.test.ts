import { appendFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noSecrets } from '../../src/core/acme/issuance.ts';
import type { DomainIntent } from '../../src/core/domain/intent.ts';
import { afterChange } from '../../src/core/log/log-change.ts';
import {
  defaultNetwork,
  type FollowReport,
  type PlannedAct,
  type Progress,
  type Run,
} from '../../src/engine/engine.ts';
import { Cancelled, EngineClient, EngineError, EngineLost, mustReopen } from '../../src/extension/engine-client.ts';

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
    const asking = client.issue({} as never, noSecrets, defaultNetwork, quiet());
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

describe("logs in the engine's thread", () => {
  const trouble = (of: string): string => `No TXT record found at _acme-challenge.${of}\n`;
  const logClient = (): EngineClient =>
    new EngineClient(path.join(import.meta.dirname, 'faulty-worker.ts'), { deadlineGraceMs: 1_500 });
  let client: EngineClient;
  let folder = '';
  beforeAll(async () => {
    client = logClient();
    folder = await mkdtemp(path.join(tmpdir(), 'engine-client-'));
  });
  afterAll(async () => {
    client.dispose();
    await rm(folder, { recursive: true });
  });

  it('are kept there, and change by edits', async () => {
    const opened = await client.openLog({ id: 'a', text: trouble('a.example') }, quiet());
    expect(opened.findings).toHaveLength(1);
    const edits = [{ fromLine: 2, removed: 1, lines: [trouble('b.example').trim(), ''] }];
    const changed = afterChange(opened, await client.changeLog({ id: 'a', edits }, quiet()));
    expect(changed.findings.map(({ subject }) => subject)).toEqual(['a.example', 'b.example']);
    expect(changed.findings[0]).toBe(opened.findings[0]);
  });

  it('change even for a caller who does not want to know any more', async () => {
    await client.openLog({ id: 'a', text: '' }, quiet());
    const edits = [{ fromLine: 1, removed: 0, lines: ['a line'] }];
    await client.changeLog({ id: 'a', edits }, quiet(AbortSignal.abort()));
    expect(await client.changeLog({ id: 'a', edits }, quiet())).toMatchObject({ lines: 3 });
  });

  it('must be opened again when the thread was lost', async () => {
    await client.openLog({ id: 'a', text: '' }, quiet());
    await expect(client.readConfig('crash', quiet())).rejects.toThrow(EngineLost);
    const change = client.changeLog({ id: 'a', edits: [] }, quiet());
    await expect(change).rejects.toMatchObject({ name: 'UnknownLog' });
    await expect(change).rejects.toSatisfy(mustReopen);
    await client.openLog({ id: 'a', text: 'a line' }, quiet());
    expect(await client.changeLog({ id: 'a', edits: [] }, quiet())).toMatchObject({ lines: 1 });
  });

  it('must be opened again when the thread is lost on the way', async () => {
    await client.openLog({ id: 'a', text: '' }, quiet());
    const crash = client.readConfig('stall', quiet());
    const change = client.changeLog({ id: 'a', edits: [] }, quiet());
    await expect(change).rejects.toSatisfy(mustReopen);
    await expect(crash).rejects.toThrow(EngineLost);
  }, 15_000);

  it('need not be opened again for what is wrong with a file', async () => {
    const error: unknown = await client.scan({ log: { path: folder } }, quiet()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ReadError', reason: 'not-a-file' });
    expect(mustReopen(error)).toBe(false);
  });

  it('are closed, with or without a thread', async () => {
    const unstarted = logClient();
    await unstarted.closeLog({ id: 'a' });
    unstarted.dispose();
    await client.openLog({ id: 'a', text: '' }, quiet());
    await client.closeLog({ id: 'a' });
    await expect(client.changeLog({ id: 'a', edits: [] }, quiet())).rejects.toSatisfy(mustReopen);
  });

  it('are told by their newest part first where they are large, then with progress', async () => {
    const file = path.join(folder, 'large.log');
    await writeFile(file, Buffer.concat([Buffer.alloc(40_000_000, 'a line\n'), Buffer.from(trouble('a.example'))]));
    const told: string[] = [];
    const report = await client.scan(
      { log: { path: file } },
      {
        ...quiet(),
        preview: ({ findings }) => told.push(`newest: ${String(findings.length)}`),
        progress: ({ step }) => told.push(step),
      },
    );
    expect(told.slice(0, 2)).toEqual(['newest: 1', 'Reading the log']);
    expect(report.findings).toHaveLength(1);
  });

  it('are not read on when that is cancelled', async () => {
    const file = path.join(folder, 'large.log');
    await writeFile(file, Buffer.alloc(200_000_000, 'a line\n'));
    const abort = new AbortController();
    const scan = client.scan(
      { log: { path: file } },
      {
        ...quiet(abort.signal),
        progress: () => {
          abort.abort();
        },
      },
    );
    await expect(scan).rejects.toThrow(Cancelled);
  });

  it('are followed until that is cancelled, with the same objects for what stayed', async () => {
    const file = path.join(folder, 'followed.log');
    await writeFile(file, trouble('a.example'));
    const abort = new AbortController();
    const told: FollowReport[] = [];
    await client.followLog(
      { path: file },
      {
        ...quiet(abort.signal),
        update: (report) => {
          told.push(report);
          if (report.findings.length === 1) appendFileSync(file, trouble('b.example'));
          else if (report.findings.length > 1) abort.abort();
        },
      },
    );
    const last = told.at(-1);
    expect(last).toMatchObject({ file: 1, trouble: null, lines: 2, findings: [{ line: 1 }, { line: 2 }] });
    expect(last?.findings[0]).toBe(told.find(({ findings }) => findings.length === 1)?.findings[0]);
  });
});
