import { textOf } from '../domain/name.ts';
import { problems } from '../problem/catalogue.ts';
import type { Playbook } from './playbook.ts';
import { verdictOf, type PlaybookRun, type StepRun } from './run.ts';
import { stateWords, turnWords } from './state-words.ts';

/** The run as a Markdown document for a ticket or a colleague. Text from outside stands in it as text only. */
export function exportMarkdown(playbook: Playbook, run: PlaybookRun): string {
  const verdict = verdictOf(playbook, run);
  const looked = run.looked === null ? 'not looked yet' : `${run.looked.at}, seen from ${plain(run.looked.vantage)}`;
  const lines = [
    `# ${playbook.id}: ${playbook.title}`,
    '',
    `- Domain: ${plain(textOf(run.intent.name))}`,
    `- Names: ${run.intent.names.map((name) => plain(textOf(name))).join(', ')}`,
    `- Validation: ${run.intent.method}`,
    `- Last look: ${looked}`,
    ...(run.ssl === null ? [] : [`- Certificate: ${plain(run.ssl.words)}`]),
    '',
    `**${plain(verdict.title)}.** ${plain(verdict.text)}`,
    ...run.steps.flatMap((step, index) => stepLines(playbook, step, index + 1)),
    ...turnLines(playbook, run),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines(playbook: Playbook, step: StepRun, number: number): readonly string[] {
  const data = playbook.steps.find(({ id }) => id === step.id);
  return [
    '',
    `## ${number}. ${data?.title ?? plain(step.id)}: ${stateWords[step.state]}`,
    ...(step.said === '' ? [] : ['', plain(step.said)]),
    ...(step.evidence.length === 0
      ? []
      : [
          '',
          '| looked at | seen | expected | |',
          '|---|---|---|---|',
          ...step.evidence.map(
            ({ what, seen, expected, mark }) =>
              `| ${plain(what)} | ${plain(seen)} | ${plain(expected ?? '')} | ${mark} |`,
          ),
        ]),
    ...[...step.findings, ...step.remarks].flatMap(({ problem, message, evidence }) => [
      '',
      `- **${problems[problem].title}** (${problem}): ${plain(message)}`,
      ...evidence.map(({ label, text }) => `  - ${plain(label)}: ${plain(text)}`),
      `  - What to do: ${problems[problem].fix}`,
    ]),
  ];
}

function turnLines(playbook: Playbook, { turns }: PlaybookRun): readonly string[] {
  if (turns.length === 0) return [];
  return [
    '',
    '## What happened',
    '',
    ...turns.map((turn) => {
      const title = playbook.steps.find(({ id }) => id === turn.step)?.title ?? plain(turn.step);
      return `- ${turn.at} ${title}: ${turnWords(turn)}`;
    }),
  ];
}

/** One line of text in which no character has a meaning of Markdown or HTML, and none is invisible. */
function plain(text: string): string {
  return (
    text
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replace(/[\\`*_{}[\]()#+!|~>]/g, '\\$&')
      // GitHub and others make links of bare addresses; a backslash stops them.
      .replaceAll('://', '\\://')
      .replace(/www\./gi, (www) => `${www.slice(0, 3)}\\.`)
  );
}
