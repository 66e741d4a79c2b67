import { cp, mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { cronFile, scheduleNames, systemdUnits, type ScheduleFile } from '../../core/acme/schedule.ts';
import type { Configuration } from '../configuration.ts';
import { shellLine } from '../../core/problem/shell-line.ts';
import { runCommand } from '../../engine/command-runner.ts';
import { typeCommand } from '../remedies/hand-over.ts';
import type { TextPages } from '../text-pages.ts';

/**
 * Shows the timer or the cron file by which the machine renews on its own, with the commands that put it in place. An
 * editor is not a scheduler, and what root owns only the user writes.
 */
export async function writeSchedule(
  context: vscode.ExtensionContext,
  configuration: Configuration,
  pages: TextPages,
): Promise<void> {
  const node = await findNode();
  if (node === null) {
    await vscode.window.showInformationMessage(
      'A schedule needs Node.js 20 or newer on this machine, outside of VS Code. Install it (Debian: apt install nodejs), then try again.',
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: 'systemd timer',
        detail: 'Twice a day, at another minute on each machine; makes up for what was missed.',
        by: 'systemd',
      },
      { label: 'cron', detail: 'Twice a day, for machines without systemd.', by: 'cron' },
    ] as const,
    { title: 'Renew on Its Own', placeHolder: 'What shall run the renewals on this machine?' },
  );
  if (picked === undefined) return;
  const options = {
    ...{ node, cli: await copyProgram(context, configuration.storage()), storage: configuration.storage() },
    user: userInfo().username,
  };
  const cron = cronFile(options, new Date().getMinutes());
  const files = picked.by === 'systemd' ? systemdUnits(options) : cron === null ? null : [cron];
  if (files === null) {
    await vscode.window.showErrorMessage(
      'The path of the storage or of Node.js holds a blank or another character that a schedule cannot hold safely.',
    );
    return;
  }
  const folder = path.join(configuration.storage(), 'schedule');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const written = files.map(({ name }) => path.join(folder, name));
  await Promise.all(files.map(({ text }, at) => writeFile(written[at] ?? '', text, { mode: 0o644 })));
  await pages.show(files.at(-1)?.name ?? '', pageText(files, folder), 'properties');
  const answer = await vscode.window.showInformationMessage(
    'The files are shown. They take effect when root puts them in place: the command is typed into a terminal for you to send.',
    'Put Into a Terminal',
  );
  if (answer !== undefined) await typeCommand(installLine(written, picked.by));
}

function pageText(files: readonly ScheduleFile[], folder: string): string {
  return files.map(({ name, text }) => `# ${path.join(folder, name)}\n${text}`).join('\n');
}

function installLine(files: readonly string[], by: 'systemd' | 'cron'): string {
  const target = by === 'systemd' ? '/etc/systemd/system' : '/etc/cron.d';
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  const steps = [
    ['install', '-m', '644', '-t', target, ...files],
    ...(by === 'systemd'
      ? [
          ['systemctl', 'daemon-reload'],
          ['systemctl', 'enable', '--now', scheduleNames.timer],
        ]
      : []),
  ];
  return steps.map((argv) => shellLine([...sudo, ...argv], 'posix') ?? '').join(' && ');
}

/** A copy that stays where it is: the extension's own folder is named after its version. */
async function copyProgram(context: vscode.ExtensionContext, storage: string): Promise<string> {
  const target = path.join(storage, 'program');
  await cp(context.asAbsolutePath('dist'), target, { recursive: true });
  return path.join(target, 'cli.cjs');
}

/** Only where the system keeps its programs: a timer of root runs it. */
async function findNode(): Promise<string | null> {
  for (const file of ['/usr/bin/node', '/usr/local/bin/node', '/usr/bin/nodejs', '/opt/homebrew/bin/node']) {
    try {
      const { code, output } = await runCommand([file, '--version'], {
        signal: AbortSignal.timeout(5_000),
        timeoutMs: 5_000,
      });
      if (code === 0 && Number(/^v(\d{1,3})\./.exec(output)?.[1] ?? 0) >= 20) return file;
    } catch {
      continue;
    }
  }
  return null;
}
