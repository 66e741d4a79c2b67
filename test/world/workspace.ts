import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WorldDomain } from './domains.ts';

/** The folder from which the world's web server answers for a name. */
export function webRootOf(workspace: string, name: string): string {
  return path.join(workspace, 'www', name);
}

/** Fills a folder with what a user of the world has: the list of domains, web roots, real logs. */
export function writeWorkspace(workspace: string, domains: readonly WorldDomain[]): void {
  mkdirSync(workspace, { recursive: true });
  for (const { entry, challenge } of domains) {
    if (challenge !== undefined) mkdirSync(webRootOf(workspace, entry.name), { recursive: true });
  }
  cpSync(path.join(import.meta.dirname, '../fixtures/world-logs'), workspace, { recursive: true });
  writeFileSync(path.join(workspace, 'cert-doctor.json'), configText(workspace, domains));
}

function configText(workspace: string, domains: readonly WorldDomain[]): string {
  const entries = domains.map(({ about, entry, challenge }) => {
    const webRoot = challenge === undefined ? {} : { webRoot: webRootOf(workspace, entry.name) };
    const line = JSON.stringify({ ...entry, ...webRoot }, null, 1).replace(/\s*\n\s*/g, ' ');
    return `    // ${about}\n    ${line}`;
  });
  return `// The domains of the embedded world, each in another state.\n{\n  "domains": [\n${entries.join(',\n')}\n  ]\n}\n`;
}
