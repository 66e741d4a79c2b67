import type { ClientRenewalReport } from '../acme/client-renewal.ts';
import { issuanceSteps, type IssueReport } from '../acme/issuance.ts';
import type { DomainIntent } from '../domain/intent.ts';
import { textOf } from '../domain/name.ts';
import type { DomainReport } from '../domain/report.ts';
import { sslWords } from '../domain/status.ts';
import { problems, type ProblemId } from '../problem/catalogue.ts';
import type { Finding } from '../problem/finding.ts';
import { circumstancesOf, meantBy, type Circumstances } from './circumstances.ts';
import { agreeWith, type EvidenceRow, type PageEdit } from './evidence.ts';
import { gather } from './evidence/gather.ts';
import { nothingKnown, type Known, type Look } from './look.ts';
import { refusals } from './renewal-steps.ts';
import { mendedSince, readFromLogs } from './mended-since.ts';
import { stepsFor, type Need, type Playbook, type PlaybookId, type PlaybookStep } from './playbook.ts';

export const stepStates = [
  'to-do',
  'looking',
  'fine',
  'problem',
  /** Waits for the user: for an answer, or for the effect of what the user is doing. */
  'you',
  /** Could not look. Never counts as fine. */
  'unknown',
  'skipped',
  /** The user says that it is done; nothing was seen that shows it. */
  'done-by-hand',
] as const;
export type StepState = (typeof stepStates)[number];

export interface StepRun {
  readonly id: string;
  readonly state: StepState;
  /** One sentence: what was seen, why nothing could be, or what is asked of the user. May hold outside text. */
  readonly said: string;
  readonly evidence: readonly EvidenceRow[];
  /** What makes it a problem, as of the last look. */
  readonly findings: readonly Finding[];
  readonly remarks: readonly Finding[];
  /** Texts of the page that can be replaced at their source; missing where there is none. */
  readonly edits?: readonly PageEdit[];
}

/** A step that turned. Times are ISO 8601, UTC. */
export interface Turn {
  readonly at: string;
  readonly step: string;
  readonly from: StepState;
  readonly to: StepState;
  readonly said: string;
}

/** Something that was done or refused: what the user began, what the attempt did, and what came of it. */
export interface Deed {
  readonly at: string;
  /** In words; may hold outside text. */
  readonly what: string;
}

export interface IssueAttempt {
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Fingerprints of the certificates that were served when it began; null where nobody had looked. */
  readonly before: readonly string[] | null;
  /** What is being done, in words; null before the first word. */
  readonly progress: string | null;
  /** How it ended, where Cert Doctor issued; null where nobody said. */
  readonly report: IssueReport | null;
  /** How it ended, where the client that owns the certificate renewed; null where it did not. */
  readonly byClient: ClientOutcome | null;
}

/** What came of a renewal by the client that owns the certificate. */
export type ClientOutcome = Pick<ClientRenewalReport, 'outcome' | 'text' | 'findings'>;

/** What the user named for a run: files (certificates, requests, key stores), logs, and hosts that get the certificate. */
export interface Sources {
  readonly files: readonly string[];
  readonly logs: readonly string[];
  readonly targets: readonly string[];
}

/** A playbook on its way for one domain. Plain data: it survives JSON and a reload of the window. */
export interface PlaybookRun {
  readonly version: 2;
  readonly playbook: PlaybookId;
  readonly intent: DomainIntent;
  readonly circumstances: Circumstances;
  /** What the user wants looked at beside the domain. */
  readonly sources: Sources;
  /** The problem with which the user came; null where it was only the domain. */
  readonly about: ProblemId | null;
  readonly startedAt: string;
  readonly looking: boolean;
  /** The last look that came to an end. */
  readonly looked: null | { readonly at: string; readonly vantage: string; readonly ms: number };
  /** Why the last look did not come to an end; null where it did. */
  readonly failure: string | null;
  /** What the domain's certificate is, as of the last look; null before it. */
  readonly ssl: null | {
    readonly status: DomainReport['ssl'];
    readonly words: string;
    readonly served: readonly string[];
  };
  readonly steps: readonly StepRun[];
  readonly turns: readonly Turn[];
  readonly deeds: readonly Deed[];
  readonly issue: IssueAttempt | null;
}

