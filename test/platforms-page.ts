import { readFile } from 'node:fs/promises';
import { format } from 'prettier';
import type { MeantStatus, Platform, PlatformWord } from '../src/core/platform/platform.ts';
import { platforms } from '../src/core/platform/platforms.ts';
import { shellLine } from '../src/core/problem/shell-line.ts';

const schemaFile = new URL('../media/cert-doctor.schema.json', import.meta.url);

interface Schema {
  readonly properties: {
    readonly domains: { readonly items: { readonly properties: { readonly platform: Record<string, unknown> } } };
  };
}

/** media/cert-doctor.schema.json with the platforms that there are. */
export async function schemaWithPlatforms(): Promise<string> {
  const text = await readFile(schemaFile, 'utf8');
  const schema = JSON.parse(text) as Schema;
  const { platform } = schema.properties.domains.items.properties;
  platform['enum'] = platforms.map(({ id }) => id);
  platform['enumDescriptions'] = platforms.map(({ title, what }) => `${title}: ${what}`);
  return await format(JSON.stringify(schema), { parser: 'json', printWidth: 120 });
}

/** docs/platforms.md: what is known of each platform, for whoever reads it without the product. */
export async function platformsPage(): Promise<string> {
  const page = [
    '# Platforms',
    '',
    'What Cert Doctor knows of products that keep certificates. A domain names its platform in `cert-doctor.json` (`"platform": "smoxy"`); else it is recognised as far as it shows itself. This page is made from `src/core/platform` by `npm run docs`; how to add one is told in [adding-a-platform.md](adding-a-platform.md).',
    ...platforms.flatMap(section),
  ].join('\n');
  return await format(page, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' });
}

function section(platform: Platform): readonly string[] {
  const { id, title, what, records, paths, commands, logs, pages, retries, renewal, statuses, messages } = platform;
  return [
    '',
    `## ${title}`,
    '',
    `\`${id}\`: ${what}`,
    '',
    `- Addresses of a name lead to ${records.addresses === 'either' ? 'the server or the platform' : records.addresses}.`,
    ...(records.delegation === null
      ? []
      : [
          `- \`_acme-challenge\` of each name is a CNAME to the target of your organisation, such as \`${records.delegation.example}\` (${records.delegation.shownAt}).`,
        ]),
    ...paths.map((one) => `- ${one.what}: \`${one.path.replace('{name}', 'NAME')}\``),
    ...logs.map((log) => `- Log, ${lowerFirst(log.what)}: ${log.kind === 'page' ? log.place : `\`${log.place}\``}`),
    ...pages.map(({ task, way, then }) => `- To ${tasks[task]}: ${[way, ...then].join('. ')}`),
    ...commands.map(
      ({ title: does, argv, root, note }) =>
        `- ${does}: \`${
          shellLine(
            argv.map((word) => word.replace('{name}', 'NAME')),
            'posix',
          ) ?? ''
        }\`${root ? ', as root' : ''}. ${note}`,
    ),
    `- Tries again: ${lowerFirst(retries)}`,
    `- Renews: ${lowerFirst(renewal.rule)}${renewal.selfManaged === null ? '' : ` ${renewal.selfManaged}`}`,
    ...table('Status', statuses),
    ...table('Message', messages),
    ...notes(platform),
  ];
}

const tasks: Readonly<Record<Platform['pages'][number]['task'], string>> = {
  'see-status': 'see the status',
  issue: 'issue',
  renew: 'renew',
  names: 'add names',
  records: 'see the records',
  firewall: 'open a port',
  logs: 'read what happened',
  automation: 'see the automation',
  schedule: 'see when it runs',
  ca: 'see the connection to the CA',
  deploy: 'install or deploy',
  'after-renewal': 'see what follows a renewal',
  durations: 'see how long runs take',
  rights: 'set rights of files',
  'tls-mode': 'set how it speaks with the server',
  settings: 'change the settings',
};

function table(head: string, words: readonly PlatformWord[]): readonly string[] {
  if (words.length === 0) return [];
  return [
    '',
    `| ${head} | means | to do | leads to |`,
    '|---|---|---|---|',
    ...words.map(({ words: [said = ''], status, problem, playbook, meaning, toDo }) => {
      const to = [playbook ?? '', problem === null ? '' : `[${problem}](problems.md#${problem})`, statusWords(status)];
      return `| ${said} | ${meaning} | ${toDo} | ${to.filter((part) => part !== '').join(', ')} |`;
    }),
  ];
}

function statusWords(status: MeantStatus | null): string {
  return status === null ? '' : `${status.of} ${status.is}`;
}

/** Advice that stands in older instructions, once for each platform. */
function notes({ commands, renewal, statuses, messages }: Platform): readonly string[] {
  const advice = new Set([...commands, renewal, ...statuses, ...messages].flatMap((one) => one.advice));
  if (advice.size === 0) return [];
  return [
    '',
    'Older instructions, and what is true today:',
    '',
    ...[...advice].map(
      ({ old, today, checked, reference }) => `- ${old} Today: ${today} ([reference](${reference}), ${checked})`,
    ),
  ];
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z' ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
