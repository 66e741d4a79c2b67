import { retryTimeIn } from '../acme/retry-after.ts';
import { problems } from '../problem/catalogue.ts';
import type { ProblemId } from '../problem/catalogue.ts';
import type { Severity } from '../problem/finding.ts';
import { chooseCause, withoutExplainedTypes } from './choose-cause.ts';
import type { Candidate } from './choose-cause.ts';
import { FormatVote } from './format.ts';
import { fitsName } from './hole.ts';
import { hostOf } from './host-of-url.ts';
import { signatures } from './known-signatures.ts';
import { viewLine } from './line-view.ts';
import { findingMessage } from './message.ts';
import { readHead } from './prefix.ts';
import { problemInContext } from './problem-in-context.ts';
import { readStack } from './problem-stack.ts';
import type { LogFinding, LogReport } from './report.ts';
import { Scanner } from './scanner.ts';
import type { Hit } from './scanner.ts';
import type { Outcome, ProblemSignature } from './signature.ts';
import { groupBy } from '../group-by.ts';

/** Keys of certbot's problem block; lines with them are read even where no message stands in them. */
const blockKeys = ['Domain: ', 'Domains: ', 'Identifier: ', 'Detail: ', 'Error: '] as const;
const triggers = ['  Domain: ', '  Domains: ', '  Identifier: ', '  Detail: ', '   Error: '];

/** A wrapped detail of certbot 1 is a few lines of 70 characters; more is something else. */
const mostWrappedLines = 12;
/** What is kept of a log with endless trouble. The cause is chosen from what comes after it, too. */
const mostFindings = 5000;

/** The scanner for every known message. Building it takes some milliseconds: keep it. */
export function createLogScanner(): Scanner {
  return new Scanner(signatures, triggers);
}

/** Diagnoses the lines of one log. `bytes` is their size where it is known. */
export function diagnoseLog(lines: Iterable<string>, scanner: Scanner = createLogScanner(), bytes = 0): LogReport {
  const diagnosis = new LogDiagnosis(scanner);
  for (const line of lines) diagnosis.push(line);
  return diagnosis.finish(bytes);
}

/** A place in a text that was put together from one or more lines. */
interface Piece {
  readonly line: number;
  readonly start: number;
  readonly text: string;
  readonly columns: Int32Array | null;
  /** Offset in the line's view at which `text` begins. */
  readonly offset: number;
}

/**
 * Reads a log line by line and names its one root cause. Memory does not grow with the log.
 *
 * Rules of the choice: what names the cause beats what shows a symptom, and that beats remarks and bare error types;
 * then the graver, then the newer attempt, then the line that came first (what follows is its consequence). A success
 * takes back what the CA refused before in the same attempt or for the same name, but not what is wrong with the server,
 * the client or the deployment. A failure whose reason is not shown is `unknown-cause`.
 */
export class LogDiagnosis {
  private readonly scanner: Scanner;
  private readonly vote = new FormatVote();
  private readonly kept: Candidate[] = [];
  /** The newest candidate of each problem, so that the end of a long log counts. */
  private readonly newest = new Map<ProblemId, Candidate>();
  /** What a success may take back: what the CA refused in this attempt, and for each name (`''` where none was said). */
  private inAttempt: Candidate[] = [];
  private readonly openByName = new Map<string, Candidate[]>();
  private lines = 0;
  private attempt = 0;
  private attemptName = '';
  private blockName = '';
  private detail: Piece[] = [];

  constructor(scanner: Scanner) {
    this.scanner = scanner;
  }

  /** Whether the next line must be pushed even if it holds no candidate: the format is open, or a detail may be wrapped into it. */
  get needsNextLine(): boolean {
    return this.vote.open || this.detail.length > 0;
  }

  /** Counts lines that hold nothing to read. */
  skip(count: number): void {
    this.lines += count;
  }

  /** Reads one line, without its line end. */
  push(line: string): void {
    this.lines++;
    const { text, columns } = viewLine(line);
    this.vote.add(text);
    const piece = { line: this.lines, start: 0, text, columns, offset: 0 };
    if (this.detail.length > 0) {
      if (this.continuesDetail(text)) {
        const offset = text.length - text.trimStart().length;
        this.detail.push({ ...piece, offset, text: text.slice(offset) });
        return;
      }
      this.closeDetail();
    }
    const key = blockKey(text);
    if (key === 'Detail: ' || key === 'Error: ') {
      this.detail = [piece];
      return;
    }
    if (key !== null) {
      const name = text.slice(text.indexOf(key) + key.length).trim();
      this.blockName = fitsName(name) ? name : '';
    }
    this.scan([piece], false);
  }

