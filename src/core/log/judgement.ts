import { problems } from '../problem/catalogue.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { Severity } from '../problem/finding.ts';
import { isUndecided, isUpToTheCa, mostNames } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import { Attempts, indexOfId, setNewest } from './attempts.ts';
import type { Candidate } from './candidate.ts';
import { explainsMore } from './choose-cause.ts';
import { evaluate } from './evaluate.ts';
import { isSameAttempt, isSameFinding } from './same-report.ts';
import type { Evaluation } from './evaluate.ts';
import type { LogFormat } from './format.ts';
import { fitsName } from './hole.ts';
import { hostOf } from './host-of-url.ts';
import { findingMessage } from './message.ts';
import { problemInContext } from './problem-in-context.ts';
import type { IdentifierMark, Mark, OutcomeMark, Place, ProblemMark, Reading } from './reading.ts';
import type { LogAttempt, LogFinding, LogReport } from './report.ts';

/** What is kept of a log with endless trouble: its newest part, and the newest of each problem. */
const mostCandidates = 5000;
/** What is kept when there is more; not all, so that not each further line has to push one out. */
const stayingCandidates = 3000;
const mostContexts = 1000;
const mostNamesInOrder = 1000;
/** An identifier that stands beside a detail in the same object is this near to it... */
const siblingLines = 8;
/** ...and one that stands further out in the same document this. */
const documentLines = 200;

/** What is over once a server's configuration was found sound... */
const overOnceTested: readonly ProblemId[] = [
  'nginx-config-test',
  'nginx-config-parse',
  'nginx-cert-missing',
  'nginx-key-mismatch',
  'nginx-no-ssl-cert-defined',
];
/** ...and once it was reloaded. */
const overOnceReloaded: readonly ProblemId[] = [...overOnceTested, 'deploy-not-reloaded', 'nginx-not-running'];

const serverFormats: readonly LogFormat[] = ['nginx-error', 'nginx-access', 'nginx-test', 'apache', 'haproxy', 'bind'];
/** They serve other certificates too, and speak to other servers: a certificate without a name need not be their own. */
const servingFormats: readonly LogFormat[] = [...serverFormats, 'caddy', 'traefik', 'cert-manager'];

/** What the lines above say of the lines below, in one process. */
interface Context {
  readonly block: string;
  readonly identifier: Identifier | null;
  /** The last detail in a JSON document that is written over many lines: an identifier may follow on it. */
  readonly detail: { readonly candidate: number; readonly line: number; readonly indent: number } | null;
  /** The first attempt of this run of the client. */
  readonly run: number;
}

/** A list that two judgements can share. */
interface Cell {
  readonly id: number;
  readonly before: Cell | undefined;
}

interface Identifier {
  readonly name: string;
  readonly indent: number;
  readonly line: number;
  /** It follows on its detail: the next detail is another object's. */
  readonly isUsed: boolean;
}

const nothingSaid: Context = { block: '', identifier: null, detail: null, run: 0 };

/**
 * Judges readings in the order of time: which belong to one attempt, what each line is about, what a success took back,
 * and the one cause of each attempt and of the log. Memory does not grow with the log. Values are replaced, never
 * changed, so that `fork` costs little.
 *
 * Rules of the choice: what names the cause beats what shows a symptom, and that beats remarks and bare error types;
 * then the graver, then the newer attempt, then the line that came first (what follows is its consequence). A success
 * takes back what the CA refused before in the same attempt or for the same name, but not what is wrong with the server,
 * the client or the deployment. A failure whose reason is not shown is `unknown-cause`.
 */
export class Judgement {
  private readonly format: LogFormat;
  private candidates: Candidate[] = [];
  /** Those that a success or a reload may still take back, newest first, by what it must say for that. */
  private open = new Map<Key, Cell>();
  private attempts = new Attempts();
  private contexts = new Map<string, Context>();
  /** Names whose certificate is known to be in order, `''` for some certificate. */
  private inOrder = new Set<string>();
  private nextId = 1;
  /** What each attempt came to when it was last looked at; the one outside of all under 0. */
  private evaluations = new Map<number, Evaluation>();
  private dirty = new Set<number>();
  private readonly indices = new Map<number, number>();

  constructor(format: LogFormat) {
    this.format = format;
  }

