import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

describe('the platform that a domain shows', { timeout: 60_000 }, () => {
  const name = 'caddy.example.test';
  const proposed = 'Platform: Caddy · recognised by Caddy';
  const accepted = 'Platform: Caddy · as cert-doctor.json says';
  const config = () => readFileSync(path.join(bench().world.workspace, 'cert-doctor.json'), 'utf8');
  const tight = (text: string) => text.replaceAll(/\s+/g, '');
  let before = '';

  beforeAll(() => {
    before = config();
  });

  it('is proposed below the domain, and what is proposed can be read before it is accepted', async () => {
    const { page } = bench();
    await (await bench().row(`${name}, active`)).click();
    await page.keyboard.press('ArrowRight');
    const row = await bench().row(proposed);
    await row.locator('.codicon-lightbulb').waitFor();
    expect(before).not.toContain('"platform"');
    await row.hover();
    await page.locator('.monaco-hover', { hasText: '"platform": "caddy" is written into the entry' }).waitFor();
    await bench().screenshot('platform-proposed');
  });

  it('is written into the entry of this domain alone once it is accepted, and proposed no more', async () => {
    const { page } = bench();
    const row = await bench().row(proposed);
    await row.click();
    await row.locator('.action-label[aria-label^="Accept Platform"]').click();
    await (await bench().row(accepted)).locator('.codicon-package').waitFor();
    await row.waitFor({ state: 'detached' });
    expect(tight(config())).toMatch(/"name":"caddy\.example\.test",[^{}]*"platform":"caddy"/);
    expect(tight(config()).replace(',"platform":"caddy"', '')).toBe(tight(before));
    await page.mouse.move(900, 700);
    await bench().screenshot('platform-accepted');
  });

  it('offers to accept nothing on a platform that the user named', async () => {
    const row = await bench().row(accepted);
    await row.hover();
    expect(await row.locator('.action-label[aria-label^="Accept Platform"]').count()).toBe(0);
  });

  it('is proposed again once the edit is undone', async () => {
    const { page } = bench();
    const editor = await bench().open('cert-doctor.json');
    await editor.click();
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('ControlOrMeta+s');
    await expect.poll(config).toBe(before);
    await (await bench().row(proposed)).waitFor();
  });
});
