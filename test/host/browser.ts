import { existsSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const places = [
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  ...[
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
];

/** The installed Chromium or Chrome: `$CHROMIUM`, else the first of the usual places; null where there is none. */
export function findBrowser(): string | null {
  return [process.env['CHROMIUM'], ...places].find((file) => file !== undefined && existsSync(file)) ?? null;
}

/** A headless browser with a profile of its own in the folder, allowed to use the clipboard. */
export async function openBrowser(folder: string): Promise<BrowserContext> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    throw new Error('No Chromium found. Install it (Debian: apt-get install chromium) or name it in $CHROMIUM.');
  }
  const context = await chromium.launchPersistentContext(path.join(folder, 'browser'), {
    executablePath,
    headless: true,
    viewport: { width: 1400, height: 1100 },
    args: [
      // Chromium's sandbox refuses root, which is what a container gives.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return context;
}
