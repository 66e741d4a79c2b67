import { textOf } from '../domain/name.ts';
import { problems } from '../problem/catalogue.ts';
import { historyOf } from './history.ts';
import type { Playbook } from './playbook.ts';
import { verdictOf, type PlaybookRun, type StepRun } from './run.ts';
import { stateWords } from './state-words.ts';

/** The run as a Markdown document for a ticket or a colleague. Text from outside stands in it as text only. */
export function exportMarkdown(playbook: Playbook, run: PlaybookRun): string {
  const verdict = verdictOf(playbook, run);
  const looked = run.looked === null ? 'not looked yet' : `${run.looked.at}, seen from ${plain(run.looked.vantage)}`;
  const lines = [
    `# ${playbook.title}`,
    '',
    `- Domain: ${plain(textOf(run.intent.name))}`,
    `- Names: ${run.intent.names.map((name) => plain(textOf(name))).join(', ')}`,
    `- Validation: ${run.intent.method}`,
    `- Last look: ${looked}`,
    ...(run.ssl === null ? [] : [`- Certificate: ${plain(run.ssl.words)}`]),
    '',
    `**${plain(verdict.title)}.** ${plain(verdict.text)}`,
    ...run.steps.flatMap((step, index) => stepLines(playbook, step, index + 1)),
    ...historyLines(playbook, run),
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
            ({ what, seen, expected, mark }) => `| ${cell(what)} | ${cell(seen)} | ${cell(expected ?? '')} | ${mark} |`,
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

function historyLines(playbook: Playbook, run: PlaybookRun): readonly string[] {
  const lines = historyOf(playbook, run);
  if (lines.length === 0) return [];
  return ['', '## What happened', '', ...lines.map(({ at, text }) => `- ${at} ${plain(text)}`)];
}

/** Text in a table, where a bar would end the cell, also inside of a code span (GFM §4.10). */
function cell(text: string): string {
  return plain(text).replaceAll('|', '\\|');
}

/**
 * One line of text that reads the same as Markdown, as HTML and as it is: whatever could mean more there (emphasis, links,
 * tags, entities, bare addresses of pages, the beginning of a block) stands in a code span, and nothing is invisible.
 */
function plain(text: string): string {
  const words = text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .split(/\s/)
    .filter((word) => word !== '');
  return words.map((word, index) => (isPlain(word, index === 0) ? word : codeSpan(word))).join(' ');
}

function isPlain(word: string, isFirst: boolean): boolean {
  if (/[\\`*_[\]<>&~|#$]|:\/\/|@|^www\.|[^a-z0-9]www\./i.test(word)) return false;
  return !isFirst || !/^(?:[+=-]|[0-9]+[.)])/.test(word);
}

/** CommonMark §6.1: nothing in it has a meaning but a run of as many backticks as it began with. */
function codeSpan(word: string): string {
  const runs = word.split(/[^`]+/).map(({ length }) => length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  return word.includes('`') ? `${fence} ${word} ${fence}` : `${fence}${word}${fence}`;
}
