import { covers } from '../../certificate/covers.ts';
import { problems, type ProblemId } from '../../problem/catalogue.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import { textOf } from '../../domain/name.ts';
import type { LogAttempt, LogFinding } from '../../log/report.ts';
import type { Finding } from '../../problem/finding.ts';
import { listed, namesOf, plain, type Collect } from './rows.ts';
import type { Evidence, EvidenceRow } from '../evidence.ts';
import type { KnownLog, Look } from '../look.ts';

/** Of each log the newest findings; older ones stand in the log itself. */
const mostOfOneLog = 5;

/**
 * What the logs say of the domain, the newest last. A problem that a later success of the same name took back is none.
 * That the last attempts did not fail, only attempts show.
 */
export const logFindings: Collect = (intent, look) => told(intent, look, null);

/** Only what the step asks for: other troubles of the logs are other steps'. */
export const askedInLogs: Collect = (intent, look, asks) => told(intent, look, asks);

function told(intent: DomainIntent, { known }: Look, asks: readonly ProblemId[] | null): Evidence {
  const { logs, unread = [] } = known;
  const hidden = unread.map(({ path, why }) => logRow(path, path, why, 'unknown'));
  if (logs === null || logs.length === 0) {
    const nothing = 'No log was read. Open the log of the ACME client or the web server, or let Cert Doctor read it.';
    return plain(hidden, hidden.length === 0 ? nothing : null);
  }
  const read = logs.map((log) => readLog(intent, log, asks));
  const attempted = logs.some(({ attempts }) =>
    attempts.some((one) => namesOf(intent).some((name) => isFor(one, name))),
  );
  const isSilent = !attempted && hidden.length === 0;
  return {
    ...plain(
      [...read.flatMap(({ rows }) => rows), ...hidden],
      isSilent ? 'No attempt for the domain stands in what was read.' : null,
    ),
    findings: read.flatMap(({ findings }) => findings).slice(-mostOfOneLog),
  };
}

function readLog(
  intent: DomainIntent,
  log: KnownLog,
  asks: readonly ProblemId[] | null,
): Required<Pick<Evidence, 'rows' | 'findings'>> {
  const lasts = lastAttempts(log);
  const open = openFindings(intent, log, lasts, asks);
  const shown = shownOf(open);
  const rows = [
    ...shown.map(({ line, problem, message }) => {
      const { title } = problems[problem];
      const seen = message.startsWith(title) ? message : `${title}: ${message}`;
      return logRow(log.path, `${log.path}:${line}`, seen, 'problem');
    }),
    ...(asks === null ? attemptRows(intent, log, lasts, open) : []),
  ];
  if (rows.length > 0) return { rows, findings: shown.map((finding) => asFinding(intent, log, finding)) };
  const outcomes = namesOf(intent).flatMap((name) => lasts(name)?.attempt.outcome ?? []);
  const allSucceeded = outcomes.length > 0 && outcomes.every((outcome) => outcome === 'succeeded');
  const nothing = asks === null ? 'nothing in it is known to be wrong' : 'nothing of it stands in this log';
  const seen = allSucceeded ? 'its last attempt for the domain succeeded' : nothing;
  return { rows: [logRow(log.path, log.path, seen, 'fine')], findings: [] };
}

/** Last attempts that nothing else was said of: they failed, or nobody knows how they ended. */
function attemptRows(
  intent: DomainIntent,
  { path, attempts }: KnownLog,
  lasts: Lasts,
  open: readonly LogFinding[],
): readonly EvidenceRow[] {
  return attempts.flatMap((attempt, index): readonly EvidenceRow[] => {
    const names = namesOf(intent).filter((name) => lasts(name)?.attempt === attempt);
    if (names.length === 0) return [];
    const where = `${path}:${attempt.endLine}`;
    const what = `the last attempt for ${listed(names)}`;
    if (attempt.outcome === 'open') return [logRow(path, where, `the log does not tell how ${what} ended`, 'unknown')];
    if (attempt.outcome !== 'failed' || open.some((finding) => finding.attempt === index)) return [];
    return [logRow(path, where, `${what} failed, and no line that is known tells why`, 'problem')];
  });
}

