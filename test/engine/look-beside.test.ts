import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { noHistory } from '../../src/core/domain/history.ts';
import type { LogReport } from '../../src/core/log/report.ts';
import { needs } from '../../src/core/playbook/playbook.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine, Run } from '../../src/engine/engine.ts';
import { LookBeside } from '../../src/engine/look-beside.ts';
import type { LogPlace } from '../../src/engine/read/log-places.ts';
import { attemptDurations } from '../../src/core/playbook/evidence/attempt-durations.ts';
import { logFinding } from '../core/playbook/recorded-machine.ts';
import { intent, portRefused } from '../core/playbook/recorded-report.ts';
import { Issuing } from './act/issuing.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'cert-doctor-beside-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run: Run = {
  signal: new AbortController().signal,
  progress: () => undefined,
  confirm: () => Promise.resolve(false),
};
const histories = { read: () => Promise.resolve(noHistory) };
const none = { files: [], logs: [], targets: [] };
const locked = '2026-11-25 10:00:00,123:ERROR:certbot._internal.log:Another instance of Certbot is already running.\n';

function log(name: string, text: string, ageDays = 0): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  const at = new Date(Date.now() - ageDays * 86_400_000);
  utimesSync(file, at, at);
  return file;
}

/** The real engine, and how often it read a log. */
function counting(): { readonly engine: Engine; readonly scans: string[] } {
  const engine = createEngine();
  const scans: string[] = [];
  return {
    scans,
    engine: {
      ...engine,
      scan: (request, scanRun) => {
        scans.push('path' in request.log ? (request.log.path ?? '') : '');
        return engine.scan(request, scanRun);
      },
    },
  };
}

it('reads nothing that no step needs', async () => {
  const { engine, scans } = counting();
  const file = log('unneeded.log', locked);
  const places = { logs: [file], storage: folder };
  const known = await new LookBeside(engine, histories).known(
    { needs: ['served'], intent, sources: none },
    places,
    run,
  );
  expect(known).toEqual({ history: null, logs: null, files: [], targets: [], attempts: null });
  expect(scans).toEqual([]);
});

it('reads a log once as long as it stays as it is', async () => {
  const { engine, scans } = counting();
  const file = log('letsencrypt.log', locked);
  const beside = new LookBeside(engine, histories);
  const look = () => beside.known({ needs, intent, sources: none }, { logs: [file], storage: null }, run);
  const first = await look();
  expect(first.logs?.map(({ path: of, findings }) => [of, findings.map(({ problem }) => problem)])).toEqual([
    [file, ['certbot-lock']],
  ]);
  await look();
  expect(scans).toEqual([file]);
  log('letsencrypt.log', locked + locked);
  await look();
  expect(scans).toEqual([file, file]);
});

it('leaves logs alone to which nobody has written for weeks, unless the user names them', async () => {
  const { engine } = counting();
  const old = log('old.log', locked, 40);
  const beside = new LookBeside(engine, histories);
  const places = { logs: [old], storage: null };
  expect((await beside.known({ needs, intent, sources: none }, places, run)).logs).toEqual([]);
  const named = await beside.known({ needs, intent, sources: { ...none, logs: [old] } }, places, run);
  expect(named.logs?.map((one) => one.path)).toEqual([old]);
});

it('says of a log that the user named why it was not read, and of no other', async () => {
  const { engine } = counting();
  const [here, empty] = [log('here.log', locked), log('empty.log', '')];
  const place = (file: string, change: Partial<LogPlace>): LogPlace => ({
    ...{ path: file, pattern: file, state: 'readable', size: 10, group: null, user: 'tester' },
    ...{ modified: new Date().toISOString(), ...change },
  });
  const odd = [
    place('/logs/closed.log', { state: 'forbidden' }),
    place('/logs/long.log', { size: 65 * 1024 * 1024 }),
    place('/logs/gone-since.log', {}),
  ];
  const usual = odd.map((one) => ({ ...one, path: `/usual${one.path}`, pattern: '/usual/*' }));
  const beside = new LookBeside(
    {
      ...engine,
      lookAtPlaces: async (...asked) => [...(await engine.lookAtPlaces(...asked)), ...odd, ...usual],
    },
    histories,
  );
  const named = [here, empty, path.join(folder, 'missing.log'), ...odd.map((one) => one.path)];
  const known = await beside.known(
    { needs, intent, sources: { ...none, logs: named } },
    { logs: ['/usual/*'], storage: null },
    run,
  );
  expect(known.logs?.map((one) => one.path).toSorted()).toEqual([empty, here]);
  expect(known.unread).toEqual([
    { path: path.join(folder, 'missing.log'), why: 'no such file was found' },
    { path: '/logs/closed.log', why: 'this user may not read it' },
    { path: '/logs/long.log', why: 'longer than 64 MiB, so it was not read' },
    { path: '/logs/gone-since.log', why: 'it could not be read' },
  ]);
});

