import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { platformsPage, schemaWithPlatforms } from '../../platforms-page.ts';

const told = 'Run npm run docs.';

it('docs/platforms.md is what the data says', async () => {
  expect(await platformsPage(), told).toBe(
    await readFile(new URL('../../../docs/platforms.md', import.meta.url), 'utf8'),
  );
});

it('the schema of cert-doctor.json is what the data says', async () => {
  expect(await schemaWithPlatforms(), told).toBe(
    await readFile(new URL('../../../media/cert-doctor.schema.json', import.meta.url), 'utf8'),
  );
});
