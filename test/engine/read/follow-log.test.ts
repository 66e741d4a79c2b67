import { appendFile, chmod, copyFile, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { appendFileSync, closeSync, copyFileSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createLogScanner } from '../../../src/core/log/diagnose.ts';
import type { FollowReport } from '../../../src/engine/engine.ts';
import { followLog } from '../../../src/engine/read/follow-log.ts';
import { scanLogText } from '../../../src/engine/read/log-file.ts';
import { asNobody } from './as-nobody.ts';

const scanner = createLogScanner();
/** As in earnest, but without the rests, so that nobody waits. */
const pace = { restMs: 0, pollMs: 20, lingerMs: 60_000 };
const trouble = (name: string): string => `No TXT record found at _acme-challenge.${name}\n`;
let folder = '';
let log = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'follow-'));
  log = path.join(folder, 'renew.log');
});
afterEach(() => rm(folder, { recursive: true }));

/** Follows the log; `until` waits for the first report that is as wanted, from what was told already on. */
function follow({ lingerMs = pace.lingerMs } = {}): {
  readonly told: readonly FollowReport[];
  readonly until: (wanted: (report: FollowReport) => boolean) => Promise<FollowReport>;
  readonly stop: () => Promise<void>;
} {
  const abort = new AbortController();
  const told: FollowReport[] = [];
  const waiting = new Set<() => void>();
  const done = followLog(
    { path: log },
    {
      signal: abort.signal,
      update: (report) => {
        told.push(report);
        for (const look of waiting) look();
      },
    },
    scanner,
    { ...pace, lingerMs },
  );
  const stop = (): Promise<void> => {
    abort.abort();
    return done;
  };
  onTestFinished(stop);
  return {
    told,
    stop,
    until: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = told.find(wanted);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        done.catch(reject);
        look();
      }),
  };
}

const has =
  (file: number, lines: number) =>
  (report: FollowReport): boolean =>
    report.file === file && report.lines === lines;

