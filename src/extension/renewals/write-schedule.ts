import { cp, mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { RenewalsReport } from '../../core/acme/renewal.ts';
import {
  cronFile,
  removalSteps,
  scheduleFolders,
  scheduleNames,
  systemdUnits,
  type ScheduleFile,
} from '../../core/acme/schedule.ts';
import type { Configuration } from '../configuration.ts';
import { shellLine } from '../../core/problem/shell-line.ts';
import { runCommand } from '../../engine/command-runner.ts';
import { typeCommand } from '../remedies/hand-over.ts';
import type { TextPages } from '../text-pages.ts';

const bys = ['systemd', 'cron'] as const;
const byWords = { systemd: 'systemd timer', cron: 'cron' } as const;

/**
 * Shows the timer or the cron file by which the machine renews on its own, and writes it with the commands that put it in
 * place once the user wants it; or takes away the one that is there. An editor is not a scheduler, and what root owns only
 * the user writes.
 */
export async function writeSchedule(
  context: vscode.ExtensionContext,
  configuration: Configuration,
  { pages, schedule }: { readonly pages: TextPages; readonly schedule: RenewalsReport['schedule'] },
): Promise<void> {
  // One in the user's own folder was not written by us.
  const there = bys.find((by) => schedule?.where.startsWith(`${scheduleFolders[by]}/`) === true) ?? null;
  const choices: readonly Choice[] = [
    { label: byWords.systemd, detail: 'Twice a day, at another minute on each machine; makes up for what was missed.' },
    { label: byWords.cron, detail: 'Twice a day, for machines without systemd.' },
    ...(there === null
      ? []
      : [{ label: `Remove the ${byWords[there]}`, detail: `It is there: ${schedule?.where ?? ''}`, remove: there }]),
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    title: 'Renew on Its Own',
    placeHolder: 'What shall run the renewals on this machine?',
  });
  if (picked === undefined) return;
  if (picked.remove !== undefined) return typeCommand(asRoot(removalSteps(picked.remove)));
  const node = await findNode();
  if (node === null) {
    await vscode.window.showInformationMessage(
      'A schedule needs Node.js 20 or newer on this machine, outside of VS Code. Install it (Debian: apt install nodejs), then try again.',
    );
    return;
  }
  const by = picked.label === byWords.cron ? 'cron' : 'systemd';
  const storage = configuration.storage();
  const network = configuration.network();
  const options = { node, cli: programIn(storage), storage, user: userInfo().username, network };
  const cron = cronFile(options, new Date().getMinutes());
  const files = by === 'systemd' ? systemdUnits(options) : cron === null ? null : [cron];
  if (files === null) {
    await vscode.window.showErrorMessage(
      'The path of the storage or of Node.js, or a resolver of the settings, holds a blank or another character that a schedule cannot hold safely.',
    );
    return;
  }
  await pages.show(files.at(-1)?.name ?? '', pageText(files, scheduleFolders[by]), 'properties');
  const answer = await vscode.window.showInformationMessage(
    'The files are shown; nothing is written yet. They take effect when root puts them in place: the command is typed into a terminal for you to send.',
    'Put Into a Terminal',
  );
  if (answer === undefined) return;
  const folder = path.join(storage, 'schedule');
  // Before the copy, which would make the storage readable for everybody.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await cp(context.asAbsolutePath('dist'), path.dirname(options.cli), { recursive: true });
  const written = files.map(({ name }) => path.join(folder, name));
  await Promise.all(files.map(({ text }, at) => writeFile(written[at] ?? '', text, { mode: 0o644 })));
  await typeCommand(asRoot(installSteps(written, by)));
}

interface Choice extends vscode.QuickPickItem {
  readonly remove?: By;
}

type By = keyof typeof scheduleFolders;

function pageText(files: readonly ScheduleFile[], folder: string): string {
  return files.map(({ name, text }) => `# ${folder}/${name}\n${text}`).join('\n');
}

function installSteps(files: readonly string[], by: By): readonly (readonly string[])[] {
  return [
    ['install', '-m', '644', '-t', scheduleFolders[by], ...files],
    ...(by === 'systemd'
      ? [
          ['systemctl', 'daemon-reload'],
          ['systemctl', 'enable', '--now', scheduleNames.timer],
        ]
      : []),
  ];
}

function asRoot(steps: readonly (readonly string[])[]): string {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  return steps.map((argv) => shellLine([...sudo, ...argv], 'posix') ?? '').join(' && ');
}

/** A copy that stays where it is: the extension's own folder is named after its version. */
function programIn(storage: string): string {
  return path.join(storage, 'program/cli.cjs');
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
