import { problems, type ProblemId } from '../../problem/catalogue.ts';
import type { DomainIntent } from '../../domain/intent.ts';
import { textOf } from '../../domain/name.ts';
import type { LogFinding } from '../../log/report.ts';
import type { Finding } from '../../problem/finding.ts';
import { namesOf, plain, type Collect } from './rows.ts';
import type { Evidence, EvidenceRow } from '../evidence.ts';
import type { KnownLog, Look } from '../look.ts';

/** Of each log the newest findings; older ones stand in the log itself. */
const mostOfOneLog = 5;

/** What the logs say of the domain, the newest last. A problem that a later success of the same name took back is none. */
export const logFindings: Collect = (intent, look) => told(intent, look, null);

/** Only what the step asks for: other troubles of the logs are other steps'. */
export const askedInLogs: Collect = (intent, look, asks) => told(intent, look, asks);

function told(intent: DomainIntent, { known }: Look, asks: readonly ProblemId[] | null): Evidence {
  if (known.logs === null || known.logs.length === 0)
    return plain([], 'No log was read. Open the log of the ACME client or the web server, or let Cert Doctor read it.');
  const read = known.logs.map((log) => ({ log, open: openFindings(intent, log, asks) }));
  const rows = read.flatMap(({ log, open }) => logRows(log, open, asks === null));
  const findings = read.flatMap(({ log, open }) => (open ?? []).map((finding) => asFinding(intent, log, finding)));
  return { ...plain(rows), findings: findings.slice(-mostOfOneLog) };
}

/** What in it is still wrong, as far as it shows; null where its last attempt for the domain succeeded. */
function openFindings(
  intent: DomainIntent,
  { attempts, findings }: KnownLog,
  asks: readonly ProblemId[] | null,
): readonly LogFinding[] | null {
  const names = namesOf(intent);
  const last = attempts.findLastIndex(
    (attempt) => attempt.names.some((name) => names.includes(name)) && attempt.outcome !== 'not-due',
  );
  if (attempts[last]?.outcome === 'succeeded') return null;
  const open = findings.filter(
    ({ problem, severity, causeLine, attempt }) =>
      (asks === null || asks.includes(problem)) &&
      (severity === 'error' || severity === 'warning') &&
      causeLine === undefined &&
      (attempt === undefined || attempt >= last),
  );
  // The same again and again is said once, where it stands last.
  const newest = new Map(open.map((finding) => [`${finding.problem} ${finding.subject}`, finding]));
  return open.filter((finding) => newest.get(`${finding.problem} ${finding.subject}`) === finding).slice(-mostOfOneLog);
}

function logRows(log: KnownLog, open: readonly LogFinding[] | null, isWhole: boolean): readonly EvidenceRow[] {
  const of = { name: log.path, part: null, what: log.path, expected: null };
  if (open === null) return [{ ...of, seen: 'its last attempt for the domain succeeded', mark: 'fine' }];
  if (open.length === 0) {
    const seen = isWhole ? 'nothing in it is known to be wrong' : 'nothing of it stands in this log';
    return [{ ...of, seen, mark: 'fine' }];
  }
  return open.map(({ line, problem, message }) => ({
    ...of,
    what: `${log.path}:${line}`,
    seen: message.startsWith(problems[problem].title) ? message : `${problems[problem].title}: ${message}`,
    mark: 'problem',
  }));
}

function asFinding(
  { name }: DomainIntent,
  { path }: KnownLog,
  { problem, severity, subject, message, line }: LogFinding,
): Finding {
  const evidence = [{ label: 'Log', text: `${path}, line ${line}` }];
  return { problem, severity, subject: subject === '' ? textOf(name) : subject, message, evidence };
}
