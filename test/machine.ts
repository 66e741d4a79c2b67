import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './host/browser.ts';

/** Programs of Debian and Ubuntu that some suites need, by package. */
const packages = {
  chromium: () => findBrowser() !== null,
  pebble: () => onPath('pebble'),
  nginx: () => onPath('nginx'),
  apache2: () => onPath('apache2'),
  bind9: () => onPath('named'),
  'bind9-dnsutils': () => onPath('dig'),
  openssl: () => onPath('openssl'),
  iproute2: () => onPath('ip'),
  faketime: () => onPath('faketime'),
  strace: () => onPath('strace'),
} as const;

export type MachinePackage = keyof typeof packages;

const isRoot = process.getuid?.() === 0;

/** Installs what is missing where that can be done without asking (apt, as root), and returns what is still missing. */
export function prepareMachine(needed: readonly MachinePackage[]): readonly MachinePackage[] {
  const missing = needed.filter((name) => !packages[name]());
  if (missing.length === 0 || !isRoot || !onPath('apt-get')) return missing;
  console.log(`Installing with apt: ${missing.join(', ')}`);
  const apt = (...argv: readonly string[]): boolean =>
    spawnSync('apt-get', argv, { stdio: ['ignore', 'ignore', 'inherit'], env: aptEnvironment() }).status === 0;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if (!apt(...install) && apt('update')) apt(...install);
  return missing.filter((name) => !packages[name]());
}

/** Why the namespaces of test/lab cannot be had here; null where they can. */
export function whyNoLab(): string | null {
  if (process.platform !== 'linux') return `network namespaces are a matter of Linux, this is ${process.platform}`;
  return isRoot ? null : 'network namespaces need root';
}

function onPath(program: string): boolean {
  // Debian's administrators' programs are not on everybody's path.
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => existsSync(path.join(folder, program)));
}

function aptEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
}
