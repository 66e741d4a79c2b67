import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { ExtensionContext } from 'vscode';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RenewalsReport } from '../../../src/core/acme/renewal.ts';
import { cronFile, scheduleFolders, systemdUnits } from '../../../src/core/acme/schedule.ts';
import type { CommandResult } from '../../../src/engine/command-runner.ts';
import type { Configuration } from '../../../src/extension/configuration.ts';
import { defaultNetwork } from '../../../src/engine/engine.ts';
import { writeSchedule } from '../../../src/extension/renewals/write-schedule.ts';
import type { TextPages } from '../../../src/extension/text-pages.ts';
import { editor, vscode, type Act } from './editor.ts';

vi.mock('vscode', async () => (await import('./editor.ts')).vscode);

/** What each Node.js of the machine calls itself: which ones it has is not for a test to count on. */
const nodes = vi.hoisted(() => new Map<string, string>());
const ran: (readonly string[])[] = [];
vi.mock('../../../src/engine/command-runner.ts', () => ({
  runCommand: (argv: readonly [string, ...string[]]): Promise<CommandResult> => {
    ran.push(argv);
    const output = nodes.get(argv[0]);
    return output === undefined
      ? Promise.reject(new Error('no such program'))
      : Promise.resolve({ code: 0, output, timedOut: false });
  },
}));

const systemd: Act = { pick: 'systemd timer' };
const cron: Act = { pick: 'cron' };
const put: Act = { press: 'Put Into a Terminal' };
const user = userInfo().username;
const minute = 17;
/** The settings of a machine with an internal CA. */
const network = { ...defaultNetwork, allowPrivate: true };

let folder: string;
let storage: string;
let extension: string;

beforeEach(async () => {
  editor.start();
  ran.length = 0;
  nodes.clear();
  nodes.set('/usr/bin/node', 'v22.1.0\n');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 26, 12, minute) });
  vi.spyOn(process, 'getuid').mockReturnValue(1000);
  folder = await mkdtemp(path.join(tmpdir(), 'schedule-'));
  storage = path.join(folder, 'storage');
  extension = path.join(folder, 'extension');
  await mkdir(path.join(extension, 'dist'), { recursive: true });
  await writeFile(path.join(extension, 'dist/cli.cjs'), '// the program');
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const pages = {
  show: (name: string, text: string, language: string) => {
    editor.pages.push({ name, text, language });
    return Promise.resolve();
  },
} as unknown as TextPages;

/** The command of the palette, with these acts of the user, each of which was needed. */
async function written(acts: readonly Act[], where: string | null = null, place = storage): Promise<void> {
  editor.goOn(...acts);
  const schedule = where === null ? null : ({ where } as unknown as RenewalsReport['schedule']);
  await writeSchedule(
    { asAbsolutePath: (relative: string) => path.join(extension, relative) } as unknown as ExtensionContext,
    { storage: () => place, network: () => network } as unknown as Configuration,
    { pages, schedule },
  );
  expect(editor.unused).toEqual([]);
}

/** Everything that was typed into a terminal. */
const typed = (): readonly (readonly [string, boolean])[] => editor.terminals.flatMap(({ sent }) => sent);
const labels = (): readonly string[] => editor.questions[0]?.rows.map(({ label }) => label) ?? [];

const options = () => ({ node: '/usr/bin/node', cli: path.join(storage, 'program/cli.cjs'), storage, user, network });
const units = () => systemdUnits(options()) ?? [];

describe('a schedule', () => {
  it('is chosen first: a timer, or cron', async () => {
    await written(['escape']);
    expect(labels()).toEqual(['systemd timer', 'cron']);
    expect([ran, editor.pages, editor.terminals]).toEqual([[], [], []]);
  });

  it.each([
    ['systemd timer', systemd, () => units(), scheduleFolders.systemd],
    ['cron', cron, () => [cronFile(options(), minute)], scheduleFolders.cron],
  ] as const)('is shown, each file with the place where it goes, before anything is written: %s', async (...of) => {
    const [, choice, files, place] = of;
    let writtenWhenAsked: boolean | null = null;
    editor.onQuestion = () => {
      if (editor.pages.length > 0) writtenWhenAsked = existsSync(storage);
    };
    await written([choice, 'escape']);
    const expected = files().map((file) => `# ${place}/${file?.name ?? ''}\n${file?.text ?? ''}`);
    expect(expected.length).toBeGreaterThan(0);
    expect(editor.pages).toEqual([
      { name: files().at(-1)?.name, text: expected.join('\n'), language: 'properties' }, //
    ]);
    expect(writtenWhenAsked).toBe(false);
    expect(editor.words.at(-1)).toContain('The files are shown; nothing is written yet.');
  });

  it.each([systemd, cron])('leaves nothing behind where the user goes no further: $pick', async (choice) => {
    await written([choice, 'escape']);
    expect(existsSync(storage)).toBe(false);
    expect(editor.terminals).toEqual([]);
  });

  it('of systemd is put in place by commands that stand in a terminal, for the user to send', async () => {
    await written([systemd, put]);
    const files = units().map(({ name }) => path.join(storage, 'schedule', name));
    expect(editor.terminals).toHaveLength(1);
    expect(typed()).toEqual([
      [
        `sudo install -m 644 -t /etc/systemd/system ${files.join(' ')} && sudo systemctl daemon-reload && sudo systemctl enable --now cert-doctor-renew.timer`,
        false,
      ],
    ]);
  });

  it('of cron is one file', async () => {
    await written([cron, put]);
    expect(typed()).toEqual([
      [`sudo install -m 644 -t /etc/cron.d ${path.join(storage, 'schedule/cert-doctor')}`, false],
    ]);
  });

  it('needs no sudo where the user is root', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    await written([cron, put]);
    expect(typed()[0]?.[0]).toMatch(/^install -m 644/);
  });

  it('is typed in one line without a line end, so that nothing runs by itself', async () => {
    for (const choice of [systemd, cron]) await written([choice, put]);
    expect(typed()).toHaveLength(2);
    for (const [line, execute] of typed()) expect([execute, /[\r\n]/.test(line)]).toEqual([false, false]);
  });

  it('is written word for word as it was shown, below the storage alone, beside a copy of the program', async () => {
    await written([systemd, put]);
    const shown = units();
    const all = await readdir(folder, { recursive: true });
    expect(all.filter((one) => !one.startsWith('extension')).toSorted()).toEqual([
      ...['storage', 'storage/program', 'storage/program/cli.cjs', 'storage/schedule'],
      ...shown.map(({ name }) => `storage/schedule/${name}`),
    ]);
    for (const { name, text } of shown) {
      expect(await readFile(path.join(storage, 'schedule', name), 'utf8')).toBe(text);
    }
    expect(await readFile(options().cli, 'utf8')).toBe('// the program');
  });

  it('leaves the storage to its user alone, where keys will lie', async () => {
    await written([systemd, put]);
    for (const place of [storage, path.join(storage, 'schedule')]) {
      expect(((await stat(place)).mode & 0o777).toString(8)).toBe('700');
    }
  });

  it('runs nothing but the question which Node.js there is', async () => {
    await written([systemd, put]);
    expect(ran).toEqual([['/usr/bin/node', '--version']]);
  });

  it('types nothing into a terminal of a workspace that is not trusted', async () => {
    vscode.workspace.isTrusted = false;
    try {
      await written([{ pick: 'Remove the cron' }], '/etc/cron.d/cert-doctor');
      expect(editor.terminals).toEqual([]);
    } finally {
      vscode.workspace.isTrusted = true;
    }
  });
});

