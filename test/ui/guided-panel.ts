import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Workbench } from './workbench.ts';

/** The page of the playbook that is shown; it lies two frames deep. */
export function guidedPanel(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/** As a user who knows the symptom does it: the command, words, the playbook that comes first, a domain of the list. */
export async function startPlaybook(
  bench: Pick<Workbench, 'page' | 'row' | 'command'>,
  words: string,
  title: string,
  name: string,
): Promise<void> {
  const { page } = bench;
  // What is renewed here stands in another view of the sidebar, too.
  await (await bench.row(name)).first().waitFor();
  const input = page.locator('.quick-input-widget input').first();
  const chosen = page.locator('.quick-input-list .monaco-list-row.focused');
  await bench.command('Cert Doctor: Start Playbook…');
  await page.locator('.quick-input-title', { hasText: 'Start Playbook' }).waitFor();
  await input.fill(words);
  await chosen.filter({ hasText: title }).waitFor();
  // What is listed is chosen anew for what was typed; an Enter in between chooses nothing.
  const next = page.locator('.quick-input-title', { hasText: `Start Playbook: ${title}` });
  await expect
    .poll(
      async () => {
        if (!(await next.isVisible())) await input.press('Enter');
        return next.isVisible();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(true);
  await input.fill(name);
  await chosen.filter({ hasText: name }).waitFor();
  await input.press('Enter');
  await guidedPanel(page)
    .getByText(/^looked /)
    .waitFor();
}
