import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { webRootOf } from '../world/workspace.ts';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

describe('issuing, renewing and going back', { timeout: 180_000 }, () => {
  it('asks for what it needs to know, shows the plan, issues, and tells what was done', async (context) => {
    const { page, world } = bench();
    context.skip(world.ca === null, 'Pebble is not installed, so the world has no CA');
    await (await bench().row('new.example.test, no certificate')).waitFor();
    const input = page.locator('.quick-input-widget input').first();
    const option = (label: string) => page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();

    await bench().command('Cert Doctor: Issue Certificate…');
    await option('Other names').click();
    await page.locator('.quick-input-title', { hasText: 'Issue Certificate' }).waitFor();
    await page.locator('.quick-input-title', { hasText: '(1/10)' }).waitFor();
    await input.fill('no name');
    await page.locator('.quick-input-message', { hasText: 'no:' }).waitFor();
    await bench().screenshot('wizard-names');
    await input.fill('new.example.test');
    await input.press('Enter');
    await option('from your settings').waitFor();
    await bench().screenshot('wizard-ca');
    await input.press('Enter');
    await option('ECDSA P-256').click();
    await option('A file under the web root').waitFor();
    await bench().screenshot('wizard-proof');
    await option('A file under the web root').click();
    await page.locator('.quick-input-title', { hasText: '(5/10)' }).waitFor();
    await input.fill(webRootOf(world.workspace, 'new.example.test'));
    await input.press('Enter');
    await option('As in the settings').waitFor();
    await bench().screenshot('wizard-server');
    await option('As in the settings').click();

    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain(new URL(world.ca?.directoryUrl ?? '').host);
    await bench().screenshot('issue-plan');
    await dialog.locator('.monaco-button', { hasText: 'Issue' }).click();
    for (const act of ['test', 'reload']) {
      const command = page.locator('.monaco-dialog-box', { hasText: new RegExp(`reload\\.ts.*${act}`) });
      await command.waitFor();
      await bench().screenshot(`issue-${act}`);
      await command.locator('.monaco-button', { hasText: 'Run' }).click();
    }
    await page.locator('.notification-toast', { hasText: 'issued and is served on every address' }).waitFor();
    await (await bench().row('new.example.test, active')).waitFor();
  });

  it('asks of each name by itself how it is proven, a wildcard by DNS alone, and goes no further than the user', async (context) => {
    const { page, world } = bench();
    context.skip(world.ca === null, 'Pebble is not installed, so the world has no CA');
    const input = page.locator('.quick-input-widget input').first();
    const option = (label: string) => page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first();
    const question = (words: string) => page.locator(`.quick-input-widget input[placeholder="${words}"]`).waitFor();

    await bench().command('Cert Doctor: Issue Certificate…');
    await option('Other names').click();
    await page.locator('.quick-input-title', { hasText: '(1/10)' }).waitFor();
    await input.fill('new.example.test *.new.example.test');
    await input.press('Enter');
    await option('from your settings').click();
    await option('ECDSA P-256').click();
    await option('Each name in its own way').waitFor();
    // All of them together only by what proves a wildcard.
    expect(await option('A file under the web root').count()).toBe(0);
    await option('Each name in its own way').click();
    await question('How is control of new.example.test proven?');
    await option('A file under the web root').click();
    await page.locator('.quick-input-message', { hasText: 'serves new.example.test' }).waitFor();
    await input.fill(webRootOf(world.workspace, 'new.example.test'));
    await input.press('Enter');
    await question('How is control of *.new.example.test proven?');
    await option('A DNS record that you add').waitFor();
    expect(await option('A file under the web root').count()).toBe(0);
    await bench().screenshot('wizard-each-name');
    await input.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    expect(await page.locator('.monaco-dialog-box').count()).toBe(0);
  });

  it('lists what is to be renewed, with its history', async (context) => {
    const { page, world } = bench();
    context.skip(world.ca === null, 'Pebble is not installed, so the world has no CA');
    const view = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Renewals"]') });
    await bench().command('View: Show Cert Doctor');
    const header = view.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    const row = view.locator('.monaco-list-row[aria-label^="new.example.test"]');
    await row.waitFor();
    expect(await row.getAttribute('aria-label')).toMatch(/due in .* · not by itself · Cert Doctor/);
    await row.click();
    await row.press('ArrowRight');
    await view.locator('.monaco-list-row[aria-label^="History"]').waitFor();
    await bench().screenshot('renewals');

    await bench().command('Cert Doctor: Show Activity');
    const page1 = page.locator('.editor-instance .view-lines', { hasText: 'Every address serves it' });
    await page1.waitFor();
    await bench().screenshot('activity');
  });

  it('shows by itself what another process issues', async (context) => {
    const { page, world } = bench();
    const { ca } = world;
    if (ca === null) return context.skip('Pebble is not installed, so the world has no CA');
    const { resolvers, httpPort, httpsPort } = world.network;
    const name = 'token.example.test';
    const words = [
      ...[
        'issue',
        name,
        '--storage',
        world.storage,
        '--webroot',
        webRootOf(world.workspace, name),
        '--agree-tos',
        '--yes',
      ],
      ...['--ca', ca.directoryUrl, '--ca-root', ca.caRootFile, '--resolver', resolvers[0] ?? '', '--allow-private'],
      ...['--http-port', String(httpPort), '--https-port', String(httpsPort)],
    ];
    const { stdout } = await promisify(execFile)(process.execPath, [
      path.join(import.meta.dirname, '../../dist/cli.cjs'),
      ...words,
    ]);
    expect(stdout).toContain('Stored: serial number');
    const view = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Renewals"]') });
    await view.locator(`.monaco-list-row[aria-label^="${name}"]`, { hasText: 'due in' }).waitFor();
  });
});
