import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

/** A line of certbot in which nothing is wrong. */
const harmless = '2026-11-22 07:46:23,372:DEBUG:acme.client:Storing nonce: aV1EPyhGCUiHXGNuxfPR3A\n';
const harmlessLines = 800_000;

/** What certbot printed of a CA that found port 80 closed: domain, type and detail. */
function refusal(): string {
  const log = readFileSync(path.join(bench().world.workspace, 'letsencrypt/letsencrypt.log'), 'utf8').split('\n');
  const first = log.findIndex((text) => text.startsWith('  Domain:'));
  if (first < 0) throw new Error('the world has no refused connection');
  return `${log.slice(first, first + 3).join('\n')}\n`;
}

/** A file of the workspace, as the explorer shows it. */
function inExplorer(name: string) {
  return bench().page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);
}

async function showExplorer(): Promise<void> {
  await bench().command('View: Show Explorer');
  await inExplorer('letsencrypt').first().waitFor();
}

/** Opens the context menu of a file and takes the entry. What was analyzed before may still bring its view to the front. */
async function inContextMenu(name: string, entry: string): Promise<void> {
  const open = async (): Promise<void> => {
    await showExplorer();
    await inExplorer(name).first().click({ button: 'right', timeout: 5_000 });
  };
  await vi.waitFor(open, { timeout: 40_000 });
  await takeFromMenu(entry);
}

/** By keyboard: a menu that has just opened ignores the mouse. */
async function takeFromMenu(entry: string): Promise<void> {
  const { page } = bench();
  const item = page.locator('.context-view .action-item', { hasText: entry });
  let x = 5;
  const choose = async (): Promise<void> => {
    await item.hover({ position: { x: (x += 1), y: 5 }, timeout: 2_000 });
    if ((await item.getAttribute('class'))?.includes('focused') !== true) throw new Error('not chosen yet');
  };
  await vi.waitFor(choose, { timeout: 10_000 });
  await page.keyboard.press('Enter');
}

/** A row of the view where it shows by itself. */
function shownRow(label: string) {
  return bench().page.locator(`.sidebar .monaco-list-row[aria-label^="${label}"]`);
}

/** A button in the title of the Findings view. */
async function titleAction(label: string): Promise<void> {
  const { page } = bench();
  const pane = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Findings"]') });
  await pane.locator('.pane-header').hover();
  await pane.locator(`.pane-header .action-item a[aria-label^="${label}"]`).click();
}

async function pick(label: string): Promise<void> {
  const row = bench().page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
  await row.click();
}

beforeAll(() => {
  const { workspace } = bench().world;
  const lines = [harmless.repeat(harmlessLines), refusal(), harmless.repeat(2_000)];
  writeFileSync(path.join(workspace, 'large.log'), lines.join(''));
  writeFileSync(path.join(workspace, 'growing.log'), harmless);
});

