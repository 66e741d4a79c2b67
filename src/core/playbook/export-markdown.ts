import { textOf } from '../domain/name.ts';
import { markdownCell, markdownLine } from '../markdown-text.ts';
import { problems } from '../problem/catalogue.ts';
import { historyOf } from './history.ts';
import type { Playbook } from './playbook.ts';
import { verdictOf, type PlaybookRun, type StepRun } from './run.ts';
import { stateWords } from './state-words.ts';

/** The run as a Markdown document for a ticket or a colleague. Text from outside stands in it as text only. */
export function exportMarkdown(playbook: Playbook, run: PlaybookRun): string {
  const verdict = verdictOf(playbook, run);
  const looked =
    run.looked === null ? 'not looked yet' : `${run.looked.at}, seen from ${markdownLine(run.looked.vantage)}`;
  const lines = [
    `# ${playbook.title}`,
    '',
    `- Domain: ${markdownLine(textOf(run.intent.name))}`,
    `- Names: ${run.intent.names.map((name) => markdownLine(textOf(name))).join(', ')}`,
    `- Validation: ${run.intent.method}`,
    `- Last look: ${looked}`,
    ...(run.ssl === null ? [] : [`- Certificate: ${markdownLine(run.ssl.words)}`]),
    '',
    `**${markdownLine(verdict.title)}.** ${markdownLine(verdict.text)}`,
    ...run.steps.flatMap((step, index) => stepLines(playbook, step, index + 1)),
    ...historyLines(playbook, run),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines(playbook: Playbook, step: StepRun, number: number): readonly string[] {
  const data = playbook.steps.find(({ id }) => id === step.id);
  return [
    '',
    `## ${number}. ${data?.title ?? markdownLine(step.id)}: ${stateWords[step.state]}`,
    ...(step.said === '' ? [] : ['', markdownLine(step.said)]),
    ...(step.evidence.length === 0
      ? []
      : [
          '',
          '| looked at | seen | expected | |',
          '|---|---|---|---|',
          ...step.evidence.map(
            ({ what, seen, expected, mark }) =>
              `| ${markdownCell(what)} | ${markdownCell(seen)} | ${markdownCell(expected ?? '')} | ${mark} |`,
          ),
        ]),
    ...[...step.findings, ...step.remarks].flatMap(({ problem, message, evidence }) => [
      '',
      `- **${problems[problem].title}** (${problem}): ${markdownLine(message)}`,
      ...evidence.map(({ label, text }) => `  - ${markdownLine(label)}: ${markdownLine(text)}`),
      `  - What to do: ${problems[problem].fix}`,
    ]),
  ];
}

function historyLines(playbook: Playbook, run: PlaybookRun): readonly string[] {
  const lines = historyOf(playbook, run);
  if (lines.length === 0) return [];
  return ['', '## What happened', '', ...lines.map(({ at, text }) => `- ${at} ${markdownLine(text)}`)];
}
