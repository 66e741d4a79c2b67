#!/usr/bin/env node
// Stands in for the VS Code desktop binary where none can be had, so that @vscode/test-cli runs its suites unchanged:
// boots code-server, opens it in Chromium, forwards what the tests print and ends with their exit code.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, parseArgs } from 'node:util';
import { openBrowser } from './browser.ts';
import { startCodeServer } from './code-server.ts';

const timeoutMs = 180_000;
/** What a workbench without internet says of itself, whatever the tests do. */
const noise = /^%c|ENOTFOUND|AgentHost|reconnection-grace|Creating a socket|spdlog|native-watchdog/;

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'user-data-dir': { type: 'string' },
  },
});
const toPath = (place: string): string => (place.startsWith('file:') ? fileURLToPath(place) : path.resolve(place));

const scratch = mkdtempSync(path.join(os.tmpdir(), 'vscode-host-'));
const server = await startCodeServer({ folder: scratch, development: true, settings: givenSettings() });
const browser = await openBrowser(scratch);
const page = browser.pages()[0] ?? (await browser.newPage());
const finished = new Promise<number>((resolve) => {
  setTimeout(() => {
    console.error(`The tests did not end within ${timeoutMs / 1000} s.`);
    resolve(124);
  }, timeoutMs);
  void page.exposeFunction('codeAutomationExit', resolve);
});
await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
  const line = format(...args);
  if (!noise.test(line)) console.log(line);
});
const payload = (['extensionDevelopmentPath', 'extensionTestsPath'] as const).flatMap((name) => {
  const place = values[name];
  return typeof place === 'string' ? [[name, `vscode-remote://${server.authority}${toPath(place)}`]] : [];
});
const folder = positionals[0] === undefined ? 'ew=true' : `folder=${encodeURIComponent(toPath(positionals[0]))}`;
await page.goto(`http://${server.authority}/?${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`);

const code = await finished;
await browser.close();
await server.close();
rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
process.exit(code);

/** The user settings that a desktop would have read from its `--user-data-dir`. */
function givenSettings(): Record<string, unknown> {
  const userData = values['user-data-dir'];
  const file = typeof userData === 'string' ? path.join(userData, 'User/settings.json') : '';
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
}
