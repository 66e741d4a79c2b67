import { clientRenewal } from '../../core/acme/client-renewal.ts';
import { textOf } from '../../core/domain/name.ts';
import { challengeWay } from '../../core/picture/challenge-way.ts';
import { picturesFor } from '../../core/picture/pictures.ts';
import type { TwoLooks } from '../../core/picture/two-looks.ts';
import { historyOf } from '../../core/playbook/history.ts';
import { stateWords } from '../../core/playbook/state-words.ts';
import { placesOfStep } from '../../core/playbook/step-places.ts';
import { stepRemedies } from '../../core/playbook/step-remedies.ts';
import type { Need, Playbook, PlaybookStep } from '../../core/playbook/playbook.ts';
import {
  currentStep,
  isOnlyStored,
  isShownByIssuing,
  isWatched,
  runKey,
  verdictOf,
  type PlaybookRun,
  type StepRun,
} from '../../core/playbook/run.ts';
import { problems } from '../../core/problem/catalogue.ts';
import { independentChecks, resolverArguments } from '../../core/problem/independent-check.ts';
import type { RecordRemedy, Remedy } from '../../core/problem/remedy.ts';
import { shellLine, type Shell } from '../../core/problem/shell-line.ts';
import { actionId, type PlaybookAction } from './playbook-action.ts';
import type { Button, CommandLine, PanelView, Quote, StepView } from './panel/messages.ts';

/** What the view depends on beside the run. */
export interface ViewContext {
  /** The shell that the user's terminal runs; null where no line can be written for it. */
  readonly shell: Shell | null;
  readonly ports: { readonly http: number; readonly https: number };
  /** The resolver that commands ask; null: the machine's own. */
  readonly resolver: string | null;
  /** How CAA records name the CA that is used; null where it is not known. */
  readonly issuer: string | null;
  /** What the pictures are drawn from. */
  readonly looks: TwoLooks;
  /** The domain stands in the workspace's list. */
  readonly listed: boolean;
  /** ISO 8601, UTC; null where it does not look again by itself. */
  readonly nextLookAt: string | null;
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly trusted: boolean;
}

export interface OfferedView {
  readonly view: PanelView;
  /** Everything the page may ask for, by id. */
  readonly offered: ReadonlyMap<string, PlaybookAction>;
}

/** The page's state as plain data, and what its buttons do. Pure. */
export function viewOf(playbook: Playbook, run: PlaybookRun, context: ViewContext): OfferedView {
  const made = new Map<string, PlaybookAction>();
  const button: MakeButton = (action, label, icon) => {
    const id = actionId(action);
    made.set(id, action);
    return { id, label, icon };
  };
  const verdict = verdictOf(playbook, run);
  const current = currentStep(playbook, run);
  const marks = {
    looking: 'looking',
    blocked: 'problem',
    waiting: 'you',
    unproven: 'unknown',
    ready: 'you',
    done: 'fine',
  } as const;
  const view: PanelView = {
    key: runKey(run.playbook, run.intent),
    title: playbook.title,
    domain: textOf(run.intent.name),
    about: run.about === null ? null : problems[run.about].title,
    vantage: run.looked?.vantage ?? null,
    lookedAt: run.looked?.at ?? null,
    looking: run.looking,
    looks: run.looking
      ? button({ kind: 'cancel' }, 'Stop looking', 'debug-stop')
      : button({ kind: 'look' }, 'Look again', 'refresh'),
    exports: button({ kind: 'export' }, 'Export', 'markdown'),
    reports: context.listed ? button({ kind: 'report' }, 'Report…', 'report') : null,
    nextLookAt: context.nextLookAt,
    notice: noticeOf(run, context, button),
    verdict: {
      mark: marks[verdict.kind],
      title: verdict.title,
      // The current step says it already.
      text: verdict.text === current?.said ? '' : verdict.text,
    },
    way: challengeWay(playbook, run, context.ports.http),
    steps: run.steps.flatMap((step) => {
      const data = playbook.steps.find(({ id }) => id === step.id);
      return data === undefined ? [] : [stepView({ playbook, data, step, run, context, button })];
    }),
    current: current?.id ?? '',
    history: historyOf(playbook, run),
  };
  const shown = buttonIds(view);
  return { view, offered: new Map([...made].filter(([id]) => shown.has(id))) };
}

/** Every `id` in the view; ids of steps among them stand for no action. */
function buttonIds(part: unknown): ReadonlySet<string> {
  if (typeof part !== 'object' || part === null) return new Set();
  const own = 'id' in part && typeof part.id === 'string' ? [part.id] : [];
  return new Set([...own, ...Object.values(part).flatMap((inner) => [...buttonIds(inner)])]);
}

type MakeButton = (action: PlaybookAction, label: string, icon: string) => Button;

