import { appendFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';
import { nobodyThere } from './nobody-there.ts';
import type { LogFinding, LogReport } from '../../src/core/log/report.ts';
import { createEngine } from '../../src/engine/create-engine.ts';

// The command line before the real engine, on the logs of real tools.

const fixtures = fileURLToPath(new URL('../fixtures/logs/', import.meta.url));
const caa = path.join(fixtures, 'certbot-caa.log');
const success = path.join(fixtures, 'certbot-success.log');
const engine = createEngine();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scan-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface World {
  readonly stdin?: Readable;
  readonly signal?: AbortSignal;
  /** Hears all that was written so far, after each write. */
  readonly heard?: (out: string, err: string) => void;
  /** Hears that a log is followed. */
  readonly followed?: () => void;
}

async function scan(argv: readonly string[], { stdin, signal, heard, followed }: World = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runCommand(['scan', ...argv], {
    engine: {
      ...engine,
      followLog: (log, run) =>
        engine.followLog(log, {
          ...run,
          update: (report) => {
            run.update(report);
            followed?.();
          },
        }),
    },
    terminal: {
      out: (text) => {
        out += text;
        heard?.(out, err);
      },
      err: (text) => {
        err += text;
        heard?.(out, err);
      },
      color: false,
      columns: 100,
    },
    stdin: () => stdin ?? Readable.from([]),
    signal: signal ?? new AbortController().signal,
    version: '1.2.3',
    historyFolder: '/nonexistent',
    ...nobodyThere,
  });
  return { code, out, err };
}

interface JsonReport {
  readonly version: number;
  readonly files: readonly (LogReport & { readonly path: string })[];
  readonly cause: { readonly problem: string; readonly path: string; readonly line: number } | null;
}

async function scanJson(...argv: readonly string[]): Promise<JsonReport> {
  return JSON.parse((await scan([...argv, '--json'])).out) as JsonReport;
}

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

const trouble = (time: string, name: string): string =>
  `${time} [error] 7#7: acme: error: 403 :: No TXT record found at _acme-challenge.${name}\n`;

describe('scan reads', () => {
  it('a packed log as it reads the plain one', async () => {
    const packed = await written('letsencrypt.log.1.gz', gzipSync(await readFile(caa)));
    const [plain] = (await scanJson(caa)).files;
    expect((await scanJson(packed)).files).toEqual([{ ...plain, path: packed }]);
    expect(plain?.cause?.problem).toBe('caa-forbids');
  });

  it('what a pipe brings', async () => {
    const ran = await scan(['-', '--json'], { stdin: Readable.from([await readFile(caa)]) });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ files: [{ path: '-' }], cause: { path: '-', problem: 'caa-forbids' } });
  });

  it('the logs of a folder and of those below it, rotated and packed ones too, and nothing else', async () => {
    const content = await readFile(caa);
    const names = ['a.log', 'a.log.1', 'b/error_log-20261101', 'b/c/syslog.2.gz', 'b/letsencrypt.log-2026-11-01'];
    for (const name of names) await written(`tree/${name}`, name.endsWith('.gz') ? gzipSync(content) : content);
    for (const name of ['notes.txt', 'dump.sql.gz', 'b/logger.ts', 'b/blog']) await written(`tree/${name}`, content);
    await symlink(path.join(folder, 'tree'), path.join(folder, 'tree/b/up'));
    const { files } = await scanJson(path.join(folder, 'tree'));
    expect(files.map((file) => path.relative(path.join(folder, 'tree'), file.path)).sort()).toEqual(names.sort());
  });

  it('the logs that a quoted pattern means, each once', async () => {
    const content = await readFile(caa);
    for (const name of ['one/x.log', 'one/two/x.log', 'one/two/y.log', 'other/x.log', 'one/x.txt']) {
      await written(`glob/${name}`, content);
    }
    const matched = async (...patterns: readonly string[]): Promise<readonly string[]> => {
      const { files } = await scanJson(...patterns.map((pattern) => path.join(folder, 'glob', pattern)));
      return files.map((file) => path.relative(path.join(folder, 'glob'), file.path));
    };
    expect(await matched('*/x.log')).toEqual(['one/x.log', 'other/x.log']);
    expect(await matched('**/x.log', 'one/x.log')).toEqual(['one/two/x.log', 'one/x.log', 'other/x.log']);
    expect(await matched('**/two/*.log')).toEqual(['one/two/x.log', 'one/two/y.log']);
    expect(await matched('o*/x.*')).toEqual(['one/x.log', 'one/x.txt', 'other/x.log']);
    expect(await matched('one/**')).toEqual(['one/two/x.log', 'one/two/y.log', 'one/x.log', 'one/x.txt']);
  });

  it('a file whose name looks like a pattern', async () => {
    const file = await written('a*.log', await readFile(caa));
    expect((await scanJson(file)).files).toHaveLength(1);
  });

  it('what it can, and tells what it cannot', async () => {
    const { code, out, err } = await scan([path.join(folder, 'none*.log'), path.join(folder, 'gone.log'), caa]);
    expect(code).toBe(2);
    expect(err).toContain('none*.log was not read: nothing fits this pattern.');
    expect(err).toContain('gone.log was not read: it is not there.');
    expect(out).toContain('[caa-forbids]');
  });

  it('nothing in a folder without a log, and does not call that fine', async () => {
    await mkdir(path.join(folder, 'empty'));
    expect(await scan([path.join(folder, 'empty')])).toEqual({ code: 2, out: '', err: 'There is no log in it.\n' });
  });

  it('many logs of a folder without a line for each that says nothing', async () => {
    for (const name of ['a.log', 'b.log']) await cp(success, await written(`quiet/${name}`, ''));
    await written('quiet/c.log', 'what somebody writes\n');
    await cp(caa, await written('quiet/d.log', ''));
    const { code, out } = await scan([path.join(folder, 'quiet')]);
    expect(code).toBe(1);
    expect(out).not.toContain('a.log');
    expect(out).toContain('d.log');
    expect(out).toContain('2 more logs without a sign of certificate or DNS trouble.\n1 more log of no form');
    await rm(path.join(folder, 'quiet/d.log'));
    expect(await scan([path.join(folder, 'quiet')])).toMatchObject({ code: 0 });
  });
});

