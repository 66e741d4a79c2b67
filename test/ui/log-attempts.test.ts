import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWorkbench } from './workbench.ts';

const bench = useWorkbench();
const fixtures = path.join(import.meta.dirname, '../fixtures');

/** How long the CA still forbids the next try when the log is written, in milliseconds. */
const retryMs = 40_000;

/** A log of four attempts, the last of which the CA refuses for a while. */
function fourAttempts(): string {
  const logs = ['logs/certbot-success.log', 'logs/certbot-caa.log', 'world-logs/letsencrypt/letsencrypt.log'];
  const retry = new Date(Date.now() + retryMs).toISOString().slice(0, 19).replace('T', ' ');
  const limited = [
    '2026-11-23 06:10:12,345:DEBUG:certbot._internal.main:certbot version: 2.1.0',
    '2026-11-23 06:10:13,345:DEBUG:certbot._internal.display.obj:Notifying user: Renewing an existing certificate for busy.example.com',
    '2026-11-23 06:10:14,345:ERROR:certbot._internal.log:An unexpected error occurred:',
    `Error creating new order :: too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s, retry after ${retry} UTC: see https://letsencrypt.org/docs/rate-limits/`,
  ];
  const texts = logs.map((log) => readFileSync(path.join(fixtures, log), 'utf8').trimEnd());
  return `${[...texts, ...limited].join('\n')}\n`;
}