describe('the findings view', { timeout: 60_000 }, () => {
  it('counts on the icon what a log says while nobody looks', async () => {
    const { page } = bench();
    const badge = page.locator('.activitybar .action-item', { has: page.locator('a[aria-label^="Cert Doctor"]') });
    await (await bench().row('active.example.test, active')).waitFor();
    await showExplorer();
    const label = async (): Promise<string> => (await badge.locator('a').getAttribute('aria-label')) ?? '';
    const was = await label();
    await bench().open('letsencrypt.log');
    await expect.poll(label).not.toBe(was);
  });

  it('lists what is wrong by cause, worst first, each place below it', async () => {
    const group = await bench().row('Port 80 refuses connections, error, 1 name, 1 log');
    await group.waitFor();
    const place = await bench().row('Port 80 refuses connections, error, closed.example.com');
    await place.first().waitFor();
    await bench().screenshot('findings');
    await place.first().click();
    const cursor = bench().page.locator('[id="status.editor.selection"]');
    await expect.poll(() => cursor.textContent()).toMatch(/^Ln (?:197|211)/);
  });

  it.each([
    ['Domain', 'closed.example.com, error, 1 problem'],
    ['File', 'letsencrypt/letsencrypt.log'],
    ['Time', 'Nov 22, 2026, error'],
    ['Cause', 'Port 80 refuses connections, error, 1 name, 1 log'],
  ])('groups by %s', async (grouping, label) => {
    await titleAction('Group Findings By');
    await pick(grouping);
    await shownRow(label).waitFor();
    await bench().screenshot(`findings-by-${grouping.toLowerCase()}`);
  });

  it('filters by domain', async () => {
    await titleAction('Filter Findings by Domain');
    await pick('closed.example.com');
    await bench().page.locator('.pane-header', { hasText: 'only closed.example.com' }).waitFor();
    await titleAction('Show Findings of All Domains');
    await bench().page.locator('.pane-header', { hasText: 'only closed.example.com' }).waitFor({ state: 'detached' });
  });

  it('offers what can be done about a finding in its menu', async () => {
    const place = await bench().row('Port 80 refuses connections, error, closed.example.com');
    await place.first().click({ button: 'right' });
    const menu = bench().page.locator('.context-view .action-label');
    await menu.first().waitFor();
    const entries = await menu.allTextContents();
    for (const entry of ['Verify Now', 'Explain Problem', 'Copy Finding']) expect(entries).toContain(entry);
    await takeFromMenu('Copy Finding');
    await expect
      .poll(() => bench().page.evaluate('navigator.clipboard.readText()'), { timeout: 10_000 })
      .toMatch(/letsencrypt\.log:\d+ {2}Port 80 refuses connections: closed\.example\.com.*\[http-refused\]$/s);
  });

  it('finds rows by what is typed, as every list of the workbench', async () => {
    const { page } = bench();
    await shownRow('Port 80 refuses connections, error, 1 name').click();
    await page.keyboard.press('ControlOrMeta+Alt+f');
    const find = page.locator('.sidebar input[placeholder="Type to search"]');
    await find.fill('nothing is called so');
    await page.getByText('No results found').first().waitFor();
    await find.fill('refuses');
    await page.locator('.sidebar .monaco-list-row .highlight', { hasText: 'refuses' }).first().waitFor();
    await bench().screenshot('findings-find');
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'hidden' });
  });
});

describe('a log of 60 MB, which the editor hands to no extension', { timeout: 90_000 }, () => {
  it('is analyzed from the explorer, and shown as an extract with the numbers of its lines', async () => {
    const { page } = bench();
    await inContextMenu('large.log', 'Analyze Log File');
    await page.locator('.tab', { hasText: 'large.log (extract)' }).waitFor({ timeout: 40_000 });
    const heading = page.locator('.view-line', { hasText: 'line 800,003' });
    await heading.waitFor();
    await shownRow('Port 80 refuses connections, error, 1 name, 2 logs').waitFor();
    // Out of the way of what is on the picture.
    await page.mouse.move(900, 700);
    await bench().screenshot('extract');
  });

  it('explains in the extract what is wrong', async () => {
    const { page } = bench();
    await page
      .locator('.view-line span span', { hasText: /refused$/ })
      .last()
      .hover();
    await page.locator('.monaco-hover:not(.hidden)', { hasText: 'Who can fix it' }).waitFor();
    await bench().screenshot('extract-hover');
  });

  it('leads from a line of the extract to the line of the file', async () => {
    const { page } = bench();
    await page.locator('.view-line', { hasText: 'connection refused' }).first().click();
    await page.keyboard.press('F12');
    await page.locator('.tab.active', { hasText: /^large\.log$/ }).waitFor();
    const cursor = page.locator('[id="status.editor.selection"]');
    await expect.poll(() => cursor.textContent(), { timeout: 20_000 }).toMatch(/^Ln 800003/);
    await bench().screenshot('extract-jump');
  });

  it('is analyzed when its tab is dropped on the view', async () => {
    const { page } = bench();
    await bench().command('Cert Doctor: Clear Findings');
    await (await bench().row('Port 80 refuses connections')).first().waitFor({ state: 'detached' });
    await page.locator('.tab', { hasText: /^large\.log$/ }).dragTo(await bench().row('active.example.test, active'));
    // The extract comes last, and takes the focus.
    await page.locator('.tab.active', { hasText: 'large.log (extract)' }).waitFor({ timeout: 40_000 });
    await shownRow('Port 80 refuses connections, error, 1 name, 1 log').waitFor();
  });
});