interface StepScene {
  readonly playbook: Playbook;
  readonly data: PlaybookStep;
  readonly step: StepRun;
  readonly run: PlaybookRun;
  readonly context: ViewContext;
  readonly button: MakeButton;
}

function noticeOf(run: PlaybookRun, { trusted }: ViewContext, button: MakeButton): PanelView['notice'] {
  if (!trusted) {
    return {
      text: 'This window is in Restricted Mode, so no host is looked at and nothing is run.',
      button: button({ kind: 'trust' }, 'Manage Workspace Trust', 'shield'),
    };
  }
  return run.failure === null ? null : { text: `The last look did not finish: ${run.failure}`, button: null };
}

function stepView(scene: StepScene): StepView {
  const { data, step } = scene;
  const [, ...otherFindings] = step.findings;
  const remedies = stepRemedies(data, step, scene.run, scene.context.issuer);
  const record = remedies.find((remedy) => remedy.kind === 'record');
  const { primary, others, more } = buttonsOf(scene, remedies);
  return {
    id: step.id,
    title: data.title,
    state: step.state,
    stateWords: data.act !== null && scene.run.issue?.endedAt === null ? 'issuing' : stateWords[step.state],
    why: data.why,
    said: step.said,
    pictures: picturesOf(scene),
    rows: step.evidence,
    quotes: step.findings.flatMap(({ evidence }) => evidence).slice(0, 12),
    meaning: meaningOf(data, step),
    remarks: [...otherFindings, ...step.remarks].map(({ message }) => message),
    record: record === undefined ? null : { title: record.title, fields: recordFields(record), note: record.note },
    primary,
    others: others.slice(0, 2),
    waitsFor: isWatched(scene.playbook, scene.run, step) ? data.waitsFor : null,
    more,
    commands: commandsOf(scene, remedies),
    places: placesOf(scene, remedies),
    notes: data.notes.map(({ old, today, checked, reference }) => ({
      old,
      today,
      checked,
      button: scene.button({ kind: 'open-url', step: step.id, url: reference }, 'Source', 'link-external'),
    })),
  };
}

/** Pictures tell of the last look, so a step that it did not judge has none. */
function picturesOf({ data, step, context: { looks } }: StepScene): StepView['pictures'] {
  if (looks.latest === null || step.state === 'to-do') return [];
  return picturesFor(data.needs, looks.latest, looks.earlier);
}

function meaningOf({ instead, act }: PlaybookStep, { state, findings }: StepRun): StepView['meaning'] {
  const [finding] = findings;
  if (finding !== undefined) {
    const { meaning, fix } = problems[finding.problem];
    return { title: 'What it means', paragraphs: [meaning, fix] };
  }
  if (state !== 'unknown' && state !== 'you' && state !== 'problem') return null;
  return { title: act === null ? 'What you can look at' : 'Another way', paragraphs: [instead] };
}

interface StepButtons {
  readonly primary: Button | null;
  readonly others: readonly Button[];
  readonly more: readonly Button[];
}

function buttonsOf(scene: StepScene, remedies: readonly Remedy[]): StepButtons {
  const { data, step, button } = scene;
  const look = button({ kind: 'look' }, 'Look again', 'refresh');
  const byHand = (label: string): Button => button({ kind: 'done-by-hand', step: step.id }, label, 'check');
  const skip = skipButton(scene);
  const own = ownButtons(scene);
  if (data.act !== null) return issueButtons(scene, remedies, byHand);
  switch (step.state) {
    case 'to-do':
    case 'looking':
    case 'fine':
      return { primary: null, others: [], more: [] };
    case 'skipped':
    case 'done-by-hand':
      return { primary: button({ kind: 'reopen', step: step.id }, 'Take back', 'discard'), others: [look], more: [] };
    case 'unknown': {
      const checked = byHand('I checked it myself');
      return isShownByIssuing(scene.playbook, scene.run, step)
        ? { primary: issueButton(scene), others: [look, checked], more: [skip] }
        : own[0] === undefined
          ? { primary: look, others: [checked, skip], more: [] }
          : { primary: own[0], others: [look, checked], more: [...own.slice(1), skip] };
    }
    case 'problem':
    case 'you': {
      if (data.needs === 'addresses' && step.findings.length === 0 && step.state === 'you') {
        const enter = button({ kind: 'enter-addresses' }, "Enter the server's address…", 'edit');
        return { primary: enter, others: [byHand('Yes, it is this server'), skip], more: [] };
      }
      const [best, ...rest] = remedies.filter((remedy) => remedyButton(scene, remedy) !== null);
      const isAsked = step.state === 'you' && !isWatched(scene.playbook, scene.run, step);
      const done = byHand(isAsked ? 'Yes' : 'Done by hand');
      if (isAsked) {
        const more = [...ownCures(scene), ...own, ...moreButtons(scene, remedies)];
        return { primary: done, others: [look, skip], more };
      }
      const [cure, ...cures] = ownCures(scene);
      const named = ownButtons(scene);
      if (cure !== undefined) {
        const more = [...cures, ...named, ...moreButtons(scene, remedies), skip];
        return { primary: cure, others: [look, done], more };
      }
      if (best === undefined) return { primary: look, others: [done, skip], more: named };
      const more = [...moreButtons(scene, rest), ...named, skip];
      return { primary: remedyButton(scene, best), others: [look, done], more };
    }
  }
}

