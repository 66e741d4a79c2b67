import { textOf } from '../../core/domain/name.ts';
import type { DomainReport } from '../../core/domain/report.ts';
import type { Playbook } from '../../core/playbook/playbook.ts';
import { playbooks } from '../../core/playbook/playbooks.ts';
import { currentStep, verdictOf, type PlaybookRun, type StepRun } from '../../core/playbook/run.ts';
import { stateWords } from '../../core/playbook/state-words.ts';
import { problems } from '../../core/problem/catalogue.ts';
import { commands } from '../ids.ts';
import { heading, item, text, type Answer, type AnswerLine, type QuotedText } from './answer.ts';
import { redactionScope } from '../../core/report/redaction-scope.ts';

/** So many rows of evidence are quoted of one step. */
const mostRows = 6;

/** Where a playbook stands after a look: its steps, what the current one needs, the verdict. */
export function playbookAnswer(playbook: Playbook, run: PlaybookRun, report: DomainReport | null): Answer {
  const verdict = verdictOf(playbook, run);
  const current = currentStep(playbook, run);
  const name = textOf(run.intent.name);
  const steps = run.steps.flatMap((step) => {
    const data = playbook.steps.find(({ id }) => id === step.id);
    return data === undefined ? [] : [{ step, data }];
  });
  return {
    lines: [
      heading(`${playbook.title} (${playbook.id}), ${name}`),
      text(`Verdict: ${verdict.title}.`),
      ...steps.map(({ step, data }) => item(`${data.title}: ${stateWords[step.state]}`)),
      ...steps.flatMap(({ step, data }) => (step.id === current?.id ? currentLines(step, data) : [])),
      text('Nothing was changed. What changes anything is done by the user, in the playbook.'),
    ],
    quotes: [
      ...(verdict.text === '' ? [] : [{ label: 'verdict', text: verdict.text }]),
      ...steps.flatMap(({ step, data }) => stepQuotes(step, data.title)),
    ],
    offers: [
      {
        title: 'Open the Playbook',
        command: commands.startPlaybook,
        argument: { playbook: playbook.id, name, problem: run.about },
      },
    ],
    scope: redactionScope([{ intent: run.intent, report }]),
  };
}

function currentLines(
  { state, findings }: StepRun,
  { title, why, instead }: Playbook['steps'][number],
): readonly AnswerLine[] {
  if (state === 'fine') return [];
  return [
    heading(`Now: ${title}`),
    text(why),
    ...findings.slice(0, 3).map(({ problem }) => {
      const { title: what, meaning, fix } = problems[problem];
      return item(`${what} (${problem}): ${meaning} ${fix}`);
    }),
    ...(findings.length === 0 ? [text(instead)] : []),
  ];
}

function stepQuotes({ state, said, evidence }: StepRun, title: string): readonly QuotedText[] {
  if (state === 'fine' || state === 'to-do') return [];
  return [
    ...(said === '' ? [] : [{ label: title, text: said }]),
    ...evidence.slice(0, mostRows).map(({ what, seen, expected }) => ({
      label: `${title}: ${what}`,
      text: expected === null ? seen : `${seen}; expected ${expected}`,
    })),
  ];
}

/** Which playbooks there are, for whoever named none. */
export function playbooksAnswer(): Answer {
  return {
    lines: [heading('Playbooks'), ...playbooks.map(({ id, title, when }) => item(`${id}, ${title}: ${when}`))],
    quotes: [],
    offers: [{ title: 'Start Playbook…', command: commands.startPlaybook }],
    scope: redactionScope([]),
  };
}