export type RunEvent = { /** ISO 8601, UTC. */ readonly at: string } & (
  | { readonly kind: 'look-started'; readonly intent: DomainIntent }
  /** `known`: missing where only the domain itself was looked at. */
  | { readonly kind: 'looked'; readonly report: DomainReport; readonly known?: Known }
  | { readonly kind: 'look-failed'; readonly why: string }
  /** The user began to do something about a step: from now on it waits for the effect. `what`: in words; null: not worth keeping. */
  | { readonly kind: 'acted'; readonly step: string; readonly what: string | null }
  | { readonly kind: 'done-by-hand'; readonly step: string }
  /** `why`: what the user says about it; missing where nothing. */
  | { readonly kind: 'skipped'; readonly step: string; readonly why?: string }
  /** Takes back `done-by-hand` or `skipped`. */
  | { readonly kind: 'reopened'; readonly step: string }
  | { readonly kind: 'issue-started' }
  | { readonly kind: 'issue-progress'; readonly words: string }
  | { readonly kind: 'issue-ended'; readonly report: IssueReport | null; readonly byClient?: ClientOutcome }
);

/** Turns and deeds are a record for people; older ones than this many of each are dropped. */
const maxKept = 200;

export function startRun(playbook: Playbook, intent: DomainIntent, about: ProblemId | null, at: string): PlaybookRun {
  const isTold = playbook.steps.some(
    ({ needs, asks }) => readFromLogs.includes(needs) && asks.some((one) => one === about),
  );
  const circumstances = { ...meantBy(intent), logged: isTold };
  return {
    version: 2,
    playbook: playbook.id,
    intent,
    circumstances,
    sources: { files: [], logs: [], targets: [] },
    about,
    startedAt: at,
    looking: false,
    looked: null,
    failure: null,
    ssl: null,
    steps: stepsFor(playbook, circumstances).map(({ id }) => blank(id)),
    turns: [],
    deeds: [],
    issue: null,
  };
}

/** The run after an event. Pure; an event that does not fit the state changes nothing. */
export function advance(playbook: Playbook, run: PlaybookRun, event: RunEvent): PlaybookRun {
  const next = withEvent(playbook, run, event);
  const settled = { ...next, steps: next.steps.map((step) => judgeActingStep(playbook, next, step)) };
  const turns = settled.steps.flatMap((step): readonly Turn[] => {
    const from = run.steps.find(({ id }) => id === step.id)?.state ?? 'to-do';
    if (from === step.state || step.state === 'looking') return [];
    return [{ at: event.at, step: step.id, from, to: step.state, said: step.said }];
  });
  const deeds = [...settled.deeds, ...deedsOf(playbook, run, event)];
  return { ...settled, turns: [...settled.turns, ...turns].slice(-maxKept), deeds: deeds.slice(-maxKept) };
}

/** What an event leaves in the record, beside the steps that it turns. */
function deedsOf(playbook: Playbook, { issue }: PlaybookRun, event: RunEvent): readonly Deed[] {
  const made = (...words: readonly string[]): readonly Deed[] => words.map((what) => ({ at: event.at, what }));
  if (event.kind === 'acted' && event.what !== null) return made(event.what);
  if (event.kind === 'skipped' && event.why !== undefined)
    return made(`Declined: ${titleOf(playbook, { id: event.step })} (${event.why})`);
  if (event.kind === 'issue-progress' && event.words !== issue?.progress) return made(event.words);
  if (event.kind !== 'issue-ended') return [];
  return event.byClient === undefined ? made(...outcomeWords(event.report)) : made(event.byClient.text);
}

function outcomeWords(report: IssueReport | null): readonly string[] {
  if (report === null) return ['The attempt ended without a report'];
  const { certificate, stopped } = report;
  const made =
    certificate === null
      ? []
      : [
          `Stored: serial ${certificate.serialNumber}, valid until ${certificate.notAfter.slice(0, 10)}, in ${certificate.folder}`,
        ];
  switch (stopped?.kind) {
    case undefined:
      return made;
    case 'cancelled':
      return [...made, 'Cancelled'];
    case 'declined':
      return [...made, `Declined: ${stopped.what}`];
    case 'ca':
      return [...made, `Refused by the CA: ${stopped.problem.detail}`];
    case 'failed':
      return [...made, `Stopped: ${stopped.text}`];
  }
}

