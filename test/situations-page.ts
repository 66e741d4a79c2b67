import { format } from 'prettier';
import { problems } from '../src/core/problem/catalogue.ts';
import type { Situation } from './lab/situation.ts';
import { allSituations, situationsByArea } from './lab/situations/all-situations.ts';

/** docs/situations.md: what the lab makes, and what a check says first. */
export async function situationsPage(): Promise<string> {
  const broken = allSituations.filter(({ finds }) => finds !== null);
  const differing = allSituations.filter(({ oracleDiffers }) => oracleDiffers !== undefined);
  const page = [
    '# Situations',
    '',
    `Real servers (BIND with signed and unsigned zones, nginx, Apache, Pebble) make ${broken.length} broken and ${allSituations.length - broken.length} healthy situations in a network of their own, and \`cert-doctor check\` looks at each. The finding that stands first must be the one below; of a healthy domain nothing above a remark may be said. Addresses are compared with dig's, DNSSEC with delv, certificates with openssl. This page is made from \`test/lab/situations\` by \`node test/docs.ts\`; \`npm test -- lab\` (as root) proves it.`,
    ...Object.entries(situationsByArea).flatMap(([area, situations]) => ['', `## ${area}`, '', ...table(situations)]),
    '',
    '## Where openssl says something else',
    '',
    ...differing.map(({ what, oracleDiffers }) => `- ${what}: ${oracleDiffers ?? ''}.`),
  ].join('\n');
  return await format(page, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
}

function table(situations: readonly Situation[]): readonly string[] {
  if (situations.every(({ finds }) => finds === null)) return situations.map(({ what }) => `- ${what}`);
  return [
    '| Situation | Found first | |',
    '| --- | --- | --- |',
    ...situations.map(({ what, finds }) => {
      if (finds === null) return `| ${what} | | |`;
      return `| ${what} | [${finds}](problems.md#${finds}) | ${problems[finds].title} |`;
    }),
  ];
}
