import { expect, it } from 'vitest';
import { describeLab } from '../lab/describe-lab.ts';
import { startServerInTheLab } from './server-in-the-lab.ts';
import { useWorkbenchOn } from './workbench.ts';

const enabled = '/etc/systemd/system/timers.target.wants';
const timer = `${enabled}/cert-doctor-renew.timer`;

describeLab('the renewals of a server of the lab', () => {
  const bench = useWorkbenchOn(() =>
    startServerInTheLab([
      {
        label: 'kept',
        certificate: {},
        certbot: true,
        start: [`mkdir -p ${enabled}; printf '[Timer]\\nOnCalendar=*-*-* 04,16:17:00\\n' > ${timer}`],
      },
    ]),
  );

  it("has certbot itself renew, and keeps what it said in the certificate's history", { timeout: 90_000 }, async () => {
    const { page, world } = bench();
    const view = page.locator('.pane', { has: page.locator('.pane-header[aria-label^="Renewals"]') });
    await bench().command('View: Show Cert Doctor');
    const header = view.locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    const row = view.locator(`.monaco-list-row[aria-label^="${world.name('kept')}"]`);
    await row.waitFor();
    await row.click();
    await row.hover();
    await row.getByRole('button', { name: 'Renew' }).click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Renews if it is due' }).click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('certbot');
    await bench().screenshot('renew-by-certbot', ['light', 'dark']);
    await dialog.locator('.monaco-button', { hasText: 'Run' }).click();
    // Its lineage is made of copies, so that certbot finds its settings broken.
    await page.locator('.notification-toast', { hasText: 'certbot ended with code 1' }).waitFor();

    await row.click();
    // Out of the way, or the row's tooltip covers the others.
    await page.mouse.move(900, 700);
    await row.press('ArrowRight');
    const history = view.locator('.monaco-list-row[aria-label^="History"]');
    await history.waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    const attempt = view.locator('.monaco-list-row', { hasText: 'The renewal settings are broken' }).last();
    await attempt.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await view.locator('.monaco-list-row', { hasText: 'certbot was asked to renew' }).waitFor();
    await bench().screenshot('renewals-of-certbot', ['light', 'dark']);
  });

  it('takes the schedule that is there away by commands that the user sends', { timeout: 90_000 }, async () => {
    const { page } = bench();
    await bench().command('Cert Doctor: Renew on Its Own (Timer or Cron)…');
    const removal = page.locator('.quick-input-list .monaco-list-row', { hasText: timer });
    await removal.waitFor();
    await bench().screenshot('schedule-removal', ['light', 'dark']);
    await removal.click();
    const terminal = page.locator('.terminal-wrapper .xterm');
    await terminal.waitFor();
    await expect.poll(() => terminal.innerText(), { timeout: 20_000 }).toContain('systemctl disable --now');
    await bench().screenshot('schedule-removal-typed', ['light', 'dark']);
  });
});