function withEvent(playbook: Playbook, run: PlaybookRun, event: RunEvent): PlaybookRun {
  switch (event.kind) {
    case 'look-started': {
      const { method, delegated, platform } = meantBy(event.intent);
      const known = run.circumstances;
      const circumstances = { ...known, method, delegated, platform: platform ?? known.platform };
      const steps = stepsFor(playbook, circumstances).map(({ id, act }) => {
        const step = run.steps.find((one) => one.id === id) ?? blank(id);
        return step.state === 'to-do' && act === null
          ? { ...step, state: 'looking' as const, said: 'The look is on its way.' }
          : step;
      });
      return { ...run, intent: event.intent, circumstances, looking: true, steps };
    }
    case 'looked':
      return withLook(playbook, run, { report: event.report, known: event.known ?? nothingKnown });
    case 'look-failed':
      return {
        ...run,
        looking: false,
        failure: event.why,
        steps: run.steps.map((step) =>
          step.state === 'looking' ? { ...step, state: 'unknown', said: event.why } : step,
        ),
      };
    case 'acted':
      return withStep(run, event.step, ({ state }) => (state === 'problem' ? 'you' : state));
    case 'done-by-hand':
      return withStep(run, event.step, ({ state }) => (isOpen(state) ? 'done-by-hand' : state));
    case 'skipped':
      return withStep(run, event.step, ({ state }) => (isOpen(state) ? 'skipped' : state));
    case 'reopened':
      return withStep(run, event.step, ({ state }) => (byUser(state) ? 'to-do' : state));
    case 'issue-started':
      return {
        ...run,
        issue: {
          startedAt: event.at,
          endedAt: null,
          before: servedBefore(playbook, run),
          progress: null,
          report: null,
          byClient: null,
        },
      };
    case 'issue-progress':
      return run.issue === null ? run : { ...run, issue: { ...run.issue, progress: event.words } };
    case 'issue-ended':
      return run.issue === null
        ? run
        : {
            ...run,
            issue: { ...run.issue, endedAt: event.at, report: event.report, byClient: event.byClient ?? null },
          };
  }
}

function withLook(playbook: Playbook, run: PlaybookRun, look: Look): PlaybookRun {
  const { report } = look;
  const circumstances = circumstancesOf(run.intent, look, run.circumstances);
  return {
    ...run,
    circumstances,
    looking: false,
    failure: null,
    looked: { at: report.at, vantage: report.vantage, ms: report.ms },
    ssl: {
      status: report.ssl,
      words: [sslWords(report.ssl), report.sslDetail].filter((part) => part !== '').join(' · '),
      served: servedFingerprints(report),
    },
    steps: mendedSince(
      stepsFor(playbook, circumstances).map((step) => ({
        step,
        seen: judgeStep(step, run.intent, look, run.steps.find(({ id }) => id === step.id) ?? blank(step.id)),
      })),
      circumstances,
      run.issue !== null && succeeded(run.issue),
    ),
  };
}