  /** The same judgement, to which more can be added without a change in this one. */
  fork(): Judgement {
    const copy = new Judgement(this.format);
    copy.candidates = [...this.candidates];
    copy.open = new Map(this.open);
    copy.attempts = this.attempts.fork();
    copy.contexts = new Map(this.contexts);
    copy.inOrder = new Set(this.inOrder);
    copy.nextId = this.nextId;
    copy.evaluations = new Map(this.evaluations);
    copy.dirty = new Set(this.dirty);
    for (const [id, index] of this.indices) copy.indices.set(id, index);
    return copy;
  }

  /** The next reading in the order of time, and the line in which it stands. */
  add(line: number, reading: Reading): void {
    for (const mark of reading.marks) {
      if (mark.kind === 'block') this.say(reading.process, { block: mark.name });
      else if (mark.kind === 'identifier') this.identify(line, reading, mark);
      else if (mark.kind === 'outcome') this.addOutcome(line, reading, mark);
      else this.addProblem(line, reading, mark);
    }
  }

  /** What the log says so far. What did not change since the last report is the same object as there. */
  report(): Pick<LogReport, 'findings' | 'attempts' | 'cause'> {
    const shown = this.attempts.all.filter((one) => one.outcome !== null || one.hasFindings || one.names.length > 0);
    shown.sort((a, b) => a.firstLine - b.firstLine);
    shown.forEach(({ id }, index) => {
      if (this.indices.get(id) !== index) this.dirty.add(id);
      this.indices.set(id, index);
    });
    this.evaluateDirty();
    const evaluations = [this.evaluations.get(outside), ...shown.map(({ id }) => this.evaluations.get(id))];
    const findings: LogFinding[] = [];
    const attempts: LogAttempt[] = [];
    let cause: Candidate | null = null;
    for (const evaluation of evaluations) {
      if (!evaluation) continue;
      for (const finding of evaluation.findings) findings.push(finding);
      if (evaluation.attempt) attempts.push(evaluation.attempt);
      if (evaluation.cause && (cause === null || explainsMore(evaluation.cause, cause))) cause = evaluation.cause;
    }
    findings.sort((a, b) => a.line - b.line || a.column - b.column);
    return { findings, attempts, cause: cause && { problem: cause.finding.problem, line: cause.finding.line } };
  }

  private evaluateDirty(): void {
    if (this.dirty.size === 0) return;
    const groups = new Map<number, Candidate[]>([...this.dirty].map((id) => [id, []]));
    for (const candidate of this.candidates) groups.get(candidate.attempt ?? outside)?.push(candidate);
    for (const [id, candidates] of groups) {
      const attempt = this.attempts.get(id);
      const evaluation = evaluate(attempt, this.indices.get(id), candidates);
      this.evaluations.set(id, reuse(this.evaluations.get(id), evaluation));
    }
    this.dirty.clear();
  }

  private addOutcome(line: number, reading: Reading, mark: OutcomeMark): void {
    const { outcome } = mark.signature;
    const { process } = reading;
    if (outcome === 'started') this.start(line, reading, mark);
    else if (outcome === 'names' || outcome === 'concerns') {
      if (outcome === 'concerns') this.say(process, { block: mark.names[0] ?? '' });
      const attempt = this.attemptAt(reading);
      if (attempt?.outcome === null) {
        const names = [...new Set([...attempt.names, ...mark.names])];
        if (names.length <= mostNames) this.replace({ ...attempt, names, ...reach(attempt, line) });
      }
    } else if (outcome === 'reloaded') this.overcome(overOnceReloaded);
    else if (outcome === 'tested') this.overcome(overOnceTested);
    else if (outcome !== 'noise') this.end(line, reading, mark, outcome);
  }

  private start(line: number, reading: Reading, mark: OutcomeMark): void {
    const { process, threads } = reading;
    const names = [...new Set([...mark.names, ...threads.filter(fitsName)])];
    this.say(process, { block: '', identifier: null, detail: null });
    const isRun = mark.captures['version'] !== undefined;
    const current = this.attemptAt(reading);
    const isSame =
      current !== null &&
      !isRun &&
      isUndecided(current) &&
      (current.names.length === 0 || names.length === 0 || names.some((name) => current.names.includes(name)));
    if (isSame) {
      const all = names.length > current.names.length ? names : current.names;
      const same = { ...current, names: all, ...reach(current, line) };
      this.replace(same);
      this.attempts.route(reading, same);
      return;
    }
    const attempt = this.begin(line, reading, names);
    if (isRun) this.say(process, { run: attempt.id });
  }

