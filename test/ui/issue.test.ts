import { describe, expect, it } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

describe('issuing a certificate', { timeout: 120_000 }, () => {
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
  });
});
