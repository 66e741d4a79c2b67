import { writeFile } from 'node:fs/promises';
import { platformsPage, schemaWithPlatforms } from './platforms-page.ts';
import { playbookPages } from './playbook-pages.ts';
import { problemsPage } from './problems-page.ts';
import { situationsPage } from './situations-page.ts';

await writeFile(new URL('../docs/problems.md', import.meta.url), await problemsPage());
await writeFile(new URL('../docs/situations.md', import.meta.url), await situationsPage());
await writeFile(new URL('../docs/platforms.md', import.meta.url), await platformsPage());
await writeFile(new URL('../media/cert-doctor.schema.json', import.meta.url), await schemaWithPlatforms());
for (const [file, text] of await playbookPages()) {
  await writeFile(new URL(`../docs/playbooks/${file}`, import.meta.url), text);
}