/** What a look says of a step: a problem by findings, fine only where everything needed was seen to be right. */
function judgeStep(step: PlaybookStep, intent: DomainIntent, look: Look, before: StepRun): StepRun {
  const { rows: seenRows, missing, question, edits, findings: told = [] } = gather(step, intent, look);
  const serious = look.report.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  // What is seen now is no word of a log.
  const asked = readFromLogs.includes(step.needs) ? [] : serious.filter(({ problem }) => step.asks.includes(problem));
  const findings = [...asked, ...told];
  const remarks = serious.filter((one) => step.remarks.includes(one.problem) && !findings.includes(one));
  // What an attempt ended with says nothing of the certificates that are served.
  const rows = step.act === 'issue' ? seenRows : agreeWith(findings, seenRows);
  const { id, state, said } = before;
  const seen = { id, state, said, evidence: rows, findings, remarks, ...(edits === undefined ? {} : { edits }) };
  if (step.act !== null) return seen;

  const [finding] = findings;
  const wrong = rows.find(({ mark }) => mark === 'problem');
  const judged: { readonly state: StepState; readonly said: string } =
    finding !== undefined
      ? { state: before.state === 'you' && before.findings.length > 0 ? 'you' : 'problem', said: finding.message }
      : wrong !== undefined
        ? { state: 'problem', said: `${wrong.what}: ${wrong.seen}` }
        : missing !== null
          ? { state: 'unknown', said: missing }
          : question !== null
            ? { state: 'you', said: question }
            : { state: 'fine', said: step.fine };
  // The user's word stands where nobody sees it; what is seen to be wrong still waits for its effect.
  if (before.state === 'done-by-hand' && judged.state === 'problem')
    return { ...seen, said: judged.said, state: 'you' };
  return byUser(before.state) && judged.state !== 'fine' ? { ...seen, said: judged.said } : { ...seen, ...judged };
}

/** The step that acts is judged from the others, from how the attempt ended, and from the certificate that is served. */
function judgeActingStep(playbook: Playbook, run: PlaybookRun, step: StepRun): StepRun {
  const data = playbook.steps.find(({ id }) => id === step.id);
  if (data === undefined || data.act === null) return step;
  // Whoever renewed it: what every address shows is good.
  if (data.act === 'renew' && run.issue?.endedAt !== null && isSeenGood(run, step))
    return { ...step, state: 'fine', said: data.fine };
  if (byUser(step.state)) return step;
  const { issue } = run;
  if (issue !== null && issue.endedAt === null) {
    return { ...step, state: 'looking', said: issue.progress ?? 'The certificate is being issued.' };
  }
  if (issue !== null) return { ...step, ...judgeAttempt(run, issue, data, step) };
  const holding = run.steps.find((one) => one.id !== step.id && holdsUp(playbook, one));
  if (holding !== undefined) {
    return {
      ...step,
      state: 'to-do',
      said: `First: ${titleOf(playbook, holding)}. An attempt before that would fail and count against the CA's limits.`,
    };
  }
  if (
    run.looked === null ||
    run.steps.some(({ id, state }) => id !== step.id && (state === 'looking' || state === 'to-do'))
  ) {
    return { ...step, state: 'to-do', said: '' };
  }
  const refused = step.findings.find(({ problem, severity }) => severity === 'error' && wouldRefuse.includes(problem));
  if (refused !== undefined) return { ...step, state: 'problem', said: refused.message };
  const [reason] = step.findings;
  return { ...step, state: 'you', said: reason?.message ?? readyWords(playbook, run, step.id) };
}

/** What the CA says no to, as far as it is seen before it is asked. */
const wouldRefuse: readonly ProblemId[] = [...refusals, 'rejected-identifier', 'bad-csr'];

/** What these show tells of attempts that are over, or of who makes the next one: an attempt by hand may succeed. */
const besideTheAttempt: readonly Need[] = [
  'automation',
  'schedule',
  'changes',
  'durations',
  'machine-load',
  ...readFromLogs,
];

/** What a new certificate sets right. */
const setRight: readonly ProblemId[] = [
  'cert-expired',
  'cert-expiring',
  'renewal-overdue',
  'names-uncovered',
  'san-missing',
];

/** Would an attempt fail, or be the wrong thing to do, for all that this step shows? */
function holdsUp(playbook: Playbook, { id, state, findings }: StepRun): boolean {
  if (state !== 'problem' && state !== 'you') return false;
  const step = playbook.steps.find((one) => one.id === id);
  if (step !== undefined && besideTheAttempt.includes(step.needs)) return false;
  return findings.length === 0 || !findings.every(({ problem }) => setRight.includes(problem));
}

/** A certificate that browsers take, at every address. */
function isSeenGood({ ssl, looked }: PlaybookRun, { evidence, findings }: StepRun): boolean {
  return (
    looked !== null &&
    (ssl?.status === 'active' || ssl?.status === 'expiring') &&
    findings.length === 0 &&
    evidence.length > 0 &&
    evidence.every(({ mark }) => mark === 'fine')
  );
}

