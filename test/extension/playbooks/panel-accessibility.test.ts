import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findBrowser } from '../../host/browser.ts';
import { PanelHost } from './panel-host.ts';
import { playbookScenes, scene, scenes } from './scenes.ts';
import { themes, type ThemeName } from './themes.ts';

const executablePath = findBrowser();
if (executablePath === null)
  console.warn('SKIPPED: no Chromium is installed, so nobody knows whether the panel can be read (set $CHROMIUM).');

describe.skipIf(executablePath === null)('for those who do not see or do not point', () => {
  let host: PanelHost;
  let browser: Browser;

  beforeAll(async () => {
    host = await PanelHost.start();
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];
    browser = await chromium.launch({ executablePath: executablePath ?? '', args });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await host.close();
  });

  async function open(theme: ThemeName, name: string, width = 900): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 720 }, reducedMotion: 'reduce' });
    onTestFinished(() => page.close());
    await host.open(page, theme, scene(name));
    return page;
  }

  /** `rule: element and why`, for everything that axe-core finds wrong. */
  async function violations(page: Page): Promise<readonly string[]> {
    if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
    const results = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
  }

  async function openFolds(page: Page): Promise<void> {
    await page.evaluate(
      'Promise.all([...document.querySelectorAll("vscode-collapsible")].map((one) => one.updateComplete))',
    );
    const closed = page.locator('vscode-collapsible:not([open])').getByRole('button', { expanded: false });
    while ((await closed.count()) > 0) await closed.first().press('Enter');
  }

  const themeNames = Object.keys(themes) as ThemeName[];
  test.each(themeNames.flatMap((theme) => [900, 400].map((width) => [theme, width] as const)))(
    'axe-core finds nothing wrong with any scene in %s at %i pixels, whatever is unfolded',
    async (theme, width) => {
      const page = await open(theme, 'looking', width);
      for (const [name, view] of Object.entries(scenes)) {
        await host.post(page, view);
        await openFolds(page);
        expect(await violations(page), name).toEqual([]);
      }
    },
    60_000,
  );

  test.each([
    ['dark', 400],
    ['high-contrast-light', 900],
  ] as const)(
    'axe-core finds nothing wrong with any playbook in %s at %i pixels, nor does one leave the page',
    async (theme, width) => {
      const page = await open(theme, 'looking', width);
      for (const [id, view] of Object.entries(playbookScenes)) {
        await host.post(page, view);
        await openFolds(page);
        expect(await violations(page), id).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth'), id).toBe(width);
      }
    },
    60_000,
  );

  /** What a screen reader says of the element that has the focus: `role name`, and whether a fold is open. */
  async function heard(page: Page): Promise<string> {
    const cdp = await page.context().newCDPSession(page);
    const deepest = `(() => {
      let one = document.activeElement;
      while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
      return one;
    })()`;
    const { result } = await cdp.send('Runtime.evaluate', { expression: deepest });
    const { nodes } = await cdp.send('Accessibility.getPartialAXTree', {
      ...(result.objectId === undefined ? {} : { objectId: result.objectId }),
      fetchRelatives: false,
    });
    await cdp.detach();
    const [node] = nodes;
    const open = node?.properties?.find(({ name }) => name === 'expanded')?.value.value as boolean | undefined;
    const words = [node?.role?.value, node?.name?.value, open === undefined ? '' : open ? 'open' : 'closed'];
    return words.map(String).join(' ').replaceAll(/\s+/g, ' ').trim();
  }

  async function walk(page: Page, keys: readonly string[]): Promise<readonly string[]> {
    const said: string[] = [];
    for (const key of keys) {
      await page.keyboard.press(key);
      said.push(await heard(page));
    }
    return said;
  }

  /** The folds of the current step, as they are heard while they are closed. */
  function foldsOf(name: string): readonly string[] {
    const { steps, current } = scene(name);
    const step = steps.find(({ id }) => id === current);
    if (step === undefined) return [];
    const counted = (title: string, things: readonly unknown[]): readonly string[] =>
      things.length === 0 ? [] : [`${title} (${things.length})`];
    return [
      ...(step.pictures.length === 0 ? [] : ['The same as a table']),
      ...(step.quotes.length === 0 ? [] : ['Evidence, word for word']),
      ...counted('More that can be done', step.more),
      ...counted('Where to do it', step.places),
      ...counted('The same in a terminal', step.commands),
      ...(step.notes.length === 0 ? [] : ['Older advice, and what is true today']),
    ].map((title) => `button ${title} closed`);
  }

  test('the keyboard alone leads through the page in the order in which it reads, and each stop says what it is', async () => {
    const page = await open('dark', 'record');
    const stops = [
      'button Look again',
      'button Export',
      'button Report…',
      'button DNS to the server problem',
      'button Copy the A record',
      'button Look again',
      'button Done by hand',
      ...foldsOf('record'),
    ];
    expect(stops.length).toBeGreaterThan(9);
    expect(
      await walk(
        page,
        Array.from(stops, () => 'Tab'),
      ),
    ).toEqual(stops);
  });

  test('a fold opens and closes by Enter and by Space, keeps the focus, and Tab goes into it only while it is open', async () => {
    const page = await open('dark', 'record');
    await page.getByRole('button', { name: 'The same in a terminal' }).focus();
    const closed = foldsOf('record').find((stop) => stop.includes('in a terminal')) ?? '';
    const opened = closed.replace(/closed$/, 'open');
    const [enter, into, back, space] = await walk(page, ['Enter', 'Tab', 'Shift+Tab', ' ']);
    expect([enter, back, space]).toEqual([opened, opened, closed]);
    expect(into).toBe('group Ask for IPv4 addresses');
    const [beyond] = await walk(page, ['Tab']);
    expect(beyond).not.toBe(into);
  });

  test('the steps are walked by the arrow keys, from the first to the last', async () => {
    const page = await open('dark', 'problem');
    await page.locator('.step[aria-current]').focus();
    expect(await walk(page, ['Home', 'ArrowDown', 'ArrowDown', 'End', 'ArrowDown', 'ArrowUp'])).toEqual([
      'button DNS to the server fine',
      'button Port 80 from outside problem',
      'button Site that answers for the name unknown',
      'button New certificate to do',
      'button New certificate to do',
      'button Permission for the CA (CAA) fine',
    ]);
  });

  test('after a look that turned the step the focus stands on the step that needs somebody now', async () => {
    const page = await open('dark', 'problem');
    await page.locator('.step[aria-current]').focus();
    await host.post(page, scene('ready'));
    await page.getByRole('status').getByText('Port 80 from outside: fine.').waitFor({ state: 'attached' });
    expect(await heard(page)).toBe('button New certificate waits for you');
  });

  test('a fold that has the focus keeps it through a look that changes what is beside it', async () => {
    const view = scene('problem');
    const page = await open('dark', 'problem');
    await page.getByRole('button', { name: 'Where to do it' }).focus();
    const steps = view.steps.map((step) => ({ ...step, said: step.said.replace('3 ms', '9 ms') }));
    await host.post(page, { ...view, steps });
    await page.getByText('9 ms').first().waitFor();
    await expect.poll(() => heard(page)).toMatch(/^button Where to do it \(\d+\) closed$/);
  });

  test('each picture is one image that says in words what it shows', async () => {
    const page = await open('dark', 'chains');
    const images = await page.locator('.figure [role=img]').all();
    const said = await Promise.all(images.map((image) => image.getAttribute('aria-label')));
    expect(said).toHaveLength(2);
    expect(said[0]).toContain(
      'example.com at 2001:db8::10: chain incomplete; example.com (until 2027-02-23), then YE1 (not sent)',
    );
    expect(said[1]).toContain('from 2026-08-20 to 2026-11-18, expired 7 days ago');
  });

  test('twice as large, in half the width, everything is still there and nothing is cut off', async () => {
    const page = await browser.newPage({
      viewport: { width: 320, height: 512 },
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
    });
    onTestFinished(() => page.close());
    await host.open(page, 'light', scene('looking'));
    for (const [name, view] of Object.entries(scenes)) {
      await host.post(page, view);
      await openFolds(page);
      expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBe(320);
    }
  }, 60_000);
});