interface Placed {
  readonly attempt: LogAttempt;
  /** Greater, the newer it is. */
  readonly place: number;
  /** Greater than that of every line of it, and of what was written before. */
  readonly end: number;
}

/** The newest attempt for a name that tried something; null where there is none. */
type Lasts = (name: string) => Placed | null;

function lastAttempts(log: KnownLog): Lasts {
  const sign = signOf(log);
  const placed = log.attempts
    .map((attempt, index) => ({
      attempt,
      place: sign * index,
      end: sign > 0 ? attempt.endLine : -attempt.startLine,
    }))
    .filter(({ attempt }) => attempt.outcome !== 'not-due')
    .toSorted((one, other) => other.place - one.place);
  const known = new Map<string, Placed | null>();
  return (name) => {
    const last = known.get(name) ?? placed.find(({ attempt }) => isFor(attempt, name)) ?? null;
    known.set(name, last);
    return last;
  };
}

/** -1 where the newest line of the log stands first. */
function signOf({ attempts, findings }: KnownLog): 1 | -1 {
  const timed = [
    ...attempts.map(({ startLine, time }) => ({ line: startLine, at: Date.parse(time ?? '') })),
    ...findings.map(({ line, time }) => ({ line, at: Date.parse(time ?? '') })),
  ]
    .filter(({ at }) => !Number.isNaN(at))
    .toSorted((one, other) => one.line - other.line);
  return (timed[0]?.at ?? 0) > (timed.at(-1)?.at ?? 0) ? -1 : 1;
}

function isFor({ names }: LogAttempt, name: string): boolean {
  return names.some((value) => value === name || covers([{ kind: 'dns', value }], name));
}

/** What in it is still wrong, as far as it shows: what no newer attempt took back. */
function openFindings(
  intent: DomainIntent,
  log: KnownLog,
  lasts: Lasts,
  asks: readonly ProblemId[] | null,
): readonly LogFinding[] {
  const sign = signOf(log);
  const isOpen = (finding: LogFinding): boolean => {
    const { line, attempt: index } = finding;
    const newest = concerned(intent, log, finding).flatMap((name) => lasts(name) ?? []);
    if (index !== undefined) return newest.length === 0 || newest.some(({ place }) => sign * index >= place);
    return !newest.some(({ attempt, end }) => attempt.outcome === 'succeeded' && sign * line <= end);
  };
  return log.findings.filter(
    (finding) =>
      (asks === null || asks.includes(finding.problem)) &&
      (finding.severity === 'error' || finding.severity === 'warning') &&
      finding.causeLine === undefined &&
      isOpen(finding),
  );
}

/** The newest; the same again and again is said once, where it stands last. */
function shownOf(open: readonly LogFinding[]): readonly LogFinding[] {
  const newest = new Map(open.map((finding) => [`${finding.problem} ${finding.subject}`, finding]));
  return open.filter((finding) => newest.get(`${finding.problem} ${finding.subject}`) === finding).slice(-mostOfOneLog);
}

/** Whose success takes a finding back: the domain's names in its attempt, or the name that it is about; else all. */
function concerned(intent: DomainIntent, { attempts }: KnownLog, { attempt, subject }: LogFinding): readonly string[] {
  const names = namesOf(intent);
  const of = attempt === undefined ? undefined : attempts[attempt];
  const own = names.filter((name) => (of === undefined ? name === subject : isFor(of, name)));
  if (own.length > 0) return own;
  return of === undefined || of.names.length === 0 ? names : of.names;
}

function logRow(path: string, what: string, seen: string, mark: EvidenceRow['mark']): EvidenceRow {
  return { name: path, part: null, what, seen, expected: null, mark };
}

function asFinding(
  { name }: DomainIntent,
  { path }: KnownLog,
  { problem, severity, subject, message, line }: LogFinding,
): Finding {
  const evidence = [{ label: 'Log', text: `${path}, line ${line}` }];
  return { problem, severity, subject: subject === '' ? textOf(name) : subject, message, evidence };
}