/** The certificates that were served before an attempt; null where an address did not show its own. */
function servedBefore(playbook: Playbook, run: PlaybookRun): readonly string[] | null {
  const evidence = actingStep(playbook, run)?.evidence ?? [];
  return run.ssl === null || evidence.some(({ mark }) => mark === 'unknown') ? null : run.ssl.served;
}

function succeeded({ endedAt, report, byClient }: IssueAttempt): boolean {
  return endedAt !== null && (byClient?.outcome === 'renewed' || report?.stopped === null);
}

function readyWords(playbook: Playbook, run: PlaybookRun, id: string): string {
  const others = run.steps.filter((step) => step.id !== id);
  const blind = others.filter(({ state }) => state === 'unknown');
  const told = others.filter(({ state }) => state === 'problem' || state === 'you');
  const trusted = others.filter(({ state }) => byUser(state));
  const passedBy = others.find(({ state, findings }) => state === 'skipped' && findings.length > 0);
  const now = run.ssl === null ? '' : ` The certificate now: ${run.ssl.words}.`;
  const named = (steps: readonly StepRun[]): string => steps.map((step) => `"${titleOf(playbook, step)}"`).join(', ');
  const first = told[0];
  if (passedBy !== undefined)
    return `You skipped ${named([passedBy])}, where something was seen that an attempt would fail at, which counts against the CA's limits: ${passedBy.said}${now}`;
  if (first !== undefined)
    return `Nothing that was seen stands in the way of an attempt. See first to ${named(told)}: ${first.said}${now}`;
  if (blind.length > 0) {
    // The attempt itself looks for the real token (engine/act): only HTTP has one to fetch.
    const proof =
      run.intent.method === 'http-01' ? ' Issuing fetches the token from every address before the CA is asked.' : '';
    return `Nothing that was seen stands in the way, but this could not be seen: ${named(blind)}.${proof}${now}`;
  }
  return trusted.length > 0
    ? `Nothing that was seen stands in the way. Not seen by Cert Doctor: ${named(trusted)}.${now}`
    : `Nothing stands in the way.${now}`;
}

function titleOf(playbook: Pick<Playbook, 'steps'>, { id }: Pick<StepRun, 'id'>): string {
  return playbook.steps.find((step) => step.id === id)?.title ?? id;
}

function judgeAttempt(
  run: PlaybookRun,
  { before, report, endedAt, byClient }: IssueAttempt,
  step: PlaybookStep,
  { findings, evidence }: StepRun,
): Pick<StepRun, 'state' | 'said' | 'findings'> {
  const { ssl, looked } = run;
  const seen = ssl !== null && looked !== null && endedAt !== null && looked.at >= endedAt ? ssl : null;
  const complete = seen !== null && seen.served.length > 0 && evidence.every(({ mark }) => mark === 'fine');
  // Whoever issued it here can tell it from any other; else what was not there before is new.
  const own = report?.stopped === null ? (report.certificate?.fingerprint ?? null) : null;
  const isOld = (fingerprint: string): boolean =>
    own === null ? before?.includes(fingerprint) === true : fingerprint !== own;
  const old = seen?.served.filter(isOld) ?? [];
  const comparable = own !== null || before !== null;
  // What the server shows counts more than what anybody said, in both directions.
  if (complete && comparable && old.length === 0) {
    const uncovered = findings.find(({ problem }) => problem === 'names-uncovered');
    if (uncovered !== undefined) return { state: 'problem', said: uncovered.message, findings };
    return seen.status === 'active' || seen.status === 'expiring'
      ? { state: 'fine', said: `${step.fine} Its status: ${seen.words}.`, findings: [] }
      : { state: 'problem', said: `The server shows a new certificate, but its status is ${seen.words}.`, findings };
  }
  const stopped = report?.stopped ?? null;
  if (stopped !== null) return stoppedWords(stopped, findings);
  if (byClient !== null && byClient.outcome !== 'renewed') {
    const state = byClient.outcome === 'failed' ? 'problem' : 'you';
    return { state, said: byClient.text, findings: [...byClient.findings, ...findings] };
  }
  if (seen === null) return { state: 'looking', said: 'Looks which certificate the server shows now.', findings };
  if (!complete) {
    return {
      state: 'unknown',
      said: 'Not every address showed a certificate, so nothing proves the new one.',
      findings,
    };
  }
  if (!comparable) {
    const said = 'Nobody had looked before the attempt, so nothing proves that this certificate is the new one.';
    return { state: 'unknown', said, findings };
  }
  const said =
    old.length === seen.served.length
      ? 'The server still shows the earlier certificate.'
      : 'Some addresses show the new certificate, others still the earlier one.';
  return { state: 'you', said, findings };
}

