import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { allSituations } from '../lab/situations/all-situations.ts';
import { domainOf } from '../lab/situation.ts';
import { situationsPage } from '../situations-page.ts';

it('docs/situations.md says what the lab makes (node test/docs.ts writes it anew)', async () => {
  const page = await readFile(new URL('../../docs/situations.md', import.meta.url), 'utf8');
  expect(page === (await situationsPage())).toBe(true);
});

it('each situation has a domain of its own, and there are at least 60 broken and 15 healthy ones', () => {
  const domains = allSituations.map(domainOf);
  expect(new Set(domains).size).toBe(domains.length);
  const healthy = allSituations.filter(({ finds }) => finds === null).length;
  expect(healthy).toBeGreaterThanOrEqual(15);
  expect(domains.length - healthy).toBeGreaterThanOrEqual(60);
});
