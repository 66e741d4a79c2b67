import { describe, expect, it, vi } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

describe('a log', { timeout: 60_000 }, () => {
  it('opens in its own language, its cause among the problems', async () => {
    const { page } = bench();
    await bench().open('letsencrypt.log');
    await page.locator('[id="status.editor.mode"]', { hasText: 'ACME Client Log' }).waitFor();
    await bench().command('View: Toggle Problems');
    const problem = page.locator(
      '.markers-panel .monaco-list-row[aria-label^="Error: Port 80 refuses connections: closed.example.com"]',
    );
    await problem.dblclick();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await page.keyboard.press('ControlOrMeta+j');
    await page.locator('.markers-panel').waitFor({ state: 'hidden' });
  });

  it('is coloured: times, levels and addresses stand apart', async () => {
    const countColours =
      "new Set([...document.querySelectorAll('.monaco-editor .view-line span[class^=mtk]')].map((span) => span.classList[0])).size";
    await expect.poll(() => bench().page.evaluate(countColours)).toBeGreaterThan(2);
  });

  it('says above the failed attempt what failed, with ways to go on', async () => {
    const { page } = bench();
    await page.keyboard.press('ControlOrMeta+Home');
    const lens = page.locator('.codelens-decoration', { hasText: 'port 80 refuses connections' });
    await lens.waitFor();
    expect(await lens.textContent()).toMatch(/Verify now.*Playbook.*Copy report/);
    await lens.locator('a').first().click();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  });

  it('explains itself on hover', async () => {
    const { page } = bench();
    const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'Who can fix it' });
    // What is said of the log anew takes the hover away.
    const look = async (): Promise<void> => {
      if (!(await hover.isVisible())) await bench().command('Show or Focus Hover');
      await hover.waitFor({ timeout: 5_000 });
      expect(await hover.textContent({ timeout: 1_000 })).toContain('Port 80 refuses connections');
      const frame = await hover.boundingBox({ timeout: 1_000 });
      // Everything that can be done is seen without scrolling.
      for (const label of ['Verify now', 'Type: systemctl status', 'Start playbook', 'More…']) {
        const link = await hover.locator('a', { hasText: label }).boundingBox({ timeout: 1_000 });
        expect((link?.y ?? Infinity) + (link?.height ?? 0)).toBeLessThanOrEqual((frame?.y ?? 0) + (frame?.height ?? 0));
      }
    };
    await vi.waitFor(look, { timeout: 30_000 });
    await bench().screenshot('log-hover');
    await page.keyboard.press('Escape');
  });

  it('offers quick fixes, the live check first, and copies a command', async () => {
    const { page } = bench();
    await bench().quickFix('');
    const fixes = page.locator('.action-widget .monaco-list-row.action');
    expect(await fixes.first().textContent()).toBe('Verify now: check closed.example.com live');
    await bench().screenshot('log-quick-fixes');
    await fixes
      .filter({ hasText: /^Copy "/ })
      .first()
      .click();
    await fixes.first().waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toMatch(/^systemctl status/);
  });

  it('checks live whether what it says is still so', async () => {
    const { page } = bench();
    await (await bench().quickFix('Verify now')).click();
    const toast = page.locator('.notification-toast', { hasText: 'closed.example.com, Port 80 refuses connections' });
    await toast.waitFor();
    await bench().screenshot('log-verified');
  });
});