function stoppedWords(
  stopped: NonNullable<IssueReport['stopped']>,
  findings: readonly Finding[],
): Pick<StepRun, 'state' | 'said' | 'findings'> {
  switch (stopped.kind) {
    case 'cancelled':
      return { state: 'you', said: 'The attempt was cancelled.', findings };
    case 'declined':
      return { state: 'you', said: `The attempt ended because you declined: ${stopped.what}.`, findings };
    case 'ca': {
      const { detail, retryAfter } = stopped.problem;
      const rest = retryAfter === null ? '' : ` It takes the next try from ${retryAfter} on.`;
      return { state: 'problem', said: `The CA refused: ${detail}${rest}`, findings: stopped.findings };
    }
    case 'failed':
      return { state: 'problem', said: stopped.text, findings: stopped.findings };
  }
}

/** The step that needs somebody now: the first problem, else the first question, else the first that was not seen, else the last. */
export function currentStep(playbook: Playbook, run: PlaybookRun): StepRun | undefined {
  const acting = actingStep(playbook, run);
  const first = (wanted: StepState): StepRun | undefined =>
    run.steps.find((step) => step !== acting && step.state === wanted);
  const busy = run.issue === null ? undefined : acting;
  const open = acting !== undefined && ['problem', 'you', 'to-do'].includes(acting.state) ? acting : undefined;
  return (
    run.steps.find((step) => step !== acting && isProven(playbook, run, step)) ??
    first('you') ??
    busy ??
    first('looking') ??
    first('unknown') ??
    first('to-do') ??
    open ??
    run.steps.at(-1)
  );
}

function actingStep(playbook: Playbook, { steps }: Pick<PlaybookRun, 'steps'>): StepRun | undefined {
  const acting = playbook.steps.find(({ act }) => act !== null);
  return steps.find(({ id }) => id === acting?.id);
}

/** Wrong, as it was seen, whether or not the user has begun to mend it; a question to the user is nothing proven. */
function isProven(playbook: Playbook, run: PlaybookRun, step: StepRun): boolean {
  return step.state === 'problem' || isWatched(playbook, run, step);
}

/** Could a look turn this step? Then somebody looks again by itself; a question to the user is none of these. */
export function isWatched(playbook: Playbook, run: PlaybookRun, { id, state, findings, evidence }: StepRun): boolean {
  if (state !== 'problem' && state !== 'you') return false;
  if (playbook.steps.find((step) => step.id === id)?.act === 'issue') return run.issue !== null;
  return findings.length > 0 || evidence.some(({ mark }) => mark === 'problem');
}

export interface Verdict {
  readonly kind: 'looking' | 'blocked' | 'waiting' | 'unproven' | 'ready' | 'done';
  readonly title: string;
  readonly text: string;
}

/** What the run has come to. */
export function verdictOf(playbook: Playbook, run: PlaybookRun): Verdict {
  const verdict = verdictOfLook(playbook, run);
  if (run.failure === null || run.looked === null) return verdict;
  const text = [verdict.text, `It is of an earlier look; the last one did not finish: ${run.failure}`];
  return { ...verdict, text: text.filter((part) => part !== '').join(' ') };
}