/** Advice is declined with a reason; everything else is only left out. */
function skipButton({ playbook, step, button }: StepScene): Button {
  return playbook.end.advice === true
    ? button({ kind: 'decline', step: step.id }, 'Decline…', 'circle-slash')
    : button({ kind: 'skip', step: step.id }, 'Skip', 'debug-step-over');
}

const seenByFile: readonly Need[] = ['signing-request', 'deployment', 'file-and-served'];
const seenByLog: readonly Need[] = ['logs', 'asked-in-logs', 'after-renewal', 'durations', 'connections'];
/** More stand in the table, with their lines. */
const mostEdits = 12;

/** What sets this kind of step right by itself: an edit at the source; an attempt that takes over the one that hangs. */
function ownCures(scene: StepScene): readonly Button[] {
  const { data, step, button } = scene;
  const edits = (step.edits ?? []).slice(0, mostEdits);
  const hangs = data.needs === 'durations' && step.findings.some(({ problem }) => problem === 'automation-stuck');
  return [
    ...edits.map(({ url, replacement }) =>
      button({ kind: 'edit-source', step: step.id, url, replacement }, `Replace ${url}…`, 'replace'),
    ),
    ...(hangs ? [issueButton(scene)] : []),
  ];
}

/** What this kind of step can be shown, so that it sees more. */
function ownButtons({ data, step, button }: StepScene): readonly Button[] {
  const of = { step: step.id };
  return [
    ...(seenByFile.includes(data.needs) ? [button({ kind: 'name-file', ...of }, 'Name a file…', 'file-add')] : []),
    ...(data.needs === 'deployment' ? [button({ kind: 'name-target', ...of }, 'Name the target…', 'server')] : []),
    ...(seenByLog.includes(data.needs) ? [button({ kind: 'name-log', ...of }, 'Name a log…', 'output')] : []),
  ];
}

/** What has no place of its own in the step: commands stand under "The same in a terminal". */
function moreButtons(scene: StepScene, remedies: readonly Remedy[]): readonly Button[] {
  return remedies
    .filter(({ kind }) => kind !== 'command')
    .map((remedy) => remedyButton(scene, remedy))
    .filter((one) => one !== null);
}

function issueButton({ run, context, button }: StepScene): Button {
  if (!context.listed) return button({ kind: 'add-domain' }, 'Add Domain to issue it here…', 'add');
  const label = run.issue === null ? 'Issue Certificate…' : isOnlyStored(run) ? 'Bring into service…' : 'Retry…';
  return button({ kind: 'issue' }, label, 'verified');
}

/** The client that owns the certificate renews it, where it can be asked to. */
function renewButton({ run, button }: StepScene): Button | null {
  const { owner } = run.circumstances;
  if (owner === null || clientRenewal(owner) === null) return null;
  return button({ kind: 'renew' }, `Renew with ${owner.client}…`, 'sync');
}

function issueButtons(scene: StepScene, remedies: readonly Remedy[], byHand: (label: string) => Button): StepButtons {
  const { data, step, run, context, button } = scene;
  const look = button({ kind: 'look' }, 'Look again', 'refresh');
  if (step.state === 'done-by-hand' || step.state === 'skipped') {
    return { primary: button({ kind: 'reopen', step: step.id }, 'Take back', 'discard'), others: [look], more: [] };
  }
  if (step.state === 'to-do' || step.state === 'looking') return { primary: null, others: [], more: [] };
  if (step.state === 'fine') {
    return { primary: button({ kind: 'export' }, 'Export as Markdown', 'markdown'), others: [look], more: [] };
  }
  const more = moreButtons(scene, remedies);
  const others = [look, byHand('Issued elsewhere')];
  const rests = notBefore(run);
  const isResting = context.listed && rests !== null && Date.parse(context.now) < Date.parse(rests);
  const renewal = renewButton(scene);
  if (isResting) return { primary: null, others, more };
  if (renewal === null) return { primary: issueButton(scene), others, more };
  return data.act === 'renew'
    ? { primary: renewal, others, more: [issueButton(scene), ...more] }
    : { primary: issueButton(scene), others, more: [renewal, ...more] };
}

/** Before this time the CA would refuse again, and count it; null where it did not say. */
function notBefore({ issue }: PlaybookRun): string | null {
  const stopped = issue?.report?.stopped;
  return stopped?.kind === 'ca' ? stopped.problem.retryAfter : null;
}