describe('scan --json', () => {
  it('holds attempts, and times and causes of findings beside what it held before', async () => {
    const { version, files } = await scanJson(caa);
    expect(version).toBe(1);
    expect(files[0]).toMatchObject({
      path: caa,
      format: 'certbot',
      attempts: [{ outcome: 'failed', names: ['caanone.example.com'], cause: { problem: 'caa-forbids' } }],
    });
    const cause = files[0]?.cause?.line;
    const last = files[0]?.findings.at(-1);
    expect(last).toMatchObject({ causeLine: cause, attempt: 0 });
    expect(last?.time).toMatch(/^2026-/);
  });
});

describe('scan --domain', () => {
  it('shows what concerns the name alone', async () => {
    const file = await written(
      'names.log',
      trouble('2026/11/26 10:00:00', 'a.example') + trouble('2026/11/26 10:00:01', 'b.example'),
    );
    const subjects = async (name: string): Promise<readonly string[]> =>
      ((await scanJson(file, '--domain', name)).files[0]?.findings ?? []).map(({ subject }) => subject);
    expect(await subjects('b.example')).toEqual(['b.example']);
    expect(await subjects('A.Example.')).toEqual(['a.example']);
    const { code, out } = await scan([file, '--domain', 'c.example']);
    expect(code).toBe(0);
    expect(out).toContain('No sign of certificate or DNS trouble with c.example in it.');
  });
});

describe('scan --since', () => {
  it('shows what was written since', async () => {
    const now = Date.now();
    const stamp = (hoursAgo: number): string => new Date(now - hoursAgo * 3_600_000).toISOString();
    const file = await written(
      'times.log',
      [5, 3, 1].map((hours) => trouble(stamp(hours), `h${String(hours)}.example`)).join(''),
    );
    const subjects = async (when: string): Promise<readonly string[]> =>
      ((await scanJson(file, '--since', when)).files[0]?.findings ?? []).map(({ subject }) => subject);
    expect(await subjects('7d')).toEqual(['h5.example', 'h3.example', 'h1.example']);
    expect(await subjects('240m')).toEqual(['h3.example', 'h1.example']);
    expect(await subjects(stamp(2))).toEqual(['h1.example']);
    expect(await scan([file, '--since', '10s'])).toMatchObject({ code: 0, err: '' });
  });

  it('tells where the lines have no time, and shows all of them', async () => {
    const file = await written('timeless.log', 'No TXT record found at _acme-challenge.a.example\n');
    const { code, err } = await scan([file, '--since', '1h']);
    expect(code).toBe(1);
    expect(err).toBe(`${file}: its lines carry no time, so all of it is shown.\n`);
  });
});