it('says which of many named logs it did not come to', async () => {
  const { engine } = counting();
  const many = Array.from({ length: 10 }, (_, age) => log(`many-${age}.log`, locked, age));
  const known = await new LookBeside(engine, histories).known(
    { needs, intent, sources: { ...none, logs: [path.join(folder, 'many-*.log')] } },
    { logs: [], storage: null },
    run,
  );
  expect(known.logs?.map((one) => one.path)).toEqual(many.slice(0, 8));
  const why = 'not read, as 8 logs that changed later were';
  expect(known.unread).toEqual(many.slice(8).map((one) => ({ path: one, why })));
});

it('tells of the attempts for every name of the domain, each with what it ran into', async () => {
  const { engine } = counting();
  const attempt = { startLine: 1, endLine: 9, outcome: 'succeeded', cause: null } as const;
  const report: LogReport = {
    ...{ format: 'certbot', lines: 99, bytes: 9000, cause: null },
    attempts: [
      { ...attempt, names: ['example.com'] },
      { ...attempt, startLine: 10, endLine: 19, names: ['example.net'], outcome: 'failed' },
      { ...attempt, startLine: 20, endLine: 29, names: ['www.example.com'], outcome: 'failed' },
    ],
    findings: [
      logFinding({ problem: 'dns-api-auth', line: 15, attempt: 1, subject: 'example.net' }),
      logFinding({ problem: 'dns-api-auth', line: 25, attempt: 2, subject: 'www.example.com' }),
      logFinding({ problem: 'disk-full', line: 40 }),
    ],
  };
  const file = log('names.log', locked);
  const known = await new LookBeside({ ...engine, scan: () => Promise.resolve(report) }, histories).known(
    { needs, intent, sources: { ...none, logs: [file] } },
    { logs: [], storage: null },
    run,
  );
  expect(known.logs?.[0]?.attempts.map(({ names }) => names)).toEqual([['example.com'], ['www.example.com']]);
  expect(known.logs?.[0]?.findings.map(({ line, attempt: index }) => [line, index])).toEqual([
    [25, 1],
    [40, undefined],
  ]);
  expect(known).not.toHaveProperty('unread');
});

it('tells of a file that cannot be read why, and of a memory that cannot, nothing', async () => {
  const { engine } = counting();
  const broken = { read: () => Promise.reject(new Error('the disk is gone')) };
  const known = await new LookBeside(engine, broken).known(
    { needs, intent, sources: { ...none, files: [path.join(folder, 'missing.csr')] } },
    { logs: [], storage: path.join(folder, 'nowhere') },
    run,
  );
  expect(known.history).toBeNull();
  expect(known.files).toMatchObject([{ file: null, error: { reason: 'unreadable' } }]);
  expect(known.attempts).toEqual([]);
});

it('knocks at the hosts that the user named, and looks at the files as key stores too', async () => {
  const { engine } = counting();
  const store = path.join(folder, 'app.jks');
  writeFileSync(store, Buffer.from([0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2]));
  const known = await new LookBeside(engine, histories).known(
    { needs: ['deployment'], intent, sources: { files: [store], logs: [], targets: ['127.0.0.1'] } },
    { logs: [], storage: null },
    run,
  );
  expect(known.targets.map(({ host, looks }) => [host, looks.map(({ service }) => service)])).toEqual([
    ['127.0.0.1', ['ssh', 'winrm', 'winrm-https']],
  ]);
  expect(known.files).toMatchObject([{ file: null, store: { format: { known: true, value: 'jks' } } }]);
});

it('holds the attempt that hangs against how long the ones before it took, by their journals', async () => {
  await using issuing = new Issuing();
  const silent = Promise.withResolvers<undefined>();
  let hangs = false;
  const ca = await issuing.startCa(({ resource }) => {
    if (!hangs || resource !== 'finalize') return null;
    silent.resolve(undefined);
    return 'hang';
  });
  await issuing.issue(issuing.request(ca));
  await issuing.issue(issuing.request(ca));
  hangs = true;
  const cancel = new AbortController();
  const pending = issuing.issue(issuing.request(ca), { signal: cancel.signal });
  await silent.promise;
  const request = issuing.request(ca);
  const known = await new LookBeside(createEngine(), histories).known(
    { needs: ['durations'], intent: request.intent, sources: none },
    { logs: [], storage: issuing.storage },
    run,
  );
  cancel.abort();
  await pending;
  const outcomes = known.attempts?.map(({ outcome, endedAt }) => [outcome, endedAt === null]);
  expect(outcomes).toEqual([
    ['open', true],
    ['succeeded', false],
    ['succeeded', false],
  ]);

  // An hour later: nothing has come.
  const report = { ...portRefused, at: new Date(Date.now() + 3_600_000).toISOString() };
  const { rows, findings = [] } = attemptDurations(request.intent, { report, known }, []);
  expect(findings.map(({ problem }) => problem)).toEqual(['automation-stuck']);
  expect(findings[0]?.message).toMatch(
    /has not ended after (?:1 hour|60 minutes|59 minutes).* It stands at: Asked for the certificate\.$/,
  );
  expect(rows.map(({ seen, expected }) => [seen, expected])).toEqual([
    [expect.stringMatching(/^not ended after /), expect.stringMatching(/^about \d.*, as 2 earlier/)],
    [expect.stringMatching(/^Asked for the certificate, for /), expect.stringMatching(/^about /)],
  ]);
});