  private end(line: number, reading: Reading, mark: OutcomeMark, outcome: NonNullable<Attempt['outcome']>): void {
    const { sumsUp } = mark.signature;
    const { process } = reading;
    const ofRun = sumsUp ? this.attempts.lastOfRun(process, this.context(process).run, outcome) : null;
    const attempt = ofRun ?? this.attemptAt(reading, line, mark.names);
    // That others are not due says nothing of one that was tried.
    const isNews = outcome !== 'not-due' || attempt?.outcome == null;
    if (attempt && isNews) {
      const names = attempt.names.length === 0 ? mark.names : attempt.names;
      this.replace({
        ...attempt,
        names,
        outcome: sumsUp ? (attempt.outcome ?? outcome) : outcome,
        ...reach(attempt, line),
      });
    } else if (attempt) this.replace({ ...attempt, ...reach(attempt, line) });
    if (outcome === 'failed') {
      if (mark !== whatFailed(reading)) return;
      const subject = mark.names[0] ?? this.currentName(reading, attempt);
      this.addCandidate(attempt, 'failed', [subject], {
        ...this.finding(line, reading, mark, 'unknown-cause', 'info', mark.place, subject),
      });
      return;
    }
    const names = mark.names.length > 0 ? mark.names : (attempt?.names ?? []);
    if (outcome === 'succeeded') this.overcome([...(attempt ? [attempt.id] : []), ...names]);
    this.inOrder.add('');
    for (const name of names) if (this.inOrder.size < mostNamesInOrder) this.inOrder.add(name);
    if (outcome === 'not-due') this.takeExpiredForStale();
  }

  private addProblem(line: number, reading: Reading, mark: ProblemMark): void {
    const { signature, captures, stack } = mark;
    const weight = mark.isVerdict && signature.weight === 'remark' ? 'symptom' : (signature.weight ?? 'cause');
    const isOfAttempt = isUpToTheCa(signature.problem) && weight !== 'remark';
    const attempt = this.attemptAt(reading, isOfAttempt ? line : undefined);
    const named = this.identifierFor(line, reading, mark) || nameIn(reading);
    const current = named || this.currentName(reading, attempt, captures);
    const inContext = problemInContext(signature, captures, stack, mark.speaksToCa, this.format, current);
    const subject = subjectOf(captures, current);
    const isStale = inContext === 'cert-expired' && this.isInOrder(captures['name'] ?? named);
    const problem = isStale ? 'deploy-not-reloaded' : inContext;
    // A few plain words mean little on any line, but what a CA says of a validation is never a mere remark.
    const ownSeverity = mark.isVerdict || problem !== signature.problem ? undefined : signature.severity;
    const severity = ownSeverity ?? problems[problem].severity;
    const place = problem === 'secondary-validation' ? mark.stackPlace : mark.place;
    const finding = this.finding(line, reading, mark, problem, severity, place, subject);
    const last = this.candidates.at(-1);
    if (last?.finding.line === finding.line && last.finding.problem === problem && last.finding.subject === subject) {
      // One line tells it once, by the words that say the most.
      const nearer = { ...last, weight, finding };
      if (explainsMore(nearer, last)) this.put(this.candidates.length - 1, nearer);
      return;
    }
    const about = [current, subject].filter((name) => name !== '');
    const id = this.addCandidate(attempt, weight, about, finding);
    if (attempt) {
      const isFailing = attempt.isFailing || (isUpToTheCa(problem) && severity === 'error' && weight !== 'remark');
      const newest = this.newestOf(attempt);
      this.replace({ ...newest, ...reach(newest, finding.endLine), isFailing });
    }
    if (mark.indent >= 0) {
      const detail = named === '' ? { candidate: id, line, indent: mark.indent } : null;
      this.say(reading.process, { detail });
    }
  }

  /** The identifier that the same problem document names, in the same line or in one above. */
  private identifierFor(line: number, { process, hasHead }: Reading, mark: ProblemMark): string {
    if (mark.identifier !== '') return mark.identifier;
    const { identifier } = this.context(process);
    if (!identifier || mark.indent < 0) {
      if (identifier && hasHead) this.say(process, { identifier: null });
      return '';
    }
    const distance = line - identifier.line;
    if (identifier.indent === mark.indent) return !identifier.isUsed && distance <= siblingLines ? identifier.name : '';
    return identifier.indent < mark.indent && !identifier.isUsed && distance <= documentLines ? identifier.name : '';
  }

