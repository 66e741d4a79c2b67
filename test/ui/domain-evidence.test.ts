import { describe, expect, it } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

/** Its check is over: the words are those of the end. */
const domain = 'dead-ipv6.example.test, not reachable';

/** The row of a label below the sidebar's tree, unfolded. */
async function unfold(label: string): Promise<void> {
  const row = (await bench().row(label)).first();
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
  await (await bench().row(label)).and(bench().page.locator('[aria-expanded="true"]')).first().waitFor();
}

async function fromMenu(title: string): Promise<void> {
  const { page } = bench();
  await (await bench().row(domain)).click({ button: 'right' });
  // The menu takes no click in its first moments.
  await page.locator('.monaco-menu .action-item', { hasText: title }).hover();
  await page.keyboard.press('Enter');
}

describe('what stands below a domain', { timeout: 90_000 }, () => {
  it('begins with the cause and what can be done, and ends with the renewal', async () => {
    await (await bench().row('token.example.test, active')).waitFor();
    await unfold(domain);
    for (const label of ['Names', 'Certificate', 'Challenge', 'Server', 'Renewal']) {
      await (await bench().row(label)).first().waitFor();
    }
    await unfold('Names');
    await unfold('dead-ipv6.example.test: DNS');
    await (await bench().row('::1')).first().waitFor();
    await bench().screenshot('domain-rows');
  });

  it('names the commands that show the same, and types the chosen one without running it', async () => {
    const { page } = bench();
    const row = (await bench().row('::1')).first();
    await row.hover();
    await row.locator('.action-label[aria-label^="Show How I Can See This Myself"]').click();
    const list = page.locator('.quick-input-list .monaco-list-row');
    await list.filter({ hasText: 'openssl s_client -connect' }).first().waitFor();
    await bench().screenshot('see-yourself');
    await list.filter({ hasText: 'Knock at port' }).first().click();
    await page.locator('.terminal-wrapper').first().waitFor();
    await bench().command('Terminal: Kill All Terminals');
  });

  it('opens all evidence as a read-only document', async () => {
    const { page } = bench();
    await fromMenu('Show Domain Evidence');
    await page.locator('.editor-instance .view-lines', { hasText: 'What was found' }).waitFor();
    await bench().screenshot('evidence');
  });

  it('shows what each resolver answers side by side', async () => {
    const { page } = bench();
    await fromMenu('Compare Resolvers');
    const editor = page.locator('.editor-instance .view-lines', { hasText: 'what each resolver and each name server' });
    await editor.waitFor();
    expect(await editor.textContent()).toContain('same');
    await bench().screenshot('resolvers');
  });

  it('can be read in a window of 400 pixels', async () => {
    const { page } = bench();
    const size = page.viewportSize();
    await page.setViewportSize({ width: 400, height: 800 });
    await (await bench().row(domain)).first().waitFor();
    await bench().screenshot('domain-rows-narrow');
    if (size !== null) await page.setViewportSize(size);
  });
});
