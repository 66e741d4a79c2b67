import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();

const secret = 'QX9vT2mZ81LkPq07RsYb55';
const log = `2026-11-22 07:15:01,001:DEBUG:certbot._internal.main:certbot version: 2.1.0
2026-11-22 07:15:01,002:DEBUG:certbot._internal.plugins: dns_cloudflare_api_token = ${secret}
Obtaining a new certificate for dead-ipv6.example.test
Certbot failed to authenticate some domains (authenticator: webroot). The Certificate Authority reported these problems:
  Domain: dead-ipv6.example.test
  Type:   connection
  Detail: 203.0.113.10: Fetching http://dead-ipv6.example.test/.well-known/acme-challenge/abc: Timeout during connect (likely firewall problem)
`;

describe('an escalation report', { timeout: 90_000 }, () => {
  beforeAll(async () => {
    await writeFile(path.join(bench().world.workspace, 'nginx/certbot-report.log'), log);
  });

  it('is made for a domain with the logs that are chosen, and holds no secret', async () => {
    const { page } = bench();
    await (await bench().row('dead-ipv6.example.test, not reachable')).waitFor();
    await bench().command('Cert Doctor: Create Escalation Report');
    const list = page.locator('.quick-input-list .monaco-list-row');
    await list.filter({ hasText: 'dead-ipv6.example.test' }).first().waitFor();
    await page.locator('.quick-input-widget input').first().fill('dead-ipv6');
    await list.filter({ hasText: 'token.example.test' }).first().waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    const choice = list.filter({ hasText: 'certbot-report.log' }).first();
    await choice.waitFor();
    await choice.locator('input[type=checkbox], .monaco-checkbox, .quick-input-list-checkbox').first().click();
    await bench().screenshot('report-logs');
    await page.locator('.quick-input-action .monaco-button', { hasText: 'OK' }).click();
    const editor = page.locator('.editor-instance .view-lines', { hasText: 'Certificate trouble' });
    await editor.waitFor();
    await bench().screenshot('report');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ControlOrMeta+f');
    await page.locator('.find-widget textarea, .find-widget input').first().fill('dns_cloudflare_api_token');
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: '[removed]' }).first().waitFor();
    expect(await page.locator('.editor-instance .view-lines').first().textContent()).not.toContain(secret);
    await page.keyboard.press('Escape');
    await bench().screenshot('report-log-lines');
  });

  it('offers the same as JSON', async () => {
    const { page } = bench();
    await bench().command('Notifications: Show Notifications');
    await page
      .locator('.notification-list-item', { hasText: 'Nothing was sent' })
      .locator('.monaco-button', { hasText: 'Show JSON' })
      .click();
    await page.locator('.editor-instance .view-lines', { hasText: '"version"' }).waitFor();
  });
});

describe('words of a platform', { timeout: 60_000 }, () => {
  it('lead to their meaning and their playbook', async () => {
    const { page } = bench();
    await bench().command('Cert Doctor: Explain Status or Message');
    await page.locator('.quick-input-widget input').first().fill('DNS Duplicate');
    const first = page.locator('.quick-input-list .monaco-list-row').first();
    await first.filter({ hasText: 'smoxy: dns duplicate' }).waitFor();
    await bench().screenshot('explain-status');
    await page.keyboard.press('Enter');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.filter({ hasText: 'Remove the TXT record' }).waitFor();
    expect(await dialog.textContent()).toContain('Domains & DNS → SSL');
    expect(await dialog.textContent()).toContain('Older instructions');
    await bench().screenshot('explain-status-meaning');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('a platform is chosen in cert-doctor.json from a list', async () => {
    const { page } = bench();
    await bench().open('cert-doctor.json');
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ControlOrMeta+f');
    await page.locator('.find-widget textarea, .find-widget input').first().fill('"name"');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('"platform": , ');
    for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowLeft');
    await page.locator('.view-line', { hasText: '"platform": ,' }).first().waitFor();
    const values = page.locator('.suggest-widget .monaco-list-row', { hasText: 'cloud-ai-pilot' });
    // The language server of JSON starts with the first file of its kind.
    await expect
      .poll(
        async () => {
          if ((await values.count()) === 0) await page.keyboard.press('ControlOrMeta+Space');
          return values.count();
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .toBeGreaterThan(0);
    await bench().screenshot('platform-field');
  });
});