function verdictOfLook(playbook: Playbook, run: PlaybookRun): Verdict {
  const end = endOf(playbook, run);
  if (end !== null) return end;
  const acting = actingStep(playbook, run);
  if (run.issue?.endedAt === null) {
    return { kind: 'looking', title: 'Issuing', text: run.issue.progress ?? '' };
  }
  const held = run.steps.find(({ state }) => state === 'problem') ?? run.steps.find(({ state }) => state === 'you');
  const wrong = run.steps.filter((step) => step !== acting && isProven(playbook, run, step));
  // What is proven comes before what is asked.
  const first = wrong[0] ?? run.steps.find((step) => step !== acting && step.state === 'you');
  if (first !== undefined) {
    const finding = first.findings[0]?.problem;
    const title = finding === undefined ? titleOf(playbook, first) : problems[finding].title;
    const others = wrong.slice(1).map((step) => `"${titleOf(playbook, step)}"`);
    const text = others.length === 0 ? first.said : `${first.said} Also wrong: ${others.join(', ')}.`;
    return first.state === 'problem'
      ? { kind: 'blocked', title: `Held up: ${title}`, text }
      : { kind: 'waiting', title: `Waits for you: ${title}`, text };
  }
  if (run.looked === null) {
    return run.looking
      ? { kind: 'looking', title: 'Looking', text: 'The look is on its way.' }
      : { kind: 'unproven', title: 'Not looked yet', text: '' };
  }
  if (run.issue !== null && acting !== undefined) {
    const stored = isOnlyStored(run);
    const title = stored ? 'Issued and stored, not in service yet' : 'Not issued yet';
    if (acting.state === 'problem') return { kind: 'blocked', title, text: acting.said };
    if (acting.state === 'you') return { kind: 'waiting', title, text: acting.said };
    if (acting.state === 'unknown' && stored) {
      return { kind: 'unproven', title: 'Issued and stored, not seen in service', text: acting.said };
    }
  }
  if (held?.state === 'problem') {
    return { kind: 'blocked', title: `Held up: ${titleOf(playbook, held)}`, text: held.said };
  }
  const blind = run.steps.filter(({ state }) => state === 'unknown');
  if (blind.length > 0) {
    const text = held?.said ?? `Unknown: ${blind.map((step) => titleOf(playbook, step)).join(', ')}.`;
    return { kind: 'unproven', title: 'Not everything could be seen', text };
  }
  if (held !== undefined) {
    const isRenewal = playbook.steps.find(({ id }) => id === held.id)?.act === 'renew';
    return { kind: 'ready', title: isRenewal ? 'Ready to renew' : 'Ready to issue', text: held.said };
  }
  const left = run.steps.filter(({ state }) => byUser(state));
  if (left.length > 0) {
    return {
      kind: 'unproven',
      title: 'Not seen by Cert Doctor',
      text: `${left.map((step) => titleOf(playbook, step)).join(', ')}.`,
    };
  }
  return { kind: 'looking', title: 'Looking', text: run.steps.at(-1)?.said ?? '' };
}

/** The end, where the steps that prove it have come to it; null where they have not. */
function endOf({ end, steps: data }: Playbook, run: PlaybookRun): Verdict | null {
  const proving = run.steps.filter(({ id }) => end.provenBy.includes(id));
  const proved = new Set(proving.map(({ id }) => id));
  const [only, ...others] = proving;
  if (only === undefined) return null;
  const acts = data.some(({ act }) => act === 'issue');
  // A new certificate proves the whole way to it. A good one may be old, and what is wrong beside it waits for the next renewal.
  if (!acts && run.steps.some(({ state }) => state !== 'fine' && state !== 'unknown' && !byUser(state))) return null;
  const isReached = ({ state }: StepRun): boolean => state === 'fine' || (end.advice === true && state === 'skipped');
  if (proving.every(isReached)) {
    const reached = others.length === 0 ? only.said : end.reached;
    const unseen = run.steps.filter(({ id, state }) => (state === 'unknown' || byUser(state)) && !proved.has(id));
    const text = [reached, unseenWords({ steps: data }, unseen)].filter((part) => part !== '').join(' ');
    if (proving.some(({ state }) => state === 'skipped')) return { kind: 'done', title: 'Followed, or declined', text };
    const wrong = new Set(run.turns.filter(({ to }) => to === 'problem' || to === 'you').map(({ step }) => step));
    // What once was wrong and was not seen since may still be so.
    const isRenewed = run.issue !== null && succeeded(run.issue);
    const isSolved = acts || isRenewed || (wrong.size > 0 && !unseen.some(({ id }) => wrong.has(id)));
    if (isSolved) return { kind: 'done', title: 'Solved', text };
    return unseen.length === 0
      ? { kind: 'done', title: 'Nothing wrong was seen', text }
      : { kind: 'unproven', title: 'Nothing wrong was seen, but not everything could be seen', text };
  }
  if (!proving.every((step) => isReached(step) || step.state === 'done-by-hand')) return null;
  const text = acts ? 'No new certificate was seen on the server.' : 'Nothing was seen that shows it.';
  return { kind: 'unproven', title: 'Done by hand, not seen', text };
}