describe('scan is told to be wrong where', () => {
  it.each([
    [['x.log', '--since', 'yesterday'], '--since "yesterday": expected a span'],
    [['x.log', '--since', '2026-13-45'], '--since "2026-13-45"'],
    [['x.log', '--since', '1y'], '--since "1y"'],
    [['x.log', '--domain', 'no_name'], '--domain "no_name"'],
    [['x.log', '--json', '--sarif'], 'exclude each other'],
    [['x.log', '--follow', '--sarif'], 'SARIF'],
  ])('%j', async (argv, why) => {
    const { code, out, err } = await scan(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(why);
  });
});

describe('scan for a person', () => {
  it('calls no cause what is only worth knowing', async () => {
    const file = await written(
      'warned.log',
      '[Thu Nov 19 04:00:00.123456 2026] [ssl:warn] [pid 900] AH01909: www.example.com:443:0 server certificate does NOT include an ID which matches the server name\n',
    );
    const { code, out } = await scan([file]);
    expect(code).toBe(0);
    expect(out).toContain('No sign of certificate or DNS trouble');
    expect(out).toContain('Worth knowing: ');
    expect(out).not.toContain('Cause: ');
  });

  it('says which lines were too long to be read to their end', async () => {
    const file = await written('long.log', `${'x'.repeat(70_000)}\n${trouble('2026/11/26 10:00:00', 'a.example')}`);
    expect((await scan([file])).out).toContain('2 lines, of 1 line only the first 64 KiB were read');
  });
});

describe('scan --follow', () => {
  /** Runs until `next` says that it is enough; it is asked after every write. */
  async function follow(argv: readonly string[], next: (out: string, err: string) => boolean): Promise<Ran> {
    const abort = new AbortController();
    return await scan([...argv, '--follow'], {
      signal: abort.signal,
      heard: (out, err) => {
        if (next(out, err)) abort.abort();
      },
    });
  }

  it('shows the log as it is and then what is new, through a rotation, until it is stopped', async () => {
    const file = await written('followed.log', trouble('2026/11/26 10:00:00', 'a.example'));
    let step = 0;
    const { code, out } = await follow([file], (said) => {
      if (step === 0 && said.includes('a.example')) {
        step = 1;
        setImmediate(() => {
          appendFileSync(file, trouble('2026/11/26 10:00:01', 'b.example'));
        });
      } else if (step === 1 && said.includes('b.example')) {
        step = 2;
        void rename(file, `${file}.1`).then(() => writeFile(file, trouble('2026/11/26 10:00:02', 'c.example')));
      }
      return said.includes('c.example');
    });
    expect(code).toBe(1);
    for (const name of ['a.example', 'b.example', 'c.example']) expect(out.split(name)).toHaveLength(2);
    expect(out.indexOf('Cause: ')).toBeLessThan(out.indexOf('b.example'));
    expect(out.split('To do: ')).toHaveLength(3);
  });

  it('writes a line of JSON for each problem, from the start', async () => {
    const file = await written('json.log', trouble('2026/11/26 10:00:00', 'a.example'));
    const { code, out } = await follow([file, '--json'], (said) => {
      if (said.split('\n').length === 2) appendFileSync(file, trouble('2026/11/26 10:00:01', 'b.example'));
      return said.includes('b.example');
    });
    expect(code).toBe(1);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly finding: LogFinding });
    expect(lines).toMatchObject([
      { version: 1, path: file, file: 1, finding: { subject: 'a.example', line: 1 } },
      { version: 1, path: file, file: 1, finding: { subject: 'b.example', line: 2 } },
    ]);
  });

  it('says when a log is gone and when it is back, and ends well where nothing was wrong', async () => {
    const file = await written('gone.log', await readFile(success));
    const abort = new AbortController();
    let step: 'shown' | 'moved' | 'back' = 'shown';
    const { code, err } = await scan([file, '--follow'], {
      signal: abort.signal,
      followed: () => {
        if (step !== 'shown') return;
        step = 'moved';
        void rename(file, `${file}.1`);
      },
      heard: (_out, said) => {
        if (said.includes('read again')) abort.abort();
        else if (step === 'moved' && said.includes('Waiting for it')) {
          step = 'back';
          void writeFile(file, '');
        }
      },
    });
    expect(code).toBe(0);
    expect(err).toBe(`${file} cannot be read now: it is not there. Waiting for it.\n${file} is read again.\n`);
  });
});

