import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

describe('the output channel', { timeout: 60_000 }, () => {
  const lines = () => bench().page.locator('.part.panel .view-lines .view-line');

  it('holds what an analysis found, with places that open', async () => {
    const { page, world } = bench();
    await (await bench().row('active.example.test, active')).waitFor();
    await bench().command('Cert Doctor: Analyze Log File');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Browse' }).click();
    const file = path.join(world.workspace, 'letsencrypt/letsencrypt.log');
    // The dialog writes the folder into its box when it has listed it, whatever stands there by then.
    const listed = page.locator('.quick-input-list .monaco-list-row', { hasText: 'letsencrypt.log' });
    const fill = async () => {
      await page.locator('.quick-input-widget input').first().fill(file);
      return await listed.count();
    };
    await expect.poll(fill, { timeout: 15_000, interval: 500 }).toBeGreaterThan(0);
    await page.locator('.quick-input-widget .monaco-button', { hasText: 'Analyze' }).click();
    await lines().filter({ hasText: 'The cause: Port 80 refuses connections' }).waitFor();
    const link = page.locator('.part.panel .view-lines .detected-link', { hasText: 'letsencrypt.log:' });
    await link.first().waitFor();
  });

  it('colours the line of the log, and explains it on hover, though the panel draws no squiggles', async () => {
    const { page } = bench();
    const decisive = lines()
      .locator('span span', { hasText: /refused$/ })
      .last();
    await decisive.hover();
    const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'Port 80 refuses connections' });
    await hover.waitFor();
    await bench().screenshot('output');
    const colours = await lines()
      .filter({ hasText: '203.0.113.20' })
      .locator('span[class^=mtk]')
      .evaluateAll((spans: readonly { className: string }[]) => spans.map(({ className }) => className));
    expect(new Set(colours).size).toBeGreaterThan(1);
  });
});