describe('Node.js', () => {
  it.each([
    ['is not there', []],
    ['is too old', [['/usr/bin/node', 'v18.20.4\n'] as const]],
    ['says something else', [['/usr/bin/node', 'node 22'] as const]],
  ])('stops a schedule with the reason where it %s', async (_, there) => {
    nodes.clear();
    for (const [file, words] of there) nodes.set(file, words);
    await written([systemd]);
    expect(editor.messages).toEqual([
      'A schedule needs Node.js 20 or newer on this machine, outside of VS Code. Install it (Debian: apt install nodejs), then try again.',
    ]);
    expect([editor.pages, editor.terminals, existsSync(storage)]).toEqual([[], [], false]);
  });

  it('is looked for only where root may rely on it', async () => {
    nodes.clear();
    await written([systemd]);
    expect(ran.map(([file]) => file)).toEqual([
      ...['/usr/bin/node', '/usr/local/bin/node', '/usr/bin/nodejs', '/opt/homebrew/bin/node'],
    ]);
  });

  it('that is new enough is taken, though another one is too old', async () => {
    nodes.set('/usr/bin/node', 'v18.20.4\n');
    nodes.set('/usr/local/bin/node', 'v20.0.0\n');
    await written([cron, 'escape']);
    expect(editor.pages[0]?.text).toContain(' /usr/local/bin/node ');
  });
});

describe('a storage that a schedule cannot hold safely', () => {
  it.each([
    ['a blank', '/home/me/my storage'],
    ['a percent sign', '/home/me/%h'],
    ['a dollar sign', '/home/me/$(id)'],
    ['a line end', '/home/me/x\n* * * * * root id'],
    ['a quote', "/home/me/it's"],
  ])('is refused with the reason: %s', async (_, place) => {
    for (const choice of [systemd, cron]) await written([choice], null, place);
    expect(editor.messages).toEqual(
      Array(2).fill(
        'The path of the storage or of Node.js, or a resolver of the settings, holds a blank or another character that a schedule cannot hold safely.',
      ),
    );
    expect([editor.pages, editor.terminals]).toEqual([[], []]);
  });
});

describe('taking a schedule away', () => {
  it.each([
    [
      ...(['systemd timer', '/etc/systemd/system/cert-doctor-renew.timer'] as const),
      'sudo systemctl disable --now cert-doctor-renew.timer && sudo rm -f /etc/systemd/system/cert-doctor-renew.service /etc/systemd/system/cert-doctor-renew.timer && sudo systemctl daemon-reload',
    ],
    ['cron', '/etc/cron.d/cert-doctor', 'sudo rm -f /etc/cron.d/cert-doctor'],
  ])('is offered where there is one, and needs no Node.js: %s', async (what, where, line) => {
    nodes.clear();
    await written([{ pick: `Remove the ${what}` }], where);
    expect(editor.questions[0]?.rows.at(-1)?.detail).toBe(`It is there: ${where}`);
    expect(typed()).toEqual([[line, false]]);
    expect([ran, editor.messages, existsSync(storage)]).toEqual([[], [], false]);
  });

  it.each([
    ['there is none', null],
    ['it lies with the user', '/home/me/.config/systemd/user/cert-doctor-renew.timer'],
    ['a folder is only called like it', '/etc/cron.d.old/cert-doctor'],
  ])('is not offered where %s', async (_, where) => {
    await written(['escape'], where);
    expect(labels()).toEqual(['systemd timer', 'cron']);
  });
});