function remedyButton(
  { step, context, button }: Pick<StepScene, 'step' | 'context' | 'button'>,
  remedy: Remedy,
): Button | null {
  const of = { step: step.id };
  switch (remedy.kind) {
    case 'command': {
      const line = lineOf(remedy.argv, remedy.root, context);
      return line === null ? null : button({ kind: 'terminal', ...of, line }, remedy.title, 'terminal');
    }
    case 'record':
      return button({ kind: 'copy', ...of, text: recordText(remedy), what: 'The record' }, copyLabel(remedy), 'copy');
    case 'documentation':
      return button({ kind: 'open-url', ...of, url: remedy.url }, remedy.title, 'book');
    case 'open-file':
      return button({ kind: 'open-file', ...of, path: remedy.path, line: remedy.line }, remedy.title, 'go-to-file');
    case 'setting':
      return button({ kind: 'open-setting', ...of, id: remedy.id }, remedy.title, 'settings-gear');
    case 'trial-order':
      // The workspace may not have anything asked of a CA before the user trusts it.
      return context.trusted
        ? button({ kind: 'try-order', ...of, name: remedy.name }, `${remedy.title}…`, 'beaker')
        : null;
    case 'manual':
      // Shown with its steps, see placesOf.
      return null;
  }
}

function copyLabel({ change, type }: RecordRemedy): string {
  return change === 'remove' ? `Copy the ${type} record to remove` : `Copy the ${type} record`;
}

function recordText({ name, type, value }: RecordRemedy): string {
  return value === null ? `${name}. ${type}` : `${name}. ${type} ${value}`;
}

function recordFields({ change, name, type, value }: RecordRemedy): readonly Quote[] {
  return [
    { label: 'Change', text: change },
    { label: 'Name', text: name },
    { label: 'Type', text: type },
    { label: 'Value', text: value ?? 'every value' },
  ];
}

/** The same look without Cert Doctor, and what a remedy would type. */
function commandsOf(scene: StepScene, remedies: readonly Remedy[]): readonly CommandLine[] {
  const { data, step, run, context } = scene;
  const [finding] = step.findings;
  const problem = finding?.problem ?? data.checkedLike;
  const subject = finding?.subject ?? textOf(run.intent.name);
  const checks =
    problem === null
      ? []
      : independentChecks(problem, subject, {
          ports: context.ports,
          ...(context.resolver === null ? {} : { resolver: context.resolver }),
        });
  const fixes = remedies.filter((remedy) => remedy.kind === 'command');
  return [
    ...fixes.map(({ title, argv, root }) => commandLine(scene, title, argv, root)),
    ...checks.slice(0, 3).map(({ title, argv }) => commandLine(scene, title, argv, false)),
  ]
    .filter((line) => line !== null)
    .filter(
      ({ title, line }, index, all) => all.findIndex((other) => other.title === title || other.line === line) === index,
    );
}

function commandLine(
  { step, context, button }: StepScene,
  title: string,
  argv: readonly string[],
  root: boolean,
): CommandLine | null {
  const line = lineOf(argv, root, context);
  if (line === null) return null;
  return {
    title,
    line,
    buttons: [
      button({ kind: 'copy', step: step.id, text: line, what: 'The command' }, 'Copy', 'copy'),
      button({ kind: 'terminal', step: step.id, line }, 'Type in Terminal', 'terminal'),
    ],
  };
}

function lineOf(argv: readonly string[], root: boolean, { shell, resolver }: ViewContext): string | null {
  const full = askingResolver(argv, resolver);
  return shell === null ? null : shellLine(root ? ['sudo', ...full] : full, shell);
}

/** A question with dig goes where the look went, unless it says whom it asks, or asks its own way down the tree. */
function askingResolver(argv: readonly string[], resolver: string | null): readonly string[] {
  const [program, ...rest] = argv;
  const asksElsewhere = rest.some((word) => word.startsWith('@') || word === '+trace' || word === '+nssearch');
  if (program !== 'dig' || resolver === null || asksElsewhere) return argv;
  return [program, ...(resolverArguments(resolver) ?? []), ...rest];
}

function placesOf({ data, step, run, button }: StepScene, remedies: readonly Remedy[]): StepView['places'] {
  if (step.state === 'fine' || step.state === 'looking') return [];
  const places = placesOfStep(data, run.circumstances.platform);
  const manual = [...places, ...remedies.filter((remedy) => remedy.kind === 'manual')];
  return manual
    .filter(({ where }, index) => manual.findIndex((other) => other.where === where) === index)
    .map(({ where, steps, url }) => ({
      title: where,
      steps,
      button: url === null ? null : button({ kind: 'open-url', step: step.id, url }, 'Documentation', 'link-external'),
    }));
}
