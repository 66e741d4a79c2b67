import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { guidedPanel, startPlaybook } from './guided-panel.ts';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

const panel = (): FrameLocator => guidedPanel(bench().page);
const start = (...said: readonly [words: string, title: string, name: string]): Promise<void> =>
  startPlaybook(bench(), ...said);

async function step(name: RegExp): Promise<void> {
  await panel().getByRole('button', { name }).waitFor();
}

afterEach(async () => {
  await bench().command('View: Close All Editors');
});

describe('a browser warns although the certificate is active (PB-3)', { timeout: 120_000 }, () => {
  it('names the certificate that is really shown', async () => {
    await start('browser warning', 'Browser warns although', 'wrong-host.example.test');
    await step(/Certificate that each address shows.*problem/);
    await step(/HTTPS at every address.*fine/);
    await bench().screenshot('playbook-3-problem');
  });

  it('says so where nothing is wrong', async () => {
    await start('certificate warning', 'Browser warns although', 'active.example.test');
    await step(/Certificate that each address shows.*fine/);
    await panel().getByText('Nothing wrong was seen').first().waitFor();
    await bench().screenshot('playbook-3-fine');
  });
});

describe('mixed content (PB-4)', { timeout: 120_000 }, () => {
  it('shows each address with its line, replaces it at its source, and turns by itself', async () => {
    const { page, world } = bench();
    const folder = path.join(world.workspace, 'www/token.example.test');
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'index.html');
    writeFileSync(
      file,
      '<!doctype html>\n<title>Shop</title>\n<script src="http://cdn.example.net/shop.js"></script>\n<p>Hello\n',
    );
    await start('mixed content', 'Mixed content', 'token.example.test');
    await step(/Addresses of plain HTTP in the page.*problem/);
    await panel().getByText('line 3, column 9: <script src>').first().waitFor();
    await bench().screenshot('playbook-4-problem');

    await panel().getByRole('button', { name: 'Replace http://cdn.example.net/shop.js…' }).click();
    await page.locator('.quick-input-title', { hasText: 'Replace by https://cdn.example.net/shop.js' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'index.html:3' }).waitFor();
    await bench().screenshot('playbook-4-places');
    await page.locator('.quick-input-widget').getByText('OK', { exact: true }).click();
    await page.locator('.view-line', { hasText: 'https://cdn.example.net/shop.js' }).first().waitFor();
    // Changed in the editor, and left for the user to look at and to save.
    expect(readFileSync(file, 'utf8')).toContain('http://cdn.example.net');
    await page.keyboard.press('ControlOrMeta+s');
    await step(/Addresses of plain HTTP in the page.*fine/);
    await panel().getByText('Solved').first().waitFor();
    expect(readFileSync(file, 'utf8')).toContain('https://cdn.example.net/shop.js');
    await bench().screenshot('playbook-4-solved');
  });
});

describe('delegation of _acme-challenge (PB-7)', { timeout: 120_000 }, () => {
  it('is found by the words of the platform, and tells the record to remove', async () => {
    await start('DNS Duplicate', 'Delegation of _acme-challenge', 'delegated-duplicate.example.test');
    await step(/CNAME at _acme-challenge of every name.*problem/);
    await bench().screenshot('playbook-7-problem');
  });

  it('comes to its end where every record is right', async () => {
    await start('DNS Missing', 'Delegation of _acme-challenge', 'delegated.example.test');
    await step(/CNAME at _acme-challenge of every name.*fine/);
    await bench().screenshot('playbook-7-fine');
  });
});
