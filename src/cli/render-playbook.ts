import { momentWords } from '../core/certificate/lifetime.ts';
import { textOf } from '../core/domain/name.ts';
import type { EvidenceRow } from '../core/playbook/evidence.ts';
import type { Playbook, PlaybookStep } from '../core/playbook/playbook.ts';
import {
  currentStep,
  verdictOf,
  type PlaybookRun,
  type StepRun,
  type StepState,
  type Verdict,
} from '../core/playbook/run.ts';
import { stateWords } from '../core/playbook/state-words.ts';
import { placesOfStep } from '../core/playbook/step-places.ts';
import { stepRemedies } from '../core/playbook/step-remedies.ts';
import { problems } from '../core/problem/catalogue.ts';
import { independentChecks } from '../core/problem/independent-check.ts';
import type { Remedy } from '../core/problem/remedy.ts';
import { shellLine } from '../core/problem/shell-line.ts';
import { quotedText } from '../core/quoted-text.ts';
import { styled, wrapped, type Style, type Terminal } from './terminal.ts';

export interface PlaybookScene {
  readonly playbook: Playbook;
  readonly run: PlaybookRun;
  readonly ports: { readonly http: number; readonly https: number };
  /** How CAA records name the CA that is used; null where it is not known. */
  readonly issuer: string | null;
}

/** A run for a person: what it has come to, every step in one line, and the one that needs somebody in full. */
export function renderRun(scene: PlaybookScene, terminal: Terminal): string {
  const { playbook, run } = scene;
  const verdict = verdictOf(playbook, run);
  const { mark, style } = verdictSigns[verdict.kind];
  const current = currentStep(playbook, run);
  const looked =
    run.looked === null
      ? quotedText(run.failure ?? 'not looked yet', 200)
      : `seen from ${quotedText(run.looked.vantage, 100)} at ${momentWords(run.looked.at)}`;
  const steps = run.steps.map((step) => stepLine(playbook, step, step.id === current?.id, terminal));
  return [
    `${styled(`${playbook.id} ${playbook.title}`, 'bold', terminal)}  ${textOf(run.intent.name)}  ${styled(`(${looked})`, 'dim', terminal)}`,
    `${styled(mark, style, terminal)} ${styled(quotedText(verdict.title, 200), style, terminal)}`,
    ...(verdict.text === '' || verdict.text === current?.said
      ? []
      : [wrapped(quotedText(verdict.text, 600), '  ', terminal)]),
    '',
    ...steps,
    ...(current === undefined || verdict.kind === 'done' ? [] : ['', ...stepDetail(scene, current, terminal)]),
    '',
  ].join('\n');
}

function stepLine(playbook: Playbook, { id, state }: StepRun, isCurrent: boolean, terminal: Terminal): string {
  const title = playbook.steps.find((step) => step.id === id)?.title ?? id;
  const { mark, style } = stateSigns[state];
  return `${isCurrent ? '>' : ' '} ${styled(mark, style, terminal)} ${title}  ${styled(stateWords[state], style, terminal)}`;
}

function stepDetail(scene: PlaybookScene, step: StepRun, terminal: Terminal): readonly string[] {
  const data = scene.playbook.steps.find(({ id }) => id === step.id);
  if (data === undefined) return [];
  const [finding, ...others] = step.findings;
  const { meaning, fix } = finding === undefined ? { meaning: null, fix: null } : problems[finding.problem];
  const paragraphs = [
    data.why,
    ...(step.said === '' ? [] : [quotedText(step.said, 600)]),
    ...(meaning === null ? [] : [meaning, `To do: ${fix}`]),
    ...[...others, ...step.remarks].map(({ message }) => quotedText(message, 400)),
    ...(finding === undefined && step.state !== 'fine' ? [`By hand: ${data.instead}`] : []),
  ];
  return [
    styled(data.title, 'bold', terminal),
    ...paragraphs.map((text) => wrapped(text, '  ', terminal)),
    ...step.evidence.map((row) => evidenceLine(row, terminal)),
    ...remedyLines(scene, data, step, terminal),
    ...(step.state === 'fine' ? [] : placeLines(data, scene.run, terminal)),
    ...data.notes.flatMap(({ old, today, checked, reference }) => [
      wrapped(`Older advice: ${old}`, '  ', terminal),
      wrapped(`Today (${checked}): ${today} ${reference}`, '    ', terminal),
    ]),
  ];
}

