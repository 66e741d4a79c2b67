import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { startWorld, type World } from '../world/world.ts';
import { processesWith, watchSystemCalls } from './system-calls.ts';
import { useWorkbenchOn, type Surroundings } from './workbench.ts';

const commands = manifest.contributes.commands.map(({ command }) => command);
/** One key for each command, behind Ctrl+K: so a command runs that no menu shows. */
const keys = 'abcdefghijklmnopqrstuvwxyz0123456789,.-='.split('');

/** A folder whose settings would have programs run and hosts looked at, if anybody believed them. */
async function hostileFolder(): Promise<World & Surroundings> {
  const world = await startWorld();
  const program = path.join(world.folder, 'program');
  writeFileSync(program, `#!/bin/sh\ntouch ${world.folder}/ran\n`, { mode: 0o755 });
  const settings = {
    'certDoctor.deploy': { test: [program], reload: [program] },
    'certDoctor.storage': path.join(world.workspace, 'storage'),
    'certDoctor.logs.paths': [path.join(world.workspace, '**/*')],
    'certDoctor.askCaStatus': true,
  };
  mkdirSync(path.join(world.workspace, '.vscode'), { recursive: true });
  writeFileSync(path.join(world.workspace, '.vscode/settings.json'), JSON.stringify(settings));
  return Object.assign(world, {
    restricted: true,
    keybindings: commands.map((command, at) => ({
      key: `ctrl+k ${keys[at] ?? ''}`,
      command: 'runCommands',
      args: { commands: [command] },
    })),
    settings: {
      ...world.settings,
      'security.workspace.trust.startupPrompt': 'never',
      // It runs programs of its own.
      'git.enabled': false,
    },
  });
}

const bench = useWorkbenchOn(hostileFolder);

describe('a folder that nobody trusts', { timeout: 120_000 }, () => {
  it('has no program run, no host asked and nothing written, whatever command is given', async (context) => {
    context.skip(process.platform !== 'linux' || process.getuid?.() !== 0, 'strace needs Linux and root');
    expect(commands.length).toBeLessThanOrEqual(keys.length);
    const { page, world } = bench();
    const server = path.join(world.folder, 'code-server');
    await expect.poll(() => processesWith('extensionHost', `TMPDIR=${server}`), { timeout: 20_000 }).toHaveLength(1);
    const [host = 0] = processesWith('extensionHost', `TMPDIR=${server}`);
    await using calls = await watchSystemCalls(host, world.folder);
    const before = contents(world.workspace);

    await bench().row('');
    await page.locator('.welcome-view-content', { hasText: 'Restricted Mode' }).first().waitFor();
    await bench().screenshot('restricted');
    for (const key of keys.slice(0, commands.length)) {
      await page.keyboard.press('Control+k');
      await page.keyboard.press(key);
      await page.keyboard.press('Escape');
    }
    const questions = page.locator('.quick-input-widget:visible, .monaco-dialog-box');
    await expect
      .poll(async () => {
        await page.keyboard.press('Escape');
        return await questions.count();
      })
      .toBe(0);
    // What is left to the folder: its logs are explained. It comes after all that was asked for before.
    await bench().open('letsencrypt.log');
    await page.locator('.codelens-decoration').first().waitFor();

    expect(done(calls.lines(), server)).toEqual([]);
    expect(contents(world.workspace)).toEqual(before);

    // The same eyes see it work once the folder is trusted.
    await bench().command('Workspaces: Manage Workspace Trust');
    await page.locator('.workspace-trust-editor .monaco-button', { hasText: 'Trust' }).first().click();
    await (await bench().row('new.example.test, no certificate')).first().waitFor();
    expect(done(calls.lines(), server).some((line) => line.includes('AF_INET'))).toBe(true);
    expect(readdirSync(world.folder)).not.toContain('ran');
  });
});

/** Its search and language servers, and how a remote workbench looks for ports to forward, which no setting stops. */
const editorsOwn = [
  '/node_modules/code-server/',
  'ls -l /proc/',
  '["ls", "-l", "/proc/',
  '["grep", "socket:"]',
  '"ps -F -A -l | grep root"',
  '["ps", "-F", "-A", "-l"]',
  '["grep", "root"]',
];

/** What was run, asked or written, without what the editor does for itself. */
function done(lines: readonly string[], server: string): readonly string[] {
  const own = `${manifest.publisher}.${manifest.name}`;
  return lines
    .filter((line) => {
      if (line.includes(' execve(')) return !editorsOwn.some((words) => line.includes(words));
      if (/ (?:connect|bind)\(/.test(line)) return line.includes('AF_INET');
      if (/ open(?:at)?\(/.test(line) && !/O_WRONLY|O_RDWR|O_CREAT/.test(line)) return false;
      const isOfEditor = line.includes(`"${server}/user-data/`) && !line.includes(own);
      return /^\d+ +\w+\("|^\d+ +\w+\(AT_FDCWD/.test(line) && !isOfEditor && !/"\/(?:dev|proc)\//.test(line);
    })
    .map((line) => line.slice(0, 300));
}

/** Every file of a folder with its size and time. */
function contents(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => `${file} ${statSync(file).mtimeMs} ${readFileSync(file).length}`)
    .toSorted();
}