describe('a log of several attempts', { timeout: 90_000 }, () => {
  const lens = (name: string) =>
    bench()
      .page.locator('.codelens-decoration', { hasText: `✖ failed for ${name}` })
      .filter({ visible: true });
  const rows = () => bench().page.locator('.quick-input-list .monaco-list-row');
  const tab = (words: string) => bench().page.locator('.tab.active', { hasText: words });
  /** Puts the cursor into a line, by its number from 1. */
  const goTo = async (line: number, column = 1): Promise<void> => {
    await bench().page.keyboard.press('Control+g');
    await bench().page.locator('.quick-input-widget input').first().fill(`:${line}:${column}`);
    await bench().page.keyboard.press('Enter');
  };
  const quickFix = async (words: string): Promise<void> => {
    await (await bench().quickFix(words)).click();
  };
  let text = '';

  beforeAll(() => {
    text = fourAttempts();
    mkdirSync(path.join(bench().world.workspace, 'renewals'), { recursive: true });
    writeFileSync(path.join(bench().world.workspace, 'renewals/letsencrypt.log'), text);
  });

  const lineOf = (words: string): number => text.split('\n').findIndex((line) => line.includes(words)) + 1;

  it('reminds of the next try that the CA allows', async () => {
    const { page } = bench();
    await bench().open('renewals/letsencrypt.log');
    await goTo(lineOf('Error creating new order'), 40);
    await lens('busy.example.com').waitFor();
    await bench().command('Show or Focus Hover');
    const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'Who can fix it' });
    await hover.waitFor();
    expect(await hover.textContent()).toMatch(/Next try: .*\(in less than a minute\)/);
    await bench().screenshot('log-rate-limited');
    await page.keyboard.press('Escape');
    await quickFix('Remind me when the CA allows');
    await page
      .locator('.notification-toast', { hasText: 'The CA allows the next try for busy.example.com from now on.' })
      .waitFor({ timeout: retryMs + 15_000 });
    await bench().screenshot('log-reminder');
    await bench().command('Notifications: Clear All Notifications');
  });

  it('says above each attempt that failed why, and leads to the line that shows it', async () => {
    const { page } = bench();
    await goTo(lineOf("'caanone.example.com', '--server'"));
    const failed = lens('caanone.example.com: CAA forbids this CA');
    await failed.waitFor();
    expect(await failed.textContent()).toMatch(/Verify now.*Playbook.*Copy report/);
    await bench().screenshot('log-code-lens');
    await failed.locator('a').first().click();
    const line = lineOf('"detail": "While processing CAA');
    await page.locator('[id="status.editor.selection"]', { hasText: `Ln ${line}` }).waitFor();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await bench().screenshot('log-cause');
  });

  it('lists its attempts and what was found in them as symbols', async () => {
    const { page } = bench();
    await page.keyboard.press('ControlOrMeta+Shift+o');
    await rows().filter({ hasText: 'caanone.example.com' }).first().waitFor();
    const words = (await rows().allTextContents()).join('\n');
    for (const part of [/www\.example\.com, example\.com/, /caanone\.example\.com/, /closed\.example\.com/, /busy/]) {
      expect(words).toMatch(part);
    }
    await bench().screenshot('log-symbols');
    await page.keyboard.press('Escape');
    await bench().command('Explorer: Focus on Outline View');
    await page.locator('.outline-element', { hasText: 'caanone.example.com' }).first().waitFor();
    await bench().screenshot('log-outline');
  });

  it('folds to its attempts', async () => {
    const { page } = bench();
    await bench().open('renewals/letsencrypt.log');
    await bench().command('Fold All Regions');
    await goTo(1);
    for (const name of ['caanone', 'closed', 'busy']) await lens(`${name}.example.com`).waitFor();
    await bench().screenshot('log-folded');
    await bench().command('Unfold All');
    await page.keyboard.press('Escape');
  });

  it('shows only the lines of one domain, with their numbers, and leads back', async () => {
    const { page } = bench();
    const line = lineOf('"type": "urn:ietf:params:acme:error:caa"');
    await goTo(line);
    await bench().command('Cert Doctor: Show Only the Lines of a Domain');
    await rows().filter({ hasText: 'caanone.example.com' }).waitFor();
    await bench().screenshot('log-filter-names');
    await page.locator('.quick-input-widget input').first().fill('caanone');
    await page.keyboard.press('Enter');
    await tab('(caanone.example.com)').waitFor();
    const back = page.locator('.codelens-decoration a', { hasText: '← Back to the whole log' });
    await page.keyboard.press('Control+Home');
    await back.waitFor();
    const first = lineOf("'caanone.example.com', '--server'") - 2;
    await page
      .locator('.codelens-decoration', { hasText: /\d+ of [\d,]+ lines concern caanone\.example\.com/ })
      .waitFor();
    const shown = page.locator('.monaco-editor[data-uri^="cert-doctor-filter"] .view-lines');
    expect(await shown.textContent()).toMatch(/caanone/);
    expect(await shown.textContent()).not.toMatch(/closed|www\.example/);
    await bench().screenshot('log-filtered');
    await back.click();
    await tab('letsencrypt.log').waitFor();
    await page.locator('[id="status.editor.selection"]', { hasText: `Ln ${first}` }).waitFor();
  });

  it('says nothing any more of a message that is ignored, until that is taken back', async () => {
    const { page } = bench();
    await bench().open('renewals/letsencrypt.log');
    await goTo(lineOf('Error creating new order'), 40);
    await lens('busy.example.com').waitFor();
    await quickFix('Ignore this message everywhere');
    const toast = page.locator('.notification-toast', {
      hasText: 'Ignored everywhere: Same certificate issued too often',
    });
    await toast.waitFor();
    await expect.poll(() => lens('busy.example.com').count()).toBe(0);
    await bench().screenshot('log-ignored');
    await bench().command('Notifications: Clear All Notifications');
    await bench().command('Cert Doctor: Show Ignored Messages');
    await rows().filter({ hasText: 'everywhere' }).waitFor();
    await bench().screenshot('log-ignored-list');
    await rows().filter({ hasText: 'everywhere' }).click();
    await page.locator('.quick-input-count', { hasText: '1 Selected' }).waitFor();
    await page.keyboard.press('Enter');
    await lens('busy.example.com').waitFor();
  });

  it('reads on a narrow screen', async () => {
    const { page } = bench();
    await bench().open('renewals/letsencrypt.log');
    const size = page.viewportSize();
    await bench()
      .command('View: Close Primary Side Bar')
      .catch(() => undefined);
    await page.setViewportSize({ width: 400, height: 800 });
    await goTo(lineOf('Error creating new order'));
    await lens('busy.example.com').waitFor();
    await bench().screenshot('log-narrow');
    if (size !== null) await page.setViewportSize(size);
  });
});
