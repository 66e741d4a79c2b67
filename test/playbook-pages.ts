import { format, resolveConfig } from 'prettier';
import { playbookPage } from '../src/core/playbook/playbook-page.ts';
import { playbooks } from '../src/core/playbook/playbooks.ts';

/** docs/playbooks/: a page for each playbook, and the list of them, by the name of the file. */
export async function playbookPages(): Promise<ReadonlyMap<string, string>> {
  const pages = playbooks.map((playbook): [string, string] => [
    `${playbook.id}.md`,
    // What can be wrong is explained where all problems are.
    playbookPage(playbook).replace(/\(`([a-z0-9-]+)`\)/g, '([$1](../problems.md#$1))'),
  ]);
  const rows = playbooks.map(({ id, title, when }) => `| [${id}](${id}.md) | ${title} | ${when} |`);
  const index = [
    '# Playbooks',
    '',
    'Written by `npm run docs` from the playbooks themselves (`src/core/playbook/`). In VS Code: **Cert Doctor: Start',
    'Playbook…**; in a terminal: `cert-doctor playbook ID NAME`. There each step looks by itself; here is the same to be',
    'followed by hand. Begin with the first step, and go on when what is said to be right was seen.',
    '',
    '| | | when |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
  const options = await resolveConfig(new URL('../package.json', import.meta.url));
  const formatted = [...pages, ['README.md', index] as const].map(
    async ([file, text]) => [file, await format(text, { ...options, parser: 'markdown' })] as const,
  );
  return new Map(await Promise.all(formatted));
}
