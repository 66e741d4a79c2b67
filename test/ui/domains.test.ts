import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { useWorkbench } from './workbench.ts';

/** What the tree says of every domain of the world, worst first: icon and words. */
const tree = [
  ['expired', 'error', 'expired 3 days ago'],
  ['self-signed', 'error', 'self-signed'],
  ['wrong-host', 'error', 'wrong host · the certificate is for somebody-else.example.test'],
  ['not-yet-valid', 'error', 'not yet valid · begins in 2 days'],
  ['incomplete-chain', 'error', 'chain incomplete'],
  ['dead-ipv6', 'error', 'not reachable · ::1 refuses connections'],
  ['expiring', 'warning', 'active · 6 days left'],
  ['new', 'circle-large-outline', 'no certificate'],
  ['moved', 'sync', 'pending · DNS points elsewhere'],
  ['no-address', 'sync', 'pending · DNS missing'],
  ['nxdomain', 'sync', 'pending · DNS missing'],
  ['servfail', 'question', 'unknown · DNS fails to give its addresses'],
  ['caa-forbids', 'warning', 'active · 88 days · CAA forbids this CA'],
] as const;
const healthy = ['active', 'caddy', 'delegated', 'html-page', 'missing-token', 'token'];

const bench = useWorkbench();

describe('the tree of domains', { timeout: 60_000 }, () => {
  it('says the status of every domain in an icon, in words and to a screen reader, worst first', async () => {
    for (const [label, icon, words] of tree) {
      const row = await bench().row(`${label}.example.test, ${words}`);
      await row.locator(`.codicon-${icon}`).waitFor();
    }
    const labels = await bench().page.locator('.sidebar .monaco-list-row .label-name').allTextContents();
    expect(labels.slice(0, tree.length)).toEqual(tree.map(([label]) => `${label}.example.test`));
    for (const label of healthy) {
      const row = await bench().row(`${label}.example.test, active · 88 days`);
      await row.locator('.codicon-pass-filled').waitFor();
    }
    await bench().screenshot('domains');
  });

  it('counts on its icon the domains that need somebody', async () => {
    const badge = bench().page.locator('.activitybar .badge[aria-label="Cert Doctor - 17 domains need somebody"]');
    await badge.waitFor();
  });

  it('shows expected and found records side by side, by keyboard alone', async () => {
    const { page } = bench();
    await bench().command('Cert Doctor: Focus on Domains View');
    await (await bench().row('moved.example.test')).click();
    await page.keyboard.press('ArrowRight');
    const names = await bench().row('Names');
    await names.first().waitFor();
    for (let i = 0; i < 12 && !(await names.first().getAttribute('class'))?.includes('focused'); i++) {
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('ArrowRight');
    const name = await bench().row('moved.example.test: DNS wrong. Found A 127.0.0.3. Expected A 127.0.0.1');
    await name.waitFor();
    await bench().screenshot('names');
  });

  it('shows the plan of a trial order, which goes into no service, and asks', async () => {
    const { page } = bench();
    await (await bench().row('expired.example.test')).click({ button: 'right' });
    // The menu takes no click in its first moments.
    await page.locator('.monaco-menu .action-item', { hasText: 'Try Order at Trial Service…' }).hover();
    await page.keyboard.press('Enter');
    const plan = page.locator('.monaco-dialog-box', { hasText: 'for expired.example.test' });
    await plan.filter({ hasText: 'acme-staging-v02.api.letsencrypt.org/directory' }).waitFor();
    const words = await plan.textContent();
    expect(words).toContain('4. Store the certificate');
    expect(words).not.toContain('5. ');
    await bench().screenshot('trial-order');
    await plan.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await plan.waitFor({ state: 'hidden' });
  });

  it('marks a wrong entry at its line and keeps the others', async () => {
    const { world } = bench();
    const file = path.join(world.workspace, 'cert-doctor.json');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('"expired.example.test"', '"https://expired.example.test/"'));
    const editor = await bench().open('cert-doctor.json');
    await editor.locator('.squiggly-error').first().waitFor();
    await (await bench().row('expired.example.test')).waitFor({ state: 'detached' });
    await (await bench().row('self-signed.example.test')).waitFor();
    await bench().screenshot('config-error');
    writeFileSync(file, before);
    await (await bench().row('expired.example.test')).waitFor();
    await bench().command('Cert Doctor: Check All Domains');
    await (await bench().row('expired.example.test, expired 3 days ago')).waitFor();
  });
});