  /** Subproblems write their identifier behind their detail; then it is the detail's that stands there already. */
  private identify(line: number, { process }: Reading, { name, indent }: IdentifierMark): void {
    const { detail } = this.context(process);
    const follows = detail !== null && detail.indent === indent && line - detail.line <= siblingLines;
    this.say(process, { identifier: { name, indent, line, isUsed: follows }, detail: null });
    if (!follows || name === '') return;
    const index = this.indexOf(detail.candidate);
    const candidate = this.candidates[index];
    if (!candidate || candidate.finding.captures['name'] !== undefined) return;
    const { finding } = candidate;
    const message = findingMessage(finding.problem, name, finding.captures['retryAfter'] ?? null, this.format);
    this.put(index, { ...candidate, about: [name], finding: { ...finding, subject: name, message } });
  }

  private currentName({ process }: Reading, attempt: Attempt | null, captures: Captures = {}): string {
    const { block } = this.context(process);
    if (block !== '') return block;
    const [first = '', ...others] = attempt?.names ?? [];
    if (others.length === 0) return first;
    // Of several names only the one that the line is about counts.
    const host = hostOf(captures['url']);
    if (host !== undefined && attempt?.names.includes(host)) return host;
    return captures['url'] === undefined ? '' : first;
  }

  private finding(
    line: number,
    { stamp }: Reading,
    { id, captures }: OutcomeMark | ProblemMark,
    problem: ProblemId,
    severity: Severity,
    place: Place,
    subject: string,
  ): LogFinding {
    return {
      problem,
      severity,
      signature: id,
      line: line + place.line,
      column: place.column,
      endLine: line + place.endLine,
      endColumn: place.endColumn,
      subject,
      message: findingMessage(problem, subject, captures['retryAfter'] ?? null, this.format),
      captures,
      ...(stamp?.iso == null ? {} : { time: stamp.iso }),
    };
  }

  /** The attempt to which a reading belongs. With a line, one is begun there where there is none. */
  private attemptAt(reading: Reading, line?: number, names: readonly string[] = []): Attempt | null {
    const attempt = this.attempts.of(reading, names);
    if (attempt === null)
      return line === undefined || serverFormats.includes(this.format) ? null : this.begin(line, reading, names);
    const { stamp } = reading;
    if (stamp === null || attempt.lastOrder === stamp.order) return attempt;
    const seen = { ...attempt, time: attempt.time ?? stamp.iso, lastOrder: stamp.order };
    this.replace(seen);
    return seen;
  }

  private begin(line: number, reading: Reading, names: readonly string[]): Attempt {
    const attempt = this.attempts.begin(this.nextId++, line, reading, names);
    this.dirty.add(attempt.id);
    if (this.attempts.areTooMany) this.forget();
    return attempt;
  }

  private addCandidate(
    attempt: Attempt | null,
    weight: Candidate['weight'],
    about: readonly string[],
    finding: LogFinding,
  ): number {
    const id = this.nextId++;
    const candidate = { id, finding, weight, attempt: attempt?.id ?? null, about, overcome: false };
    this.candidates.push(candidate);
    this.watch(candidate);
    this.dirty.add(attempt?.id ?? outside);
    if (attempt) this.replace({ ...this.newestOf(attempt), hasFindings: true });
    if (this.candidates.length > mostCandidates) this.forget();
    return id;
  }

  /** Takes back what is still known under one of these keys. */
  private overcome(keys: readonly Key[]): void {
    for (const key of keys) {
      for (const candidate of this.openUnder(key)) {
        this.candidates[this.indexOf(candidate.id)] = { ...candidate, overcome: true };
        this.dirty.add(candidate.attempt ?? outside);
      }
      this.open.delete(key);
    }
  }

  private openUnder(key: Key): Candidate[] {
    const found: Candidate[] = [];
    for (let cell = this.open.get(key); cell; cell = cell.before) {
      const candidate = this.candidates[this.indexOf(cell.id)];
      if (candidate && !candidate.overcome && keysOf(candidate).includes(key)) found.push(candidate);
    }
    return found;
  }

  private watch(candidate: Candidate): void {
    for (const key of keysOf(candidate)) this.open.set(key, { id: candidate.id, before: this.open.get(key) });
  }

  /** A certificate that is in order on the disk and expired where it is served was not loaded. */
  private takeExpiredForStale(): void {
    for (const candidate of this.openUnder('cert-expired')) {
      const { finding } = candidate;
      if (!this.isInOrder(finding.captures['name'] ?? '')) continue;
      const problem = 'deploy-not-reloaded';
      const message = findingMessage(problem, finding.subject, null, this.format);
      this.put(this.indexOf(candidate.id), {
        ...candidate,
        finding: { ...finding, problem, severity: problems[problem].severity, message },
      });
    }
  }