describe('a log that is followed', { timeout: 120_000 }, () => {
  const file = (): string => path.join(bench().world.workspace, 'growing.log');

  it('tells what is written to it, until it is stopped', async () => {
    const { page } = bench();
    await inContextMenu('growing.log', 'Follow Log');
    await shownRow('growing.log, following, nothing found').waitFor();
    appendFileSync(file(), refusal());
    await shownRow('growing.log, following, 1 finding').waitFor();
    await bench().screenshot('following');
    await page.reload();
    // The editor opens the log of 60 MB again, too.
    await shownRow('growing.log, following, 1 finding').waitFor({ timeout: 45_000 });
    const row = shownRow('growing.log, following');
    // After a reload the views find their sizes one after the other: rows move under the mouse, and a press can miss.
    const stop = async (): Promise<void> => {
      if ((await row.count()) === 0) return;
      await row.hover({ timeout: 2_000 });
      await row.locator('a[aria-label^="Stop Following"]').click({ timeout: 2_000 });
      await row.waitFor({ state: 'detached', timeout: 5_000 });
    };
    await vi.waitFor(stop, { timeout: 45_000 });
  });
});

describe('the picker of logs', { timeout: 60_000 }, () => {
  it('offers the places of the settings with what is known of them, and any other file', async () => {
    const { page } = bench();
    await bench().command('Cert Doctor: Follow Log');
    const error = page.locator('.quick-input-list .monaco-list-row', { hasText: 'workspace/nginx/error.log' });
    await error.waitFor();
    expect(await error.textContent()).toContain('from your settings');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Browse' }).waitFor();
    await bench().screenshot('choose-log');
    await error.click();
    await shownRow('nginx/error.log, following').waitFor();
  });

  it('stops following by keyboard too', async () => {
    await bench().command('Cert Doctor: Stop Following Log');
    await pick('nginx/error.log');
    await shownRow('nginx/error.log, following').waitFor({ state: 'detached' });
  });
});

describe('a terminal', { timeout: 60_000 }, () => {
  it('has links on lines that tell of certificate trouble', async () => {
    const { page } = bench();
    await bench().command('Terminal: Create New Terminal');
    await page.locator('.terminal-wrapper.active .xterm-helper-textarea').waitFor({ state: 'attached' });
    await page.keyboard.type('sed -n 205,212p letsencrypt/letsencrypt.log');
    await page.keyboard.press('Enter');
    const row = page.locator('.terminal-wrapper.active .xterm-rows > div', { hasText: 'dial tcp' });
    await row.waitFor();
    const words = row.locator('span', { hasText: 'dial tcp' });
    const text = (await words.textContent()) ?? '';
    const box = await words.boundingBox();
    if (box === null) throw new Error('the terminal shows no such line');
    const x = box.x + (box.width * (text.indexOf('dial tcp') + 2)) / text.length;
    await page.mouse.move(x, box.y + box.height / 2, { steps: 4 });
    await page.locator('.workbench-hover', { hasText: 'Port 80 refuses connections: explain or fix' }).waitFor();
    await bench().screenshot('terminal-link');
    await page.keyboard.down('Control');
    await page.mouse.click(x, box.y + box.height / 2);
    await page.keyboard.up('Control');
    await page.locator('.quick-input-widget', { hasText: 'Port 80 refuses connections' }).waitFor();
    await bench().screenshot('terminal-link-opened');
    await page.keyboard.press('Escape');
  });
});
