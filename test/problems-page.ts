import { format } from 'prettier';
import { problems, type Area, type ProblemId } from '../src/core/problem/catalogue.ts';
import { remedyTemplates, type RemedyTemplate } from '../src/core/problem/remedies.ts';
import { shellLine } from '../src/core/problem/shell-line.ts';

const areas: Readonly<Record<Area, string>> = {
  reach: 'Reaching the server',
  dns: 'The name in DNS',
  dcv: 'Proving control of the domain',
  caa: 'Who may issue',
  limit: 'Rate limits',
  ca: 'The certificate authority',
  account: 'The ACME account',
  request: 'What is asked for',
  server: 'The web server',
  client: 'The ACME client and its machine',
  deploy: 'Deployment and automation',
  certificate: 'The certificate as clients see it',
  other: 'Anything else',
};

const ids = Object.keys(problems) as ProblemId[];

/** docs/problems.md: every problem of the catalogue, with its id as the heading that links lead to. */
export async function problemsPage(): Promise<string> {
  const page = [
    '# Problems',
    '',
    'Every problem that Cert Doctor names, whether a log or a live check shows it. The words in capitals stand for what is known of the domain at hand. This page is made from `src/core/problem` by `node test/docs.ts`.',
    ...(Object.keys(areas) as Area[]).flatMap((area) => [
      '',
      `## ${areas[area]}`,
      ...ids.filter((id) => problems[id].area === area).flatMap(problemSection),
    ]),
  ].join('\n');
  return await format(page, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
}

function problemSection(id: ProblemId): readonly string[] {
  const { title, severity, meaning, fix } = problems[id];
  return [
    '',
    `### ${id}`,
    '',
    `**${title}** (${severity})`,
    '',
    meaning,
    '',
    fix,
    '',
    ...remedyTemplates[id].map(remedyLine),
  ];
}

function remedyLine({ remedy, client, methods }: RemedyTemplate): string {
  const only = [client, ...(methods ?? [])].filter((word) => word !== undefined).join(', ');
  const title = `${capitals(remedy.title)}${only === '' ? '' : ` (${only})`}`;
  switch (remedy.kind) {
    case 'command':
      return `- ${title}: \`${shellLine(remedy.argv.map(capitals), 'posix') ?? ''}\`${remedy.root ? ', as root' : ''}. ${capitals(remedy.note)}`;
    case 'record':
      return `- ${title}: ${remedy.change} \`${capitals([remedy.name, remedy.type, remedy.value ?? ''].join(' ').trim())}\`. ${remedy.note}`;
    case 'documentation':
      return `- [${title}](${remedy.url})`;
    case 'open-file':
      return `- ${title}`;
    case 'trial-order':
      return `- ${title}: **Try Order at Trial Service…**, \`cert-doctor issue ${capitals(remedy.name)} --staging\``;
    case 'setting':
      return `- ${title}: setting \`${remedy.id}\``;
    case 'manual':
      return [
        `- ${title}${remedy.url === null ? '' : ` ([page](${remedy.url}))`}`,
        ...remedy.steps.map((step, at) => `  ${at + 1}. ${capitals(step)}`),
      ].join('\n');
  }
}

/** `{name}` becomes NAME, `{serverIpv4}` SERVER_IPV4. */
function capitals(text: string): string {
  return text.replace(/\{([A-Za-z0-9]+)\}/g, (_, key: string) => key.replace(/[A-Z]/g, '_$&').toUpperCase());
}