  /** What the log says. Call once, after the last line. */
  finish(bytes: number, cutLines = 0): LogReport {
    this.closeDetail();
    return this.report(bytes, cutLines);
  }

  /** What the log says so far; a message that may go on in the next line is not read yet. */
  report(bytes: number, cutLines = 0): LogReport {
    const format = this.vote.format;
    const known = new Set(this.kept);
    const all = [...this.kept, ...[...this.newest.values()].filter((candidate) => !known.has(candidate))];
    const candidates = withoutExplainedTypes(all);
    const cause = chooseCause(candidates);
    const causes = new Map(
      [...groupBy(candidates, ({ attempt }) => attempt)].map(([attempt, own]) => [attempt, chooseCause(own)]),
    );
    const findings = candidates.flatMap((candidate): LogFinding[] => {
      const { finding, weight, overcome } = candidate;
      const explanation = causes.get(candidate.attempt);
      if (weight === 'failed' && explanation && explanation.weight !== 'failed')
        return finding.line === explanation.finding.line ? [] : [consequence(finding, explanation.finding)];
      if (weight === 'failed' && candidate === cause) return [{ ...finding, severity: 'warning' }];
      return [overcome && finding.severity !== 'hint' ? { ...finding, severity: 'info' } : finding];
    });
    findings.sort((a, b) => a.line - b.line || a.column - b.column);
    return {
      format,
      lines: this.lines,
      bytes,
      ...(cutLines > 0 ? { cutLines } : {}),
      findings,
      attempts: [],
      cause: cause ? { problem: cause.finding.problem, line: cause.finding.line } : null,
    };
  }

  private continuesDetail(text: string): boolean {
    if (this.detail.length >= mostWrappedLines || blockKey(text) !== null) return false;
    const message = text.slice(readHead(text).message);
    return message.startsWith('  ') && message.trim() !== '' && !message.trimStart().startsWith('Type:');
  }

  private closeDetail(): void {
    if (this.detail.length === 0) return;
    const pieces = this.detail;
    this.detail = [];
    this.scan(pieces, true);
  }

  private scan(pieces: readonly Piece[], isDetail: boolean): void {
    const joined = { ...join(pieces), isDetail };
    const hits = this.scanner.scan(joined.text);
    const namesCause = hits.some(({ signature }) => 'problem' in signature && signature.weight !== 'type');
    for (const hit of hits) {
      if ('outcome' in hit.signature) this.note(hit.signature.outcome, hit, joined);
      else if (hit.signature.weight !== 'type' || !namesCause) this.addProblem(hit, hit.signature, joined);
    }
  }

  private note(outcome: Outcome, hit: Hit, joined: Joined): void {
    const name = hit.captures['name'] ?? '';
    if (outcome === 'started') {
      this.attempt++;
      this.inAttempt = [];
      if (name !== '' || hit.captures['version'] !== undefined) this.attemptName = name;
      this.blockName = '';
    } else if (outcome === 'succeeded') this.overcome(name === '' ? this.attemptName : name);
    else if (outcome === 'failed') {
      const subject = name === '' ? this.currentName : name;
      this.add('failed', this.finding('unknown-cause', 'info', hit, hit.decisive, subject, hit.captures, joined));
    }
  }

  private addProblem(hit: Hit, signature: ProblemSignature, joined: Joined): void {
    const stack = readStack(joined.text, hit.start);
    const captures: Record<string, string> = { ...hit.captures };
    if (stack.address !== null) captures['address'] ??= stack.address;
    if (stack.caaName !== null) captures['name'] ??= stack.caaName;
    const retryAfter = retryTimeIn(joined.text, hit.start);
    if (retryAfter !== null && problems[signature.problem].area === 'limit') captures['retryAfter'] = retryAfter;
    const problem = problemInContext(signature, captures, stack, joined.text, this.vote.format, this.currentName);
    // A few plain words mean little on any line, but what a CA says of a validation is never a mere remark.
    const isVerdict = joined.isDetail || joined.text.includes('acme:error:');
    const ownSeverity = isVerdict || problem !== signature.problem ? undefined : signature.severity;
    const weight = signature.weight ?? 'cause';
    this.add(
      isVerdict && weight === 'remark' ? 'symptom' : weight,
      this.finding(
        problem,
        ownSeverity ?? problems[problem].severity,
        hit,
        problem === 'secondary-validation' ? stack.start : hit.decisive,
        this.subjectOf(captures),
        captures,
        joined,
      ),
    );
  }

