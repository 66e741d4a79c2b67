import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

describe('adding and removing a domain', { timeout: 60_000 }, () => {
  const input = () => bench().page.locator('.quick-input-widget input').first();
  const message = () => bench().page.locator('.quick-input-widget .quick-input-message');
  const config = () => readFileSync(path.join(bench().world.workspace, 'cert-doctor.json'), 'utf8');

  it('takes the name out of a pasted URL, and says what is wrong with others', async () => {
    const { page } = bench();
    // The palette offers the command once the workbench knows that the folder is trusted.
    await (await bench().row('active.example.test, active')).waitFor();
    await bench().command('Cert Doctor: Add Domain');
    await page.locator('.quick-input-title', { hasText: 'Add Domain' }).waitFor();
    await input().fill('256.0.2.7');
    await message().filter({ hasText: 'Write an IP address in its usual form' }).waitFor();
    await input().fill('https://Shop.example.test/cart?x=1');
    await message().filter({ hasText: 'Press Enter to write shop.example.test' }).waitFor();
    await bench().screenshot('add-domain');
    await page.keyboard.press('Enter');
    await expect.poll(() => input().inputValue()).toBe('shop.example.test');
    await page.keyboard.press('Enter');
  });

  it('asks for the rest step by step, with a way back', async () => {
    const { page } = bench();
    await page.locator('.quick-input-title', { hasText: 'Add Domain (2/4)' }).waitFor();
    await page.locator('.quick-input-widget .codicon-quick-input-back').click();
    await page.locator('.quick-input-title', { hasText: 'Add Domain (1/4)' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title', { hasText: 'Add Domain (2/4)' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title', { hasText: 'Add Domain (3/4)' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'http-01' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-title', { hasText: 'Add Domain (4/4)' }).waitFor();
    await input().fill('127.0.0.1');
    await page.keyboard.press('Enter');
    await expect
      .poll(config, { timeout: 10_000 })
      .toContain('{ "name": "shop.example.test", "method": "http-01", "addresses": [ "127.0.0.1" ] }');
    expect(config()).toContain('// The domains of the embedded world');
    // The name is in nobody's zone: it is checked at once and said so.
    await (await bench().row('shop.example.test, pending · DNS missing')).waitFor();
  });

  it('removes it after a question', async () => {
    const { page } = bench();
    const before = config();
    const row = await bench().row('shop.example.test');
    await row.click({ button: 'right' });
    await page.locator('.context-view .action-label', { hasText: 'Remove Domain' }).waitFor();
    // The last of the menu, by keyboard.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const question = page.locator('.monaco-dialog-box', { hasText: 'Remove shop.example.test' });
    await question.waitFor();
    await question.locator('.monaco-button', { hasText: 'Remove' }).click();
    await expect.poll(config).not.toContain('shop.example.test');
    expect(config().length).toBeLessThan(before.length);
    await row.waitFor({ state: 'detached' });
  });

  it('is undone in the file, although nobody had it open', async () => {
    const { page } = bench();
    const editor = await bench().open('cert-doctor.json');
    await editor.click();
    await page.keyboard.press('ControlOrMeta+z');
    await page.locator('.view-line', { hasText: 'shop.example.test' }).first().waitFor();
    await page.keyboard.press('ControlOrMeta+s');
    await expect.poll(config).toContain('shop.example.test');
    await (await bench().row('shop.example.test')).waitFor();
  });
});