  /** Whether the certificate for a name is in order, or, where none is said, the one that the log is about. */
  private isInOrder(name: string): boolean {
    if (name.includes('.')) return this.inOrder.has(name);
    return this.inOrder.has('') && !servingFormats.includes(this.format);
  }

  private put(index: number, candidate: Candidate): void {
    if (!this.candidates[index]) return;
    this.candidates[index] = candidate;
    this.watch(candidate);
    this.dirty.add(candidate.attempt ?? outside);
  }

  /** By binary search: ids count up. */
  private indexOf(id: number): number {
    return indexOfId(this.candidates, id);
  }

  private newestOf(attempt: Attempt): Attempt {
    return this.attempts.get(attempt.id) ?? attempt;
  }

  private replace(attempt: Attempt): void {
    this.attempts.replace(attempt);
    this.dirty.add(attempt.id);
  }

  private context(process: string): Context {
    return this.contexts.get(process) ?? nothingSaid;
  }

  private say(process: string, news: Partial<Context>): void {
    setNewest(this.contexts, process, { ...this.context(process), ...news }, mostContexts);
  }

  /** Forgets the oldest part of an endless log, but not the newest of each problem. */
  private forget(): void {
    const newest = new Map(this.candidates.map(({ id, finding }) => [finding.problem, id]));
    const oldestKept = this.candidates.at(-stayingCandidates)?.id ?? 0;
    const oldestAttempt = this.attempts.oldestStaying;
    const stays = ({ id, attempt, finding }: Candidate): boolean =>
      (id >= oldestKept && (attempt === null || attempt >= oldestAttempt)) || newest.get(finding.problem) === id;
    this.candidates = this.candidates.filter(stays);
    this.open = new Map();
    for (const candidate of this.candidates) if (!candidate.overcome) this.watch(candidate);
    const needed = new Set(this.candidates.map(({ attempt }) => attempt));
    this.attempts.keep(({ id }) => id >= oldestAttempt || needed.has(id));
    this.evaluations.clear();
    this.indices.clear();
    this.dirty = new Set([outside, ...this.attempts.all.map(({ id }) => id)]);
  }
}

/** The one name that a line itself says it is about; else empty. */
function nameIn({ marks, threads }: Reading): string {
  for (const mark of marks) if (mark.kind === 'outcome' && mark.names.length === 1) return mark.names[0] ?? '';
  const [first = '', ...others] = threads.filter(fitsName);
  return others.length === 0 ? first : '';
}

/** Of what one line says of a failure, only what says most is told: why it failed, else once that it did. */
function whatFailed({ marks }: Reading): Mark | undefined {
  return (
    marks.find(
      (mark) => mark.kind === 'problem' && mark.signature.weight !== 'type' && mark.signature.weight !== 'remark',
    ) ?? marks.find((mark) => mark.kind === 'outcome' && mark.signature.outcome === 'failed')
  );
}

/** The lines of an attempt with one more. A log may be judged from its end. */
function reach({ firstLine, lastLine }: Attempt, line: number): Pick<Attempt, 'firstLine' | 'lastLine'> {
  return { firstLine: Math.min(firstLine, line), lastLine: Math.max(lastLine, line) };
}

type Captures = Readonly<Record<string, string>>;

/** Stands for the attempt of what belongs to none. */
const outside = 0;

/** What takes a candidate back: a success of its attempt (an id) or for its name, or a reload (a problem). */
type Key = string | number;

function keysOf({ finding: { problem }, attempt, about }: Candidate): readonly Key[] {
  if (problem === 'cert-expired' || overOnceReloaded.includes(problem)) return [problem];
  if (!isUpToTheCa(problem)) return [];
  return attempt === null ? about : [attempt, ...about];
}

function subjectOf(captures: Captures, current: string): string {
  const record = captures['record']?.replace('_acme-challenge.', '');
  return (
    captures['name'] ??
    record ??
    captures['path'] ??
    (current || (hostOf(captures['url']) ?? captures['address'] ?? ''))
  );
}

/** The new evaluation, with the objects of the old one where they say the same. */
function reuse(before: Evaluation | undefined, now: Evaluation): Evaluation {
  if (!before) return now;
  const findings = now.findings.map((finding, index) => {
    const old = before.findings[index];
    return old && isSameFinding(old, finding) ? old : finding;
  });
  const attempt =
    before.attempt && now.attempt && isSameAttempt(before.attempt, now.attempt) ? before.attempt : now.attempt;
  return { ...now, findings, attempt };
}