describe('scan --follow', () => {
  it('tells what a pipe brings as it comes, to its end', async () => {
    const stdin = new Readable({ read: () => undefined });
    stdin.push(trouble('2026/11/26 10:00:00', 'a.example'));
    const { code, out } = await scan(['-', '--follow'], {
      stdin,
      heard: (said) => {
        if (said.includes('b.example')) stdin.push(null);
        else stdin.push(trouble('2026/11/26 10:00:01', 'b.example'));
      },
    });
    expect(code).toBe(1);
    for (const name of ['a.example', 'b.example']) expect(out.split(name)).toHaveLength(2);
  });

  it('reads rotated logs, and does not wait for more of them', async () => {
    const file = await written('old.log.1', trouble('2026/11/26 10:00:00', 'a.example'));
    const { code, out, err } = await scan([file, '--follow']);
    expect(code).toBe(1);
    expect(out).toContain('a.example');
    expect(err).toBe('There is no log to follow: nothing is written to rotated ones.\n');
  });
});

describe('scan --sarif', () => {
  interface Sarif {
    readonly version: string;
    readonly runs: readonly [
      {
        readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
        readonly results: readonly SarifResult[];
        readonly invocations: readonly { readonly executionSuccessful: boolean }[];
      },
    ];
  }
  interface Place {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
  }
  interface SarifResult {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly Place[];
    readonly relatedLocations?: readonly Place[];
    readonly partialFingerprints: Readonly<Record<string, string>>;
    readonly properties: { readonly isCause: boolean };
  }
  const sarif = async (...argv: readonly string[]): Promise<Sarif> =>
    JSON.parse((await scan([...argv, '--sarif'])).out) as Sarif;

  it('has a rule for each problem and a result for each finding, at its place', async () => {
    const { version, runs } = await sarif(caa);
    const { tool, results, invocations } = runs[0];
    const [file] = (await scanJson(caa)).files;
    expect(version).toBe('2.1.0');
    expect(invocations).toMatchObject([{ executionSuccessful: true }]);
    expect(results).toHaveLength(file?.findings.length ?? -1);
    for (const [index, { ruleId, ruleIndex, locations, message, level }] of results.entries()) {
      const finding = file?.findings[index];
      expect(tool.driver.rules[ruleIndex]).toMatchObject({ id: ruleId, help: { text: expect.any(String) as string } });
      expect(ruleId).toBe(finding?.problem);
      expect(level).toMatch(/^(?:error|warning|note)$/);
      expect(message.text).not.toBe('');
      expect(locations).toMatchObject([
        { physicalLocation: { region: { startLine: finding?.line, startColumn: finding?.column } } },
      ]);
      expect(fileURLToPath(locations[0]?.physicalLocation.artifactLocation.uri ?? '')).toBe(caa);
    }
    expect(results.filter(({ properties }) => properties.isCause)).toHaveLength(1);
  });

  it('points from a consequence to what explains it', async () => {
    const { results } = (await sarif(caa)).runs[0];
    const cause = results.find(({ properties }) => properties.isCause);
    expect(results.at(-1)?.relatedLocations?.[0]?.physicalLocation.region).toEqual(
      cause?.locations[0]?.physicalLocation.region,
    );
  });

  it('knows a finding again when the log was rotated, and tells repeats apart', async () => {
    const once = trouble('2026/11/26 10:00:00', 'a.example');
    const fingerprints = async (content: string): Promise<readonly string[]> =>
      (await sarif(await written('prints.log', content))).runs[0].results.flatMap(({ partialFingerprints }) =>
        Object.values(partialFingerprints),
      );
    const [first, second] = await fingerprints(once + once);
    expect(first).not.toBe(second);
    expect(await fingerprints(`a line\n${once}`)).toEqual([first]);
  });

  it('names logs relative to where it runs, with what a URI cannot hold escaped, and those it could not read', async () => {
    const file = path.relative(
      process.cwd(),
      await written('odd [name] 100%.log', trouble('2026/11/26 10:00:00', 'a.example')),
    );
    const { results, invocations } = (await sarif(file, 'gone.log')).runs[0];
    const uri = results[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? '';
    expect(uri.endsWith('/odd%20%5Bname%5D%20100%25.log')).toBe(true);
    expect(invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ message: { text: 'The log was not read: it is not there.' } }],
      },
    ]);
  });
});

it('shows the newest of many problems', async () => {
  const name = (index: number): string => `n${String(index).padStart(2, '0')}.example.com`;
  const lines = Array.from(
    { length: 25 },
    (_, index) => `no valid A records found for ${name(index)}; no valid AAAA records found for ${name(index)}\n`,
  );
  const { out } = await scan(['-'], { stdin: Readable.from([Buffer.from(lines.join(''))]) });
  expect(out).toContain('and 5 older problems');
  expect(out).toContain(name(24));
  expect(out).toContain(name(5));
  expect(out).not.toContain(name(4));
});
