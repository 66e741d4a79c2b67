import type { FrameLocator } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

/** The panel lies two frames deep. */
function panel(): FrameLocator {
  return bench().page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

async function startPlaybook(name: string): Promise<void> {
  const row = await bench().row(name);
  // Rows move as long as checks run, and the button goes with the pointer.
  const unsettled = bench().page.locator('.sidebar .monaco-list-row', { hasText: /checking|not checked yet/ });
  await unsettled.first().waitFor({ state: 'detached' });
  await row.hover();
  await row.locator('.action-label[aria-label^="Start Playbook"]').click();
  const input = bench().page.locator('.quick-input-widget input').first();
  await input.fill('PB-1');
  await bench()
    .page.locator('.quick-input-list .monaco-list-row.focused[data-index="0"]', { hasText: 'Issuance failed or stuck' })
    .waitFor();
  // What is listed is chosen anew for what was typed; an Enter in between chooses nothing.
  await expect
    .poll(
      async () => {
        if (await input.isVisible()) await input.press('Enter');
        return input.isVisible();
      },
      { timeout: 10_000, interval: 500 },
    )
    .toBe(false);
  await panel()
    .getByText(/^looked /)
    .waitFor();
}

describe('the playbook "Issuance failed or stuck at pending"', { timeout: 120_000 }, () => {
  it('stops at the step that has the problem, with what was found and what should be', async () => {
    await (await bench().row('moved.example.test, pending')).waitFor();
    await startPlaybook('moved.example.test');
    await panel()
      .getByRole('button', { name: /DNS to the server.*problem/ })
      .waitFor();
    await panel().getByText('127.0.0.3').first().waitFor();
    await panel().getByText('127.0.0.1').first().waitFor();
    const picture = panel().getByRole('img', { name: /moved\.example\.test, wrong: A 127\.0\.0\.3 \(not expected\)/ });
    await picture.waitFor();
    await bench().screenshot('playbook-problem');

    await panel().getByRole('button', { name: 'Copy the A record' }).click();
    await panel()
      .getByRole('button', { name: /DNS to the server.*waits for you/ })
      .waitFor();
    await panel()
      .getByText(/^Waits until every name leads to the server\./)
      .waitFor();
    await bench().screenshot('playbook-waiting');
    await bench().command('View: Close All Editors');
  });

  it('of a second domain opens where the first one stands, beside the file', async () => {
    await bench().open('letsencrypt.log');
    await startPlaybook('moved.example.test');
    const columns = bench().page.locator('.editor-group-container');
    expect(await columns.count()).toBe(2);
    await startPlaybook('caa-forbids.example.test');
    await panel()
      .getByRole('button', { name: /Permission for the CA.*problem/ })
      .waitFor();
    expect(await columns.count()).toBe(2);
    expect(await panel().locator('.way svg:visible').getAttribute('aria-label')).toContain('The CA may not issue.');
    await bench().screenshot('playbook-caa');
  });

  it('keeps in view beside the file, in a low window, what the step offers', async () => {
    const { page } = bench();
    const whole = page.viewportSize() ?? { width: 1400, height: 1100 };
    onTestFinished(() => page.setViewportSize(whole));
    await page.setViewportSize({ ...whole, height: 700 });
    const button = panel().getByRole('button', { name: 'Done by hand' });
    const statusBar = page.locator('.part.statusbar');
    const room = async () => ((await statusBar.boundingBox())?.y ?? 0) - ((await button.boundingBox())?.y ?? Infinity);
    await expect.poll(room).toBeGreaterThan(26);
    await bench().screenshot('playbook-beside', ['light', 'dark']);
    await bench().command('View: Close All Editors');
  });

  it('leads to an issued certificate that the server shows, by keyboard', async (context) => {
    const { page, world } = bench();
    context.skip(world.ca === null, 'Pebble is not installed, so the world has no CA');
    await startPlaybook('new.example.test');
    await panel()
      .getByRole('button', { name: /Site that answers for the name.*unknown/ })
      .waitFor();
    await bench().screenshot('playbook-unknown');
    await panel().getByText('Not everything could be seen').first().waitFor();
    expect(await panel().locator('body').innerText()).not.toContain('Ready');
    await panel().getByRole('button', { name: 'Issue Certificate…' }).press('Enter');

    await page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: /^Issue/ })
      .waitFor();
    await page.keyboard.press('Enter');
    for (const act of ['test', 'reload']) {
      await page.locator('.monaco-dialog-box', { hasText: new RegExp(`reload\\.ts.*${act}`) }).waitFor();
      await page.keyboard.press('Enter');
    }
    await panel()
      .getByRole('button', { name: /^New certificate.*(?:fine|done)/ })
      .waitFor();
    await bench().screenshot('playbook-done');
    await (await bench().row('new.example.test, active')).waitFor();
    const said = await panel().locator('body').innerText();
    expect(said).toMatch(/served|shows/);
    expect(said).toMatch(/Reloading the server: .*reload/);
    expect(said).toMatch(/Stored: serial [0-9A-F]+, valid until/);
  });
});