/** What a verdict has to say of steps that it is not proven by and that nobody saw; empty where there are none. */
function unseenWords(playbook: Pick<Playbook, 'steps'>, unseen: readonly StepRun[]): string {
  const words = (start: string, steps: readonly StepRun[]): readonly string[] =>
    steps.length === 0 ? [] : [`${start}: ${steps.map((step) => `"${titleOf(playbook, step)}"`).join(', ')}.`];
  return [
    ...words(
      'Could not be seen',
      unseen.filter(({ state }) => state === 'unknown'),
    ),
    ...words(
      'Not seen by Cert Doctor',
      unseen.filter(({ state }) => byUser(state)),
    ),
  ].join(' ');
}

/** Did the attempt end with a certificate on this machine that not every address shows? Then it is to be brought into service. */
export function isOnlyStored({ issue, steps }: PlaybookRun): boolean {
  const report = issue?.report ?? null;
  if (report === null || issuanceSteps.indexOf(report.reached) < issuanceSteps.indexOf('stored')) return false;
  const served = steps.at(-1)?.evidence ?? [];
  const serial = report.certificate?.serialNumber;
  // An attempt that found a good certificate in service and stopped there has nothing left to do.
  return served.length === 0 || !served.every(({ seen }) => seen.startsWith(`serial ${serial ?? ''},`));
}

/** Can only an attempt show how this step stands, while nothing else is open? Then it is the next thing to do. */
export function isShownByIssuing(playbook: Playbook, run: PlaybookRun, { id, state }: StepRun): boolean {
  const step = playbook.steps.find((one) => one.id === id);
  const others = run.steps.filter((one) => {
    const needed = playbook.steps.find((other) => other.id === one.id)?.needs;
    return one.id !== id && one.id !== run.steps.at(-1)?.id && !besideTheAttempt.includes(needed ?? 'logs');
  });
  return (
    state === 'unknown' &&
    step?.needs === 'site' &&
    run.issue === null &&
    run.steps.at(-1)?.state === 'you' &&
    others.every((one) => one.state !== 'unknown')
  );
}

/** The key under which a run is kept: one for each playbook and domain. */
export function runKey(playbook: PlaybookId, intent: Pick<DomainIntent, 'name'>): string {
  return `${playbook}:${textOf(intent.name)}`;
}

function servedFingerprints({ observations }: DomainReport): readonly string[] {
  const leaves = observations.tls.flatMap(({ outcome }) =>
    outcome.kind === 'handshake' && outcome.chain[0] !== undefined ? [outcome.chain[0].fingerprint] : [],
  );
  return [...new Set(leaves)];
}

function withStep(run: PlaybookRun, id: string, state: (step: StepRun) => StepState): PlaybookRun {
  return { ...run, steps: run.steps.map((step) => (step.id === id ? { ...step, state: state(step) } : step)) };
}

function isOpen(state: StepState): boolean {
  return state === 'to-do' || state === 'problem' || state === 'you' || state === 'unknown';
}

function byUser(state: StepState): boolean {
  return state === 'skipped' || state === 'done-by-hand';
}

function blank(id: string): StepRun {
  return { id, state: 'to-do', said: '', evidence: [], findings: [], remarks: [] };
}
