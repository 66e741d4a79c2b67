import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { openBrowser } from '../host/browser.ts';
import { startCodeServer, type CodeServerOptions } from '../host/code-server.ts';
import { vsixFile } from '../package/vsix.ts';
import { startWorld, type World } from '../world/world.ts';

/** How the browser says what the user prefers, and the class by which the workbench shows that it followed. */
const themes = {
  dark: { media: { colorScheme: 'dark', forcedColors: 'none' }, kind: 'vs-dark' },
  light: { media: { colorScheme: 'light', forcedColors: 'none' }, kind: 'vs' },
  'high-contrast': { media: { colorScheme: 'dark', forcedColors: 'active' }, kind: 'hc-black' },
} as const;

/** What a workbench is opened on. */
export interface Surroundings
  extends
    AsyncDisposable,
    Pick<World, 'folder' | 'workspace' | 'settings'>,
    Pick<CodeServerOptions, 'restricted' | 'keybindings'> {
  /** Words that run the server elsewhere; here unless given. */
  readonly enter?: readonly string[];
}

/** A real workbench with the packaged extension, opened on the world's workspace. */
export interface Workbench<Place extends Surroundings = World> extends AsyncDisposable {
  readonly world: Place;
  readonly page: Page;
  /** Opens the Domains view and gives the row of a label, whole or as it begins. */
  row(label: string): Promise<Locator>;
  /** Runs a command as a user would: by its full title in the palette. */
  command(title: string): Promise<void>;
  /** Opens a file of the workspace by its relative path and gives its editor. */
  open(file: string): Promise<Locator>;
  /** Opens the quick fixes at the cursor and gives the first one that holds these words. */
  quickFix(words: string): Promise<Locator>;
  /** Writes out/screenshots/NAME-THEME.png in dark, light and high contrast, or in some of them; the last one stays on. */
  screenshot(name: string, worn?: readonly (keyof typeof themes)[]): Promise<void>;
}

/**
 * One workbench for all tests of the file that calls this. A test that fails leaves a picture: out/screenshots/failed-TEST-dark.png.
 * @returns gives the workbench inside of tests
 */
export function useWorkbench(): () => Workbench {
  return useWorkbenchOn(startWorld);
}

/** The same on something else than the small world. */
export function useWorkbenchOn<Place extends Surroundings>(start: () => Promise<Place>): () => Workbench<Place> {
  let workbench: Workbench<Place> | null = null;
  beforeAll(async () => {
    workbench = await openWorkbench(start);
  }, 240_000);
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench?.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });
  afterAll(() => workbench?.[Symbol.asyncDispose]());
  return () => {
    if (workbench === null) throw new Error('The workbench was not opened.');
    return workbench;
  };
}

/** Opens the quick input by `key`, types `text` and takes the row with `label`. Again where something else took the focus meanwhile. */
async function choose(page: Page, key: string, text: string, label: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
  for (let tries = 1; ; tries += 1) {
    await page.keyboard.press(key);
    try {
      await input.fill(text, { timeout: 5000 });
      await row.waitFor({ timeout: 5000 });
      await page.keyboard.press('Enter');
      return;
    } catch (error) {
      if (tries === 4) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Starts world, server and browser. Needs `npm run package` to have run. */
async function openWorkbench<Place extends Surroundings>(start: () => Promise<Place>): Promise<Workbench<Place>> {
  if (!existsSync(vsixFile)) throw new Error('There is no cert-doctor.vsix: run `npm run package` first.');
  const stack = new AsyncDisposableStack();
  try {
    const world = stack.use(await start());
    const server = await startCodeServer({
      folder: path.join(world.folder, 'code-server'),
      // As on a desktop: a web workbench asks before it opens more than 50 MB.
      settings: {
        'window.autoDetectColorScheme': true,
        'workbench.editorLargeFileConfirmation': 1024,
        // So that what a terminal shows stands in the page as text.
        'terminal.integrated.gpuAcceleration': 'off',
        'certDoctor.logs.paths': [path.join(world.workspace, 'nginx/*.log')],
        ...world.settings,
      },
      install: [vsixFile],
      ...(world.enter === undefined ? {} : { enter: world.enter }),
      ...(world.restricted === undefined ? {} : { restricted: world.restricted }),
      ...(world.keybindings === undefined ? {} : { keybindings: world.keybindings }),
    });
    stack.defer(() => server.close());
    const browser = await openBrowser(world.folder);
    stack.defer(() => browser.close());
    const page = browser.pages()[0] ?? (await browser.newPage());
    page.setDefaultTimeout(20_000);
    await page.emulateMedia(themes.dark.media);
    await page.goto(`http://${server.authority}/?folder=${encodeURIComponent(world.workspace)}`);
    await page.locator('.monaco-workbench .part.statusbar').waitFor();

    const wear = async (theme: keyof typeof themes): Promise<void> => {
      await page.emulateMedia(themes[theme].media);
      await page.locator(`.monaco-workbench.${themes[theme].kind}`).waitFor();
    };
    await widenSidebar(page);
    const icon = page.locator('.activitybar .action-item', { has: page.locator('a[aria-label^="Cert Doctor"]') });
    const workbench: Workbench<Place> = {
      world,
      page,
      async row(label) {
        if (!(await icon.getAttribute('class'))?.includes('checked')) {
          await icon.click();
          // Out of the way, or the icon's tooltip covers the tree.
          await page.mouse.move(900, 700);
        }
        return page.locator(`.sidebar .monaco-list-row[aria-label^="${label}"]`);
      },
      async command(title) {
        await choose(page, 'F1', `>${title}`, title);
      },
      async open(file) {
        await choose(page, 'ControlOrMeta+p', file, path.basename(file));
        const editor = page.locator(`.editor-instance[data-uri$="${file}"], .monaco-editor[data-uri$="${file}"]`);
        await editor.first().waitFor();
        return editor.first();
      },
      async quickFix(words) {
        const fix = page.locator('.action-widget .monaco-list-row.action', { hasText: words }).first();
        // The key does nothing while the editor is still busy with its cursor.
        const shown = async (): Promise<boolean> => {
          if (await fix.isVisible()) return true;
          await page.keyboard.press('ControlOrMeta+.');
          return false;
        };
        await expect.poll(shown, { timeout: 15_000, interval: 1_000 }).toBe(true);
        return fix;
      },
      async screenshot(name, worn = ['light', 'high-contrast', 'dark']) {
        const folder = path.join(import.meta.dirname, '../../out/screenshots');
        mkdirSync(folder, { recursive: true });
        for (const theme of worn) {
          await wear(theme);
          await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`), animations: 'disabled' });
        }
      },
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
    return workbench;
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** So that statuses can be read in full, on pictures too. */
async function widenSidebar(page: Page): Promise<void> {
  const sidebar = await page.locator('.part.sidebar').boundingBox();
  if (sidebar === null) return;
  const edge = sidebar.x + sidebar.width + 2;
  await page.mouse.move(edge, 400);
  await page.mouse.down();
  await page.mouse.move(edge + 160, 400, { steps: 4 });
  await page.mouse.up();
}