function evidenceLine({ what, seen, expected, mark }: EvidenceRow, terminal: Terminal): string {
  const { mark: sign, style } = stateSigns[mark];
  const wanted = expected === null ? '' : `, expected ${quotedText(expected, 300)}`;
  return `  | ${styled(sign, style, terminal)} ${quotedText(what, 300)}: ${quotedText(seen, 300)}${wanted}`;
}

/** What can be done, and the commands that show the same without Cert Doctor; nothing of it is run. */
function remedyLines(
  { run, ports, issuer }: PlaybookScene,
  data: PlaybookStep,
  step: StepRun,
  terminal: Terminal,
): readonly string[] {
  if (step.state === 'fine') return [];
  const remedies = stepRemedies(data, step, run, issuer).flatMap((remedy) => remedyWords(remedy));
  const edits = (step.edits ?? []).map(
    ({ url, replacement }) => `In the source of the page: ${quotedText(url, 300)} -> ${quotedText(replacement, 300)}`,
  );
  const [finding] = step.findings;
  const problem = finding?.problem ?? data.checkedLike;
  const checks =
    problem === null
      ? []
      : independentChecks(problem, finding?.subject ?? textOf(run.intent.name), { ports }).slice(0, 3);
  const lines = checks.flatMap(({ argv }) => shellLine(argv, 'posix') ?? []);
  return [
    ...(remedies.length + edits.length === 0 ? [] : [styled('  What helps', 'bold', terminal)]),
    ...[...edits, ...remedies].map((text) => wrapped(text, '    ', terminal)),
    ...(lines.length === 0 ? [] : [styled('  See it yourself', 'bold', terminal)]),
    ...lines.map((line) => `    ${line}`),
  ];
}

function remedyWords(remedy: Remedy): readonly string[] {
  switch (remedy.kind) {
    case 'command': {
      const line = shellLine(remedy.root ? ['sudo', ...remedy.argv] : remedy.argv, 'posix');
      return line === null ? [] : [`${remedy.title}: ${line}`];
    }
    case 'record':
      return [`${remedy.title}: ${remedy.change} ${remedy.name}. ${remedy.type} ${remedy.value ?? '(every value)'}`];
    case 'documentation':
      return [`${remedy.title}: ${remedy.url}`];
    case 'open-file':
      return [`${remedy.title}: ${remedy.path}${remedy.line === null ? '' : `:${remedy.line}`}`];
    case 'manual':
      return [`${remedy.title} (${remedy.where}): ${remedy.steps.join(' ')}`];
    case 'trial-order':
      return [`${remedy.title}: cert-doctor issue ${remedy.name} --staging`];
    case 'setting':
      // A setting of the editor.
      return [];
  }
}

/** Their steps stand in the page of the playbook: `playbook ID` without a name. */
function placeLines(data: PlaybookStep, { circumstances }: PlaybookRun, terminal: Terminal): readonly string[] {
  const places = placesOfStep(data, circumstances.platform);
  if (places.length === 0) return [];
  return [
    styled('  Where it is done by hand', 'bold', terminal),
    ...places.map(({ where, steps: [first = ''], url }) => `    ${where}: ${url ?? first}`),
  ];
}

const stateSigns: Readonly<Record<StepState, { readonly mark: string; readonly style: Style }>> = {
  'to-do': { mark: '○', style: 'dim' },
  looking: { mark: '◌', style: 'blue' },
  fine: { mark: '✔', style: 'green' },
  problem: { mark: '✖', style: 'red' },
  you: { mark: '!', style: 'yellow' },
  unknown: { mark: '?', style: 'dim' },
  skipped: { mark: '-', style: 'dim' },
  'done-by-hand': { mark: '~', style: 'dim' },
};

const verdictSigns: Readonly<Record<Verdict['kind'], { readonly mark: string; readonly style: Style }>> = {
  looking: { mark: '◌', style: 'blue' },
  blocked: { mark: '✖', style: 'red' },
  waiting: { mark: '!', style: 'yellow' },
  unproven: { mark: '?', style: 'dim' },
  ready: { mark: '!', style: 'yellow' },
  done: { mark: '✔', style: 'green' },
};