  private get currentName(): string {
    return this.blockName === '' ? this.attemptName : this.blockName;
  }

  private subjectOf(captures: Readonly<Record<string, string>>): string {
    const record = captures['record']?.replace('_acme-challenge.', '');
    return (
      captures['name'] ??
      record ??
      captures['path'] ??
      (this.currentName || (hostOf(captures['url']) ?? captures['address'] ?? ''))
    );
  }

  private finding(
    problem: ProblemId,
    severity: Severity,
    hit: Hit,
    start: number,
    subject: string,
    captures: Readonly<Record<string, string>>,
    joined: Joined,
  ): LogFinding {
    const from = place(joined.pieces, start);
    const to = place(joined.pieces, Math.max(start, hit.end - 1));
    return {
      problem,
      severity,
      signature: hit.id,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column + 1,
      subject,
      message: findingMessage(problem, subject, captures['retryAfter'] ?? null),
      captures,
    };
  }

  private add(weight: Candidate['weight'], finding: LogFinding): void {
    const candidate: Candidate = { finding, weight, attempt: this.attempt, name: this.attemptName, overcome: false };
    this.newest.set(finding.problem, candidate);
    if (this.kept.length >= mostFindings) return;
    this.kept.push(candidate);
    if (!isUpToTheCa(finding.problem)) return;
    this.inAttempt.push(candidate);
    for (const name of new Set([this.attemptName, finding.subject])) {
      const open = this.openByName.get(name);
      if (open) open.push(candidate);
      else this.openByName.set(name, [candidate]);
    }
  }

  private overcome(name: string): void {
    const inSight = [...this.newest.values()].filter(
      ({ finding, ...candidate }) =>
        isUpToTheCa(finding.problem) &&
        (candidate.attempt === this.attempt || candidate.name === name || finding.subject === name),
    );
    for (const candidate of [...inSight, ...this.inAttempt.splice(0), ...(this.openByName.get(name) ?? [])])
      candidate.overcome = true;
    this.openByName.delete(name);
  }
}

/** A line that only says that it failed, in an attempt whose cause is known: it points there and is no news of its own. */
function consequence(finding: LogFinding, cause: LogFinding): LogFinding {
  const message = `Follows from line ${String(cause.line)}: ${problems[cause.problem].title}.`;
  return { ...finding, problem: cause.problem, severity: 'hint', message };
}

interface Joined {
  readonly text: string;
  /** Whether this is the detail of certbot's problem block: the CA's own words. */
  readonly isDetail: boolean;
  readonly pieces: readonly Piece[];
}

function join(pieces: readonly Piece[]): Omit<Joined, 'isDetail'> {
  const [only] = pieces;
  if (pieces.length === 1 && only) return { text: only.text, pieces };
  let text = '';
  const placed = pieces.map((piece) => {
    const start = text === '' ? 0 : text.length + 1;
    text = text === '' ? piece.text : `${text} ${piece.text}`;
    return { ...piece, start };
  });
  return { text, pieces: placed };
}

/** Line and column, 1-based, in the original log of an offset in the joined text. */
function place(pieces: readonly Piece[], at: number): { line: number; column: number } {
  let found = { line: 0, column: 1 };
  for (const { line, start, text, offset, columns } of pieces) {
    if (start > at) break;
    const inView = Math.min(at - start, text.length) + offset;
    found = { line, column: (columns?.[inView] ?? inView) + 1 };
  }
  return found;
}

function blockKey(text: string): (typeof blockKeys)[number] | null {
  for (const key of blockKeys) {
    const at = text.indexOf(key);
    if (at >= 2 && at <= 160 && text.startsWith('  ', at - 2)) {
      const head = readHead(text).message;
      if (text.slice(head, at).trim() === '') return key;
    }
  }
  return null;
}

function isUpToTheCa(problem: ProblemId): boolean {
  return ['reach', 'dns', 'dcv', 'caa', 'limit', 'ca', 'account', 'request', 'other'].includes(problems[problem].area);
}
