import type { IssuePlan, PlanCheck, PlanStep } from '../../core/acme/issue-plan.ts';
import { shellLine } from '../../core/problem/shell-line.ts';
import { markdownText, shownText } from '../shown-text.ts';

/** A modal is no page: what does not speak against it is said in one line. */
const longestLine = 160;

const marks: Readonly<Record<PlanCheck['state'], string>> = { passed: '✔', failed: '✖', unknown: '?' };

/** The plan for a question: what is not as it should be, then each step with its command. */
export function planSummary({ checks, steps }: IssuePlan): string {
  const open = checks.filter(({ state }) => state !== 'passed');
  const well = checks.filter(({ state }) => state === 'passed').map(({ title }) => title);
  return [
    ...open.map(({ state, title, text }) => shownText(`${marks[state]} ${title}: ${text}`, longestLine)),
    ...(well.length === 0 ? [] : [shownText(`✔ ${well.join(', ')}`, longestLine)]),
    '',
    ...steps.map((step, at) => shownText(`${at + 1}. ${step.title}: ${commandOf(step) ?? step.detail}`, longestLine)),
    '',
    'Each command is asked for once more. By ordering you agree to the terms of the CA.',
  ].join('\n');
}

/** The whole plan as Markdown that holds no link and no HTML, whatever the texts say. */
export function planText(name: string, { checks, steps }: IssuePlan): string {
  return [
    `# Plan: a certificate for ${markdownText(name)}`,
    '',
    '## What was looked at',
    '',
    ...checks.map(({ state, title, text }) => `- ${marks[state]} **${markdownText(title)}** ${markdownText(text)}`),
    '',
    '## What will be done',
    '',
    ...steps.map(
      (step, at) =>
        `${at + 1}. **${markdownText(step.title)}** ${markdownText(step.detail)}${step.argv === null ? '' : `\n   Command: ${markdownText(commandOf(step) ?? '')}`}`,
    ),
    '',
  ].join('\n');
}

function commandOf({ argv }: PlanStep): string | null {
  return argv === null ? null : (shellLine(argv, 'posix') ?? argv.map((word) => JSON.stringify(word)).join(' '));
}
