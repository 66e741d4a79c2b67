import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { PanelView } from '../../../src/extension/playbooks/panel/messages.ts';
import { finding, portRefused } from '../../core/playbook/recorded-report.ts';
import { findBrowser } from '../../host/browser.ts';
import { PanelHost } from './panel-host.ts';
import type { ThemeName } from './themes.ts';
import { playbookScenes, scene, scenes } from './scenes.ts';
import { looked, offered } from './views.ts';

const pictures = path.join(import.meta.dirname, '../../../out/screenshots');
const executablePath = findBrowser();
if (executablePath === null)
  console.warn('SKIPPED: no Chromium is installed, so the panel is not drawn (set $CHROMIUM).');

describe.skipIf(executablePath === null)('the panel in a browser', () => {
  let host: PanelHost;
  let browser: Browser;

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    host = await PanelHost.start();
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];
    browser = await chromium.launch({ executablePath: executablePath ?? '', args });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await host.close();
  });

  /** The page in a theme and width; whatever the browser complains about fails the test. */
  async function open(theme: ThemeName, width: number, view: PanelView, state?: unknown): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 720 }, reducedMotion: 'reduce' });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    onTestFinished(async () => {
      await page.close();
      expect(complaints).toEqual([]);
    });
    await host.open(page, theme, view, state);
    return page;
  }

  const sent = (page: Page): Promise<unknown> => page.evaluate('sent');
  const focused = (page: Page): Promise<unknown> => page.evaluate('document.activeElement?.getAttribute("data-key")');

  test.each(
    (['dark', 'light', 'high-contrast'] as const).flatMap((theme) =>
      [400, 900].map((width) => [theme, width] as const),
    ),
  )('every scene fits in %s at %i pixels', async (theme, width) => {
    const page = await open(theme, width, scene('looking'));
    const outside = `[...document.querySelectorAll('#panel *')].filter((one) => {
      const { right, width } = one.getBoundingClientRect();
      return width > 1 && right > innerWidth;
    }).length`;
    for (const [name, view] of Object.entries(scenes)) {
      await host.post(page, view);
      await page.screenshot({ path: path.join(pictures, `panel-${name}-${theme}-${width}.png`), fullPage: true });
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBe(width);
      expect(await page.evaluate(outside), name).toBe(0);
    }
  });

  describe('beside an editor, 400 pixels wide', () => {
    const beside = { width: 400, height: 700 };
    /** A button's height in pixels, where its words do not wrap. */
    const oneLine = 26;
    const everyView = Object.entries({ ...scenes, ...playbookScenes });
    const isSeen = `(one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const inside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
      return inside && one.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
    }`;

    async function openBeside(view: PanelView, { width, height } = beside, theme: ThemeName = 'dark'): Promise<Page> {
      const page = await open(theme, width, view);
      await page.setViewportSize({ width, height });
      return page;
    }

    test.each(['dark', 'light', 'high-contrast'] as const)(
      'the buttons of the step that needs somebody are in view before anybody scrolls, in %s',
      async (theme) => {
        const page = await openBeside(scene('looking'), beside, theme);
        const buttons = `[...document.querySelectorAll('.detail > .buttons vscode-button')]`;
        for (const [name, view] of everyView) {
          await host.post(page, view);
          if (name in scenes) await page.screenshot({ path: path.join(pictures, `panel-beside-${name}-${theme}.png`) });
          const { primary = null, others = [] } = view.steps.find(({ id }) => id === view.current) ?? {};
          const labels = [...(primary === null ? [] : [primary]), ...others].map(({ label }) => label);
          expect(await page.evaluate(`${buttons}.map(({ textContent }) => textContent)`), name).toEqual(labels);
          expect(await page.evaluate(`${buttons}.map(${isSeen})`), name).toEqual(labels.map(() => true));
        }
      },
    );

    test.each([400, 385, 320])('the buttons of the head stand on one line at %i pixels', async (width) => {
      const page = await openBeside(scene('looking'), { ...beside, width });
      for (const [name, view] of everyView) {
        await host.post(page, view);
        expect((await page.locator('.head .buttons').boundingBox())?.height, name).toBeLessThan(2 * oneLine);
        expect(await page.evaluate(`[...document.querySelectorAll('.head vscode-button')].every(${isSeen})`)).toBe(
          true,
        );
      }
    });

    test('the keyboard walks the page in the order in which it reads, and nothing with the focus lies under the buttons', async () => {
      const page = await openBeside(scene('record'));
      const stops: unknown[] = [];
      for (let stop = await focused(page); !stops.includes(stop); stop = await focused(page)) {
        stops.push(stop);
        expect(stop === null || (await page.evaluate(`(${isSeen})(document.activeElement)`)), String(stop)).toBe(true);
        await page.keyboard.press('Tab');
      }
      const inOrder = await page.evaluate(
        `[...document.querySelectorAll('[data-key]:not([tabindex="-1"])')]
          .filter((one) => one.checkVisibility())
          .map((one) => one.dataset.key)`,
      );
      expect(stops.filter((stop) => stop !== null)).toEqual(inOrder);
    });

    test('the buttons stand where they are read once the page is scrolled to them, with the folds below', async () => {
      const page = await openBeside(scene('record'));
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      const buttons = await page.locator('.detail > .buttons').boundingBox();
      const waiting = await page.locator('.detail > .waiting').boundingBox();
      expect((buttons?.y ?? 0) + (buttons?.height ?? 0)).toBeLessThanOrEqual(waiting?.y ?? 0);
    });
  });

  test('in a small panel the step that needs somebody now is in view, and a look that turns nothing leaves the page where it is', async () => {
    const view = playbookScenes['PB-9 wrong'];
    const last = view?.steps.at(-1)?.id ?? '';
    if (view === undefined) throw new Error('no PB-9');
    const page = await open('dark', 400, scene('looking'));
    await page.setViewportSize({ width: 400, height: 420 });
    const row = page.locator(`[data-key="step:${last}"]`);
    await host.post(page, { ...view, current: 'automation' });
    await host.post(page, { ...view, current: last });
    const box = await row.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    // Scrolling stops at whole pixels.
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(421);
    await page.evaluate('scrollTo(0, 1)');
    await host.post(page, { ...view, current: last, lookedAt: '2026-11-25T10:00:01.000Z' });
    expect(await page.evaluate('scrollY')).toBe(1);
  });

  test('every state has words beside its icon', async () => {
    const page = await open('dark', 900, scene('problem'));
    expect(await page.locator('.step-words').allInnerTexts()).toEqual(['fine', 'problem', 'unknown', 'fine', 'to do']);
    expect(await page.locator('.seen tbody td:first-child .hidden').allTextContents()).toEqual(['problem', 'problem']);
  });

  test('the picture has a text alternative, and the page has headings, landmarks and one current step', async () => {
    const page = await open('dark', 900, scene('problem'));
    expect(await page.getByRole('img').getAttribute('aria-label')).toContain('The way breaks before: Port.');
    expect(await page.getByRole('navigation', { name: 'Steps' }).getByRole('listitem').count()).toBe(5);
    expect(await page.locator('[aria-current="step"]').count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Issuance failed or stuck at pending');
    expect(await page.getByRole('region', { name: 'Port 80 from outside' }).count()).toBe(1);
    expect(await page.getByRole('table', { name: 'What was seen' }).count()).toBe(1);
  });

  test('the steps are one stop of the Tab key, and the arrow keys walk through them', async () => {
    const page = await open('dark', 900, scene('problem'));
    expect(await page.locator('.step[tabindex="0"]').count()).toBe(1);
    await page.locator('.step[tabindex="0"]').focus();
    const walk: unknown[] = [];
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowDown', 'End', 'Home']) {
      await page.keyboard.press(key);
      walk.push(await focused(page));
    }
    expect(walk).toEqual(['step:dns', 'step:dns', 'step:port-80', 'step:issue', 'step:dns']);
    expect(await page.getByRole('region', { name: 'DNS to the server' }).count()).toBe(1);
  });

  test('a button pressed by keyboard asks for the action that the extension offered, and nothing else is ever sent', async () => {
    const view = scene('problem');
    const page = await open('dark', 900, view);
    await page.locator('.step[tabindex="0"]').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const primary = view.steps.find(({ id }) => id === 'port-80')?.primary;
    expect(await sent(page)).toEqual([{ kind: 'ready' }, { kind: 'act', id: primary?.id }]);
  });

  test('what has the focus shows it', async () => {
    const page = await open('light', 900, scene('problem'));
    await page.locator('.step[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  });

  test('when a step turns by itself the focus follows to the next one, and it is said politely', async () => {
    const page = await open('dark', 900, scene('problem'));
    await page.locator('.step[tabindex="0"]').focus();
    await host.post(page, scene('ready'));
    expect(await focused(page)).toBe('step:issue');
    expect(await page.getByRole('status').innerText()).toContain('Port 80 from outside: fine.');
  });

  test('whoever is not in the page does not lose the focus to it', async () => {
    const page = await open('dark', 900, scene('problem'));
    await host.post(page, scene('ready'));
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
  });

  test('a look that changes nothing leaves the focus where it is', async () => {
    const view = scene('problem');
    const page = await open('dark', 900, view);
    await page.locator('.step[tabindex="0"]').focus();
    await page.keyboard.press('Tab');
    const before = await focused(page);
    await host.post(page, { ...view, looking: true, nextLookAt: null });
    await host.post(page, view);
    expect(await focused(page)).toBe(before);
  });

  test('the button that starts a look becomes the one that stops it, and keeps the focus', async () => {
    const page = await open('dark', 900, scene('ready'));
    await page.getByRole('button', { name: 'Look again' }).first().focus();
    const looking = {
      ...scene('ready'),
      looking: true,
      looks: { id: 'stop', label: 'Stop looking', icon: 'debug-stop' },
    };
    await host.post(page, looking);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Stop looking');
  });

  test('a look does not take away a text that is being marked', async () => {
    const page = await open('dark', 900, scene('problem'));
    await page.locator('.callout p').selectText();
    const slower = JSON.parse(JSON.stringify(scene('problem')).replaceAll('3 ms', '9 ms')) as PanelView;
    await host.post(page, slower);
    expect(await page.evaluate('getSelection().toString()')).toContain('3 ms');
    await page.evaluate('getSelection().removeAllRanges()');
    await host.post(page, slower);
    expect(await page.locator('.callout').innerText()).toContain('9 ms');
  });

  test('folds and the chosen step survive hiding the panel', async () => {
    const page = await open('dark', 900, scene('problem'));
    await page.getByRole('button', { name: 'The same in a terminal' }).click();
    await page.locator('.command').first().waitFor();
    await page.locator('.step').first().click();
    const state = await page.evaluate('keptState');
    const again = await open('dark', 900, scene('problem'), state);
    expect(await again.getByRole('region', { name: 'DNS to the server' }).count()).toBe(1);
    await again.locator('.step').nth(1).click();
    expect(await again.locator('.command').first().isVisible()).toBe(true);
  });

  test('text from outside is text: it makes no element, loads nothing and runs nothing', async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>bold</b>';
    const findings = [finding('http-refused', 'example.com', hostile, [{ label: hostile, text: hostile }])];
    const page = await open('dark', 900, offered(looked({ ...portRefused, findings, vantage: hostile })).view);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.getByRole('button', { name: 'Evidence, word for word' }).click();
    expect(await page.locator('.callout').innerText()).toContain('<img src=x');
    expect(await page.locator('#panel img, #panel script, #panel b').count()).toBe(0);
    expect(await page.title()).toBe('Playbook');
    expect(requests).toEqual([]);
  });

  test('the security policy lets no other script run', async () => {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await host.open(page, 'dark', scene('problem'));
    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.body.append(script);
    }`);
    expect(await page.title()).toBe('Playbook');
  });

  test('with reduced motion nothing turns', async () => {
    const page = await open('dark', 900, scene('looking'));
    const moving = `document.getAnimations().filter(({ playState }) => playState === 'running').length`;
    expect(await page.evaluate(moving)).toBe(0);
  });
});
