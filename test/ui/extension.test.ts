import { describe, expect, it } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

describe('a workbench with the packaged extension', () => {
  it('has Cert Doctor in the activity bar, and its view opens', { timeout: 60_000 }, async () => {
    const { page } = bench();
    await page.locator('.activitybar .action-item a[aria-label^="Cert Doctor"]').click();
    await page.locator('.sidebar .composite.title', { hasText: 'Cert Doctor' }).waitFor();
    expect(await page.locator('.sidebar .pane-header', { hasText: 'Domains' }).count()).toBe(1);
  });

  it('shows it among the running extensions', { timeout: 60_000 }, async () => {
    const { page } = bench();
    await bench().command('Developer: Show Running Extensions');
    const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Cert Doctor' });
    await row.waitFor();
    // The time comes from the extension host, later than the row.
    await expect.poll(() => row.textContent()).toMatch(/Activation: \d+ms/);
  });
});
