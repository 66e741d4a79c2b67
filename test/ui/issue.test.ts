import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Pebble } from '../lab/pebble.ts';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

describe('issuing a certificate', { timeout: 120_000 }, () => {
  it('stops at once where the CA says nothing, tells at which step, and keeps what was begun', async (context) => {
    const { page, world } = bench();
    const { ca } = world;
    if (ca === null) return context.skip('Pebble is not installed, so the world has no CA');
    await (await bench().row('new.example.test, no certificate')).waitFor();
    await bench().command('Cert Doctor: Issue Certificate…');
    await page.locator('.quick-input-widget input').first().fill('new.example.test');
    await page.locator('.quick-input-list .monaco-list-row[aria-label^="new.example.test"]').click();
    await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Issue' }).click();
    // Whoever asks for an authorization knows the order, and has written it down.
    await expect.poll(() => requests(ca, 'authZ'), { timeout: 20_000, interval: 1 }).toBeGreaterThan(0);
    using frozen = ca.freeze();
    const progress = page.locator('.notification-toast', { hasText: /Issuing for new/ });
    await progress.locator('.monaco-button', { hasText: 'Cancel' }).waitFor();
    await bench().screenshot('issuing');
    await progress.locator('.monaco-button', { hasText: 'Cancel' }).click();
    const told = page.locator('.notification-toast', { hasText: 'was stopped' });
    await told.waitFor();
    expect(await told.textContent()).toMatch(/Issuing for new\.example\.test was stopped (?:after|while) /);
    await bench().screenshot('issuing-cancelled');
    await told.locator('.monaco-button', { hasText: 'Show Activity' }).click();
    await page
      .locator('.view-line', { hasText: /Ordered$/ })
      .first()
      .waitFor();
    await bench().screenshot('issuing-activity');
    frozen[Symbol.dispose]();
    const renewals = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Renewals"]') });
    await renewals.locator('.monaco-list-row[aria-label^="new.example.test"]', { hasText: 'not issued yet' }).waitFor();
    await bench().screenshot('renewals-begun');
    await bench().command('Notifications: Clear All Notifications');
  });

  it('shows the whole plan, asks before every command, and ends on a served certificate', async (context) => {
    const { page, world } = bench();
    context.skip(world.ca === null, 'Pebble is not installed, so the world has no CA');
    await (await bench().row('new.example.test, no certificate')).waitFor();
    await bench().command('Cert Doctor: Issue Certificate…');
    await page.locator('.quick-input-widget input').first().fill('new.example.test');
    const domain = page.locator('.quick-input-list .monaco-list-row[aria-label^="new.example.test"]');
    await domain.click();

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
    await bench().screenshot('issued');
    // The order of the run that was cancelled was taken up.
    expect(world.ca === null ? null : requests(world.ca, 'order-plz')).toBe(1);
  });
});

function requests({ logFile }: Pebble, endpoint: string): number {
  return readFileSync(logFile, 'utf8').split(`POST /${endpoint}`).length - 1;
}
