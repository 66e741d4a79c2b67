import { writeFile } from 'node:fs/promises';
import { problemsPage } from './problems-page.ts';
import { situationsPage } from './situations-page.ts';

await writeFile(new URL('../docs/problems.md', import.meta.url), await problemsPage());
await writeFile(new URL('../docs/situations.md', import.meta.url), await situationsPage());
