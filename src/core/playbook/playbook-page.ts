import { problems } from '../problem/catalogue.ts';
import { independentChecks } from '../problem/independent-check.ts';
import { shellLine } from '../problem/shell-line.ts';
import type { AdviceNote, Playbook, PlaybookStep, StepCondition } from './playbook.ts';
import { placesOfStep } from './step-places.ts';

/** A playbook as a page of Markdown that can be followed without the product: what to look at, what it means, where it is done. */
export function playbookPage(playbook: Playbook): string {
  const { id, title, when, steps, end } = playbook;
  const proof = steps.filter((step) => end.provenBy.includes(step.id)).map((step) => step.title);
  return `${[
    `# ${id}: ${title}`,
    '',
    when,
    '',
    `It ends when this was seen: ${end.reached} (${proof.join('; ')}.)${end.advice === true ? ' Each part may be declined.' : ''}`,
    ...steps.flatMap((step, index) => stepLines(step, index + 1)),
  ].join('\n')}\n`;
}

function stepLines(step: PlaybookStep, number: number): readonly string[] {
  const { title, why, fine, instead, asks, notes, act } = step;
  const places = placesOfStep(step, null);
  return [
    '',
    `## ${number}. ${title}`,
    '',
    ...(step.when === undefined ? [] : [`_${conditionWords(step.when)}_`, '']),
    why,
    '',
    `- **Look:** ${instead}`,
    `- **Right when:** ${fine}`,
    ...(act === null
      ? []
      : ['- **Act:** only when every step before it is right; a failed attempt counts against the limits of the CA.']),
    ...commandLines(step),
    ...(asks.length === 0
      ? []
      : [
          '',
          'What can be wrong here:',
          '',
          ...asks.map((problem) => `- **${problems[problem].title}** (\`${problem}\`): ${problems[problem].fix}`),
        ]),
    ...(places.length === 0 ? [] : ['', 'Where it is done:', '']),
    ...places.flatMap(({ where, steps, url }) => [
      `- **${where}**${url === null ? '' : ` ([documentation](${url}))`}`,
      ...steps.map((one) => `  - ${code(one)}`),
    ]),
    ...(notes.length === 0 ? [] : ['', '| older instructions say | today |', '| --- | --- |', ...notes.map(noteLine)]),
  ];
}

/** The name for which commands stand; whoever follows the page writes their own. */
const example = 'www.example.com';

function commandLines({ checkedLike }: PlaybookStep): readonly string[] {
  if (checkedLike === null) return [];
  const checks = independentChecks(checkedLike, example, { ports: { http: 80, https: 443 } }).slice(0, 3);
  const lines = checks.flatMap(({ argv }) => shellLine(argv, 'posix') ?? []);
  return lines.length === 0 ? [] : ['', 'In a terminal:', '', '```sh', ...lines, '```'];
}

function noteLine({ old, today, checked, reference }: AdviceNote): string {
  return `| ${cell(old)} | ${cell(today)} ([source](${reference}), ${checked}) |`;
}

/** When the step exists, in words. */
export function conditionWords({
  methods,
  delegated,
  onServer,
  cdn,
  wordPress,
  logged,
  software,
}: StepCondition): string {
  const parts = [
    ...(methods === undefined ? [] : [`for validation by ${methods.join(' or ')}`]),
    ...(delegated === undefined
      ? []
      : [delegated ? 'where _acme-challenge is delegated' : 'where it is not delegated']),
    ...(onServer === undefined ? [] : [onServer ? 'on the server itself' : 'from another machine']),
    ...(cdn === undefined ? [] : [cdn ? 'with a CDN in front' : 'without a CDN']),
    ...(wordPress === undefined ? [] : [wordPress ? 'for WordPress' : 'for other than WordPress']),
    ...(logged === undefined ? [] : [logged ? 'where there is a log' : 'where there is no log']),
    ...(software === undefined ? [] : [`for ${software.join(' or ')}`]),
  ];
  return `Only ${parts.join(', ')}.`;
}

/** A list item must not begin what it does not mean. */
function code(text: string): string {
  return text.replaceAll('*', '\\*').replaceAll('<', '\\<');
}

function cell(text: string): string {
  return code(text).replaceAll('|', '\\|');
}
