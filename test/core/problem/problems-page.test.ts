import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { problemsPage } from '../../problems-page.ts';

it('docs/problems.md says what the catalogue says (node test/docs.ts writes it anew)', async () => {
  const page = await readFile(new URL('../../../docs/problems.md', import.meta.url), 'utf8');
  expect(page === (await problemsPage())).toBe(true);
});