describe('a log that is followed', () => {
  it('is told from its start, and then as it grows', async () => {
    await writeFile(log, `a line\n${trouble('a.example')}`);
    const { until } = follow();
    expect(await until(has(1, 2))).toMatchObject({ trouble: null, findings: [{ line: 2, subject: 'a.example' }] });
    await appendFile(log, trouble('b.example'));
    expect((await until(has(1, 3))).findings.map(({ subject }) => subject)).toEqual(['a.example', 'b.example']);
  });

  it('keeps a line back until it is whole', async () => {
    await writeFile(log, 'a line\n');
    const { until, told } = follow();
    await until(has(1, 1));
    await appendFile(log, trouble('a.example').slice(0, 20));
    await until(({ bytes }) => bytes === 27);
    await appendFile(log, trouble('a.example').slice(20));
    expect((await until(has(1, 2))).findings).toHaveLength(1);
    expect(told.filter(({ lines, findings }) => lines === 1 && findings.length > 0)).toEqual([]);
  });

  it('keeps a message together that is wrapped over lines written one after the other', async () => {
    const lines = [
      '  Domain: example.com\n',
      '  Type:   dns\n',
      '  Detail: DNS problem: NXDOMAIN looking\n',
      '  up TXT for _acme-challenge.example.com\n',
      '\n',
    ];
    await writeFile(log, '');
    const { until } = follow();
    for (const [index, line] of lines.entries()) {
      await appendFile(log, line);
      await until(has(1, index + 1));
    }
    const { findings } = await until(has(1, 5));
    expect(findings).toEqual(scanLogText(lines.join(''), scanner).findings);
    expect(findings).toHaveLength(1);
  });

  it('is followed through a rotation by rename, with what is still written to the old file', async () => {
    await writeFile(log, trouble('a.example'));
    const { until } = follow();
    await until(has(1, 1));
    const writer = openSync(log, 'a');
    onTestFinished(() => {
      closeSync(writer);
    });
    await rename(log, `${log}.1`);
    writeSync(writer, trouble('b.example'));
    expect(await until(has(1, 2))).toMatchObject({ findings: [{ line: 1 }, { line: 2, subject: 'b.example' }] });
    await writeFile(log, trouble('c.example'));
    expect(await until(has(2, 1))).toMatchObject({ trouble: null, findings: [{ line: 1, subject: 'c.example' }] });
    writeSync(writer, trouble('d.example'));
    expect((await until(has(1, 3))).findings.at(-1)).toMatchObject({ subject: 'd.example' });
  });

  it('gives up a rotated file that stays as it is', async () => {
    await writeFile(log, 'a line\nhalf a line');
    const { until } = follow({ lingerMs: 0 });
    await until(has(1, 1));
    await rename(log, `${log}.1`);
    await writeFile(log, '');
    await until(has(2, 0));
    // What is not ended any more is a line, too.
    await until(has(1, 2));
  });

  it('is found again in the newest copy where an older log begins as it does', async () => {
    await writeFile(`${log}.1`, `the same line\n${trouble('old.example')}`);
    await utimes(`${log}.1`, 0, 0);
    await writeFile(log, 'the same line\n');
    const { until } = follow();
    await until(has(1, 1));
    appendFileSync(log, trouble('a.example'));
    copyFileSync(log, `${log}.2`);
    writeFileSync(log, '');
    expect((await until(has(1, 2))).findings).toMatchObject([{ subject: 'a.example' }]);
  });

  it('is followed through a copy and truncation, with what was copied before it was read', async () => {
    await writeFile(log, trouble('a.example'));
    const { until } = follow();
    await until(has(1, 1));
    // At once, so that nobody looks in between.
    appendFileSync(log, trouble('b.example'));
    copyFileSync(log, `${log}.1`);
    writeFileSync(log, trouble('c.example'));
    await until(has(2, 1));
    expect((await until(has(1, 2))).findings.map(({ subject }) => subject)).toEqual(['a.example', 'b.example']);
  });

  it('is known to be truncated where it is longer again when it is looked at', async () => {
    await writeFile(log, trouble('a.example'));
    const { until } = follow();
    await until(has(1, 1));
    await writeFile(log, trouble('b.example') + trouble('c.example'));
    expect(await until(has(2, 2))).toMatchObject({ findings: [{ subject: 'b.example' }, { subject: 'c.example' }] });
  });

  it('is read behind the hole that a writer leaves which goes on where it was', async () => {
    await writeFile(log, 'a line\n');
    const { until } = follow();
    await until(has(1, 1));
    await writeFile(log, Buffer.concat([Buffer.alloc(3_000_000), Buffer.from(trouble('a.example'))]));
    expect((await until(has(2, 1))).findings).toHaveLength(1);
  });

  it('is waited for where it is deleted, and read from its start when it is made anew', async () => {
    await writeFile(log, 'a line\n');
    const { until } = follow();
    await until(has(1, 1));
    await rm(log);
    await until((report) => report.trouble === 'not-found');
    await writeFile(log, 'another\n');
    expect((await until(has(2, 1))).trouble).toBeNull();
  });

  it('is not left for the packed form of what was rotated', async () => {
    await writeFile(log, 'a line\n');
    const { until, told } = follow();
    await until(has(1, 1));
    await rename(log, `${log}.1`);
    await writeFile(log, 'another\n');
    await until(has(2, 1));
    await writeFile(`${log}.1.gz`, gzipSync('a line\n'));
    await rm(`${log}.1`);
    await appendFile(log, 'a third\n');
    await until(has(2, 2));
    expect(new Set(told.map(({ file }) => file))).toEqual(new Set([1, 2]));
  });

  it('is followed through a link into another folder, of which nothing is heard', async () => {
    await mkdir(path.join(folder, 'elsewhere'));
    const target = path.join(folder, 'elsewhere', 'app.txt');
    await writeFile(target, 'a line\n');
    await symlink(target, log);
    const { until } = follow();
    await until(has(1, 1));
    await appendFile(target, 'another\n');
    await until(has(1, 2));
  });

  it('tells where a folder or no text has taken its place, and goes on with the next log', async () => {
    await writeFile(log, 'a line\n');
    const { until } = follow();
    await until(has(1, 1));
    await rm(log);
    await mkdir(log);
    await until((report) => report.trouble === 'not-a-file');
    await rm(log, { recursive: true });
    await writeFile(log, gzipSync('packed'));
    expect(await until((report) => report.trouble === 'binary')).toMatchObject({ file: 2, lines: 0 });
    await rm(log);
    await writeFile(log, 'another\n');
    expect((await until(has(3, 1))).trouble).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('tells where a right is missing', async () => {
    await chmod(folder, 0o777);
    await writeFile(log, 'a line\n');
    await asNobody(async () => {
      const { until } = follow();
      await until(has(1, 1));
      await rename(log, `${log}.1`);
      await writeFile(log, 'another\n', { mode: 0 });
      await until((report) => report.trouble === 'permission');
      await chmod(log, 0o600);
      expect((await until(has(2, 1))).trouble).toBeNull();
    });
  });

  it('is left alone when aborted', async () => {
    await writeFile(log, 'a line\n');
    const { until, stop } = follow();
    await until(has(1, 1));
    await expect(stop()).resolves.toBeUndefined();
  });
});

describe('a pipe that is followed', () => {
  const quick = { ...pace, restMs: 1 };

  it('is told as it comes, and resolves at its end with its last line', async () => {
    const bytes = new Readable({ read: () => undefined });
    const told: FollowReport[] = [];
    const update = (report: FollowReport): void => {
      told.push(report);
      if (report.lines === 1) {
        bytes.push(trouble('b.example').trimEnd());
        bytes.push(null);
      }
    };
    bytes.push(trouble('a.example'));
    await followLog({ bytes, path: '-' }, { signal: new AbortController().signal, update }, scanner, quick);
    expect(told.at(0)?.findings).toMatchObject([{ subject: 'a.example' }]);
    expect(told.at(-1)?.findings).toMatchObject([{ subject: 'a.example' }, { subject: 'b.example' }]);
  });

  it('is left alone when aborted', async () => {
    const abort = new AbortController();
    const bytes = new Readable({ read: () => undefined });
    bytes.push('a line\n');
    const update = (): void => {
      abort.abort();
    };
    await expect(
      followLog({ bytes, path: '-' }, { signal: abort.signal, update }, scanner, quick),
    ).resolves.toBeUndefined();
  });
});

describe('what cannot be followed is refused at once', () => {
  const refusal = (): Promise<void> =>
    followLog({ path: log }, { signal: new AbortController().signal, update: () => undefined }, scanner);

  it('a missing log', async () => {
    await expect(refusal()).rejects.toMatchObject({ name: 'ReadError', reason: 'not-found' });
  });

  it('a folder', async () => {
    await mkdir(log);
    await expect(refusal()).rejects.toMatchObject({ reason: 'not-a-file' });
  });

  it.each([
    ['a packed log', gzipSync('a line\n')],
    ['a binary file', Buffer.from('\x7fELF\0\0\0')],
  ])('%s', async (_, content) => {
    await writeFile(log, content);
    await expect(refusal()).rejects.toMatchObject({ reason: 'binary' });
  });
});

describe('no line is lost or told twice', () => {
  type Step = 'append' | 'part' | 'rename' | 'create late' | 'copy' | 'delete' | 'catch up';
  const step = fc.constantFrom<Step>(
    ...(['append', 'append', 'append', 'part', 'rename', 'create late', 'copy', 'delete', 'catch up'] as const),
  );

  it('whatever is appended and however it is rotated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, fc.integer({ min: 1, max: 40 })), { maxLength: 25 }), async (steps) => {
        await writeFile(log, '');
        const { until, told, stop } = follow();
        /** What was written to each of the files that the log was. */
        const files = [''];
        let serial = 0;
        let parts = 0;
        const write = (text: string): void => {
          appendFileSync(log, text);
          files.push(`${files.pop() ?? ''}${text}`);
        };
        const lines = (count: number): string =>
          Array.from({ length: count }, () => trouble(`n${String(++serial)}.example`)).join('');
        const caughtUp = (): Promise<FollowReport> =>
          until(({ file, bytes }) => file === files.length && bytes === files.at(-1)?.length);
        const makeAnew = async (): Promise<void> => {
          await writeFile(log, '');
          files.push('');
        };
        for (const [kind, count] of steps) {
          if (kind === 'append') write(lines(count));
          // No two alike: a log that holds again what it held before cannot be told from one that was left alone.
          else if (kind === 'part') write(String.fromCharCode(97 + parts++).repeat(count));
          else {
            // What is rotated away twice between two looks is lost, as is what is written and copied away at once.
            await caughtUp();
            if (kind === 'rename' || kind === 'create late') await rename(log, `${log}.${String(files.length)}`);
            if (kind === 'delete') await rm(log);
            if (kind === 'create late') {
              await until(({ file, trouble: why }) => file === files.length && why === 'not-found');
            }
            if (kind === 'copy') {
              if (files.at(-1) === '') continue;
              write(lines(count));
              await copyFile(log, `${log}.${String(files.length)}`);
            }
            if (kind !== 'catch up') await makeAnew();
          }
        }
        await caughtUp();
        await stop();
        for (const [index, written] of files.entries()) {
          const last = told.filter(({ file }) => file === index + 1).at(-1);
          const whole = scanLogText(written.slice(0, written.lastIndexOf('\n') + 1), scanner);
          expect(last).toMatchObject({ bytes: written.length, findings: whole.findings });
        }
        await rm(folder, { recursive: true });
        await mkdir(folder);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
